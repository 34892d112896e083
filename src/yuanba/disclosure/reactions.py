"""What happens to the wall when something happened to a matter: in the same transaction."""

from django.db.models import F

from yuanba.base import records
from yuanba.base.models import Record
from yuanba.disclosure import drafting
from yuanba.disclosure.models import Row
from yuanba.disclosure.rules import REOPENED, RowState
from yuanba.people.door import Guest


def draft_row(record: Record) -> None:
    """销号 drafts a public row; nobody sees it before a second person has read it."""
    drafting.draft([record.subject_id], record.at)


def take_down(record: Record) -> None:
    """重办 takes the row down at once: the wall must not say "done" while it is not."""
    row = Row.objects.select_for_update().filter(matter_id=record.subject_id).first()
    if row is None or row.state == RowState.HELD:
        return
    was, row.state, row.held_because = row.state, RowState.HELD, REOPENED
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
