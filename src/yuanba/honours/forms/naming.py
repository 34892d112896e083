"""What the pages of the naming list accept. Shape only; the limits are rules.naming."""

from collections.abc import Sequence
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.councils.models import Procedure
from yuanba.honours.rules import naming as rules
from yuanba.matters.forms.desk import Said
from yuanba.points.forms.claims import Answer, Panelled, SayWhy, day_field


def _yes(said: str) -> bool:
    return said == "yes"


def yes_no(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, help_text=help_text, coerce=_yes, widget=forms.RadioSelect,
        choices=[("yes", _("是")), ("no", _("不是"))],
    )  # fmt: skip


class Question(Form):
    """A form that names a question of the councils."""

    procedure = forms.TypedChoiceField(label=_("哪个议题"), coerce=int)

    def __init__(self, *args: Any, questions: Sequence[Procedure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["procedure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(p.pk, f"{p.title} {p.begun_at:%Y-%m-%d}") for p in questions]
        if not questions:
            field.help_text = _("现在没有能选的：先在“议事与表决”里走完，定了再来。")


class TurnOn(Question):
    """启用点名单."""

    source = Said(label=_("村民会议定的原话"), most=200, rows=2)
    grounds = forms.TypedMultipleChoiceField(
        label=_("同意点名的事"), choices=list(rules.GROUND_WORDS.items()), coerce=rules.Ground,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只有这几件，加不了别的。"),
    )  # fmt: skip
    days = forms.IntegerField(label=_("一条最多公布几天"), initial=rules.USUAL_DAYS)
    since = day_field(_("从哪天起"))
    until = day_field(_("到哪天为止"), _("最多一年。"))


class FileRule(Form):
    note = Said(label=_("备案的文号或者日子"), most=120, rows=1)


class TurnOff(Form):
    why = Said(label=_("为什么停用"), most=200, rows=2)


class Propose(Form):
    person = Said(label=_("谁"), most=120, rows=1, help_text=_("写本村登记的全名。"))
    minor = yes_no(_("是未成年人吗"), _("是的，一律不点名。答案不存。"))
    aid = yes_no(_("正在领低保、特困、救助吗"), _("是的，一律不点名。答案不存。"))
    ill = yes_no(_("重病或者残疾吗"), _("是的，一律不点名。答案不存。"))
    ground = forms.TypedChoiceField(
        label=_("什么事"), choices=list(rules.GROUND_WORDS.items()), coerce=rules.Ground,
        widget=forms.RadioSelect,
    )  # fmt: skip
    on = day_field(_("哪一天的事"))
    deed = Said(
        label=_("看到了什么"), most=300, rows=3,
        help_text=_("只写事和日子，不公开。不写住址、电话、病情、家里的事。"),
    )  # fmt: skip
    one = Said(label=_("第一样证据"), most=200, rows=2)
    two = Said(label=_("第二样证据"), most=200, rows=2)
    basis = forms.TypedChoiceField(
        label=_("凭什么能公开姓名"), choices=list(rules.BASIS_WORDS.items()), coerce=rules.Basis,
        widget=forms.RadioSelect,
        help_text=_("公开个人信息要单独同意，或者法律有规定（个人信息保护法第二十五条）。"),
    )  # fmt: skip
    basis_text = Said(label=_("哪天签的，或者哪一条"), most=200, rows=1)

    def __init__(self, *args: Any, allowed: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(g, said) for g, said in rules.GROUND_WORDS.items() if g in allowed]


class Second(Form):
    """附议: one press."""


class Notify(Form):
    on = day_field(_("哪天告知的"))
    how = Said(label=_("怎么告知的"), most=120, rows=1, help_text=_("比如：上门送到，谁在场。"))


class JudgeNaming(Panelled):
    words = Said(label=_("评议组怎么说"), most=300, rows=2, required=False)


class Review(Question):
    """道德评议会的决定."""


class CheckNaming(Form):
    right = forms.TypedChoiceField(
        label=_("每一步都走到了吗"), coerce=_yes, widget=forms.RadioSelect,
        choices=[("yes", _("走到了，可以公布")), ("no", _("没有，不能公布"))],
    )  # fmt: skip
    words = Said(label=_("说明"), most=300, rows=2, required=False)


class Hang(Form):
    days = forms.IntegerField(label=_("公布几天"))


class AnswerDoubt(Answer):
    """答复点名单上的异议."""


class SayFor(SayWhy):
    """替本人记答复或者异议."""


class SayNamed(SayWhy):
    """本人的答复或者异议."""


class Why(Form):
    """为什么不提了, 为什么提前撤下."""

    why = Said(label=_("为什么"), most=300, rows=2)


class Mended(Form):
    """改好了: one press."""
