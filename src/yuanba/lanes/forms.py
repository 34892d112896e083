"""What the pages of the three lanes accept. Shape only."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.duties import queries as duties
from yuanba.duties.rules import LANE_WORDS, Lane
from yuanba.lanes.models import Signup
from yuanba.lanes.rules.communal import TOPIC_WORDS, Topic
from yuanba.lanes.rules.personal import AID_WORDS, ASKED_AFTER, WAY_WORDS, Aid, Way
from yuanba.matters.forms.desk import NOTHING, Said
from yuanba.matters.forms.photos import Photos
from yuanba.matters.queries import pick
from yuanba.people.models import Unit


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, widget=widget)


class WithUnit(Form):
    """A form on which a unit is chosen."""

    unit = forms.TypedChoiceField(label=_("哪个组织"), coerce=int)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        found: list[Any] = pick.as_choices(units)
        field.choices = found if len(found) == 1 and field.required else [NOTHING, *found]


class PutTopic(WithUnit):
    question = Said(
        label=_("请大家商量什么"), most=200, rows=2, help_text=_("一句话，写得能表态。")
    )
    meets_on = day_field(_("哪天议"))


class SettleTopic(Form):
    outcome = forms.TypedChoiceField(
        label=_("结果"),
        choices=[(t.value, words) for t, words in TOPIC_WORDS.items() if t is not Topic.OPEN],
        widget=forms.RadioSelect,
        coerce=Topic,
    )
    words = Said(label=_("怎么定的"), most=1000, rows=4, help_text=_("定了什么、谁来做、哪天做。"))


class GiveOrder(WithUnit):
    what = Said(label=_("做什么"), most=500, rows=2)
    who = Said(label=_("谁去做"), most=120, rows=1, help_text=_("组织负责，写明派谁去。"))
    on = day_field(_("哪天做"))


class FinishOrder(Form):
    done = forms.TypedChoiceField(
        label=_("做成了吗"),
        choices=[("yes", _("做成了")), ("no", _("没做成"))],
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
    )
    text = Said(label=_("做了什么，或者为什么没做成"), most=1000, rows=3)
    photos = Photos(label=_("做好的照片"))


class CallVolunteers(WithUnit):
    what = Said(label=_("一起做什么"), most=300, rows=2)
    where = Said(label=_("在哪里集合"), most=120, rows=1)
    starts_at = forms.DateTimeField(
        label=_("什么时候开始"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    wanted = forms.IntegerField(label=_("要几个人"), min_value=1, max_value=500)


class SignUp(Form):
    name = Said(label=_("替谁报名"), most=40, rows=1, help_text=_("写他的称呼，不用写电话。"))


class EndCall(Form):
    """Minutes for each who signed up; empty: did not come."""

    text = Said(label=_("做了什么，或者为什么不办了"), most=500, rows=2)

    def __init__(self, *args: Any, signups: Sequence[Signup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for signup in signups:
            name = signup.name or (signup.person.name if signup.person else "")
            self.fields[str(signup.pk)] = forms.IntegerField(
                label=name, min_value=1, max_value=1440, required=False
            )

    def came(self) -> dict[int, int]:
        """Minutes by the id of the signup, of those who came."""
        said = self.cleaned_data
        return {int(name): said[name] for name in said if name.isdecimal() and said[name]}


class ShowWay(WithUnit):
    way = forms.TypedChoiceField(
        label=_("怎么帮"), choices=list(WAY_WORDS.items()), widget=forms.RadioSelect, coerce=Way
    )
    aid = forms.TypedChoiceField(
        label=_("转哪一种救助"),
        choices=[NOTHING, *AID_WORDS.items()],
        required=False,
        coerce=Aid,
        empty_value=None,
        help_text=_("选了“转救助”才填。只是转请，够不够条件由主管单位审。"),
    )
    text = Said(label=_("怎么做"), most=500, rows=3, help_text=_("居民会看到，写得照着就能做。"))
    contact = Said(
        label=_("找谁、怎么联系"),
        most=120,
        rows=1,
        required=False,
        help_text=_("互助、市场服务要填。写明收不收钱。"),
    )
    ask_on = day_field(_("哪天回问"), _("到那天问他帮到没有，问不到再定一天。"))

    field_order = ("way", "aid", "unit", "text", "contact", "ask_on")

    def __init__(self, *args: Any, today: date, personal: bool, **kwargs: Any) -> None:
        first = {"ask_on": today + timedelta(days=ASKED_AFTER[Way.GUIDE if personal else Way.AID])}
        super().__init__(*args, **kwargs | {"initial": first})
        unit = self.fields["unit"]
        assert isinstance(unit, forms.TypedChoiceField)
        unit.required, unit.empty_value, unit.label = False, None, _("转给哪个单位")
        if not personal:
            way = self.fields["way"]
            assert isinstance(way, forms.ChoiceField)
            way.choices = [(Way.AID.value, WAY_WORDS[Way.AID])]
            way.initial = Way.AID


class AskLater(Form):
    text = Said(label=_("问到了什么"), rows=2, help_text=_("比如：打了电话没人接；说下周去办。"))
    ask_on = day_field(_("哪天再问"))


class Heard(Form):
    arrived = forms.TypedChoiceField(
        label=_("他说帮到了吗"),
        choices=[("yes", _("帮到了")), ("no", _("没帮到"))],
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
    )
    text = Said(label=_("他怎么说"), rows=2, required=False, help_text=_("没帮到的，写还缺什么。"))


class NotHelped(Form):
    """The person's own word: what is still missing."""

    text = Said(label=_("还缺什么？"), rows=3)


class DoubtClass(Form):
    question = Said(label=_("拿不准的是什么"), rows=2, help_text=_("比如：物业撤管，算谁的事？"))
    units = forms.TypedMultipleChoiceField(
        label=_("请哪三家"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("由社区召集：业委会、社会组织、居民代表等，勾三家。"),
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = pick.as_choices(units)


class SayView(WithUnit):
    who = Said(label=_("谁代表说的"), most=60, rows=1)
    lane = forms.TypedChoiceField(
        label=_("他们说算哪一类"),
        choices=[(x.value, LANE_WORDS[x]) for x in Lane],
        widget=forms.RadioSelect,
        coerce=Lane,
    )
    words = Said(label=_("为什么"), rows=2, help_text=_("照原话记，居民会看到。"))

    field_order = ("unit", "who", "lane", "words")


class SettleClass(WithUnit):
    category = forms.TypedChoiceField(label=_("类别"), coerce=int)

    field_order = ("category", "unit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [NOTHING, *duties.choices()]
        self.fields["unit"].label = _("交给哪个单位")
