"""What the pages about duties accept: the shape of the input, never a rule."""

from typing import Any

from django import forms
from django.utils.text import format_lazy

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.duties.rules import LANE_MEANS, LANE_WORDS, UNIT_OF_TIME_WORDS, Lane, ListKind
from yuanba.duties.variants import CADENCE_WORDS, Cadence, Called, Set
from yuanba.people.rules import UNIT_WORDS


class ChangeCategory(Form):
    name = forms.CharField(label=_("名称"), max_length=60)
    name_en = forms.CharField(label=_("英文名称"), max_length=80)
    lane = forms.ChoiceField(
        label=_("一般算哪一类"),
        choices=[(x.value, format_lazy("{}：{}", LANE_WORDS[x], LANE_MEANS[x])) for x in Lane],
        widget=forms.RadioSelect,
    )
    unit_kind = forms.ChoiceField(
        label=_("一般由谁牵头"), choices=[(k.value, UNIT_WORDS[k]) for k in UNIT_WORDS]
    )
    amount = forms.IntegerField(label=_("一般多久办好"), min_value=1)
    limit_unit = forms.ChoiceField(
        label=_("按什么算"), choices=[(u.value, UNIT_OF_TIME_WORDS[u]) for u in UNIT_OF_TIME_WORDS]
    )
    active = forms.BooleanField(label=_("还在用，分流时可以选"), required=False)
    reason = forms.CharField(label=_("为什么改"), max_length=200)


class Item(Form):
    """A line of a list. Which fields it has depends on the list."""

    code = forms.CharField(label=_("编号"), max_length=12, help_text=_("字母和数字，以后不改。"))
    name = forms.CharField(label=_("名称"), max_length=60)
    name_en = forms.CharField(label=_("英文名称"), max_length=80)
    unit_kind = forms.ChoiceField(
        label=_("由谁牵头"), choices=[(k.value, UNIT_WORDS[k]) for k in UNIT_WORDS]
    )
    days = forms.IntegerField(
        label=_("一个人最多能定停几天"),
        min_value=1,
        help_text=_("自然日；要停得更久，得别人同意。"),
    )
    source = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("哪一份文件、哪一条，写得出出处才能用。")
    )
    active = forms.BooleanField(label=_("还在用"), required=False)
    reason = forms.CharField(label=_("为什么改"), max_length=200)

    def __init__(self, *args: Any, kind: ListKind, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gone = ["active", "reason"] if new else ["code"]
        gone += [] if kind is ListKind.DUTY else ["unit_kind"]
        gone += [] if kind is ListKind.PAUSE else ["days"]
        for name in gone:
            del self.fields[name]


def _called() -> forms.CharField:
    return forms.CharField(label=_("叫什么"), max_length=6)


def _called_en() -> forms.CharField:
    return forms.CharField(label=_("英文叫什么"), max_length=20)


def _meeting() -> forms.CharField:
    return forms.CharField(label=_("哪个会来议"), max_length=60, required=False)


def _leads() -> forms.CharField:
    return forms.CharField(label=_("谁牵头开"), max_length=60, required=False)


def _cadence() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("多久一次"), choices=list(CADENCE_WORDS.items()))


class LaneNames(Form):
    """Three lanes, the same fields each."""

    government_name, communal_name, personal_name = _called(), _called(), _called()
    government_name_en, communal_name_en, personal_name_en = (
        _called_en(), _called_en(), _called_en(),
    )  # fmt: skip
    government_meeting, communal_meeting, personal_meeting = _meeting(), _meeting(), _meeting()
    government_leads, communal_leads, personal_leads = _leads(), _leads(), _leads()
    government_cadence, communal_cadence, personal_cadence = _cadence(), _cadence(), _cadence()
    personal_neighbours = forms.BooleanField(
        label=_("左邻右舍几家能说好的，也归这一类"),
        required=False,
        help_text=_("比如几家共用的下水管：有的区县算家事，有的算小事。"),
    )
    source = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("哪一份文件定的叫法和会期，居民也看得到。")
    )

    def names(self) -> Set:
        """What was typed, lane by lane."""
        said = self.cleaned_data
        return {
            lane: Called(
                said[f"{lane}_name"],
                said[f"{lane}_name_en"],
                said[f"{lane}_meeting"],
                said[f"{lane}_leads"],
                Cadence(said[f"{lane}_cadence"]),
                bool(said.get(f"{lane}_neighbours")),
            )
            for lane in Lane
        }
