"""What every form here is made of."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _

Choices = Sequence[tuple[Any, Any]]
DAY = {"type": "date"}


def day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY), **kwargs
    )


def people(label: Any, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=1_000_000, **kwargs)


def offer(field: forms.Field, choices: Any) -> None:
    """Fill a select whose choices are known only on the page."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class Chooses(Form):
    """A form whose selects are filled by the page."""

    chosen: tuple[str, ...] = ()

    def __init__(self, *args: Any, offered: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in offered.items():
            offer(self.fields[name], choices)


class AtPlace(Chooses):
    """One place to choose, or several for a post above the villages."""

    place_id = forms.TypedChoiceField(label=_("在哪里"), coerce=int)

    def __init__(self, *args: Any, places: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place_id"]
        offer(field, [(str(p.pk), p.name) for p in places])
        if len(places) == 1:
            field.widget, field.initial = forms.HiddenInput(), str(places[0].pk)
