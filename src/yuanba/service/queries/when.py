"""When the next day is: the rhythm, its exceptions, the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.service import rules
from yuanba.service.models import Schedule, ServiceDay
from yuanba.service.rules import Planned, Series

AHEAD = timedelta(days=60)


def schedule_for(place: Place, series: Series) -> Schedule | None:
    """The rhythm that holds here: the township's own, else the county's. One statement."""
    above = [i for i in (place.township_id, place.county_id) if i is not None]
    rows = Schedule.objects.filter(place_id__in=above, series=series, until=None)
    found = {row.place_id: row for row in rows.prefetch_related("changes")}
    return next((found[i] for i in above if i in found), None)


def planned(schedule: Schedule | None, start: date, end: date) -> list[Planned]:
    """The days of this rhythm in a span, by today's calendar and the exceptions."""
    if schedule is None:
        return []
    moved: Mapping[date, date | None] = {c.day: c.moved_to for c in schedule.changes.all()}
    calendar = places.calendar()
    return rules.days(schedule.rhythm, moved, calendar, start=start, end=end)


def is_planned(place: Place, series: Series, today: date) -> bool:
    return bool(planned(schedule_for(place, series), today, today))


@dataclass(frozen=True)
class Next:
    """The next day at a place, as everybody may read it."""

    day: date
    opens: time
    closes: time
    instead_of: date | None
    venue: str


def next_days(place: Place, series: Series, today: date, most: int = 4) -> list[Next]:
    """The next few days. Three statements."""
    schedule = schedule_for(place, series)
    if schedule is None:
        return []
    last = ServiceDay.objects.filter(place=place, series=series).order_by("-day").first()
    venue = last.venue if last else ""
    coming = planned(schedule, today, today + AHEAD)[:most]
    return [Next(p.day, schedule.opens, schedule.closes, p.instead_of, venue) for p in coming]


def schedule(schedule_id: int) -> Schedule | None:
    """A rhythm that holds today."""
    rows = Schedule.objects.select_related("place")
    return rows.filter(pk=schedule_id, until=None).first()
