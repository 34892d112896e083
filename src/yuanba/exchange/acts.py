"""What can be done with many matters at once: take in a table, take out the register.

The demo's own bulk acts stand with it, in `demo.homes` and `demo.past`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.permits import Actor
from yuanba.disclosure import drafting
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.exchange import writing
from yuanba.exchange.demo import homes as homes  # its acts belong to this context
from yuanba.exchange.demo import past as past
from yuanba.exchange.reading import Line
from yuanba.matters.models import Matter
from yuanba.people.models import Unit
from yuanba.places.models import Place
from yuanba.places.rules import Calendar


@dataclass(frozen=True, slots=True)
class Ready:
    """A line with everything it needs: its place, leaf, unit and lane."""

    line: Line
    village: Place
    category: Category
    unit: Unit | None = None
    lane: Lane | None = None


@dataclass
class Batch:
    """What one batch did; ids of the new matters."""

    made: list[int] = field(default_factory=list)
    unchanged: int = 0


@act
def import_matters(
    *,
    actor: Actor,
    county_id: int,
    lines: Sequence[Ready],
    about: dict[str, Any],
    calendar: Calendar,
    now: datetime,
) -> Batch:
    """导入事项: a batch of lines in order of their day. Known numbers are counted and left alone.

    The county is locked, so two imports of one file cannot both write a line. Closed lines become
    matters struck off before they came here (nobody was asked); their rows for the wall are drafted.
    """
    county = Place.objects.select_for_update().get(pk=county_id)
    role = permits.require(actor, "exchange.import_matters", reach=county.reach)
    known = set(
        Matter.objects.filter(
            county_id=county_id, outside_number__in=[ready.line.number for ready in lines]
        ).values_list("outside_number", flat=True)
    )
    fresh = [ready for ready in lines if ready.line.number not in known]
    batch = Batch(unchanged=len(lines) - len(fresh))
    told = [ready for ready in fresh if ready.unit is None]
    ended = [ready for ready in fresh if ready.unit is not None]
    batch.made += writing.write_told(told, actor, role, calendar, now)
    closed = writing.write_closed(ended, actor, role, calendar, now)
    batch.made += closed
    drafting.draft(closed, now)
    facts = {"made": len(fresh), "unchanged": batch.unchanged, **about}
    records.write("exchange.import_matters", county, actor=actor, at=now, **facts)
    return batch


@act
def export_register(
    *, actor: Actor, place_id: int, filters: dict[str, str], rows: int, kind: str, now: datetime
) -> Place:
    """导出台账: who took which part of the register out, by which filters, how many rows."""
    place = Place.objects.get(pk=place_id)
    reach = place.reach | frozenset(getattr(post, "over", 0) for post in _held(actor))
    permits.require(actor, "exchange.export_register", reach=reach)
    facts = {"filters": filters, "rows": rows, "kind": kind}
    records.write("exchange.export_register", place, actor=actor, at=now, **facts)
    return place


def _held(actor: Actor) -> Sequence[Any]:
    return getattr(actor, "held", list)()
