"""Leave a record, then let the contexts named in wiring.py react to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from yuanba.base import ids, rows, trail
from yuanba.base.log import store as log
from yuanba.base.models import Job, Record


def write(act: str, subject: Any, *, actor: Any, at: datetime, **facts: object) -> Record:
    """Write one record of an act; reactions run now, in this transaction; later work becomes jobs."""
    record = Record(
        act=act,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        place_id=getattr(subject, "place_id", None),
        actor_id=actor.pk,
        role=trail.role_for(act),
        at=at,
        facts=facts,
    )
    rows.insert(record)
    note(record, actor=actor, subject=subject)
    trail.note_written(act, record.subject_kind, record.subject_id)
    follow(record)
    return record


def note(
    record: Record,
    *,
    actor: Any = None,
    subject: Any = None,
    row: Mapping[str, Any] | None = None,
    community: int | None = None,
) -> None:
    """Let a leaf be added for this record when the act is over (outside an act, at once). `subject` or
    `row` is what it speaks of: the columns in wiring.VOUCHED are vouched for as the act leaves them."""
    noted = log.Noted(
        record=record.pk,
        act=record.act,
        kind=record.subject_kind,
        subject=record.subject_id,
        place=record.place_id,
        role=record.role,
        at=record.at,
        facts=record.facts,
        actor=record.actor_id,
        actor_key=getattr(actor, "log_key", None),
        subject_key=getattr(subject, "log_key", None),
        row=subject if row is None else row,
        community=community,
    )
    note_all([noted])


def note_rows(
    rows: Iterable[Sequence[Any]],
    *,
    actor: Any,
    at: datetime,
    facts: Sequence[Mapping[str, object]],
    keys: Mapping[int, bytes] | None = None,
) -> None:
    """The same for rows of the bulk road (id, act, kind, subject, place, actor, role …), with what each
    said; `keys` are those of the persons among the subjects."""
    note_all(
        [
            log.Noted(
                record=row[0],
                act=row[1],
                kind=row[2],
                subject=row[3],
                place=row[4],
                role=row[6],
                at=at,
                facts=said,
                actor=row[5],
                actor_key=getattr(actor, "log_key", None),
                subject_key=(keys or {}).get(row[3]),
            )
            for row, said in zip(rows, facts, strict=True)
        ]
    )


def note_all(noted: Sequence[log.Noted]) -> None:
    """The same for records that a store wrote without making them."""
    if (mine := trail.current.get()) is not None:
        mine.pending += noted
    else:
        log.append(noted)


def follow(record: Record) -> None:
    """What follows a record: reactions at once, later work as job rows beside it."""
    react(record)
    wait = _wait.get()
    if later := later_for(record.act):
        Job.objects.bulk_create(
            Job(
                id=ids.new(),
                kind=kind,
                data={"record": str(record.pk)},
                run_at=record.at + (wait or timedelta(0)),
                key=f"held:{record.pk}:{kind}" if wait else None,
            )
            for kind in later
        )


_wait: ContextVar[timedelta | None] = ContextVar("wait", default=None)


@contextmanager
def held_back(wait: timedelta) -> Iterator[None]:
    """What follows the acts in here waits so long: until then they can be taken back unheard."""
    token = _wait.set(wait)
    try:
        yield
    finally:
        _wait.reset(token)


def holding() -> bool:
    """Are we inside `held_back`?"""
    return _wait.get() is not None


def react(record: Record) -> None:
    """Run the reactions to a record; a store that wrote the job rows itself calls only this."""
    for reaction in _reactions().get(record.act, ()):
        reaction(record)


@cache
def _later() -> dict[str, list[str]]:
    table = import_string(f"{settings.WIRING}.LATER")
    return {act: [kind_of(function) for function in row] for act, row in table.items()}


def _reactions() -> dict[str, list[Any]]:
    table: dict[str, list[Any]] = import_string(f"{settings.WIRING}.REACTIONS")
    return table


def reacts(act: str) -> bool:
    """Whether anything reacts to this act at once."""
    return bool(_reactions().get(act))


def later_for(act: str) -> list[str]:
    return _later().get(act, [])


def kind_of(function: Any) -> str:
    """The name a job row carries for a function: yuanba.notices.jobs.tell → notices.tell."""
    return f"{function.__module__.split('.')[1]}.{function.__name__}"


def about(subject: Any, **more: Any) -> list[Record]:
    """Every record of a subject, oldest first, with its author; one statement. `more` is what else
    the reader wants to know of each (an annotation by name)."""
    kind = subject._meta.label_lower
    rows = Record.objects.filter(subject_id=subject.pk, subject_kind=kind)
    return list(rows.annotate(**more).select_related("actor").order_by("id"))
