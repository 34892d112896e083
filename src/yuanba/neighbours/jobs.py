"""Once a night: a note that ended, or ran out, a month ago is cleared."""

from datetime import datetime, timedelta

from django.db.models import Q

from yuanba.base import clock
from yuanba.neighbours import acts
from yuanba.neighbours.models import Favour
from yuanba.neighbours.rules import CLEARED, State
from yuanba.people import door


def clear_notes(*, now: datetime) -> None:
    """Safe to run twice: what is gone is gone. What two people are still at is not over."""
    last = clock.day_of(now) - timedelta(days=CLEARED)
    over = Q(ended_on__lte=last) | Q(state=State.OPEN, until__lte=last)
    for pk in list(Favour.objects.filter(over).values_list("pk", flat=True)):
        acts.clear(actor=door.FOUNDER, favour_id=pk, now=now)
