"""What the calendar moves."""

from datetime import datetime

from yuanba.base.act import act
from yuanba.base.permits import Actor
from yuanba.matters import rules
from yuanba.matters.acts.common import keep, set_due, take
from yuanba.matters.models import Matter
from yuanba.matters.rules import State


@act
def move_limit(*, actor: Actor, matter_id: int, source: str, now: datetime) -> Matter:
    """期限重算: the working calendar changed; the record says from which day to which."""
    matter = take(actor, matter_id, "matters.move_limit", None)
    before = matter.due_at
    fields = set_due(matter) if State(matter.state) not in rules.OVER else []
    facts: dict[str, object] = {
        "before": before.isoformat(),
        "due": matter.due_at.isoformat(),
        "source": source,
    }
    if matter.concerned:  # the calendar's page counts what it moved for everybody who reads it
        facts["concerned"] = True
    keep(matter, "matters.move_limit", fields, actor=actor, now=now, **facts)
    return matter
