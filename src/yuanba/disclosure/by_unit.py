"""The same counts by the unit that has the matter now, from the table that follows the records once an
hour. Reads only.

Counted like the public tables: only what is about nobody, and what is confidential names no unit. How
soon somebody took it in (I3, I6) and whether it was sorted anew (I7d) is done before a unit has it: it is
the doing of the village, and stands in no unit's line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Sum

from yuanba.base.models import Counter
from yuanba.disclosure.counting import ASIDE
from yuanba.disclosure.models import COUNTED, UNITS_AT, UnitTally

MOST = 300  # units of one place
NAMES = [name for name in COUNTED if name not in ASIDE]


@dataclass(frozen=True, slots=True)
class OfUnit:
    """One unit with its counts, in the order of the list of units: nobody is ranked."""

    id: int
    name: str
    counts: dict[str, int]


def counted_at() -> datetime | None:
    """Up to when the table was counted; None before the first time. One statement."""
    seconds = Counter.objects.filter(name=UNITS_AT).values_list("n", flat=True).first()
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def by_unit(here: Mapping[str, int], first: date, until: date) -> list[OfUnit]:
    """The matters told in the months from `first` to before `until`, by unit. One statement."""
    named: dict[str, Any] = {f"n_{name}": Sum(name) for name in NAMES}
    grouped = (
        UnitTally.objects.filter(**here, month__gte=first, month__lt=until)
        .order_by()
        .values("unit_id", "unit__name", "unit__place__kind", "unit__kind")
        .annotate(**named)
        .order_by("unit__place__kind", "unit__kind", "unit__name", "unit_id")[:MOST]
    )
    rows: list[dict[str, Any]] = [dict(g) for g in grouped]
    return [
        OfUnit(
            row["unit_id"],
            row["unit__name"],
            {name: row[f"n_{name}"] for name in NAMES} | dict.fromkeys(ASIDE, 0),
        )
        for row in rows
    ]
