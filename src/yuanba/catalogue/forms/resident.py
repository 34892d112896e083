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
    phone = forms.CharField(
        label=_("您的电话"),
        required=False,
        max_length=20,
        help_text=_("填了，有答复就告诉您；只做这一件事，不公开，存档时删掉。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def clean_words(self) -> str:
        return beside(words_in.clean, self.cleaned_data["words"], most=300, field="words")

    def clean_phone(self) -> str:
        said: str = self.cleaned_data["phone"]
        return beside(words_in.phone, said, field="phone") if said else ""
