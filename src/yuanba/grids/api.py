"""网格 over JSON: who is in charge of a place, the board of a village, the acts of the network."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.security import django_auth

from yuanba.base import clock, permits
from yuanba.base.asked import Id, asked, number, numbers
from yuanba.base.errors import Denied
from yuanba.grids import acts, queries
from yuanba.grids.models import DutyList, Plan, Seat, Team
from yuanba.grids.rules.organisations import Chosen
from yuanba.people import door
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM

router = Router(tags=["grids"], auth=django_auth)


class ContactOut(Schema):
    name: str
    phone: str
    post: str
    team: str

    @staticmethod
    def resolve_post(row: Any) -> str:
        return str(row.post)


class TeamIn(Schema):
    place_id: Id
    template: str = Field(max_length=20)
    name: str = Field("", max_length=60)
    covers: list[Id] = []
    source: str = Field("", max_length=200)


class TeamOut(Schema):
    id: Id
    name: str
    template: str

    @staticmethod
    def resolve_id(team: Team) -> str:
        return str(team.pk)


class CoverIn(Schema):
    covers: list[Id]


class NetworkReasonIn(Schema):
    reason: str = Field("", max_length=200)


class TeamSeatIn(Schema):
    post: str = Field(max_length=20)
    how: Chosen
    name: str = Field("", max_length=40)
    phone: str = Field("", max_length=20)
    since: date | None = None
    term_until: date | None = None
    elected_on: date | None = None
    entitled: int | None = Field(None, ge=1, le=100_000)
    present: int | None = Field(None, ge=0, le=100_000)
    votes: int | None = Field(None, ge=0, le=100_000)


class SeatOut(Schema):
    id: Id
    post: str
    name: str
    since: date
    term_until: date | None

    @staticmethod
    def resolve_id(seat: Seat) -> str:
        return str(seat.pk)


class DutiesIn(Schema):
    lines: list[str]
    source: str = Field("", max_length=200)


class DutiesOut(Schema):
    n: int
    lines: list[str]
    source: str
    since: date


class CoverageOut(Schema):
    """A village as the check found it. Nobody is ranked."""

    households: int
    without_contact: int
    posts_missing: int
    terms_over: int
    paid: int
    volunteers: int


@router.get("/who/{place_id}", response=list[ContactOut], auth=None)
def who(request: HttpRequest, place_id: Id) -> list[queries.Contact]:
    """Whom those at a place can call, nearest first."""
    return queries.contacts(_place(place_id))


@router.get("/coverage/{village_id}", response=CoverageOut)
def coverage(request: HttpRequest, village_id: Id) -> dict[str, int]:
    """谁家没人管: households without a contact, posts that nobody holds."""
    place = _place(village_id)
    permits.require(door.actor(request), "grids.see", reach=place.reach)
    if place.kind not in BOTTOM:
        raise Denied("grids.see")
    board = queries.village(place.pk, clock.day_of(clock.now()))
    return {
        "households": board.covered.households,
        "without_contact": board.covered.missing,
        "posts_missing": board.missing,
        "terms_over": board.ended,
        "paid": board.paid,
        "volunteers": board.volunteers,
    }


def _place(said: str) -> Place:
    """A living place. Denied alike for "none" and "not yours"."""
    try:
        place = places.one(number(said))
    except Place.DoesNotExist:
        raise Denied("grids.see") from None
    if place.until is not None:
        raise Denied("grids.see")
    return place


@router.post("/teams", response=TeamOut)
def found_team(request: HttpRequest, body: TeamIn) -> Team:
    """设组织."""
    said = body.dict() | {"place_id": number(body.place_id), "covers": numbers(body.covers)}
    return acts.found_team(**said, **asked(request))


@router.post("/teams/{team_id}/covers", response=TeamOut)
def cover(request: HttpRequest, team_id: Id, body: CoverIn) -> Team:
    """改管的地方."""
    return acts.cover(team_id=number(team_id), covers=numbers(body.covers), **asked(request))


@router.post("/teams/{team_id}/end", response=TeamOut)
def end_team(request: HttpRequest, team_id: Id, body: NetworkReasonIn) -> Team:
    """撤组织."""
    return acts.end_team(team_id=number(team_id), reason=body.reason, **asked(request))


@router.post("/teams/{team_id}/seats", response=SeatOut)
def seat(request: HttpRequest, team_id: Id, body: TeamSeatIn) -> Seat:
    """任岗."""
    return acts.seat(team_id=number(team_id), **body.dict(), **asked(request))


@router.post("/seats/{seat_id}/end", response={204: None})
def end_seat(request: HttpRequest, seat_id: Id, body: NetworkReasonIn) -> Status[None]:
    """离岗."""
    acts.end_seat(seat_id=number(seat_id), reason=body.reason, **asked(request))
    return Status(204, None)


class GridPlanIn(Schema):
    place_id: Id
    size: str = Field("city", max_length=20)
    many: int | None = Field(None, ge=1, le=5000)
    keep: bool = True


class GridPlanOut(Schema):
    id: Id
    many: int | None
    keep: bool
    trouble: str
    drawn_at: datetime | None
    adopted_at: datetime | None
    dropped_at: datetime | None
    grids: list[dict[str, Any]]  # number, name, the grid that goes on as it, households, places

    @staticmethod
    def resolve_id(plan: Plan) -> str:
        return str(plan.pk)

    @staticmethod
    def resolve_grids(plan: Plan) -> list[dict[str, Any]]:
        if plan.drawn_at is None or plan.trouble:
            return []
        return [
            {
                "id": str(row.part.pk),
                "name": row.part.name,
                "grid": str(row.part.grid_id) if row.part.grid_id else None,
                "households": row.households,
                "places": [str(spot.place_id) for spot in row.spots],
            }
            for row in queries.drawn(plan).parts
        ]


class GridShiftIn(Schema):
    place_id: Id
    part_id: Id


class GridAdoptIn(Schema):
    source: str = Field("", max_length=200)


@router.post("/plans", response=GridPlanOut)
def ask_plan(request: HttpRequest, body: GridPlanIn) -> Plan:
    """请求划格; it is drawn a moment later."""
    said = body.dict() | {"place_id": number(body.place_id)}
    return acts.ask_plan(**said, **asked(request))


@router.get("/plans/{plan_id}", response=GridPlanOut)
def plan(request: HttpRequest, plan_id: Id) -> Plan:
    """A plan as it stands."""
    found = queries.one_plan(number(plan_id))
    if found is None:
        raise Denied("grids.ask_plan")
    permits.require(door.actor(request), "grids.ask_plan", reach=found.reach)
    return found


@router.post("/plans/{plan_id}/shift", response=GridPlanOut)
def shift(request: HttpRequest, plan_id: Id, body: GridShiftIn) -> Plan:
    """改划."""
    place, part = number(body.place_id), number(body.part_id)
    return acts.shift(plan_id=number(plan_id), place_id=place, part_id=part, **asked(request))


@router.post("/plans/{plan_id}/adopt", response=GridPlanOut)
def adopt(request: HttpRequest, plan_id: Id, body: GridAdoptIn) -> Plan:
    """采用方案."""
    return acts.adopt_plan(plan_id=number(plan_id), source=body.source, **asked(request))


@router.post("/plans/{plan_id}/drop", response=GridPlanOut)
def drop(request: HttpRequest, plan_id: Id) -> Plan:
    """放下方案."""
    return acts.drop_plan(plan_id=number(plan_id), **asked(request))


@router.get("/duties/{county_id}", response=list[DutiesOut], auth=None)
def duties(request: HttpRequest, county_id: Id) -> list[DutyList]:
    """What a grid worker does in this county; empty where nobody has set it."""
    found = queries.duty_list(number(county_id))
    return [found] if found else []


@router.post("/duties/{county_id}", response=DutiesOut)
def set_duties(request: HttpRequest, county_id: Id, body: DutiesIn) -> DutyList:
    """定职责."""
    lines = "\n".join(" ".join(line.split()) for line in body.lines)
    return acts.set_duties(
        county_id=number(county_id), lines=lines, source=body.source, **asked(request)
    )
