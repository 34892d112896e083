"""A time limit whose clock stops and goes on (中止): what was left at the stop is what is left after it.

Time runs by the limit's own unit: hours and natural days run always, working hours within the
shifts, working days from 0:00 to 24:00 of each worked day. Nothing is rounded, so that no number of
stops gains or loses a second; an end that fell on midnight and was moved may lie within a day.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from yuanba.places.rules import SHANGHAI, Calendar, Due, Limit, Unit, due

Stop = tuple[datetime, datetime]  # the clock stood from the first moment to the second
SECOND = timedelta(seconds=1)  # limits in days are shown as 23:59:59 and end at 24:00
NEVER = datetime(9000, 1, 1, tzinfo=UTC)


def due_with(start: datetime, limit: Limit, stops: Iterable[Stop], calendar: Calendar) -> Due:
    """When a limit that began at `start` ends, given when its clock stood.

    `stops` do not overlap. One that began after the end is too late to move it: what was late stays
    late.
    """
    ends = due(start, limit, calendar)
    clipped = sorted((max(a, start), b) for a, b in stops if b > start)
    if not clipped:
        return ends
    tail = SECOND if limit.unit in (Unit.DAYS, Unit.WORKDAYS) else timedelta(0)
    end, raw = ends.at + tail, _raw(start, limit, ends.at + tail)
    for a, b in clipped:
        if a >= end or a >= b:
            continue
        if limit.unit is Unit.DAYS:
            # The days run to their own end, then to the next worked day (Civil Code 203); a stop in
            # between those two keeps what was left to the second.
            raw = b + ((raw if a < raw else end) - a)
            end = max(end, _rolled(raw, calendar))  # what was moved to Monday is not taken back
        else:
            end = advance(limit.unit, b, elapsed(limit.unit, a, end, calendar), calendar)
    years = range(start.astimezone(SHANGHAI).year, end.astimezone(SHANGHAI).year + 1)
    known = limit.unit is Unit.HOURS or set(years) <= calendar.settled
    return Due((end - tail).astimezone(UTC), provisional=not known)


def _raw(start: datetime, limit: Limit, end: datetime) -> datetime:
    """The end of a limit in natural days before it is moved off a day of rest."""
    if limit.unit is not Unit.DAYS:
        return end
    return midnight(start.astimezone(SHANGHAI).date() + timedelta(days=limit.amount + 1))


def _rolled(raw: datetime, calendar: Calendar) -> datetime:
    """An end on a day of rest is the end of the first worked day after it."""
    last = (raw - SECOND).astimezone(SHANGHAI).date()
    return raw if calendar.works(last) else midnight(calendar.next_worked(last) + timedelta(days=1))


def midnight(day: date) -> datetime:
    """0:00 in Shanghai."""
    return datetime.combine(day, time(0), SHANGHAI)


def elapsed(unit: Unit, start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How much of the unit's time runs between two moments; nothing when they are the wrong way round."""
    total = timedelta(0)
    for begins, stops in _spans(unit, start, calendar):
        if begins >= end:
            return total
        total += max(timedelta(0), min(stops, end) - max(begins, start))
    return total


def advance(unit: Unit, start: datetime, left: timedelta, calendar: Calendar) -> datetime:
    """The moment at which that much of the unit's time has run since `start`."""
    for begins, stops in _spans(unit, start, calendar):
        begin = max(begins, start)
        if begin < stops and left <= stops - begin:
            return begin + left
        left -= max(timedelta(0), stops - begin)
    raise AssertionError("time ended")


def _spans(unit: Unit, start: datetime, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """The stretches in which the unit's time runs, from the day of `start` on."""
    if unit in (Unit.HOURS, Unit.DAYS):
        yield start, NEVER
        return
    day = start.astimezone(SHANGHAI).date()
    while day.year < NEVER.year:
        if calendar.works(day):
            if unit is Unit.WORKDAYS:
                yield midnight(day), midnight(day + timedelta(days=1))
            else:
                for opens, shuts in calendar.shifts:
                    yield (
                        datetime.combine(day, opens, SHANGHAI),
                        datetime.combine(day, shuts, SHANGHAI),
                    )
        day += timedelta(days=1)
