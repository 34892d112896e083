"""What the clock starts: when a month or quarter is over, its issue is drafted for each village."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.catalogue import acts
from yuanba.catalogue.models import Reminder
from yuanba.catalogue.queries import board
from yuanba.catalogue.queries import late as overdue
from yuanba.catalogue.rules.items import Cycle
from yuanba.people import door
from yuanba.places import queries as places
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


SOON = timedelta(days=3)  # so long before its day whoever has to do it is reminded


def remind_due(*, now: datetime) -> None:
    """提醒: what is due within three days, and what is late, each once. Safe to run twice."""
    today = clock.day_of(now)
    for county in places.counties():
        for one in overdue.late(county, today + SOON):
            what, about = _named(one)
            of: dict[str, Any] = {"place_id": one.place.pk, "what": what, "about": about}
            of |= {"due": one.due, "late": one.due < today}
            if not Reminder.objects.filter(**of).exists():
                with suppress(Refused):  # somebody else was quicker
                    acts.remind(actor=door.FOUNDER, now=now, **of)


def _named(one: overdue.Late) -> tuple[str, str]:
    """What it is and what it is about, as a reminder keeps it: a period is the same before and after it is
    drafted."""
    if one.slot is not None:
        return "issue", f"{one.slot.cycle}:{one.slot.since}"
    if one.asked is not None:
        return one.what, f"asked:{one.asked.pk}"
    assert one.issue is not None  # nothing else is late
    return one.what, f"issue:{one.issue.pk}"


def _draft(village: Place, cycle: Cycle, day: object, now: datetime) -> None:
    try:
        acts.draft_due(actor=door.FOUNDER, place_id=village.pk, cycle=cycle, day=day, now=now)
    except Refused:
        return  # somebody drafted it a moment ago
