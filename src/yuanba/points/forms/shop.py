"""What the pages of the fund and the shop accept. Shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.matters.forms.desk import NOTHING, Said
from yuanba.matters.forms.photos import Several
from yuanba.people.models import Person
from yuanba.points.forms.claims import day_field
from yuanba.points.models import Item
from yuanba.points.rules import shop as rules


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
    kind = forms.TypedChoiceField(
        label=_("是哪一种"),
        choices=list(rules.KIND_WORDS.items()),
        widget=forms.RadioSelect,
        coerce=rules.Ware,
        initial=rules.Ware.GOODS,
    )
    name = Said(label=_("换什么"), most=40, rows=1)
    points = forms.IntegerField(label=_("要几分"))
    stock = forms.IntegerField(
        label=_("现在有几件"), required=False, help_text=_("服务和优先不填。")
    )
    unit = forms.CharField(label=_("按什么数"), max_length=4, required=False)
    note = Said(label=_("说明"), most=60, rows=1, required=False)
    supplier = Said(label=_("供货的人"), most=60, rows=1, required=False)
    photos = forms.FileField(
        label=_("照片"), required=False, widget=Several(attrs={"accept": "image/*"})
    )
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


class UndoDeal(Form):
    why = Said(label=_("为什么改回来"), most=200, rows=2, help_text=_("这户会看到。"))
    goods_back = forms.BooleanField(label=_("东西拿回来了"), required=False, initial=True)


WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))


class Hours(Form):
    """定开门时间: two times a day, both empty for closed."""

    where = Said(label=_("在哪里"), most=60, rows=1, help_text=_("比如：村委会一楼。"))
    note = Said(
        label=_("说明"), most=60, rows=1, required=False, help_text=_("比如：放假另行通知。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clock = {"type": "time", "class": "input"}
        for n, day in enumerate(WEEKDAYS):
            for part in ("from", "to"):
                self.fields[f"{part}{n}"] = forms.TimeField(
                    label=day, required=False, widget=forms.TimeInput(attrs=clock, format="%H:%M")
                )

    def days(self) -> list[tuple[str, str]]:
        said = self.cleaned_data

        def one(name: str) -> str:
            return said[name].strftime("%H:%M") if said.get(name) else ""

        return [(one(f"from{n}"), one(f"to{n}")) for n in range(rules.WEEK)]

    @property
    def week(self) -> list[tuple[Any, Any, Any]]:
        return [(day, self[f"from{n}"], self[f"to{n}"]) for n, day in enumerate(WEEKDAYS)]


class PrintSlips(Form):
    many = forms.IntegerField(label=_("印几张"), initial=24, help_text=_("一页 8 张。"))


class SlipsHead(Form):
    """One day's slips: the day, and who handed out."""

    on = day_field(_("哪一天发的"))
    handed_by = forms.TypedChoiceField(label=_("谁发的货"), coerce=int)

    def __init__(self, *args: Any, keepers: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["handed_by"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [NOTHING, *((p.pk, p.name) for p in keepers)]


class SlipRow(Form):
    """One slip; with neither number nor household it is left out."""

    slip = forms.CharField(label=_("券号"), max_length=12, required=False)
    household = forms.CharField(label=_("哪一户"), max_length=120, required=False)
    item = forms.TypedChoiceField(label=_("换什么"), coerce=int, required=False)

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [NOTHING, *((i.pk, f"{i.name} {i.points}") for i in items)]
        field.initial = ""
