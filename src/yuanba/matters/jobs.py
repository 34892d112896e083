"""What runs later for matters: limits worked out again when the calendar changed."""

from datetime import datetime

from yuanba.base.models import Record
from yuanba.matters import acts
from yuanba.matters.acts.common import set_due
from yuanba.matters.models import OPEN, Matter
from yuanba.people import door

STEP = 500  # matters read at a time


def move_limits(*, now: datetime, record: str) -> None:
    """期限重算: after a change of the calendar every open matter whose day moved gets a record.

    The record names its cause, whose author is a person. Safe to run twice: a moved limit stays.
    """
    cause, actor = Record.objects.get(pk=int(record)), door.Founder()
    last = 0
    while True:
        page = list(Matter.objects.filter(OPEN, pk__gt=last).order_by("pk")[:STEP])
        if not page:
            return
        for matter in page:
            before = matter.due_at, matter.provisional
            set_due(matter)
            if (matter.due_at, matter.provisional) != before:
                source = f"{cause.act} {cause.pk}"
                acts.move_limit(actor=actor, matter_id=matter.pk, source=source, now=now)
        last = page[-1].pk
