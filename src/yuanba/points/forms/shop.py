"""What the pages of the fund and the shop accept. Shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.matters.forms.desk import NOTHING, Said
from yuanba.points.models import Item


class SetBudget(Form):
    """预算, in yuan."""

    year = forms.IntegerField(label=_("哪一年"))
    yuan = forms.DecimalField(
        label=_("拿出多少钱（元）"), min_value=0, max_digits=12, decimal_places=2
    )
    fen_per_point = forms.IntegerField(
        label=_("一分值多少（人民币分）"), help_text=_("100 就是一分值一元。")
    )
    source = Said(
        label=_("钱从哪里来"), most=200, rows=1, help_text=_("写清哪笔钱、哪份文件或者哪次会定的。")
    )


class KeepItem(Form):
    name = Said(label=_("换什么"), most=40, rows=1)
    points = forms.IntegerField(label=_("要几分"))
    stock = forms.IntegerField(
        label=_("现在有几件"), required=False, help_text=_("服务（理发、上门修理）不填。")
    )
    unit = forms.CharField(label=_("按什么数"), max_length=4, required=False)
    note = Said(label=_("说明"), most=60, rows=1, required=False)
    supplier = Said(label=_("供货的人"), most=60, rows=1, required=False)
    offered = forms.BooleanField(label=_("现在能换"), required=False, initial=True)


class StockUp(Form):
    many = forms.IntegerField(label=_("进了几件"))
    source = Said(label=_("进货单号或者供货的人"), most=200, rows=1)


class CountStock(Form):
    counted = forms.IntegerField(label=_("数到几件"))
    why = Said(label=_("为什么盘"), most=200, rows=1)


class AgreeStock(Form):
    counted = forms.IntegerField(label=_("您数到几件"), help_text=_("自己数，两个人数的一样才算。"))


class HandOut(Form):
    code = forms.CharField(
        label=_("取货码"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("居民手机上的四位数。"),
    )


class ReserveFor(Form):
    """柜台代换, for who has no telephone; somebody else hands it out."""

    household = Said(label=_("哪一户"), most=120, rows=1, help_text=_("写户号、住址，或者姓名。"))
    item = forms.TypedChoiceField(label=_("换什么"), coerce=int)

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [NOTHING, *((i.pk, f"{i.name} {i.points}") for i in items)]


class AnswerDispute(Form):
    upheld = forms.TypedChoiceField(
        label=_("意见有理吗"),
        choices=[("yes", _("有理，积分退回")), ("no", _("没理，照旧"))],
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
    )
    answer = Said(label=_("答复"), most=500, rows=3, help_text=_("提意见的人会看到。"))
