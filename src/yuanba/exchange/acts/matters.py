"""Matters from elsewhere, a batch at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.permits import Actor, Reach
from yuanba.disclosure import drafting
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.exchange import rules, writing
from yuanba.exchange.models import TableIn
from yuanba.exchange.reading import Line
from yuanba.matters.models import Matter
from yuanba.matters.rules import Channel
from yuanba.people.models import Unit
from yuanba.places.models import Place
from yuanba.places.rules import Calendar


@dataclass(frozen=True, slots=True)
class Ready:
    """A line with everything it needs: its place, leaf, unit and lane."""

    line: Line
    village: Place
    place: Place  # the grid, where the table names one; else the village
    category: Category
    channel: Channel
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
    table_id: int | None = None,
    since: int = 0,
    until: int = 0,
) -> Batch:
    """导入事项: a batch of lines in order of their day. Known numbers are counted and left alone.

    The county is locked, so two imports of one file cannot both write a line. Closed lines become
    matters struck off before they came here (nobody was asked); their rows for the wall are drafted.
    Of a table brought by the page (`table_id`) these are its lines `since` to `until`: it is counted
    in the same transaction, so a killed worker goes on where it stood.
    """
    county = Place.objects.select_for_update().get(pk=county_id)
    reached = {ready.village.pk: ready.village.reach for ready in lines}
    for reach in reached.values() or [_reach_of(table_id, county)]:
        role = permits.require(actor, "exchange.import_matters", reach=reach)
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
    if table_id is not None:
        _count(table_id, since, until, batch)
    facts = {"made": len(fresh), "unchanged": batch.unchanged, **about}
    records.write("exchange.import_matters", county, actor=actor, at=now, **facts)
    return batch


def _reach_of(table_id: int | None, county: Place) -> Reach:
    """A batch in which everything was known already: the right is asked over the table's place."""
    table = TableIn.objects.select_related("place").filter(pk=table_id or 0).first()
    return table.place.reach if table else county.reach


def _count(table_id: int, since: int, until: int, batch: Batch) -> None:
    table = TableIn.objects.select_for_update(of=("self",)).get(pk=table_id)
    rules.go_on(state=rules.TableState(table.state), done=table.done, since=since)
    table.done, table.made = until, table.made + len(batch.made)
    table.save(update_fields=["done", "made"])
