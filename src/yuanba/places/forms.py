"""What the pages about places and days accept: the shape of the input, never a rule."""

from collections.abc import Iterable
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.places.rules import KIND_WORDS, SYSTEM_WORDS, DayKind, Kind
from yuanba.places.rules.datum import Datum

Choices = Iterable[tuple[Any, Any]]


def _text(label: Any, most: int, hint: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, help_text=hint, required=required)


def _source() -> forms.CharField:
    return _text(_("依据"), 200, _("写明哪一份文件或哪一次会议，历史里会留下。"))


def _day() -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    hint = _("不填就是今天。")
    return forms.DateField(label=_("从哪天起"), help_text=hint, required=False, widget=widget)


def _id(label: Any, choices: Choices, hint: Any = "") -> forms.TypedChoiceField:
    rows = [("", _("请选择")), *choices]
    return forms.TypedChoiceField(label=label, choices=rows, coerce=int, help_text=hint)


class Found(Form):
    kind = forms.TypedChoiceField(label=_("类型"), coerce=Kind)
    name = _text(_("名称"), 80)
    short = _text(_("简称"), 20, _("用在事项编号里，比如“南湖”，全县不能重复。"), required=False)
    phone = _text(_("电话"), 20, _("印在这个地方的每一页上。"), required=False)
    code = _text(_("代码"), 20, required=False)
    on = _day()
    source = _source()

    def __init__(self, *args: Any, kinds: Iterable[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind.value, KIND_WORDS[kind]) for kind in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class Rename(Form):
    name = _text(_("新的名称"), 80)
    short = _text(_("简称"), 20, _("用在事项编号里。已经编好的号不变。"), required=False)
    on = _day()
    source = _source()


class CallAlso(Form):
    name = _text(_("也叫"), 80, _("大家嘴上的叫法，比如“老纸箱厂”。"))

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = _id(_("哪个地方"), places)
        self.order_fields(["place"])


class Move(Form):
    on = _day()
    source = _source()

    def __init__(self, *args: Any, parents: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = _id(_("新的上级"), parents)
        self.order_fields(["parent"])


class Recode(Form):
    system = forms.ChoiceField(label=_("编码"), choices=list(SYSTEM_WORDS.items()))
    edition = _text(_("哪一版"), 20, _("一般是年份。"))
    code = _text(_("新的代码"), 20)
    on = _day()
    source = _source()


class Merge(Form):
    on = _day()
    source = _source()

    def __init__(self, *args: Any, others: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"] = forms.TypedMultipleChoiceField(
            label=_("哪些并进来"),
            choices=list(others),
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("请至少选一个要并进来的地方。")},
        )
        self.order_fields(["places"])


class Split(Form):
    """One new place, or two; more are split off one after the other."""

    name = _text(_("新地方的名称"), 80)
    short = _text(_("简称"), 20, _("用在事项编号里，全县不能重复。"), required=False)
    second_name = _text(_("第二个新地方的名称"), 80, _("只分出一个就不填。"), required=False)
    second_short = _text(_("第二个的简称"), 20, required=False)
    ends = forms.TypedChoiceField(
        label=_("原来的地方"),
        choices=[("", _("还在，只是变小了")), ("1", _("撤销，下面的全部分出去"))],
        coerce=bool,
        empty_value="",
        required=False,
        widget=forms.RadioSelect,
    )
    on = _day()
    source = _source()

    def __init__(self, *args: Any, below: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(below)
        for name, label in (
            ("children", _("哪些归新地方")),
            ("second_children", _("哪些归第二个")),
        ):
            self.fields[name] = forms.TypedMultipleChoiceField(
                label=label,
                choices=rows,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self.order_fields(
            ["name", "short", "children", "second_name", "second_short", "second_children", "ends"]
        )


class Close(Form):
    on = _day()
    source = _source()


def _kind_or_none(text: str) -> DayKind | None:
    return DayKind(text) if text else None


def degrees(label: Any, hint: Any = "", *, required: bool = True) -> forms.FloatField:
    """A latitude or longitude as it is typed, or as the map writes it. Rules say what can be."""
    attrs = {"inputmode": "decimal", "autocomplete": "off", "step": "any"}
    widget = forms.NumberInput(attrs=attrs)
    return forms.FloatField(label=label, help_text=hint, required=required, widget=widget)


class Locate(Form):
    """定位置."""

    lat = degrees(_("纬度"), _("北纬多少度，比如 29.512340。"))
    lng = degrees(_("经度"), _("东经多少度，比如 106.830120。"))


class DrawOutline(Form):
    """画边界: a file, or its text."""

    file = forms.FileField(
        label=_("边界文件（GeoJSON）"),
        required=False,
        help_text=_("从地图软件里导出，一次一个地方。"),
    )
    text = forms.CharField(
        label=_("或者把文件里的字贴在这里"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )
    datum = forms.TypedChoiceField(
        label=_("坐标是哪一种"),
        choices=[
            (Datum.WGS84.value, _("卫星定位、测绘的（WGS84）")),
            (Datum.GCJ02.value, _("从国内地图网站上描下来的（GCJ-02）")),
        ],
        coerce=Datum,
        initial=Datum.WGS84.value,
        widget=forms.RadioSelect,
    )
    source = _source()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said.pop("file", None)
        if not said.get("text", "").strip() and "text" not in self.errors:
            self.add_error("text", _("请选一个文件，或者把字贴进来。"))
        return said


class SetDay(Form):
    kind = forms.TypedChoiceField(
        label=_("这一天"),
        choices=[
            (DayKind.OFF.value, _("放假")),
            (DayKind.WORKED.value, _("调休上班")),
            ("", _("按星期：周一到周五上班，周六周日休息")),
        ],
        coerce=_kind_or_none,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    name = _text(_("名称"), 40, _("比如“春节”。"), required=False)
    source = _source()


class Settle(Form):
    source = _text(_("依据"), 200, _("比如“国务院办公厅关于 2027 年部分节假日安排的通知”。"))
