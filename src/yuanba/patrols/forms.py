"""What the pages of patrols accept. Shape only."""

from datetime import date
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.matters.forms.desk import Said
from yuanba.matters.forms.photos import Photos
from yuanba.patrols import rules
from yuanba.patrols.acts import Row
from yuanba.patrols.models import Point
from yuanba.patrols.rules.findings import THEN_WORDS, WEIGHT_WORDS, Result, Then, Weight
from yuanba.patrols.rules.steps import ANSWER, LEVEL_WORDS, TO_WORDS, WHOM, RungLevel, To
from yuanba.places.forms import degrees
from yuanba.places.models import Place


class AddPoint(Form):
    """加一个点位."""

    place = forms.ChoiceField(label=_("哪个网格"))
    name = Said(
        label=_("叫什么"), most=rules.NAME, rows=1, help_text=_("大家平时怎么叫，就怎么写。")
    )
    kind = forms.ChoiceField(label=_("哪一类"), choices=list(rules.KIND_WORDS.items()))
    risk = forms.ChoiceField(
        label=_("风险"),
        choices=list(rules.RISK_WORDS.items()),
        initial=rules.Risk.NORMAL,
        help_text=_("风险大的看得勤。"),
    )
    n = forms.IntegerField(
        label=_("走的顺序"), min_value=1, max_value=999, required=False,
        help_text=_("空着就排在最后。"),
    )  # fmt: skip
    lat = degrees(_("纬度"), required=False)
    lng = degrees(_("经度"), required=False)
    spot = Said(label=_("怎么找到"), most=rules.SPOT, rows=1, required=False)
    mind = Said(label=_("去了注意什么"), most=rules.MIND, rows=2, required=False)

    def __init__(self, *args: Any, places: list[Place], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["place"].choices = [(str(p.pk), p.name) for p in places]  # type: ignore[attr-defined]

    def clean_place(self) -> int:
        return int(self.cleaned_data["place"])

    def clean_kind(self) -> rules.PointKind:
        return rules.PointKind(self.cleaned_data["kind"])

    def clean_risk(self) -> rules.Risk:
        return rules.Risk(self.cleaned_data["risk"])


KEPT = ("name", "kind", "risk", "n", "spot", "mind", "lat", "lng")


class ChangePoint(AddPoint):
    """改点位: everything but where it lies."""

    def __init__(self, *args: Any, point: Point, **kw: Any) -> None:
        first = {key: getattr(point, key) for key in KEPT}
        super().__init__(*args, places=[], initial=first, **kw)
        del self.fields["place"]
        self.fields["n"].required = True
        self.fields["n"].help_text = ""


class Retire(Form):
    """停用点位."""

    why = Said(label=_("为什么不看了"), most=200, rows=1)


class Found(Form):
    """有问题: words, photos or a spoken note; two plain questions; what was done at once."""

    text = Said(
        label=_("看到什么"), most=rules.WORDS, rows=3, required=False,
        help_text=_("拍了照或录了音，可以不写。"),
    )  # fmt: skip
    photos = Photos()
    voice = forms.FileField(label=_("录音"), required=False)
    hurts = forms.BooleanField(label=_("可能伤到人"), required=False)
    soon = forms.BooleanField(label=_("等不得，马上可能出事"), required=False)
    then = forms.ChoiceField(
        label=_("怎么处理"), choices=list(THEN_WORDS.items()), widget=forms.RadioSelect,
        initial=Then.NEEDS,
    )  # fmt: skip
    fix = Said(label=_("当场怎么弄的"), most=rules.WORDS, rows=2, required=False)
    saw = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_then(self) -> Then:
        return Then(self.cleaned_data["then"])


class How(Form):
    """弄好了: a word of how."""

    how = Said(label=_("怎么弄好的"), most=rules.WORDS, rows=2)


class PaceIs(Form):
    """定间隔."""

    pace = forms.ChoiceField(label=_("哪一项"), choices=list(rules.PACE_WORDS.items()))
    days = forms.IntegerField(label=_("几天"), min_value=1, max_value=rules.LONGEST)
    source = Said(label=_("依据"), most=200, rows=1, help_text=_("写明哪一份文件、哪一条。"))

    def clean_pace(self) -> rules.Pace:
        return rules.Pace(self.cleaned_data["pace"])


class LinesAre(Form):
    """定看什么."""

    lines = forms.CharField(
        label=_("看什么"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}), help_text=_("一行一条，站着就能看完。"),
    )  # fmt: skip
    source = Said(label=_("依据"), most=200, rows=1, help_text=_("写明哪一份文件、哪一条。"))


