"""What the clock starts: lines of the naming list whose days are over, or that nobody answered for."""

from datetime import datetime

from yuanba.base.errors import Refused
from yuanba.honours import acts
from yuanba.honours.queries import naming as queries
from yuanba.people import door


def take_down_due(*, now: datetime) -> None:
    """自动撤下. Safe to run twice."""
    for one in queries.clocked():
        try:
            acts.end_naming(actor=door.FOUNDER, listing_id=one.pk, now=now)
        except Refused:
            continue  # not due yet, or taken down a moment ago
