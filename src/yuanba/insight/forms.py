"""Which days the figures are asked for."""

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _

DAY = {"type": "date"}


class Span(Form):
    """From a day up to and with a day."""

    since = forms.DateField(
        label=_("从哪天说的"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    last = forms.DateField(label=_("到哪天"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
