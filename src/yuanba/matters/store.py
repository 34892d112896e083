"""The hot road in: matters, contacts, records, keys and jobs written in as few statements as the
database allows. Called by acts inside their transaction, by nobody else.

On PostgreSQL one told matter is one statement; many are six statements, whatever their number. On
SQLite statements cost microseconds, so it is always six.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from yuanba.base import ids, records
from yuanba.base.models import Record
from yuanba.matters.rules import Channel, State
from yuanba.places.rules import Limit


@dataclass(slots=True)
class Told:
    """One thing told, ready to be written."""

    place_id: int
    county_id: int
    township_id: int
    village_id: int
    grid_id: int | None
    short: str  # stands in the number
    title: str
    text: str
    channel: Channel
    at: datetime
    limit: Limit
    due_at: datetime
    provisional: bool
    year: int
    spot: str = ""
    nature: str = ""
    outside_number: str = ""
    happened_on: date | None = None
    reporter_id: int | None = None
    recorder_id: int | None = None
    contact_name: str = ""
    contact_phone: str = ""
    contact_how: str = ""
    role: str = "resident"
    actor_id: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    id: int = field(default_factory=ids.new)


MATTER = [
    "id",
    "version",
    "place_id",
    "county_id",
    "township_id",
    "village_id",
    "grid_id",
    "register_id",
    "spot",
    "year",
    "seq",
    "number",
    "title",
    "text",
    "channel",
    "nature",
    "outside_number",
    "reporter_id",
    "recorder_id",
    "reported_at",
    "happened_on",
    "state",
    "clock_at",
    "amount",
    "limit_unit",
    "due_at",
    "provisional",
]
CONTACT = ["matter_id", "name", "phone", "how"]
RECORD = ["id", "act", "subject_kind", "subject_id", "place_id", "actor_id", "role", "at", "facts"]
JOB = ["id", "kind", "data", "run_at", "attempts", "locked_by", "error"]
ACT, KIND = "matters.report", "matters.matter"
CHUNK = 400  # rows a statement: SQLite takes 32,766 values


def take_in(told: Sequence[Told]) -> list[tuple[int, str]]:
    """Write everything told; returns (matter id, number) in the order given.

    Numbers are gapless per village and year: the register row is locked until the transaction ends.
    """
    last = numbers(Counter((t.village_id, t.year) for t in told))
    rows, given = [], []
    for t in told:
        last[t.village_id, t.year] += 1
        seq = last[t.village_id, t.year]
        number = f"{t.short}-{t.year}-{seq:04d}"
        given.append((t.id, number))
        rows.append(_matter(t, seq, number))
    _insert("matters_matter", MATTER, rows)
    _insert("matters_contact", CONTACT, [_contact(t) for t in told])
    _insert("base_record", RECORD, [_record(t) for t in told])
    if kinds := records.later_for(ACT):
        _insert("base_job", JOB, [_job(t, kind) for t in told for kind in kinds])
    return given


def take_in_one(t: Told, *, key: str = "", digest: str = "") -> str | None:
    """Write one thing told and claim its key in the same breath.

    Returns its number, or None when the key was used before (and nothing was written).
    """
    if connection.vendor != "postgresql":
        if key and not _claim(key, digest, t):
            return None
        return take_in([t])[0][1]
    kinds = records.later_for(ACT)
    matter = dict(zip(MATTER, _matter(t, 0, ""), strict=True))
    columns = [c for c in MATTER if c not in {"seq", "number"}]
    parts: list[str] = []
    values: list[Any] = []
    claimed = ""
    if key:
        parts.append(
            "k AS (INSERT INTO base_key (key, digest, at, subject_kind, subject_id)"
            " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (key) DO NOTHING RETURNING key)"
        )
        values += [key, digest, t.at, KIND, t.id]
        claimed = " FROM k"
    parts.append(
        "n AS (INSERT INTO matters_register AS r (id, register_id, year, last)"
        f" SELECT %s::bigint, %s::bigint, %s::int, 1{claimed}"
        " ON CONFLICT (register_id, year) DO UPDATE SET last = r.last + 1 RETURNING last)"
    )
    values += [ids.new(), t.village_id, t.year]
    parts.append(
        f"m AS (INSERT INTO matters_matter ({', '.join(columns)}, seq, number)"
        f" SELECT {', '.join(_cast(c) for c in columns)}, n.last,"
        " %s::text || lpad(n.last::text, greatest(4, length(n.last::text)), '0') FROM n"
        " RETURNING number)"
    )
    values += [matter[c] for c in columns] + [f"{t.short}-{t.year}-"]
    parts.append(
        "c AS (INSERT INTO matters_contact (matter_id, name, phone, how)"
        " SELECT %s::bigint, %s::text, %s::text, %s::text FROM n)"
    )
    values += _contact(t)
    parts.append(
        f"r AS (INSERT INTO base_record ({', '.join(RECORD)})"
        f" SELECT {', '.join(_cast(c) for c in RECORD)} FROM n)"
    )
    values += _record(t)
    for i, kind in enumerate(kinds):
        parts.append(
            f"j{i} AS (INSERT INTO base_job ({', '.join(JOB)})"
            f" SELECT {', '.join(_cast(c) for c in JOB)} FROM n)"
        )
        values += _job(t, kind)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} SELECT number FROM m", values)
        row = cursor.fetchone()
    return str(row[0]) if row else None


@dataclass(frozen=True, slots=True)
class Address:
    """The ids above a place, and the short name that stands in its numbers."""

    place_id: int
    county_id: int
    township_id: int
    village_id: int
    grid_id: int | None
    short: str
    calendar: int  # version of the working calendar, read in the same statement


def address(place_id: int) -> Address | None:
    """Where a matter of this place is registered; None if it lies in no village or is gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, p.county_id, p.township_id, p.village_id, p.grid_id,"
            " CASE WHEN v.short = '' THEN v.name ELSE v.short END,"
            " COALESCE((SELECT n FROM base_counter WHERE name = 'calendar'), 0)"
            " FROM places_place p JOIN places_place v ON v.id = p.village_id"
            " WHERE p.id = %s AND p.until IS NULL",
            [place_id],
        )
        row = cursor.fetchone()
    return Address(*row) if row else None


