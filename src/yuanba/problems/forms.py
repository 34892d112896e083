"""What the pages of common problems accept. Shape only."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.matters.forms.desk import Said

Choices = Sequence[tuple[str, str]]


class Confirm(Form):
    title = Said(label=_("这是什么问题"), most=60, rows=1, help_text=_("用一句话说，大家看得懂。"))


class Drop(Form):
    reason = Said(label=_("为什么不是"), most=300, rows=1)


class AddMatter(Form):
    number = forms.CharField(label=_("事项编号"), max_length=40)


class TakeOut(Form):
    reason = Said(label=_("为什么拿出去"), most=200, rows=1)


class Join(Form):
    into_id = forms.TypedChoiceField(label=_("并到哪一个"), coerce=int)
    reason = Said(label=_("为什么是一个问题"), most=300, rows=1)

    def __init__(self, *args: Any, others: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into_id"].choices = others  # type: ignore[attr-defined]


class Begin(Form):
    """立项."""

    lead_id = forms.TypedChoiceField(label=_("牵头单位"), coerce=int)
    plan = Said(label=_("怎么做"), most=2000, rows=4)
    steps = Said(label=_("分几步"), most=1500, rows=4, help_text=_("一行一步，最多十二步。"))
    households = forms.IntegerField(label=_("惠及多少户"), min_value=1, max_value=10_000_000)
    money = forms.DecimalField(
        label=_("要多少钱（元）"),
        min_value=Decimal(0),
        max_value=Decimal("99999999999.99"),
        decimal_places=2,
        required=False,
        help_text=_("不花钱就空着。"),
    )
    budget_line = Said(label=_("从哪一项预算出"), most=120, rows=1, required=False)
    due = forms.DateField(label=_("哪天做完"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, leads: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_id"].choices = leads  # type: ignore[attr-defined]


class Advance(Form):
    note = Said(label=_("这一步做了什么"), most=300, rows=1)


class Finish(Form):
    result = Said(label=_("做成了什么"), most=2000, rows=3)
    reply = Said(
        label=_("怎么回大家"),
        most=1000,
        rows=2,
        help_text=_("说过这件事的人都会收到，并问一声修好没有。"),
    )
    households = forms.IntegerField(label=_("实际惠及多少户"), min_value=1, max_value=10_000_000)


class Suggest(Form):
    text = Said(
        label=_("意见建议"), most=500, rows=3, help_text=_("政策或者单位哪里要改，怎么改。")
    )


class Choose(Form):
    month = forms.DateField(
        label=_("哪个月"),
        input_formats=["%Y-%m", "%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )
