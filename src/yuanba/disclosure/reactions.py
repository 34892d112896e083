"""What happens to the wall when something happened to a matter: in the same transaction."""

from django.db.models import F

from yuanba.base import clock, records
from yuanba.base.models import Record
from yuanba.disclosure import drafting
from yuanba.disclosure.models import STILL_OPEN, Row, Voided
from yuanba.disclosure.rules import CONCERNED, REOPENED, WITHDRAWN, RowState
from yuanba.matters.models import Matter
from yuanba.people.door import Guest


def draft_row(record: Record) -> None:
    """销号 drafts a public row; nobody sees it before a second person has read it."""
    drafting.draft([record.subject_id], record.at)


def show_void(record: Record) -> None:
    """作废 hangs its number and ground on the wall at once: nothing disappears from the row of
    numbers without being seen (trust.md T2)."""
    matter = Matter.objects.get(pk=record.subject_id)
    if matter.concerned:  # it stands in the register of those who hear it, and there only
        return
    said = {
        "county_id": matter.county_id,
        "township_id": matter.township_id,
        "village_id": matter.village_id,
        "number": matter.number,
        "ground": record.facts["ground_name"],
        "received": clock.day_of(matter.reported_at),
        "voided": clock.day_of(record.at),
        "restored": None,
    }
    Voided.objects.update_or_create(matter_id=matter.pk, defaults=said)


def restore(record: Record) -> None:
    """重办 of a struck-out number: it stays on the wall, with the day on which it came back."""
    row = Voided.objects.filter(matter_id=record.subject_id, restored=None)
    row.update(restored=clock.day_of(record.at))


def draft_open(record: Record) -> None:
    """公开在办 drafts a row of an open matter; a worker reads it before anybody else does."""
    drafting.draft_open(record.subject_id, record.at)


def take_back(record: Record) -> None:
    """收回公开 takes it down at once."""
    if Row.objects.filter(STILL_OPEN, matter_id=record.subject_id).exists():
        _take_down(record, WITHDRAWN)


def take_down(record: Record) -> None:
    """重办 takes the row down at once: the wall must not say "done" while it is not."""
    _take_down(record, REOPENED)


def withhold(record: Record) -> None:
    """涉及对象: what is about somebody leaves the wall, and the list of those who read its rows; a
    number that was struck out as well."""
    _take_down(record, CONCERNED)
    Voided.objects.filter(matter_id=record.subject_id).delete()


def draft_again(record: Record) -> None:
    """It was not about anybody after all: a closed matter gets its row, to be read as any other."""
    if record.facts["left"]:
        return
    drafting.draft([record.subject_id], record.at)
    acts = ["matters.grant_void", "matters.grant_reopen"]
    of_it = Record.objects.filter(subject_id=record.subject_id, act__in=acts).order_by("id")
    for before in of_it:  # its number hangs there again as it did
        show_void(before) if before.act == acts[0] else restore(before)


def _take_down(record: Record, why: str) -> None:
    row = Row.objects.select_for_update().filter(matter_id=record.subject_id).first()
    if row is None or (row.state == RowState.HELD and why == REOPENED):
        return
    was, row.state, row.held_because = row.state, RowState.HELD, why
    row.published_at = row.published_by = None
    row.save(update_fields=["state", "held_because", "published_at", "published_by"])
    facts = {"matter": str(row.matter_id), "was": was, "because": str(record.pk)}
    records.write("disclosure.take_down", row, actor=record.actor or Guest(), at=record.at, **facts)


def say_contested(record: Record) -> None:
    """还没好: the wall says at once that somebody looks at it; not what the neighbour wrote."""
    Row.objects.filter(matter_id=record.subject_id).update(
        contests=F("contests") + 1, contest_reply=""
    )


def say_answered(record: Record) -> None:
    """The answer to the neighbours stands at the row."""
    reply = str(record.facts.get("reply", ""))[:300]
    Row.objects.filter(matter_id=record.subject_id).update(contest_reply=reply)
