"""Standards of weddings and funerals, a family's plan, a review."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.councils.forms.common import AtPlace, day, people
from yuanba.councils.rules.customs import EVENT_WORDS, Event
from yuanba.matters.forms.desk import Said


class SetStandard(AtPlace):
    """立红白事标准: one event's table."""

    event = forms.ChoiceField(label=_("哪种事"), choices=list(EVENT_WORDS.items()))
    items = forms.CharField(
        label=_("标准"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("一行一项：什么，最多多少，单位。比如：桌数，20，桌。"),
    )
    source = Said(
        label=_("哪里定的"), most=120, rows=1, help_text=_("比如：村规民约第几条，哪次村民会议。")
    )
    since = day(_("从哪天起"))

    def clean_event(self) -> Event:
        return Event(self.cleaned_data["event"])


class Figures(Form):
    """A number for each thing of the standard."""

    said_as = ""

    def __init__(self, *args: Any, items: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = [item["name"] for item in items]
        for n, item in enumerate(items):
            said = _("%(name)s（%(unit)s，标准最多 %(most)s）") % item
            self.fields[f"i{n}"] = people(said)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        rows = {name: said.pop(f"i{n}", None) for n, name in enumerate(self.names)}
        return said | {self.said_as: {name: v for name, v in rows.items() if v is not None}}


class PlanCeremony(Figures):
    """对照标准: what a family plans."""

    said_as = "plan"
    event = forms.ChoiceField(choices=list(EVENT_WORDS.items()), widget=forms.HiddenInput)
    on = day(_("哪天办"))

    def clean_event(self) -> Event:
        return Event(self.cleaned_data["event"])


class CloseCeremony(Figures):
    """办完记一笔."""

    said_as = "was"
    saved = forms.DecimalField(
        label=_("比打算的、比往常省了多少元"),
        min_value=Decimal(0),
        max_value=Decimal(10_000_000),
        decimal_places=2,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        return said | {"saved_fen": int((said.pop("saved", None) or Decimal(0)) * 100)}


class AskReview(Form):
    reason = Said(label=_("为什么要再评"), most=300, rows=3)
