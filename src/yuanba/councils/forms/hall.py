"""Coming in by the code on the wall."""

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _


class SlipCode(Form):
    """扫了会场的码: the number and the code of one's slip."""

    n = forms.IntegerField(label=_("票签上的号"), min_value=1, max_value=99_999)
    code = forms.CharField(
        label=_("票签上的六位数"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class HallCode(Form):
    """扫了票签: the code on the wall shows that one is in the hall."""

    hall = forms.CharField(
        label=_("会场墙上的四位数"),
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
