"""The form of a saved view."""

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.matters.rules.views import ViewOf


class SaveView(Form):
    name = forms.CharField(label=_("名字"), max_length=20)
    page = forms.ChoiceField(
        choices=[(p.value, p.value) for p in ViewOf], required=False, widget=forms.HiddenInput
    )
    query = forms.CharField(max_length=600, required=False, widget=forms.HiddenInput)

    def clean_page(self) -> ViewOf:
        return ViewOf(self.cleaned_data["page"] or ViewOf.REGISTER)
