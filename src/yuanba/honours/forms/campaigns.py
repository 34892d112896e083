"""What the pages of campaigns accept. Shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.councils.models import Procedure
from yuanba.honours.rules import campaigns as rules
from yuanba.matters.forms.desk import Said
from yuanba.points.forms.claims import Answer, Panelled, SayWhy, day_field


class Call(Form):
    name = Said(label=_("评什么"), most=30, rows=1, help_text=_("比如：最美庭院、文明户、好媳妇。"))
    whom = forms.TypedChoiceField(
        label=_("评谁"), choices=list(rules.WHOM_WORDS.items()), coerce=rules.Whom,
        widget=forms.RadioSelect, initial=rules.Whom.HOUSEHOLD,
    )  # fmt: skip
    criteria = Said(label=_("凭什么评"), most=600, rows=4, help_text=_("一条一条写，大家看得到。"))
    source = Said(
        label=_("依据"), most=200, rows=1, help_text=_("比如：村规民约第几条，或者哪次会定的。")
    )
    seats = forms.IntegerField(label=_("最多评几家"), min_value=1, max_value=100, initial=10)
    nominators = forms.TypedChoiceField(
        label=_("谁来提名"), choices=list(rules.NOMINATORS_WORDS.items()),
        coerce=rules.Nominators, widget=forms.RadioSelect, initial=rules.Nominators.ANYBODY,
    )  # fmt: skip
    until = day_field(_("提名到哪天"))
    judge = forms.TypedChoiceField(
        label=_("谁来评"), choices=list(rules.JUDGE_WORDS.items()), coerce=rules.Judge,
        widget=forms.RadioSelect, initial=rules.Judge.PANEL,
    )  # fmt: skip


OWN, OTHER = "own", "other"


class Nominate(Form):
    """提名, on a phone: one's own home, or another by its address and a full name."""

    whose = forms.ChoiceField(
        label=_("提谁"),
        choices=[(OWN, _("我家")), (OTHER, _("别家"))],
        widget=forms.RadioSelect,
    )
    address = Said(label=_("别家的住址"), most=120, rows=1, required=False)
    name = Said(label=_("姓名"), most=60, rows=1, required=False)
    why = Said(label=_("为什么提名"), most=300, rows=3)

    def __init__(self, *args: Any, person: bool, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not own:
            del self.fields["whose"]
        self.fields["name"].help_text = (
            _("要提名的这个人的全名。") if person else _("别家的，写当家人的全名。")
        )


class NominateFor(Form):
    """提名, at the desk."""

    household = Said(label=_("哪一户"), most=120, rows=1, help_text=_("写户号、住址，或者姓名。"))
    name = Said(label=_("哪个人"), most=60, rows=1, help_text=_("写这一户里这个人的全名。"))
    why = Said(label=_("为什么提名"), most=300, rows=3)

    def __init__(self, *args: Any, person: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not person:
            del self.fields["name"]


NO = "no"


def _shown(said: str) -> rules.Shown | None:
    return None if said == NO else rules.Shown(said)


class Consent(Form):
    """本人同意: takes part and how the name is shown, or not."""

    shown = forms.TypedChoiceField(label=_("同意吗"), coerce=_shown, widget=forms.RadioSelect)

    def __init__(self, *args: Any, may_decline: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["shown"]
        assert isinstance(field, forms.ChoiceField)
        if may_decline:
            field.choices = [
                (rules.Shown.NAME, _("同意参评，评上了写全名")),
                (rules.Shown.FAMILY, _("同意参评，评上了只写姓")),
                (rules.Shown.NOBODY, _("同意参评，不写名字")),
                (NO, _("不参评")),
            ]
        else:
            field.label = _("公开时怎么写")
            field.choices = list(rules.SHOWN_WORDS.items())


class ConsentFor(Consent):
    """The same, entered from a signed paper."""

    on_paper = forms.BooleanField(label=_("本人签了字，纸留在村里"), required=False)


class Judge(Panelled):
    """评一家: one vote for each member who may judge."""


class AnswerHonour(Answer):
    """答复对评选的异议."""


class Revoke(Panelled):
    reason = Said(label=_("为什么收回"), most=300, rows=2, help_text=_("这户看得到。"))


class ObjectToAward(SayWhy):
    """对评选提异议."""


class PostChosen(Form):
    """公示评出来的: the panel's votes are counted by the program."""


class PostByCouncil(Form):
    procedure = forms.TypedChoiceField(
        label=_("哪个议题的票"), coerce=int, help_text=_("票上要写参评的人（户主）的全名。")
    )

    def __init__(self, *args: Any, questions: Sequence[Procedure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["procedure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(p.pk, p.title) for p in questions]
        if not questions:
            field.help_text = _("现在没有能选的：先在“议事与表决”里走完，定了再来。")


class Present(Form):
    """表彰: one press."""


class Drop(Form):
    reason = Said(label=_("为什么不评了"), most=300, rows=2, help_text=_("大家看得到。"))
