"""The indicators of any place and span of days, each with what it is made of. Ranks nobody."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.disclosure import queries as disclosure
from yuanba.disclosure import rules
from yuanba.disclosure.rules import Rate
from yuanba.matters.queries import speaking
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind

LONGEST = 366 * 3  # days in one question


@dataclass(frozen=True, slots=True)
class Figures:
    """Rates of the matters told from `since` to before `until`, by the formulas of one version."""

    place_id: int
    name: str
    since: date
    until: date
    counts: dict[str, int]
    rates: list[Rate]
    formula_version: str
    as_of: datetime | None
    told_by: dict[str, int]  # of those received: by a body itself, anonymous, for somebody else


def rates(place_id: int, *, since: date, until: date) -> Figures:
    """The indicators of domain.md 13.2 as far as matters carry them (I1, I2, I4, I5, I8).

    A matter counts on the day it was told (cohort), whenever it was finished, so a rate of last
    month still moves. Three statements. Raises Refused for a span that is empty or too long, Http404
    for a place without a wall.
    """
    if until <= since:
        raise Refused("span_empty", _("结束日要在开始日后面。"), field="until")
    if (until - since).days > LONGEST:
        raise Refused("span_long", _("一次最多看三年，请把日期选近一点。"), field="since")
    place, counts, as_of = disclosure.sums(place_id, since=since, until=until)
    return Figures(
        place_id=place.pk,
        name=place.name,
        since=since,
        until=until,
        counts=counts,
        rates=rules.rates(counts),
        formula_version=rules.FORMULA,
        as_of=as_of,
        told_by=_told_by(place, since, until),
    )


def _told_by(place: Place, since: date, until: date) -> dict[str, int]:
    start, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in (since, until))
    return speaking.counted(SCOPE_OF[Kind(place.kind)], place.pk, start, end)
