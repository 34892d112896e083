"""What the clock starts: when a month or quarter is over, its issue is drafted for each village."""

from datetime import datetime, timedelta

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.catalogue import acts
from yuanba.catalogue.queries import board
from yuanba.catalogue.rules.items import Cycle
from yuanba.people import door
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM

BACK = timedelta(days=45)  # what ended so lately and is not drafted yet


def draft_issues(*, now: datetime) -> None:
    """自动起草. Safe to run twice: what is drafted is passed over. A village without a catalogue waits."""
    today = clock.day_of(now)
    for village in Place.objects.filter(kind__in=BOTTOM, until=None).order_by("pk"):
        for year in {(today - BACK).year, today.year}:
            _own, plan = board.planned(village, year, today)
            for one in plan:
                if one.issue is None and today - BACK < one.slot.until <= today:
                    _draft(village, one.slot.cycle, one.slot.since, now)


def _draft(village: Place, cycle: Cycle, day: object, now: datetime) -> None:
    try:
        acts.draft_due(actor=door.FOUNDER, place_id=village.pk, cycle=cycle, day=day, now=now)
    except Refused:
        return  # somebody drafted it a moment ago
