"""What the pages about duties accept: the shape of the input, never a rule."""

from django import forms
from django.utils.text import format_lazy

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.duties.rules import LANE_MEANS, LANE_WORDS, UNIT_OF_TIME_WORDS, Lane
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
