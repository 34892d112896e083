"""The indicators over JSON: numerator, denominator, what was left out, the formula, as of when."""

from datetime import date, datetime

from django.http import HttpRequest
from ninja import Router, Schema

from yuanba.base import clock
from yuanba.disclosure.api import RateOut
from yuanba.insight import queries
from yuanba.insight.burden import burden as measured
from yuanba.insight.burden import month_of

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


class FormOut(Schema):
    form: str
    title: str
    who: str
    owner: str
    ground: str
    fields: int
    required: int
    photos: int
    shared: list[str]
    filled: int
    again: int


class BurdenOut(Schema):
    month: date
    as_of: datetime | None
    messages: int
    messages_in_the_evening: int
    forms: list[FormOut]


@router.get("/burden", response=BurdenOut)
def burden(request: HttpRequest, month: str = "") -> BurdenOut:
    """How much every form asks and how often it was filled in that month (2026-11), in sum."""
    found = measured(month_of(month, clock.day_of(clock.now())))
    return BurdenOut(
        month=found.month,
        as_of=found.as_of,
        messages=found.sent,
        messages_in_the_evening=found.evening,
        forms=[
            FormOut(
                form=line.path,
                title=str(line.asks.title),
                who=line.asks.who,
                owner=str(line.asks.owner),
                ground=str(line.asks.ground),
                fields=line.fields,
                required=line.required,
                photos=line.photos,
                shared=line.shared,
                filled=line.filled,
                again=line.again,
            )
            for line in found.lines
        ],
    )
