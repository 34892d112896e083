"""有疑问，问一句: what a villager types."""

from django import forms

from yuanba.base import words_in
from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.catalogue.rules.issues import KIND_WORDS
from yuanba.matters.forms.resident import beside, words


class Ask(Form):
    kind = forms.ChoiceField(
        label=_("您想"), choices=list(KIND_WORDS.items()), widget=forms.RadioSelect, initial="ask"
    )
    words = words(_("想问什么？"), rows=4)

    def clean_words(self) -> str:
        return beside(words_in.clean, self.cleaned_data["words"], most=300, field="words")
