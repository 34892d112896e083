"""What the clock starts for councils."""

from datetime import datetime

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.councils import acts
from yuanba.councils.models import RuleRow
from yuanba.councils.queries import standing
from yuanba.councils.rules import rows
from yuanba.people.door import FOUNDER


def stock_rules(*, now: datetime) -> None:
    """A house gets the rule rows it is shipped with, new ones with a new edition of the program."""
    if RuleRow.objects.filter(county=None).count() < len(rows.shipped()):
        acts.stock_rules(actor=FOUNDER, now=now)


def put_standing(*, now: datetime) -> None:
    """到期立题: the questions of standing meetings that are due soon. Safe to run twice: one that waits to be
    called is not put again."""
    for place_id, flow in standing.to_put(clock.day_of(now)):
        try:
            acts.put_standing(actor=FOUNDER, place_id=place_id, flow=flow, now=now)
        except Refused:
            continue  # somebody put it a moment ago
