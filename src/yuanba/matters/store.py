"""The hot road in: matters, contacts, records, keys and jobs written in as few statements as the
database allows. Called by acts inside their transaction, by nobody else.

On PostgreSQL one told matter is one statement; many are six statements, whatever their number. On
SQLite statements cost microseconds, so it is always six.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import msgspec
from django.db import connection

from yuanba.base import ids, records
from yuanba.base.at_rest import mark, seal
from yuanba.base.log import store as log
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
    quiet: bool = False  # from a register of old: nobody is sent a message that it came in
    register_id: int = 0  # whose row of numbers; 0: the village's
    by: Any = None  # who tells it, where that is a person of ours: under whose name its leaf stands
    stands: dict[str, Any] = field(default_factory=dict)  # columns that its act sets besides
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
CONTACT = ["matter_id", "name", "phone", "how", "mark"]
RECORD = ["id", "act", "subject_kind", "subject_id", "place_id", "actor_id", "role", "at", "facts"]
JOB = ["id", "kind", "data", "run_at", "attempts", "locked_by", "error"]
ACT, KIND = "matters.report", "matters.matter"
KEY = ["key", "digest", "at", "subject_kind", "subject_id"]
CHUNK = 400  # rows a statement: SQLite takes 32,766 values


def take_in(told: Sequence[Told]) -> list[tuple[int, str]]:
    """Write everything told; returns (matter id, number) in the order given.

    Numbers are gapless per village and year: the register row is locked until the transaction ends.
    """
    with connection.cursor() as cursor:
        return _take_in(cursor, told)


def _take_in(cursor: Any, told: Sequence[Told]) -> list[tuple[int, str]]:
    last = _numbers(cursor, Counter((_register(t), t.year) for t in told))
    rows, given = [], []
    for t in told:
        last[_register(t), t.year] += 1
        seq = last[_register(t), t.year]
        number = f"{t.short}-{t.year}-{seq:04d}"
        given.append((t.id, number))
        rows.append(_matter(t, seq, number))
    _insert(cursor, "matters_matter", MATTER, rows)
    _insert(cursor, "matters_contact", CONTACT, [_contact(t) for t in told])
    _insert(cursor, "base_record", RECORD, [_record(t) for t in told])
    if kinds := records.later_for(ACT):
        _insert(
            cursor, "base_job", JOB,
            [_job(t, kind) for t in told for kind in kinds if not t.quiet],
        )  # fmt: skip
    records.note_all([_noted(t, number) for t, (_pk, number) in zip(told, given, strict=True)])
    return given


def _noted(t: Told, number: str) -> log.Noted:
    """What its leaf will speak of."""
    row = {"number": number, "title": t.title, "text": t.text, "reported_at": t.at}
    row |= {"state": State.REPORTED, "outcome": "", "closed_at": None}
    row |= t.stands
    return log.Noted(
        record=t.id,
        act=ACT,
        kind=KIND,
        subject=t.id,
        place=t.place_id,
        role=t.role,
        at=t.at,
        facts=t.facts,
        actor=t.actor_id,
        actor_key=getattr(t.by, "log_key", None),
        row=row,
        community=t.village_id,
    )


def take_in_one(t: Told, *, key: str = "", digest: str = "") -> str | None:
    """Write one thing told and claim its key in the same breath.

    Returns its number, or None when the key was used before (and nothing was written).
    """
    kinds = records.later_for(ACT)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            if key and not _claim(cursor, [_key(t, key, digest)]):
                return None
            return _take_in(cursor, [t])[0][1]
        values = _key(t, key, digest) if key else []
        values += [ids.new(), _register(t), t.year]
        matter = dict(zip(MATTER, _matter(t, 0, ""), strict=True))
        values += [matter[c] for c in UNNUMBERED] + [f"{t.short}-{t.year}-"]
        values += _contact(t) + _record(t)
        for kind in kinds:
            values += _job(t, kind)
        cursor.execute(_in_one_statement(bool(key), len(kinds)), values)
        row = cursor.fetchone()
    if not row:
        return None
    records.note_all([_noted(t, str(row[0]))])
    return str(row[0])


UNNUMBERED = [c for c in MATTER if c not in {"seq", "number"}]


@cache
def _in_one_statement(keyed: bool, jobs: int) -> str:
    """Key, number, matter, contact, record and jobs as one statement of PostgreSQL: nothing of it
    is written when the key was used before."""
    parts, claimed = [], ""
    if keyed:
        parts.append(
            f"k AS (INSERT INTO base_key ({', '.join(KEY)}) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (key) DO NOTHING RETURNING key)"
        )
        claimed = " FROM k"
    parts += [
        "n AS (INSERT INTO matters_register AS r (id, register_id, year, last)"
        f" SELECT %s::bigint, %s::bigint, %s::int, 1{claimed}"
        " ON CONFLICT (register_id, year) DO UPDATE SET last = r.last + 1 RETURNING last)",
        f"m AS (INSERT INTO matters_matter ({', '.join(UNNUMBERED)}, seq, number)"
        f" SELECT {_casts(UNNUMBERED)}, n.last,"
        " %s::text || lpad(n.last::text, greatest(4, length(n.last::text)), '0') FROM n"
        " RETURNING number)",
        f"c AS (INSERT INTO matters_contact ({', '.join(CONTACT)})"
        f" SELECT {_casts(CONTACT)} FROM n)",
        f"r AS (INSERT INTO base_record ({', '.join(RECORD)}) SELECT {_casts(RECORD)} FROM n)",
    ]
    parts += [
        f"j{i} AS (INSERT INTO base_job ({', '.join(JOB)}) SELECT {_casts(JOB)} FROM n)"
        for i in range(jobs)
    ]
    return f"WITH {', '.join(parts)} SELECT number FROM m"


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
    " subject_id actor_id matter_id",
    "int": "version year amount attempts",
    "timestamptz": "reported_at clock_at due_at at run_at",
    "date": "happened_on",
    "boolean": "provisional",
    "jsonb": "facts data",
    "bytea": "name phone mark",
}
_TYPE = {column: kind for kind, columns in _TYPES.items() for column in columns.split()}


def _casts(columns: Sequence[str]) -> str:
    return ", ".join(f"%s::{_TYPE.get(column, 'text')}" for column in columns)


def _register(t: Told) -> int:
    return t.register_id or t.village_id


def _matter(t: Told, seq: int, number: str) -> list[Any]:
    at = _when(t.at)
    return [
        t.id, 1, t.place_id, t.county_id, t.township_id, t.village_id, t.grid_id,
        _register(t), t.spot,
        t.year, seq, number, t.title, t.text, t.channel.value, t.nature, t.outside_number,
        t.reporter_id, t.recorder_id, at, _when(t.happened_on), State.REPORTED.value, at,
        t.limit.amount, t.limit.unit.value, _when(t.due_at), t.provisional,
    ]  # fmt: skip


def _contact(t: Told) -> list[Any]:
    phone = t.contact_phone
    return [t.id, seal(t.contact_name), seal(phone), t.contact_how, mark(phone)]


def _record(t: Told) -> list[Any]:
    # A report's record carries the matter's own id: one id less to make, and easy to find.
    facts = msgspec.json.encode(t.facts).decode()
    return [t.id, ACT, KIND, t.id, t.place_id, t.actor_id, t.role, _when(t.at), facts]


def _job(t: Told, kind: str) -> list[Any]:
    data = f'{{"record": "{t.id}"}}'  # as the ORM writes it: SQLite compares JSON as text
    return [ids.new(), kind, data, _when(t.at), 0, "", ""]


def _key(t: Told, key: str, digest: str) -> list[Any]:
    return [key, digest, _when(t.at), KIND, t.id]


def _when(moment: date | None) -> date | str | None:
    """SQLite keeps moments and days as text, a moment in UTC without offset, as the ORM does."""
    if moment is None or connection.vendor != "sqlite":
        return moment
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
    return moment.isoformat()


def claim_all(rows: Sequence[tuple[str, str, Told]]) -> set[str]:
    """Claim the keys of a batch (key, digest, what was told); returns those nobody had before.

    Waits for another transaction that claims one of them. In the order of the keys, so that two
    batches never wait for each other in a circle.
    """
    ordered = sorted(rows, key=lambda row: row[0])
    with connection.cursor() as cursor:
        return _claim(cursor, [_key(t, key, said) for key, said, t in ordered])


def _claim(cursor: Any, keys: Sequence[list[Any]]) -> set[str]:
    claimed: set[str] = set()
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        sql = f"{_values('base_key', KEY, len(some))} ON CONFLICT (key) DO NOTHING RETURNING key"
        cursor.execute(sql, [v for row in some for v in row])
        claimed |= {key for (key,) in cursor.fetchall()}
    return claimed


def numbers(wanted: Counter[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Reserve that many numbers in each register; returns the last number before them."""
    with connection.cursor() as cursor:
        return _numbers(cursor, wanted)


def _numbers(cursor: Any, wanted: Counter[tuple[int, int]]) -> dict[tuple[int, int], int]:
    before = {}
    for (village, year), n in sorted(wanted.items()):
        cursor.execute(
            "INSERT INTO matters_register (id, register_id, year, last) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (register_id, year) DO UPDATE"
            " SET last = matters_register.last + excluded.last RETURNING last",
            [ids.new(), village, year, n],
        )
        before[village, year] = int(cursor.fetchone()[0]) - n
    return before


def _insert(cursor: Any, table: str, columns: Sequence[str], rows: Sequence[list[Any]]) -> None:
    for start in range(0, len(rows), CHUNK):
        some = rows[start : start + CHUNK]
        sql = _values(table, columns, len(some))
        cursor.execute(sql, [v for row in some for v in row])


def _values(table: str, columns: Sequence[str], n: int) -> str:
    one = f"({', '.join(['%s'] * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * n)}"
