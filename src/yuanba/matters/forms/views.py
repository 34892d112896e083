"""The form of a saved view."""

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _


class SaveView(Form):
    name = forms.CharField(label=_("名字"), max_length=20)
    query = forms.CharField(max_length=600, required=False, widget=forms.HiddenInput)
