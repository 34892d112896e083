"""What the pages of points accept. Shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.councils.models import Procedure
from yuanba.matters.forms.desk import NOTHING, Said
from yuanba.matters.forms.photos import Several
from yuanba.points.models import Line, Member
from yuanba.points.queries.home import plus
from yuanba.points.rules import book as rules
from yuanba.points.rules.claims import ASIDE_WORDS, Aside


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


def items(lines: Sequence[Line], *, codes: bool = True) -> list[tuple[str, str]]:
    """The lines of the book as they are chosen: E1 院坝干净 +5; without codes for who knows none."""
    return [
        (one.code, f"{f'{one.code} ' if codes else ''}{one.name} {plus(one.points)}")
        for one in lines
    ]


class Tell(Form):
    """报一条, on a phone: three taps and a picture."""

    codes = False
    photos = forms.FileField(
        label=_("照片"), required=False, widget=Several(attrs={"accept": "image/*"})
    )
    item = forms.ChoiceField(label=_("做了什么"), widget=forms.RadioSelect)
    note = Said(
        label=_("说一句"), most=300, rows=2, required=False, help_text=_("没有照片的，写一句。")
    )
    on = day_field(_("哪一天"))

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = items(lines, codes=self.codes)


class TellFor(Tell):
    """替一户报."""

    codes = True

    household = Said(
        label=_("哪一户"), most=120, rows=1, help_text=_("写户号、住址，或者家里一个人的姓名。")
    )

    field_order = ("household", "item", "on", "note", "photos")


class Taking(Form):
    household = Said(label=_("哪一户"), most=120, rows=1, help_text=_("写户号、住址，或者姓名。"))
    item = forms.ChoiceField(label=_("按哪一条"), widget=forms.RadioSelect)
    on = day_field(_("哪一天的事"))
    note = Said(
        label=_("什么事，凭什么"),
        most=300,
        rows=3,
        help_text=_("写清哪两天提醒过、有什么照片。这户会看到。"),
    )

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = items(lines)


def _yes(said: str) -> bool:
    return said == "yes"


class Check(Form):
    true = forms.TypedChoiceField(
        label=_("属实吗"),
        choices=[("yes", _("属实")), ("no", _("不属实"))],
        widget=forms.RadioSelect,
        coerce=_yes,
    )
    words = Said(
        label=_("看到了什么"), most=300, rows=2, required=False, help_text=_("不属实的写明为什么。")
    )


class Panelled(Form):
    """One vote for each member who may judge; who steps aside has no field."""

    def __init__(
        self,
        *args: Any,
        members: Sequence[Member],
        asides: dict[int, Aside | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.aside = [(m.person.name, ASIDE_WORDS[why]) for m in members if (why := asides[m.pk])]
        self.voting = [m for m in members if asides[m.pk] is None]
        for member in self.voting:
            self.fields[f"m{member.pk}"] = forms.ChoiceField(
                label=member.person.name,
                choices=[("yes", _("同意")), ("no", _("不同意")), ("", _("没来"))],
                widget=forms.RadioSelect,
                required=False,
            )
        self.order_fields([f"m{m.pk}" for m in self.voting])

    def votes(self) -> dict[int, bool]:
        said = self.cleaned_data
        found = {m.pk: said.get(f"m{m.pk}") for m in self.voting}
        return {pk: vote == "yes" for pk, vote in found.items() if vote}


class Decide(Panelled):
    words = Said(
        label=_("评议组怎么说"),
        most=300,
        rows=2,
        required=False,
        help_text=_("没通过的写明为什么，这户会看到。"),
    )


class Answer(Panelled):
    upheld = forms.TypedChoiceField(
        label=_("意见有理吗"),
        choices=[("yes", _("有理，改过来")), ("no", _("没理，照旧"))],
        widget=forms.RadioSelect,
        coerce=_yes,
        help_text=_("上面每个人的“同意”，是同意这条意见有理。"),
    )
    answer = Said(label=_("答复"), most=500, rows=3, help_text=_("提意见的人会看到。"))


class RuleOnTaking(Form):
    """道德评议会定了扣分."""

    procedure = forms.TypedChoiceField(
        label=_("哪次道德评议"), coerce=int,
        help_text=_("告知这户以后，在“议事与表决”里走“道德评议会”，定了再来选。"),
    )  # fmt: skip

    def __init__(self, *args: Any, procedures: Sequence[Procedure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["procedure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(p.pk, f"{p.title} {p.begun_at:%Y-%m-%d}") for p in procedures]


class AnswerTaking(Form):
    """答复对扣分的不同意见: what the whole council came to decides."""

    answer = Said(label=_("答复"), most=500, rows=3, help_text=_("提意见的人会看到。"))


class SayWhy(Form):
    """我有不同意见, or the answer to what is to be taken away."""

    words = Said(label=_("哪里不对"), most=500, rows=3)


class BookIt(Form):
    """入账: one press."""


class ObjectFor(SayWhy):
    """替人记不同意见."""

    for_home = forms.TypedChoiceField(
        label=_("谁提的"),
        choices=[("yes", _("这户自己")), ("no", _("邻居（不记是谁）"))],
        widget=forms.RadioSelect,
        coerce=_yes,
    )


class BookHead(Form):
    source = Said(
        label=_("怎么定的"),
        most=200,
        rows=1,
        help_text=_("比如：村民代表会议 2026年3月12日通过。"),
    )
    since = day_field(_("从哪天起"))
    procedure = forms.TypedChoiceField(
        label=_("走过哪个议事程序"), coerce=int, required=False, empty_value=None
    )

    unratified = Said(
        label=_("没有走议事程序的，为什么"),
        most=200,
        rows=1,
        required=False,
        help_text=_("选了议题的不写。大家看得到。"),
    )

    def __init__(self, *args: Any, procedures: Sequence[Procedure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["procedure"]
        assert isinstance(field, forms.ChoiceField)
        field.help_text = _("还没有定下来的也可以选：定了才生效。")
        field.choices = [NOTHING, *((p.pk, p.title) for p in procedures)]
        field.initial = ""


class BookLine(Form):
    """One line of the book; with neither code nor name it is left out."""

    code = forms.CharField(label=_("代号"), max_length=4, required=False)
    name = forms.CharField(label=_("做什么"), max_length=60, required=False)
    points = forms.IntegerField(label=_("分"), required=False)
    cap = forms.IntegerField(label=_("最多"), required=False)
    period = forms.TypedChoiceField(
        label=_("多久"), choices=list(rules.PERIOD_WORDS.items()), coerce=rules.Period
    )
    evidence = forms.TypedChoiceField(
        label=_("凭什么"), choices=list(rules.EVIDENCE_WORDS.items()), coerce=rules.Evidence
    )
    checker = forms.TypedChoiceField(
        label=_("谁核实"), choices=list(rules.CHECKER_WORDS.items()), coerce=rules.Checker
    )
    event = forms.TypedChoiceField(
        label=_("怎么报"),
        choices=list(rules.EVENT_WORDS.items()),
        coerce=rules.Occasion,
        required=False,
        empty_value=rules.Occasion.NONE,
    )

    def line(self, source: str) -> rules.Line | None:
        said = self.cleaned_data
        if not said["code"].strip() and not said["name"].strip():
            return None
        return rules.Line(
            code=said["code"],
            name=said["name"],
            points=said["points"] or 0,
            cap=said["cap"],
            period=said["period"],
            evidence=said["evidence"],
            checker=said["checker"],
            source=source,
            event=said["event"],
        )


class Seat(Form):
    """One seat of the panel; without a name it stays empty."""

    name = forms.CharField(label=_("姓名"), max_length=160, required=False)
    supervision = forms.BooleanField(label=_("监督委员会"), required=False)
    woman = forms.BooleanField(label=_("妇女"), required=False)
    group = forms.BooleanField(label=_("村民小组代表"), required=False)


class SeatsHead(Form):
    source = Said(label=_("怎么产生的"), most=200, rows=1, help_text=_("比如：村民代表会议推选。"))


class DeclareKin(Form):
    one = forms.CharField(label=_("一个人"), max_length=160)
    other = forms.CharField(label=_("他的亲属"), max_length=160)
