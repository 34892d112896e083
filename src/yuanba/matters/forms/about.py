"""这件事是反映干部或某个单位的吗? One optional question, the same for residents and for the desk."""

from collections.abc import Callable
from typing import Any

from django import forms

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.matters.acts.naming import chosen
from yuanba.matters.queries import concerns

NOBODY = ("", _("不是，或者不想说"))


class About(forms.Form):
    """The two fields that every way of telling has."""

    about = forms.CharField(
        label=_("反映的是谁？"), required=False, max_length=40, widget=forms.Select()
    )
    about_said = forms.CharField(
        label=_("他叫什么、做什么的？"),
        required=False,
        max_length=80,
        help_text=_("知道多少写多少，不写也可以。"),
    )

    def offer(self, groups: Callable[[], concerns.Groups]) -> None:
        """Whom one can choose, asked for only when the form is shown."""
        select = self.fields["about"].widget
        assert isinstance(select, forms.Select)
        select.choices = lambda: [NOBODY, *groups()]  # type: ignore[assignment]

    def clean_about_said(self) -> str:
        said = self.cleaned_data["about_said"]
        try:
            return words_in.clean(said, most=80, least=0, field="about_said") if said else ""
        except Refused as no:
            raise forms.ValidationError(no.message, code=no.code) from no

    def clean(self) -> dict[str, Any]:
        """Adds `concern`: whom the person named, or None."""
        told = super().clean() or self.cleaned_data
        try:
            told["concern"] = chosen(told.pop("about", ""), told.pop("about_said", ""))
        except Refused as no:
            self.add_error(no.field, no.message)
        return told
