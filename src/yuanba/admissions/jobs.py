"""What the clock starts for admissions."""

from datetime import datetime

from yuanba.admissions import acts, queries
from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.people.door import FOUNDER


def lapse_silent(*, now: datetime) -> None:
    """到期没定的: silence is no yes. Safe to run twice."""
    for task_id in queries.due_to_lapse(clock.day_of(now)):
        try:
            acts.lapse(actor=FOUNDER, task_id=task_id, now=now)
        except Refused:
            continue  # decided a moment ago
