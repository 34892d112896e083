"""From a closed matter to its row: one at a time by a reaction, many at a time after an import."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from yuanba.base import clock, records, trail
from yuanba.base.models import Record
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.disclosure import rules
from yuanba.disclosure.models import CLOSED, Release, Row
from yuanba.disclosure.rules import CAME_DOWN, RowState
from yuanba.duties.rules import Lane
from yuanba.matters.models import Matter
from yuanba.matters.rules import OVER, Channel, State
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM, Kind

CORNERS = frozenset({Kind.GRID, Kind.SUBGROUP, Kind.ESTATE, Kind.COURTYARD})
MASKED = _("公共的事（文字待写）")  # where masking left nothing: a worker writes it
# What may hang in 大家的事 while it is open, asked anew each time: the person agrees, it is open, and
# it is a thing of several households.
LIVE = (
    Matter.objects.filter(showing__isnull=False, showing__until=None)
    .filter(restricted=False, concerned=False)
    .exclude(state__in=sorted(OVER))
    .exclude(lane=Lane.PERSONAL)
)
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


def open_row(matter: Matter, now: datetime) -> Row:
    """The draft of an open matter whose person lets the neighbours know: what and about where, never
    finer than a grid or courtyard; nothing of what was done."""
    category, corner = matter.category, _corner(matter.place)
    said: dict[str, Any] = {"lane": matter.lane, "title": matter.title, "result": ""}
    said["known"] = _known(matter)
    title, _text = rules.draft_words(category=category.name if category else "", **said)
    return Row(
        matter_id=matter.pk,
        county_id=matter.county_id,
        township_id=matter.township_id,
        village_id=matter.village_id,
        number=matter.number,
        title=title or str(MASKED),
        lane=matter.lane,
        category_code=category.code if category else "",
        category_name=category.name if category else "",
        days_taken=0,
        received=clock.day_of(matter.reported_at),
        corner_id=corner.pk if corner else None,
        corner_name=corner.name if corner else "",
        state=RowState.DRAFT,
        masked=rules.finds(**said),
        drafted_at=now,
    )


def _corner(place: Place) -> Place | None:
    """The place itself, or the nearest above it, that many households share; None: the village."""
    corner: Place | None = place
    while corner is not None and corner.kind not in CORNERS:
        corner = None if corner.kind in BOTTOM else corner.parent
    return corner


def draft_open(matter_id: int, now: datetime) -> None:
    """Draft it if the person agrees and it is open. A row that people looked at stays as it is."""
    found = LIVE.filter(pk=matter_id).select_related(
        "category", "contact", "reporter", "owner", "supervisor", "place__parent__parent"
    )
    matter = found.first()
    if matter is None:
        return
    there = Row.objects.filter(matter_id=matter_id).first()
    if there is not None and there.closed is None and there.held_because not in CAME_DOWN:
        return
    Row.objects.bulk_create(
        [open_row(matter, now)], update_conflicts=True, unique_fields=["matter_id"],
        update_fields=REDRAWN,
    )  # fmt: skip


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
        there = Row.objects.filter(CLOSED, matter_id__in=chunk)
        there = there.exclude(held_because__in=sorted(CAME_DOWN))
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
    left = [
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
    ]
    Record.objects.bulk_create(left, batch_size=500)
    for record in left:
        records.note(record, actor=actor)
