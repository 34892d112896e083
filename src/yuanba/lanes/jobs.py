"""What the clock starts: on the day that was set, the person is asked whether it helped."""

from datetime import datetime

from yuanba.base import clock
from yuanba.lanes import acts
from yuanba.lanes.acts.personal import to_remind
from yuanba.people import door


def remind_ways(*, now: datetime) -> None:
    """到日子回问. Safe to run twice: who was written to for a day is not written to again for it."""
    for pk in to_remind(clock.day_of(now)):
        acts.remind_way(actor=door.FOUNDER, way_id=pk, now=now)
