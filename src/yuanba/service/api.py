"""Service days over JSON: when they are (for everybody), and the same acts for those who hold them."""

from datetime import date, time

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.base.asked import Id, asked, number, numbers
from yuanba.base.errors import Denied
from yuanba.duties.rules import Lane
from yuanba.matters.acts import Received
from yuanba.matters.queries import where
from yuanba.service import acts, queries
from yuanba.service.api_arranging import router as arranging
from yuanba.service.api_checklists import router as checklists
from yuanba.service.models import Reception, ServiceDay
from yuanba.service.rules import Deed, Question, Series

router = Router(tags=["service"])
router.add_router("", arranging)
router.add_router("", checklists)


class NextOut(Schema):
    day: date
    opens: time
    closes: time
    instead_of: date | None
    venue: str


class ServiceDayOut(Schema):
    id: Id
    n: int
    day: date
    series: str
    venue: str
    ended: bool

    @staticmethod
    def resolve_id(day: ServiceDay) -> str:
        return str(day.pk)

    @staticmethod
    def resolve_ended(day: ServiceDay) -> bool:
        return day.ended_at is not None


class OpenIn(Schema):
    place_id: Id
    series: Series = Series.SERVICE
    venue: str = Field("", max_length=60)
    reason: str = Field("", max_length=200)
    members: list[Id] = []


class ReceiveIn(Schema):
    text: str = Field(max_length=20_000)
    place_id: Id | None = None
    spot: str = ""
    name: str = ""
    phone: str = ""
    how: str = ""
    lane: Lane | None = None
    answer: str = ""
    category_id: Id | None = None


class ReceivedOut(Schema):
    id: Id
    number: str


class HeardIn(Schema):
    question: Question
    text: str = Field(max_length=500)
    upward: bool = False


class DidIn(Schema):
    deed: Deed
    text: str = Field(max_length=300)


class EndDayIn(Schema):
    summary: str = Field("", max_length=500)


class CameIn(Schema):
    members: list[Id]


@router.get("/places/{place_id}/next", response=list[NextOut])
def next_days(request: HttpRequest, place_id: str, series: Series = Series.SERVICE) -> list[object]:
    """The next days at a village or community; empty where nothing is arranged."""
    village = where.village_of(number(place_id))
    if village is None:
        raise Denied("service.see")
    return list(queries.next_days(village, series, clock.day_of(clock.now())))


@router.post("/days", response=ServiceDayOut, auth=django_auth)
def open_day(request: HttpRequest, body: OpenIn) -> ServiceDay:
    return acts.open_day(
        place_id=number(body.place_id),
        series=body.series,
        venue=body.venue,
        reason=body.reason,
        members=numbers(body.members),
        **asked(request),
    )


@router.post("/days/{day_id}/receive", response=ReceivedOut, auth=django_auth)
def receive(request: HttpRequest, day_id: str, body: ReceiveIn) -> dict[str, str]:
    told: Received | Reception = acts.receive(
        day_id=number(day_id),
        **asked(request),
        text=body.text,
        place_id=number(body.place_id) if body.place_id else None,
        spot=body.spot,
        name=body.name,
        phone=body.phone,
        how=body.how,
        lane=body.lane,
        answer=body.answer,
        category_id=number(body.category_id) if body.category_id else None,
    )
    if isinstance(told, Reception):  # sent again under its key
        return {"id": str(told.matter_id), "number": told.matter.number}
    return {"id": str(told.pk), "number": told.number}


@router.post("/days/{day_id}/came", response=ServiceDayOut, auth=django_auth)
def came(request: HttpRequest, day_id: str, body: CameIn) -> ServiceDay:
    members = numbers(body.members)
    return acts.mark_present(day_id=number(day_id), members=members, **asked(request))


@router.post("/days/{day_id}/heard", response={204: None}, auth=django_auth)
def heard(request: HttpRequest, day_id: str, body: HeardIn) -> Status[None]:
    acts.note_opinion(day_id=number(day_id), **body.dict(), **asked(request))
    return Status(204, None)


@router.post("/days/{day_id}/did", response={204: None}, auth=django_auth)
def did(request: HttpRequest, day_id: str, body: DidIn) -> Status[None]:
    acts.note_deed(day_id=number(day_id), **body.dict(), **asked(request))
    return Status(204, None)


@router.post("/days/{day_id}/end", response=ServiceDayOut, auth=django_auth)
def end(request: HttpRequest, day_id: str, body: EndDayIn) -> ServiceDay:
    return acts.end_day(day_id=number(day_id), summary=body.summary, **asked(request))
