"""The indicators over JSON: numerator, denominator, what was left out, the formula, as of when."""

from datetime import date, datetime

from django.http import HttpRequest
from ninja import Router, Schema

from yuanba.disclosure.api import RateOut
from yuanba.insight import queries

router = Router(tags=["insight"])


class FiguresOut(Schema):
    place: str
    name: str
    since: date
    until: date
    formula_version: str
    as_of: datetime | None
    counts: dict[str, int]
    told_by: dict[str, int]
    work: int  # told, without those told twice and those left out on a published ground
    rates: list[RateOut]
    beside: list[str]


@router.get("/rates", response=FiguresOut)
def rates(request: HttpRequest, place: int, since: date, until: date) -> FiguresOut:
    """The rates of matters told in a place from `since` to before `until` (days of Shanghai)."""
    found = queries.rates(place, since=since, until=until)
    return FiguresOut(
        place=str(found.place_id),
        name=found.name,
        since=found.since,
        until=found.until,
        formula_version=found.formula_version,
        as_of=found.as_of,
        counts=found.counts,
        told_by=found.told_by,
        work=found.work,
        beside=found.beside,
        rates=[RateOut.of(rate) for rate in found.rates],
    )
