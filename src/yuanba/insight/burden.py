"""填报负担: every form of the house, who owns it, on what ground, how much it asks, how often it is
filled in. In sum, never per person; nothing is timed (国办函〔2026〕12号; product.md row 10).

What is read off the forms themselves: fields, how many must be filled, photos demanded, facts that
another form for the same people asks as well. What is counted from the records: how often it was
filled in this month, how often again for the same thing. Messages sent in the evening stand beside.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.module_loading import import_string
from django.utils.translation import gettext, override

from yuanba.base import forms as base_forms
from yuanba.insight.models import Filled
from yuanba.insight.owned import OWNED, Asks, For

EVENING = (20, 8)  # from eight in the evening to eight in the morning, Shanghai
SENT, LATE = "messages", "messages.evening"
NOT_ASKED = {"version", "key", "once"}  # hidden, filled in by the page itself


def every_form() -> Iterator[type[forms.Form]]:
    """Each form class of the house that is shown (those that others only build on are not)."""
    waiting: list[type[forms.Form]] = [base_forms.Form]
    while waiting:
        form = waiting.pop()
        below = form.__subclasses__()
        waiting += below
        where = form.__module__
        ours = where.startswith("yuanba.") and ".tests." not in where
        if ours and path(form) not in BUILT_ON:
            yield form


BUILT_ON = {
    "base.forms.Form",
    "matters.forms.desk.Work",
    "councils.forms.common.Chooses",
    "councils.forms.common.AtPlace",
    "councils.forms.custom.Figures",
    "lanes.forms.WithUnit",
    "admissions.forms.Cites",
    "points.forms.claims.Panelled",
    "honours.forms.naming.Question",
}


def path(form: type[forms.Form]) -> str:
    """matters.forms.desk.Triage"""
    return f"{form.__module__.removeprefix('yuanba.')}.{form.__qualname__}"


def form_of(name: str) -> type[forms.Form]:
    found: type[forms.Form] = import_string(f"yuanba.{name}")
    return found


@dataclass(frozen=True)
class Line:
    """One form as the page shows it."""

    path: str
    asks: Asks
    fields: int
    required: int
    photos: int  # photos that must be given: the house allows none
    shared: list[str]  # labels that another form for the same people asks as well
    filled: int
    again: int

    @property
    def total(self) -> int:
        """Fields that had to be filled in this month, in sum."""
        return self.required * self.filled


@dataclass(frozen=True)
class Burden:
    month: date
    lines: list[Line]
    sent: int
    evening: int
    as_of: Any

    def of(self, who: For) -> list[Line]:
        return [line for line in self.lines if line.asks.who is who]

    def sums(self, who: For) -> dict[str, int]:
        lines = self.of(who)
        return {
            "forms": len(lines),
            "fields": sum(line.fields for line in lines),
            "required": sum(line.required for line in lines),
            "photos": sum(line.photos for line in lines),
            "shared": len({label for line in lines for label in line.shared}),
            "filled": sum(line.filled for line in lines),
            "again": sum(line.again for line in lines),
        }


def fields_of(form: type[forms.Form]) -> dict[str, forms.Field]:
    """What a person sees: hidden fields are filled in by the page."""
    return {
        name: field
        for name, field in form.base_fields.items()
        if name not in NOT_ASKED and not isinstance(field.widget, forms.HiddenInput)
    }


def _labels(form: type[forms.Form]) -> list[str]:
    """In the source language: two labels are the same question if they are the same there."""
    with override("zh-hans"):
        return [str(field.label) for field in fields_of(form).values() if field.label]


def burden(month: date) -> Burden:
    """Every form with its figures of that month. One statement."""
    counted = {row.act: row for row in Filled.objects.filter(month=month)}
    found = {name: form_of(name) for name in OWNED}
    asked: dict[For, Counter[str]] = {who: Counter() for who in For}
    for name, form in found.items():
        asked[OWNED[name].who] += Counter(set(_labels(form)))
    lines = []
    for name, asks in OWNED.items():
        form = found[name]
        fields = fields_of(form)
        row = counted.get(asks.act)
        lines.append(
            Line(
                path=name,
                asks=asks,
                fields=len(fields),
                required=sum(field.required for field in fields.values()),
                photos=sum(
                    field.required and isinstance(field, forms.FileField)
                    for field in fields.values()
                )
                if not asks.brings_file
                else 0,
                shared=[gettext(x) for x in sorted(set(_labels(form))) if asked[asks.who][x] > 1],
                filled=row.n if row else 0,
                again=row.again if row else 0,
            )
        )
    sent, late = counted.get(SENT), counted.get(LATE)
    as_of = max((row.at for row in counted.values()), default=None)
    return Burden(month, lines, sent.n if sent else 0, late.n if late else 0, as_of)


def month_of(said: str, today: date) -> date:
    """The month asked for, if there was one; else this one."""
    try:
        month = date.fromisoformat(f"{said}-01")
    except ValueError:
        month = today
    return min(month, today).replace(day=1)
