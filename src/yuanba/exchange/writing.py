"""The bulk road of imports: the rows of matters that were told, or closed, somewhere else. Called by
the act inside its transaction, by nobody else."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from yuanba.base import bulk, ids, records
from yuanba.base.at_rest import mark, seal
from yuanba.base.log import store as log
from yuanba.base.models import Record
from yuanba.base.permits import Actor, Role
from yuanba.matters import store
from yuanba.matters.models import Contact, Matter
from yuanba.matters.rules import INTAKE, Channel, Level, Outcome, State
from yuanba.places.rules import SHANGHAI, Calendar, Limit, Unit, due

if TYPE_CHECKING:
    from yuanba.exchange.acts import Ready

ACT = "matters.import"
MATTER = [
    "id",
    "version",
    "place_id",
    "county_id",
    "township_id",
    "village_id",
    "grid_id",
    "register_id",
    "year",
    "spot",
    "seq",
    "number",
    "title",
    "text",
    "channel",
    "nature",
    "outside_number",
    "recorder_id",
    "reported_at",
    "state",
    "level",
    "lane",
    "category_id",
    "restricted",
    "reason",
    "unit_id",
    "clock_at",
    "amount",
    "limit_unit",
    "due_at",
    "provisional",
    "accepted_at",
    "late",
    "outcome",
    "result",
    "closed_at",
    "evidence",
]
MOMENTS = ("reported_at", "closed_at")
RECORD = ["id", "act", "subject_kind", "subject_id", "place_id", "actor_id", "role", "at", "facts"]


def write_closed(
    rows: Sequence["Ready"], actor: Actor, role: Role, calendar: Calendar, now: datetime
) -> list[int]:
    """Matters dealt with elsewhere: closed, with an ending, unconfirmed by anybody (confirmed NULL).

    Where the table does not say when they were closed, `closed_at` repeats the day they were told,
    and the record says so. Returns their ids.
    """
    last = store.numbers(Counter((r.village.pk, _year(r.line.at)) for r in rows))
    matters, contacts, left, noted = [], [], [], []
    for ready in rows:
        pk, key = ids.new(), (ready.village.pk, _year(ready.line.at))
        last[key] += 1
        matters.append(_closed(ready, pk, key[1], last[key], actor, calendar))
        phone = ready.line.phone
        contacts.append([pk, seal(ready.line.person), seal(phone), "", mark(phone)])
        said = _facts(ready)
        left.append(_record(ready, pk, actor, role, now, said))
        noted.append(_noted(ready, matters[-1], left[-1][0], actor, role, now, said))
    bulk.insert(Matter, MATTER, matters)
    bulk.insert(Contact, store.CONTACT, contacts)
    bulk.insert(Record, RECORD, left)
    records.note_all(noted)
    return [row[0] for row in matters]


def _closed(
    ready: "Ready", pk: int, year: int, seq: int, actor: Actor, calendar: Calendar
) -> list[Any]:
    line, village, leaf, said = ready.line, ready.village, ready.category, ready.line.facts
    assert ready.unit is not None
    assert ready.lane is not None
    limit = Limit(leaf.amount, Unit(leaf.limit_unit))
    ends, at = due(line.at, limit, calendar), _moment(line.at)
    number = f"{village.short or village.name}-{year}-{seq:04d}"
    closed = _moment(datetime.fromisoformat(line.ended)) if line.ended else at
    return [
        pk, 1, ready.place.pk, village.county_id, village.township_id, village.pk,
        ready.place.grid_id, village.pk, year, line.address, seq, number, line.title, line.text,
        Channel.IMPORT.value, line.nature, line.number, actor.pk,
        at, State.CLOSED.value, Level.VILLAGE.value, ready.lane.value, leaf.pk,
        leaf.restricted, str(said["reason"]), ready.unit.pk, at, limit.amount, limit.unit.value,
        _moment(ends.at), ends.provisional, at, line.late, Outcome.SOLVED.value,
        str(said["result"]), closed, str(said["evidence"]),
    ]  # fmt: skip


def _noted(
    ready: "Ready",
    row: list[Any],
    record: int,
    actor: Actor,
    role: Role,
    now: datetime,
    said: dict[str, Any],
) -> log.Noted:
    """What its leaf will speak of."""
    stands = dict(zip(MATTER, row, strict=True))
    moments = {name: datetime.fromisoformat(stands[name]).replace(tzinfo=UTC) for name in MOMENTS}
    return log.Noted(
        record=record,
        act=ACT,
        kind=Matter._meta.label_lower,
        subject=stands["id"],
        place=ready.village.pk,
        role=role.value,
        at=now,
        facts=said,
        actor=actor.pk,
        actor_key=getattr(actor, "log_key", None),
        row=stands | moments,
        community=ready.village.pk,
    )  # fmt: skip


def _facts(ready: "Ready") -> dict[str, Any]:
    line = ready.line
    private = {"reason", "result", "evidence"}
    facts: dict[str, Any] = {k: v for k, v in line.facts.items() if k not in private}
    facts |= {"outside_number": line.number, "outcome": line.outcome}
    facts["closed_time_known"] = bool(line.ended)
    if not line.timed:
        facts["time_unknown"] = True
    return facts


def _record(
    ready: "Ready", pk: int, actor: Actor, role: Role, now: datetime, facts: dict[str, Any]
) -> list[Any]:
    said = json.dumps(facts, ensure_ascii=False)
    kind, place = Matter._meta.label_lower, ready.village.pk
    return [ids.new(), ACT, kind, pk, place, actor.pk, role.value, _moment(now), said]


def write_told(
    rows: Sequence["Ready"], actor: Actor, role: Role, calendar: Calendar, now: datetime
) -> list[int]:
    """Matters told elsewhere and still to be worked on: as store.take_in writes what is told here."""
    told = [_told(ready, actor, role, calendar) for ready in rows]
    return [pk for pk, _number in store.take_in(told)]


def _told(ready: "Ready", actor: Actor, role: Role, calendar: Calendar) -> store.Told:
    line, village = ready.line, ready.village
    ends = due(line.at, INTAKE, calendar)
    return store.Told(
        place_id=ready.place.pk,
        county_id=village.county_id or 0,
        township_id=village.township_id or 0,
        village_id=village.pk,
        grid_id=ready.place.grid_id,
        short=village.short or village.name,
        title=line.title,
        text=line.text,
        channel=ready.channel,
        at=line.at,
        limit=INTAKE,
        due_at=ends.at,
        provisional=ends.provisional,
        year=_year(line.at),
        spot=line.address,
        nature=line.nature,
        outside_number=line.number,
        recorder_id=actor.pk,
        contact_name=line.person,
        contact_phone=line.phone,
        contact_how="call" if line.phone else "",
        role=role.value,
        actor_id=actor.pk,
        by=actor,
        quiet=ready.channel is not Channel.HOTLINE,
        facts={
            "channel": ready.channel.value,
            "outside_number": line.number,
            "proposed": ready.category.code,
            **({"unit_said": line.unit} if line.unit else {}),
            **line.facts,
        },
    )


def _year(at: datetime) -> int:
    return at.astimezone(SHANGHAI).year


def _moment(at: datetime) -> str:
    """As both databases keep a moment given as text: UTC, without offset."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
