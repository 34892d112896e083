"""The same counts by the unit that has the matter now. Live, for a desk's span of days; reads only.

Counted like the public tables: only what is about nobody, and what is confidential names no unit. Whose
answer came first (I3, I6) and how lanes were changed (I7) is the village's doing, not the unit's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count
from django.utils import timezone

from yuanba.disclosure.counting import ASIDE, COUNTABLE, counts
from yuanba.disclosure.models import COUNTED

MOST = 300  # units of one place


@dataclass(frozen=True, slots=True)
class OfUnit:
    """One unit with its counts, in the order of the list of units: nobody is ranked."""

    id: int
    name: str
    counts: dict[str, int]


def by_unit(here: Mapping[str, int], since: date, until: date) -> list[OfUnit]:
    """The matters told from `since` to before `until`, by unit. One statement."""
    start, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in (since, until))
    told = COUNTABLE.filter(**here, reported_at__gte=start, reported_at__lt=end)
    named = {f"n_{name}": Count("id", filter=q) for name, q in counts(whole=True).items()}
    grouped = (
        told.filter(restricted=False, unit__isnull=False)
        .order_by()
        .values("unit_id", "unit__name", "unit__place__kind", "unit__kind")
        .annotate(**named)
        .order_by("unit__place__kind", "unit__kind", "unit__name", "unit_id")[:MOST]
    )
    rows: list[dict[str, Any]] = [dict(g) for g in grouped]
    return [
        OfUnit(
            g["unit_id"],
            g["unit__name"] or "",
            {name: g.get(f"n_{name}", 0) for name in COUNTED if name not in ASIDE}
            | dict.fromkeys(ASIDE, 0),
        )
        for g in rows
    ]
