"""What the clock starts for projects."""

from contextlib import suppress
from datetime import datetime

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.people.door import FOUNDER
from yuanba.projects import acts, queries


def remind_due(*, now: datetime) -> None:
    """提醒: what is due soon and what is late, each once. Safe to run twice."""
    for coming in queries.coming(clock.day_of(now)):
        with suppress(Refused):  # somebody else was quicker
            acts.remind(actor=FOUNDER, now=now, **coming)
