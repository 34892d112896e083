"""What the desk's pages of disclosure accept. Shape only."""

from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.catalogue.models import Item
from yuanba.catalogue.rules import items as rules
from yuanba.catalogue.rules.vouchers import VERDICT_WORDS, Verdict
from yuanba.matters.forms.desk import Said
from yuanba.matters.forms.resident import photos


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


def _number(label: Any, most: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, help_text=help_text)


class Head(Form):
    """公开目录: year, source, the days."""

    year = forms.IntegerField(label=_("哪一年"), min_value=2000, max_value=2100)
    source = Said(
        label=_("依据"),
        most=300,
        rows=2,
        help_text=_("写明目录和下面这些天数出自哪部规定、哪一条、哪一年的文本。"),
    )
    verified = forms.BooleanField(label=_("我对照过现行文本，天数没有错"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in rules.TERM_WORDS.items():
            self.fields[name] = _number(label, 60)

    def days(self) -> rules.Terms:
        return rules.Terms(**{name: self.cleaned_data[name] for name in rules.TERM_WORDS})


class Line(Form):
    """One item; all empty: not one."""

    code = forms.CharField(label=_("代号"), max_length=3, required=False)
    name = forms.CharField(label=_("公开什么"), max_length=40, required=False)
    basis = forms.CharField(label=_("依据"), max_length=200, required=False)
    content = forms.CharField(label=_("说清哪些内容"), max_length=300, required=False)
    cycle = forms.ChoiceField(label=_("多久一次"), choices=list(rules.CYCLE_WORDS.items()))
    who = forms.CharField(label=_("谁来公开"), max_length=40, required=False)
    channel = forms.CharField(label=_("在哪里公开"), max_length=80, required=False)
    level = forms.CharField(label=_("公开到哪一级"), max_length=20, required=False)
    draws = forms.ChoiceField(label=_("数从哪里来"), choices=list(rules.DRAWS_WORDS.items()))
    keep_years = forms.IntegerField(
        label=_("存档几年"), min_value=1, max_value=100, initial=10, required=False
    )
    board_days = forms.IntegerField(
        label=_("张贴几天"), min_value=1, max_value=60, required=False,
        help_text=_("不填的，照上面的天数。"),
    )  # fmt: skip

    def told(self) -> rules.Item | None:
        said = self.cleaned_data
        if not said["code"].strip() and not said["name"].strip():
            return None
        return rules.Item(
            **{k: said[k] for k in ("code", "name", "basis", "content", "who", "channel", "level")},
            cycle=rules.Cycle(said["cycle"]),
            draws=rules.Draws(said["draws"]),
            keep_years=said["keep_years"] or 0,
            board_days=said["board_days"],
        )


def first_of(item: Item | rules.Item) -> dict[str, Any]:
    said = item.said if isinstance(item, Item) else item
    return {name: getattr(said, name) for name in Line.base_fields}


class Once(Form):
    """随时公开: something else that everybody should know at once."""

    day = day_field(_("哪一天的事"))


class Words(Form):
    words = Said(label=_("这一项怎么说"), most=1000, rows=6)


class Review(Form):
    agree = forms.TypedChoiceField(
        label=_("看过以后"),
        choices=[("yes", _("同意公开")), ("no", _("有意见，退回去改"))],
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
    )
    words = Said(
        label=_("哪里不对，要怎么改"),
        most=500,
        rows=4,
        required=False,
        help_text=_("有意见的一定要写。公开以后大家看得到。"),
    )


class ReplyReview(Form):
    words = Said(label=_("改了什么，或者为什么不改"), most=500, rows=3)


class Decide(Form):
    on = day_field(_("村（居）委会哪天议的"))
    present = _number(_("到会几个人"), 30)
    agreed = _number(_("同意的几个人"), 30)


class Publish(Form):
    where = Said(
        label=_("贴在哪里"), most=120, rows=1, help_text=_("比如：村委会公开栏、三组路口。")
    )
    since = day_field(_("哪天贴出来"))


class HangAgain(Form):
    since = day_field(_("哪天重新贴的"))
    why = Said(label=_("为什么要重新贴"), most=200, rows=1)


class Archive(Form):
    place = Said(label=_("存在哪里"), most=120, rows=1, help_text=_("比如：村档案柜2026年第11卷。"))


class Correct(Form):
    words = Said(label=_("对的应该是什么"), most=500, rows=3)
    why = Said(label=_("为什么更正，凭什么"), most=300, rows=2)


class Answer(Form):
    answer = Said(
        label=_("答复"), most=600, rows=5, help_text=_("大家都看得到。不要写姓名、电话、门牌号。")
    )


class Attach(Form):
    """加凭据."""

    photos = photos(
        _("凭据的照片"), _("发票、收据、转账单，一次一张，拍正、拍清楚。照片不上公开栏。")
    )
    what = Said(label=_("这张凭据是什么"), most=80, rows=1, help_text=_("比如：十一月路灯电费单。"))
    amount = forms.DecimalField(
        label=_("金额（元）"), min_value=0, max_value=10**9, decimal_places=2
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "photos"
        ].required = True  # one that was kept while the form is shown again will do


class Look(Form):
    """核对凭据."""

    verdict = forms.ChoiceField(
        label=_("看过以后"),
        choices=[(v, w) for v, w in VERDICT_WORDS.items() if v != Verdict.WAITING],
        widget=forms.RadioSelect,
    )
    remark = Said(
        label=_("哪里不对，要换成什么"),
        most=300,
        rows=3,
        required=False,
        help_text=_("退回的一定要写。"),
    )