def record_of(t: Told) -> Record:
    """The record as written, for the reactions."""
    values = dict(zip(RECORD, _record(t), strict=True))
    return Record(**values | {"facts": t.facts, "at": t.at})


_TYPES = {
    "bigint": "id place_id county_id township_id village_id grid_id register_id reporter_id recorder_id"
    " subject_id actor_id",
    "int": "version year amount attempts",
    "timestamptz": "reported_at clock_at due_at at run_at",
    "date": "happened_on",
    "boolean": "provisional",
    "jsonb": "facts data",
}
_TYPE = {column: kind for kind, columns in _TYPES.items() for column in columns.split()}


def _cast(column: str) -> str:
    return f"%s::{_TYPE.get(column, 'text')}"


def _matter(t: Told, seq: int, number: str) -> list[Any]:
    return [
        t.id, 1, t.place_id, t.county_id, t.township_id, t.village_id, t.grid_id,
        t.village_id, t.spot,
        t.year, seq, number, t.title, t.text, t.channel.value, t.nature, t.outside_number,
        t.reporter_id, t.recorder_id, t.at, t.happened_on, State.REPORTED.value, t.at,
        t.limit.amount, t.limit.unit.value, t.due_at, t.provisional,
    ]  # fmt: skip


def _contact(t: Told) -> list[Any]:
    return [t.id, t.contact_name, t.contact_phone, t.contact_how]


def _record(t: Told) -> list[Any]:
    facts = json.dumps(t.facts, ensure_ascii=False)
    # A report's record carries the matter's own id: one id less to make, and easy to find.
    return [t.id, ACT, KIND, t.id, t.place_id, t.actor_id, t.role, t.at, facts]


def _job(t: Told, kind: str) -> list[Any]:
    return [ids.new(), kind, json.dumps({"record": str(t.id)}), t.at, 0, "", ""]


def claim_all(rows: Sequence[tuple[str, str, Told]]) -> set[str]:
    """Claim the keys of a batch (key, digest, what was told); returns those nobody had before.

    Waits for another transaction that claims one of them. In the order of the keys, so that two
    batches never wait for each other in a circle.
    """
    claimed: set[str] = set()
    ordered = sorted(rows, key=lambda row: row[0])
    for start in range(0, len(ordered), CHUNK):
        some = ordered[start : start + CHUNK]
        values = ", ".join(["(%s, %s, %s, %s, %s)"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO base_key (key, digest, at, subject_kind, subject_id)"
                f" VALUES {values} ON CONFLICT (key) DO NOTHING RETURNING key",
                _plain(v for key, said, t in some for v in (key, said, t.at, KIND, t.id)),
            )
            claimed |= {key for (key,) in cursor.fetchall()}
    return claimed


def _claim(key: str, digest: str, t: Told) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO base_key (key, digest, at, subject_kind, subject_id)"
            " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (key) DO NOTHING",
            _plain([key, digest, t.at, KIND, t.id]),
        )
        return bool(cursor.rowcount == 1)


def numbers(wanted: Counter[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Reserve that many numbers in each register; returns the last number before them."""
    before = {}
    with connection.cursor() as cursor:
        for (village, year), n in sorted(wanted.items()):
            cursor.execute(
                "INSERT INTO matters_register (id, register_id, year, last) VALUES (%s, %s, %s, %s)"
                " ON CONFLICT (register_id, year) DO UPDATE"
                " SET last = matters_register.last + excluded.last RETURNING last",
                [ids.new(), village, year, n],
            )
            before[village, year] = int(cursor.fetchone()[0]) - n
    return before


def _insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    rows = list(rows)
    one = f"({', '.join(['%s'] * len(columns))})"
    for start in range(0, len(rows), CHUNK):
        some = rows[start : start + CHUNK]
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * len(some))}"
        with connection.cursor() as cursor:
            cursor.execute(sql, _plain(v for row in some for v in row))


def _plain(values: Iterable[Any]) -> list[Any]:
    """SQLite keeps moments and days as text, a moment in UTC without offset, as the ORM does."""
    if connection.vendor != "sqlite":
        return list(values)
    return [_text(v) if isinstance(v, date) else v for v in values]


def _text(moment: date) -> str:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
    return moment.isoformat()
