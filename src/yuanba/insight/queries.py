"""The indicators of any place and span of days, each with what it is made of. Ranks nobody."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.disclosure import queries as disclosure
from yuanba.disclosure import rules, words
from yuanba.disclosure.by_unit import OfUnit, by_unit, counted_at
from yuanba.disclosure.rates import LEVELS, work_of
from yuanba.disclosure.rules import Rate
from yuanba.matters.models import Ground
from yuanba.matters.queries import exclusion, speaking
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind

LONGEST = 366 * 3  # days in one question
# What a place below shows on one line; the whole list stands on its own page.
ON_A_LINE = ("I1", "I2", "I3", "I4", "I8c", "I10", "S1")


@dataclass(frozen=True, slots=True)
class Line:
    """One place below: its counts and some of its rates. In the order of the place list."""

    place: Place
    counts: dict[str, int]
    rates: list[Rate]


@dataclass(frozen=True, slots=True)
class Figures:
    """Rates of the matters told from `since` to before `until`, by the formulas of one version."""

    place_id: int
    county_id: int
    kind: str
    name: str
    since: date
    until: date
    counts: dict[str, int]
    work: int
    rates: list[Rate]
    beside: list[str]
    below: list[Line]
    formula_version: str
    as_of: datetime | None
    told_by: dict[str, int]  # of those received: by a body itself, anonymous, for somebody else


def rates(place_id: int, *, since: date, until: date, below: bool = False) -> Figures:
    """The indicators I1 to I10 of domain.md 13.2 and what stands beside them.

    A matter counts on the day it was told (cohort), whenever it was finished, so a rate of last
    month still moves. Four statements. Raises Refused for a span that is empty or too long, Http404
    for a place without a wall.
    """
    _span(since, until)
    found = disclosure.sums(place_id, since=since, until=until, below=below)
    place = found.place
    return Figures(
        place_id=place.pk,
        county_id=place.county_id or place.pk,
        kind=place.kind,
        name=place.name,
        since=since,
        until=until,
        counts=found.counts,
        work=work_of(found.counts),
        rates=rules.rates(found.counts, waits=found.waits),
        beside=words.beside(found.counts),
        below=[_line(child, counts) for child, counts in found.below],
        formula_version=rules.FORMULA,
        as_of=found.as_of,
        told_by=_told_by(place, since, until),
    )


def _line(place: Place, counts: dict[str, int]) -> Line:
    some = [rate for rate in rules.rates(counts) if rate.id in ON_A_LINE]
    return Line(place, counts, some)


# What happens while the unit has it; I3, I6 and I7d are done before, by the village (by_unit).
OF_A_UNIT = (
    "I1",
    "I2",
    "I4",
    "I5",
    "I7a",
    "I7b",
    "I7c",
    "I8",
    "I8c",
    "I9",
    "I10",
    *(id_ for id_, *_rest in LEVELS),
    "S1",
)


@dataclass(frozen=True, slots=True)
class Units:
    """The indicators of each unit that has matters of a place, in fixed order, by whole months."""

    place: Place
    first: date
    until: date
    lines: list[tuple[OfUnit, list[Rate]]]
    formula_version: str
    as_of: datetime | None


def units(place: Place, *, since: date, until: date) -> Units:
    """By unit, for the desk of a place: the months in which these days lie. Two statements. Raises Refused
    for a span that is empty or too long."""
    _span(since, until)
    first, end = since.replace(day=1), rules.next_month((until - timedelta(days=1)).replace(day=1))
    found = by_unit({SCOPE_OF[Kind(place.kind)]: place.pk}, first, end)
    lines = [(u, [r for r in rules.rates(u.counts) if r.id in OF_A_UNIT]) for u in found]
    return Units(place, first, end, lines, rules.FORMULA, counted_at())


def _span(since: date, until: date) -> None:
    if until <= since:
        raise Refused("span_empty", _("结束日要在开始日后面。"), field="until")
    if (until - since).days > LONGEST:
        raise Refused("span_long", _("一次最多看三年，请把日期选近一点。"), field="since")


def grounds(county_id: int) -> list[Ground]:
    """On which grounds demands are left out here, in force or not, each with its source."""
    return exclusion.grounds(county_id, all_=True)


def _told_by(place: Place, since: date, until: date) -> dict[str, int]:
    start, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in (since, until))
    return speaking.counted(SCOPE_OF[Kind(place.kind)], place.pk, start, end)
