"""Many acts at once, held in memory and written in a few statements (the demo's two thousand
histories). The acts themselves run, with their permits and rules; only where they would read and
write rows one by one, `acts.common` asks the pile instead. Pages, API and jobs never open one.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, models

from yuanba.base import bulk, ids, records, trail
from yuanba.base.models import Job, Record
from yuanba.base.permits import Actor
from yuanba.duties.models import Category
from yuanba.matters.models import Matter
from yuanba.people.models import Person, Unit
from yuanba.places.rules import Calendar

_MOVING = [
    f
    for f in Matter._meta.concrete_fields
    if not f.primary_key and f.name not in {"register_id", "year", "seq", "number", "reported_at"}
]
_RECORD = [f for f in Record._meta.concrete_fields if f.column != "id"]


@dataclass
class Pile:
    """What the acts may ask for, and what they left."""

    calendar: Calendar
    categories: dict[int, Category]
    units: dict[int, Unit]
    people: dict[int, Person]  # with their posts
    matters: dict[int, Matter] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)

    def record(
        self, act: str, matter: Matter, *, actor: Actor, at: datetime, facts: dict[str, Any]
    ) -> Record:
        """Keep the record that records.write would have written. Reactions do not run here."""
        left = Record(
            id=ids.new(),
            act=act,
            subject_kind=matter._meta.label_lower,
            subject_id=matter.pk,
            place_id=matter.place_id,
            actor_id=actor.pk,
            role=trail.role_for(act),
            at=at,
            facts=facts,
        )
        trail.note_written(act, left.subject_kind, left.subject_id)
        self.records.append(left)
        records.note(left, actor=actor, subject=matter)
        return left

    def write(self) -> None:
        """Write what the acts left: the matters as they stand now, records, jobs."""
        self._write_matters()
        columns = ["id", *(str(f.column) for f in _RECORD)]
        rows = ([r.pk, *(prepared(f, r) for f in _RECORD)] for r in self.records)
        bulk.insert(Record, columns, rows)
        bulk.insert(
            Job,
            ["id", "kind", "data", "run_at", "attempts", "locked_by", "error"],
            (
                [ids.new(), kind, json.dumps({"record": str(r.pk)}), run_at(r), 0, "", ""]
                for r in self.records
                for kind in records.later_for(r.act)
            ),
        )
        self.records.clear()

    def _write_matters(self) -> None:
        quoted = connection.ops.quote_name
        sets = ", ".join(f"{quoted(str(f.column))} = %s" for f in _MOVING)
        rows = [[*(prepared(f, m) for f in _MOVING), m.pk] for m in self.matters.values()]
        with connection.cursor() as cursor:
            # columns are our own model's, never a person's
            cursor.executemany(f"UPDATE matters_matter SET {sets} WHERE id = %s", rows)  # noqa: S608


def prepared(f: "models.Field[Any, Any]", row: models.Model) -> Any:
    """The value as the database keeps it."""
    value = getattr(row, f.attname)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return f.get_db_prep_save(value, connection)


def run_at(record: Record) -> Any:
    return prepared(Record._meta.get_field("at"), record)


current: ContextVar[Pile | None] = ContextVar("pile", default=None)


@contextmanager
def opened(pile: Pile) -> Iterator[Pile]:
    """While open, the acts of this thread work on the pile."""
    token = current.set(pile)
    try:
        yield pile
    finally:
        current.reset(token)
