"""What can be done to the wall: publish, correct before publishing, take down."""

from datetime import datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.disclosure import rules
from yuanba.disclosure.models import Row
from yuanba.disclosure.rules import RowState
from yuanba.people.models import Person


@act
def publish(*, actor: Actor, row_id: int, now: datetime) -> Row:
    """公开: a second person read the row; from now on everybody can."""
    row = _take(actor, row_id, "disclosure.publish")
    state = RowState(row.state)
    row.state = rules.publish(state=state, actor_id=actor.pk, closed_by=row.closed_by_id)
    row.published_at, row.published_by = now, actor if isinstance(actor, Person) else None
    row.held_because = ""
    row.save(update_fields=["state", "published_at", "published_by", "held_because"])
    facts = {"matter": str(row.matter_id), "title": row.title, "text": row.text}
    records.write("disclosure.publish", row, actor=actor, at=now, **facts)
    return row


@act
def edit_row(*, actor: Actor, row_id: int, title: str, text: str, now: datetime) -> Row:
    """改公开文字: before it is public; the record keeps what stood there."""
    row = _take(actor, row_id, "disclosure.edit_row")
    before = {"title_before": row.title, "text_before": row.text}
    row.title, row.text = rules.edit(state=RowState(row.state), title=title, text=text)
    row.save(update_fields=["title", "text"])
    facts = {"matter": str(row.matter_id), "title": row.title, "text": row.text, **before}
    records.write("disclosure.edit_row", row, actor=actor, at=now, **facts)
    return row


@act
def hold(*, actor: Actor, row_id: int, reason: str, now: datetime) -> Row:
    """暂不公开: keep a row from the wall, or take it down, with a reason."""
    row = _take(actor, row_id, "disclosure.hold")
    was = row.state
    row.held_because = rules.hold(state=RowState(row.state), reason=reason)[:200]
    row.state, row.published_at, row.published_by = RowState.HELD, None, None
    row.save(update_fields=["state", "held_because", "published_at", "published_by"])
    facts = {"matter": str(row.matter_id), "reason": row.held_because, "was": was}
    records.write("disclosure.hold", row, actor=actor, at=now, **facts)
    return row


def _take(actor: Actor, row_id: int, name: str) -> Row:
    row = Row.objects.select_for_update().filter(pk=row_id).first()
    if row is None:
        raise Denied(name)
    permits.require(actor, name, reach=row.reach)
    return row
