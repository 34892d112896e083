"""What the pages of neighbours accept: the shape of the input, never a rule."""

from collections.abc import Sequence
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.neighbours import rules


class PutUp(Form):
    """登一条互助."""

    kind = forms.ChoiceField(
        label=_("哪一种"), choices=list(rules.KIND_WORDS.items()), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("要帮什么，或者能帮什么"),
        max_length=rules.TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("比如：星期三要人陪着去镇上拿药；会修电器，下午在家。不收钱。"),
    )
    place_id = forms.TypedChoiceField(label=_("登在哪里"), coerce=int)
    days = forms.IntegerField(
        label=_("登几天"), min_value=1, max_value=rules.LONGEST, initial=rules.USUAL
    )
    show_phone = forms.BooleanField(
        label=_("我的电话给住在这里、登录了的邻居看"), required=False,
        help_text=_("不勾也可以：有人接了，双方才看得到电话。"),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(p.pk), p.name) for p in places]


class ForOther(PutUp):
    """替人登一条."""

    field_order = ("kind", "text", "name", "phone", "show_phone", "place_id", "days", "agreed")
    name = forms.CharField(label=_("怎么称呼本人"), max_length=rules.NAME)
    phone = forms.CharField(label=_("本人电话"), max_length=20, required=False)
    agreed = forms.BooleanField(label=_("问过本人，本人同意登出来"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["show_phone"].label = _("本人同意把电话给住在这里、登录了的邻居看")


class Takes(Form):
    """替人记下谁来帮."""

    name = forms.CharField(label=_("谁来"), max_length=rules.NAME)
    phone = forms.CharField(label=_("他的电话"), max_length=20, required=False)


class Done(Form):
    thanks = forms.CharField(label=_("说声谢谢"), max_length=rules.THANKS, required=False)


class Down(Form):
    why = forms.CharField(label=_("为什么撤下"), max_length=rules.WHY, required=False)


class Longer(Form):
    days = forms.IntegerField(
        label=_("从今天起再登几天"), min_value=1, max_value=rules.LONGEST, initial=rules.USUAL
    )