class SheetPhoto(Form):
    """拍下巡查单."""

    photo = forms.FileField(
        label=_("拍下整张单子"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )  # fmt: skip


class HandOver(Form):
    """移交."""

    to = forms.ChoiceField(
        label=_("移交给"), choices=list(TO_WORDS.items()), widget=forms.RadioSelect
    )
    whom = Said(
        label=_("哪个单位、哪个所"), most=WHOM, rows=1, help_text=_("写单位，不写个人姓名。")
    )
    called = forms.DateTimeField(
        label=_("什么时候移交的"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        help_text=_("空着就是现在。先打了电话、后来补记的，写打电话的时间。"),
        error_messages={"invalid": _("时间没看懂，请写成 2026-11-27 15:30 这样。")},
    )  # fmt: skip

    def clean_to(self) -> To:
        return To(self.cleaned_data["to"])


class Answered(Form):
    """移交的回音."""

    answer = Said(label=_("他们怎么办的"), most=ANSWER, rows=3)


class RungIs(Form):
    """定上报的梯子."""

    weight = forms.ChoiceField(label=_("隐患"), choices=list(WEIGHT_WORDS.items()))
    level = forms.ChoiceField(label=_("哪一级"), choices=list(LEVEL_WORDS.items()))
    after = forms.IntegerField(label=_("几个小时后报"), min_value=0, help_text=_("0 就是马上。"))
    within = forms.IntegerField(label=_("几个小时内接"), min_value=1)
    source = Said(label=_("依据"), most=200, rows=1, help_text=_("写明哪一份文件、哪一条。"))

    def clean_weight(self) -> Weight:
        return Weight(self.cleaned_data["weight"])

    def clean_level(self) -> RungLevel:
        return RungLevel(self.cleaned_data["level"])


class Typed(Form):
    """录入巡查单: the day, then each point of the sheet."""

    day = forms.DateField(
        label=_("哪天走的"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, points: list[Point], today: date, **kw: Any) -> None:
        super().__init__(*args, initial={"day": today}, **kw)
        self.points = points
        results = [("", _("没看")), ("same", _("没有变化")), ("found", _("有问题"))]
        for point in points:
            pk = point.pk
            self.fields[f"result_{pk}"] = forms.ChoiceField(
                label=point.name, choices=results, required=False
            )
            self.fields[f"text_{pk}"] = Said(
                label=_("看到什么"), most=rules.WORDS, rows=1, required=False
            )
            self.fields[f"hurts_{pk}"] = forms.BooleanField(label=_("可能伤到人"), required=False)
            self.fields[f"soon_{pk}"] = forms.BooleanField(label=_("等不得"), required=False)
            self.fields[f"fix_{pk}"] = Said(
                label=_("当场怎么弄的（弄好了才写）"), most=rules.WORDS, rows=1, required=False
            )

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [
            {
                "point": p,
                **{k: self[f"{k}_{p.pk}"] for k in ("result", "text", "hurts", "soon", "fix")},
            }
            for p in self.points
        ]

    def rows(self) -> list[Row]:
        said = self.cleaned_data
        found = []
        for point in self.points:
            result = said.get(f"result_{point.pk}")
            text, fix = said[f"text_{point.pk}"], said[f"fix_{point.pk}"]
            if not result and (text or fix):  # something stands there: nothing of it is dropped
                result = Result.FOUND
            if result:
                found.append(
                    Row(
                        point.pk, Result(result), text,
                        said[f"hurts_{point.pk}"], said[f"soon_{point.pk}"],
                        Then.SPOT if fix else Then.WATCH, fix,
                    )
                )  # fmt: skip
        return found
