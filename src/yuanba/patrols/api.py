"""巡查 over JSON: the same acts as on the pages and on the telephone."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.security import django_auth

from yuanba.base import clock, permits
from yuanba.base.asked import Id, asked, number
from yuanba.base.errors import Denied
from yuanba.patrols import acts, queries, rules
from yuanba.patrols.models import (
    Finding,
    Handover,
    Lines,
    Look,
    PaceRow,
    PaperSheet,
    Point,
    RungRow,
    Step,
)
from yuanba.patrols.phone_api import router as phone
from yuanba.patrols.rules.findings import Result, Then, Weight
from yuanba.patrols.rules.steps import ANSWER, LONGEST, WHOM, RungLevel, To
from yuanba.people import door

router = Router(tags=["patrols"], auth=django_auth)
router.add_router("/phone", phone)


class HasId(Schema):
    id: Id

    @staticmethod
    def resolve_id(row: Any) -> str:
        return str(row.pk)


class PointBody(Schema):
    name: str = Field(max_length=rules.NAME)
    kind: rules.PointKind
    risk: rules.Risk = rules.Risk.NORMAL
    spot: str = Field("", max_length=rules.SPOT)
    mind: str = Field("", max_length=rules.MIND)
    lat: float | None = None  # WGS 84
    lng: float | None = None


class NewPointIn(PointBody):
    place_id: Id
    n: int | None = Field(None, ge=1, le=999)


class ChangedPointIn(PointBody):
    n: int = Field(ge=1, le=999)


class PointOut(HasId, PointBody):
    n: int
    version: int
    last_on: date | None
    until: date | None


class EndPointIn(Schema):
    why: str = Field("", max_length=200)


class StopOut(Schema):
    point: PointOut
    next_on: date
    due: bool


class LookAtIn(Schema):
    result: Result
    text: str = Field("", max_length=rules.WORDS)
    hurts: bool = False
    soon: bool = False
    then: Then = Then.WATCH
    fix: str = Field("", max_length=rules.WORDS)
    saw: int | None = None
    seen_at: datetime | None = None


class LookAtOut(HasId):
    result: Result
    day: date
    doubtful: bool
    before: int
    after: int
    matter: str | None = None

    @staticmethod
    def resolve_matter(look: Look) -> str | None:
        found = getattr(look, "finding", None)
        return found.matter.number if found is not None and found.matter_id else None


class FixIn(Schema):
    how: str = Field("", max_length=rules.WORDS)


class FindingOut(HasId):
    weight: str
    text: str
    day: date
    due_on: date
    fixed_on: date | None
    how: str


class HandOverIn(Schema):
    to: To
    whom: str = Field("", max_length=WHOM)
    called: datetime | None = None


class HandOverOut(HasId):
    to: str
    whom: str
    at: datetime
    called_at: datetime | None
    answer: str


class AnsweredIn(Schema):
    answer: str = Field("", max_length=ANSWER)


class TakenOut(HasId):
    level: str
    due_at: datetime
    taken_at: datetime | None


class RungIn(Schema):
    after: int = Field(ge=0, le=LONGEST)
    within: int = Field(ge=1, le=LONGEST)
    source: str = Field("", max_length=200)


class RungOut(HasId, RungIn):
    weight: str
    level: str


class PaceIn(Schema):
    days: int = Field(ge=1, le=rules.LONGEST)
    source: str = Field("", max_length=200)


class PaceOut(HasId):
    pace: str
    days: int
    source: str
    since: date


class PointLinesIn(Schema):
    text: str = Field("", max_length=1000)
    source: str = Field("", max_length=200)


class PointLinesOut(HasId):
    kind: str
    text: str
    source: str
    since: date


class PatrolRowIn(Schema):
    point_id: Id
    result: Result
    text: str = Field("", max_length=rules.WORDS)
    hurts: bool = False
    soon: bool = False
    then: Then = Then.WATCH
    fix: str = Field("", max_length=rules.WORDS)


class PatrolSheetIn(Schema):
    code: str = Field(min_length=8, max_length=16)
    day: date
    rows: list[PatrolRowIn] = Field(max_length=rules.POINTS)


class PatrolSheetOut(HasId):
    code: str
    day: date


@router.get("/{place_id}/points", response=list[StopOut])
def points(request: HttpRequest, place_id: Id) -> list[queries.Stop]:
    """The points of a place in the order of walking, and when each is to be looked at next."""
    actor = door.actor(request)
    place = queries.one_place(number(place_id))
    if place is None:
        raise Denied("patrols.see")
    permits.require(actor, "patrols.see", reach=place.reach)
    return queries.stops(place, clock.day_of(clock.now()), actor)


@router.post("/points", response=PointOut)
def add_point(request: HttpRequest, body: NewPointIn) -> Point:
    """加点位."""
    said = body.dict() | {"place_id": number(body.place_id)}
    return acts.add_point(**said, **asked(request))


@router.post("/points/{point_id}", response=PointOut)
def change_point(request: HttpRequest, point_id: Id, body: ChangedPointIn) -> Point:
    """改点位."""
    return acts.change_point(point_id=number(point_id), **body.dict(), **asked(request))


@router.post("/points/{point_id}/end", response={204: None})
def end_point(request: HttpRequest, point_id: Id, body: EndPointIn) -> Status[None]:
    """停用点位."""
    acts.retire_point(point_id=number(point_id), why=body.why, **asked(request))
    return Status(204, None)


@router.post("/points/{point_id}/look", response=LookAtOut)
def look(request: HttpRequest, point_id: Id, body: LookAtIn) -> Look:
    """看一次, without files (those come from the telephone's own road, docs/patrols.md)."""
    return acts.look(point_id=number(point_id), **body.dict(), **asked(request))


@router.post("/findings/{finding_id}/fix", response=FindingOut)
def fix(request: HttpRequest, finding_id: Id, body: FixIn) -> Finding:
    """弄好了."""
    return acts.fix_finding(finding_id=number(finding_id), how=body.how, **asked(request))


@router.post("/findings/{finding_id}/raise", response=FindingOut)
def raise_up(request: HttpRequest, finding_id: Id) -> Finding:
    """报上去."""
    return acts.raise_finding(finding_id=number(finding_id), **asked(request))


@router.post("/steps/{step_id}/take", response=TakenOut)
def take_step(request: HttpRequest, step_id: Id) -> Step:
    """接到了."""
    return acts.take_step(step_id=number(step_id), **asked(request))


@router.post("/findings/{finding_id}/handovers", response=HandOverOut)
def hand_over(request: HttpRequest, finding_id: Id, body: HandOverIn) -> Handover:
    """移交."""
    return acts.hand_over(finding_id=number(finding_id), **body.dict(), **asked(request))


@router.post("/handovers/{handover_id}/answer", response=HandOverOut)
def answer_handover(request: HttpRequest, handover_id: Id, body: AnsweredIn) -> Handover:
    """移交的回音."""
    return acts.answer_handover(
        handover_id=number(handover_id), answer=body.answer, **asked(request)
    )


@router.post("/{county_id}/rungs/{weight}/{level}", response=RungOut)
def set_rung(
    request: HttpRequest, county_id: Id, weight: Weight, level: RungLevel, body: RungIn
) -> RungRow:
    """定上报的梯子."""
    return acts.set_rung(
        county_id=number(county_id), weight=weight, level=level, **body.dict(), **asked(request)
    )


@router.post("/{county_id}/pace/{pace}", response=PaceOut)
def set_pace(request: HttpRequest, county_id: Id, pace: rules.Pace, body: PaceIn) -> PaceRow:
    """定间隔."""
    return acts.set_pace(county_id=number(county_id), pace=pace, **body.dict(), **asked(request))


@router.post("/{county_id}/lines/{kind}", response=PointLinesOut)
def set_lines(
    request: HttpRequest, county_id: Id, kind: rules.PointKind, body: PointLinesIn
) -> Lines:
    """定看什么."""
    return acts.set_lines(county_id=number(county_id), kind=kind, **body.dict(), **asked(request))


@router.post("/{place_id}/sheets", response=PatrolSheetOut)
def type_sheet(request: HttpRequest, place_id: Id, body: PatrolSheetIn) -> PaperSheet:
    """录入巡查单."""
    rows = [acts.Row(**row.dict() | {"point_id": number(row.point_id)}) for row in body.rows]
    return acts.type_sheet(
        place_id=number(place_id), code=body.code, day=body.day, rows=rows, **asked(request)
    )
