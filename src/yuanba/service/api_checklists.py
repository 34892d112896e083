"""服务日清单 over JSON (P002-05): the county's lists, what was ticked on a day, one month by kind."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.security import django_auth

from yuanba.base import clock, permits
from yuanba.base.asked import Id, asked, number
from yuanba.base.errors import Denied
from yuanba.people import door
from yuanba.places.rules import SCOPE_OF, Kind
from yuanba.service import acts, queries
from yuanba.service.models import Checklist, ChecklistLine, ServiceDay, Tick
from yuanba.service.rules import checklists

router = Router(tags=["service"], auth=django_auth)


class ListLineIn(Schema):
    text: str = Field(max_length=checklists.LONGEST)
    follow: bool = False


class ListLineOut(ListLineIn):
    id: Id

    @staticmethod
    def resolve_id(line: ChecklistLine) -> str:
        return str(line.pk)


class ChecklistOut(Schema):
    id: Id
    kind: str
    n: int
    source: str
    since: date
    lines: list[ListLineOut]

    @staticmethod
    def resolve_id(row: Checklist) -> str:
        return str(row.pk)

    @staticmethod
    def resolve_lines(row: Checklist) -> list[ChecklistLine]:
        return sorted(row.lines.all(), key=lambda line: line.n)


class ReviseListIn(Schema):
    lines: list[ListLineIn]
    source: str = Field("", max_length=200)


class RetireListIn(Schema):
    reason: str = Field("", max_length=200)


class TicksIn(Schema):
    notes: dict[Id, str]  # by line: what was done


class TickOut(Schema):
    id: Id
    line: str
    note: str
    came: str
    at: datetime

    @staticmethod
    def resolve_id(tick: Tick) -> str:
        return str(tick.pk)

    @staticmethod
    def resolve_line(tick: Tick) -> str:
        return tick.line.text


class SettleTickIn(Schema):
    came: str = Field("", max_length=checklists.NOTE)


class CountedOut(Schema):
    kind: str
    n: int
    lines: dict[str, int]

    @staticmethod
    def resolve_lines(row: Any) -> dict[str, int]:
        return dict(row.lines)


class MonthOut(Schema):
    """One month of a place by kind; nobody's name, no place ranked."""

    first: date
    days: list[CountedOut]
    told: int
    spot: int
    deeds: list[CountedOut]
    asked: list[CountedOut]
    upward: int
    lists: list[CountedOut]
    to_follow: int
    followed: int


@router.get("/lists/{county_id}", response=list[ChecklistOut], auth=None)
def lists(request: HttpRequest, county_id: Id) -> list[Checklist]:
    """The lists as they hold today."""
    return list(queries.standing(number(county_id)).values())


@router.post("/lists/{county_id}/{checklist}", response=ChecklistOut)
def revise(
    request: HttpRequest, county_id: Id, checklist: checklists.Checklist, body: ReviseListIn
) -> Checklist:
    """定清单: a new version from today on."""
    lines = [checklists.Line(line.text, line.follow) for line in body.lines]
    return acts.revise_checklist(
        county_id=number(county_id), kind=checklist, lines=lines, source=body.source,
        **asked(request),
    )  # fmt: skip


@router.post("/lists/{county_id}/{checklist}/retire", response={204: None})
def retire(
    request: HttpRequest, county_id: Id, checklist: checklists.Checklist, body: RetireListIn
) -> Status[None]:
    """停用清单."""
    now = queries.standing(number(county_id)).get(checklist)
    if now is None:
        raise Denied("service.retire_checklist")
    acts.retire_checklist(checklist_id=now.pk, reason=body.reason, **asked(request))
    return Status(204, None)


@router.post("/days/{day_id}/ticks", response=list[TickOut])
def tick(request: HttpRequest, day_id: Id, body: TicksIn) -> list[Tick]:
    """打勾; answers with all that is ticked on this day."""
    notes = {number(line): note for line, note in body.notes.items()}
    day: ServiceDay = acts.tick(day_id=number(day_id), notes=notes, **asked(request))
    return queries.ticks(day)


@router.post("/ticks/{tick_id}/back", response={204: None})
def untick(request: HttpRequest, tick_id: Id) -> Status[None]:
    """撤回打勾."""
    acts.untick(tick_id=number(tick_id), **asked(request))
    return Status(204, None)


@router.post("/ticks/{tick_id}/settle", response=TickOut)
def settle_tick(request: HttpRequest, tick_id: Id, body: SettleTickIn) -> Tick:
    """跟进: what came of it."""
    return acts.settle_tick(tick_id=number(tick_id), came=body.came, **asked(request))


@router.get("/months/{place_id}", response=MonthOut)
def month(request: HttpRequest, place_id: Id, month: date) -> queries.Month:
    """One month of a village, township or county; the month is the one of this day."""
    place = queries.living(number(place_id))
    column = SCOPE_OF.get(Kind(place.kind)) if place is not None else None
    if place is None or column not in {"county_id", "township_id", "village_id"}:
        raise Denied("service.see")
    permits.require(door.actor(request), "service.see", reach=place.reach)
    first = min(month, clock.day_of(clock.now())).replace(day=1)
    return queries.month(column, place.pk, first)
