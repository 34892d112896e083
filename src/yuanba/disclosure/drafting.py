"""From a closed matter to its row: one at a time by a reaction, many at a time after an import."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from yuanba.base import clock, trail
from yuanba.base.models import Record
from yuanba.base.permits import Actor
from yuanba.disclosure import rules
from yuanba.disclosure.models import Release, Row
from yuanba.disclosure.rules import CAME_DOWN, RowState
from yuanba.duties.rules import Lane
from yuanba.matters.models import Matter
from yuanba.matters.rules import Channel, State

REDRAWN = [f.name for f in Row._meta.fields if f.name not in {"id", "matter_id"}]


def row_of(matter: Matter, now: datetime) -> Row | None:
    """The draft of a closed matter; None where nothing may be shown but counts."""
    if (
        matter.restricted
        or matter.concerned
        or matter.state != State.CLOSED
        or matter.closed_at is None
    ):
        return None
    category, unit = matter.category, matter.unit
    if category is None or unit is None:
        return None  # no state in which a matter can be closed; the database forbids it too
    received, closed = clock.day_of(matter.reported_at), clock.day_of(matter.closed_at)
    lane, known = Lane(matter.lane), _known(matter)
    said: dict[str, Any] = {
        "lane": lane,
        "title": matter.title,
        "result": matter.result,
        "known": known,
    }
    title, text = rules.draft_words(category=category.name, **said)
    return Row(
        matter_id=matter.pk,
        county_id=matter.county_id,
        township_id=matter.township_id,
        village_id=matter.village_id,
        number=matter.number,
        title=title,
        text=text,
        lane=matter.lane,
        category_code=category.code,
        category_name=category.name,
        unit_name=unit.name,
        outcome=matter.outcome,
        solved=matter.solved,
        confirmed=matter.confirmed,
        days_taken=max(0, (closed - received).days),
        received=received,
        closed=closed,
        closed_by_id=matter.closed_by_id,
        state=RowState.DRAFT,
        imported=matter.channel == Channel.IMPORT and matter.confirmed is None,
        masked=rules.finds(**said),
        drafted_at=now,
    )


def _known(matter: Matter) -> list[str]:
    """Names and numbers that must not appear, whatever the table of patterns says."""
    contact = getattr(matter, "contact", None)
    words = [contact.name, contact.phone] if contact else []
    people = (matter.reporter, matter.owner, matter.supervisor)
    words += [person.name for person in people if person is not None]
    return [word for word in words if word]


def draft(matter_ids: Iterable[int], now: datetime) -> int:
    """Draft the rows of these closed matters; returns how many. Safe to run again: a row that is
    there stays as people left it, unless it came down by itself (reopened, or about somebody)."""
    wanted, made = list(matter_ids), 0
    for start in range(0, len(wanted), 500):
        chunk = wanted[start : start + 500]
        there = Row.objects.filter(matter_id__in=chunk).exclude(held_because__in=sorted(CAME_DOWN))
        left = set(chunk) - set(there.values_list("matter_id", flat=True))
        some = Matter.objects.select_related(
            "category", "unit", "contact", "reporter", "owner", "supervisor"
        ).filter(pk__in=left, goes_with=None)  # told twice, done once: one row
        rows = [row for matter in some if (row := row_of(matter, now)) is not None]
        Row.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["matter_id"], update_fields=REDRAWN
        )
        made += len(rows)
    return made


def note_published(rows: Iterable[Row], release: Release, actor: Actor, now: datetime) -> None:
    """The record of 公开 for each row of a batch, in one statement; the act calls it."""
    role = trail.role_for("disclosure.publish_many")
    Record.objects.bulk_create(
        (
            Record(
                act="disclosure.publish",
                subject_kind=row._meta.label_lower,
                subject_id=row.pk,
                place_id=row.place_id,
                actor_id=actor.pk,
                role=role,
                at=now,
                facts={
                    "matter": str(row.matter_id),
                    "title": row.title,
                    "text": row.text,
                    "release": str(release.pk),
                },
            )
            for row in rows
        ),
        batch_size=500,
    )
