"""The three lanes over JSON: what hangs on a matter, and the same acts. Who holds a follow link says
whether help arrived."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import django_auth

from yuanba.base import clock, permits
from yuanba.base.asked import Id, asked, key, number, numbers
from yuanba.base.errors import Denied
from yuanba.duties.rules import Lane
from yuanba.lanes import acts, queries
from yuanba.lanes.models import Call
from yuanba.lanes.rules.communal import Topic
from yuanba.lanes.rules.personal import Aid, Way
from yuanba.matters import follow
from yuanba.matters import queries as matters
from yuanba.matters.api.shapes import MatterOut, numbered
from yuanba.matters.models import Matter
from yuanba.matters.queries import speaking
from yuanba.people import door

router = Router(tags=["lanes"])


class Hanging(Schema):
    id: Id
    unit: str = ""
    state: str

    @staticmethod
    def resolve_id(row: Any) -> str:
        return str(row.pk)

    @staticmethod
    def resolve_unit(row: Any) -> str:
        return row.unit.name if row.unit else ""


class TopicOut(Hanging):
    question: str
    meets_on: date
    words: str


class OrderOut(Hanging):
    what: str
    who: str
    on: date
    text: str

    @staticmethod
    def resolve_state(row: Any) -> str:
        return "open" if row.ended_at is None else "done" if row.done else "not_done"


class CallOut(Hanging):
    what: str
    where: str
    starts_at: datetime
    wanted: int

    @staticmethod
    def resolve_state(row: Any) -> str:
        return "open" if row.ended_at is None else "over"


class WayOut(Hanging):
    kind: str
    aid: str
    text: str
    contact: str
    ask_on: date
    said: str


class StoryOut(Schema):
    topics: list[TopicOut]
    orders: list[OrderOut]
    calls: list[CallOut]
    ways: list[WayOut]


class TopicIn(Schema):
    unit_id: Id
    question: str = ""
    meets_on: date


class TopicEndIn(Schema):
    outcome: Topic
    words: str = ""


class OrderIn(Schema):
    unit_id: Id
    what: str = ""
    who: str = ""
    on: date


class OrderEndIn(Schema):
    done: bool
    text: str = ""


class CallIn(Schema):
    unit_id: Id
    what: str = ""
    where: str = ""
    wanted: int
    starts_at: datetime


class NameIn(Schema):
    name: str = Field("", max_length=40)


class VolunteerCameIn(Schema):
    signup_id: Id
    minutes: int


class CallEndIn(Schema):
    text: str = ""
    came: list[VolunteerCameIn] = []


class WayIn(Schema):
    way: Way
    text: str = ""
    ask_on: date
    aid: Aid | None = None
    contact: str = ""
    unit_id: Id | None = None


class AskAgainIn(Schema):
    text: str = ""
    ask_on: date


class ArrivedIn(Schema):
    arrived: bool
    text: str = ""


class DoubtIn(Schema):
    units: list[Id]
    question: str = ""


class PartyViewIn(Schema):
    unit_id: Id
    who: str = ""
    lane: Lane
    words: str = ""


class SortAsSaidIn(Schema):
    category_id: Id
    unit_id: Id


def _said(body: Schema) -> dict[str, Any]:
    return numbered(body.dict())


# ---- read


@router.get("/matters/{matter_id}", response=StoryOut, auth=django_auth)
def story(request: HttpRequest, matter_id: Id) -> queries.Story:
    """What hangs on a matter after its sorting."""
    person = door.actor(request)
    matter = matters.one(person, number(matter_id))
    permits.require(person, "lanes.see", reach=matter.reach)
    return queries.story(matter)


@router.get("/places/{place_id}/calls", response=list[CallOut], auth=None)
def calls(request: HttpRequest, place_id: Id) -> list[Call]:
    """The calls for volunteers of a village for which one can still sign up."""
    return queries.open_calls(number(place_id), clock.now())


# ---- communal


@router.post("/matters/{matter_id}/put_topic", response=MatterOut, auth=django_auth)
def put_topic(request: HttpRequest, matter_id: Id, body: TopicIn) -> Matter:
    """提交商议."""
    return acts.put_topic(matter_id=number(matter_id), **_said(body), **asked(request))


@router.post("/topics/{topic_id}/settle", response=MatterOut, auth=django_auth)
def settle_topic(request: HttpRequest, topic_id: Id, body: TopicEndIn) -> Matter:
    """记商议结果."""
    return acts.settle_topic(topic_id=number(topic_id), **body.dict(), **asked(request))


@router.post("/matters/{matter_id}/give_order", response=MatterOut, auth=django_auth)
def give_order(request: HttpRequest, matter_id: Id, body: OrderIn) -> Matter:
    """开工单."""
    return acts.give_order(matter_id=number(matter_id), **_said(body), **asked(request))


@router.post("/orders/{order_id}/finish", response=MatterOut, auth=django_auth)
def finish_order(request: HttpRequest, order_id: Id, body: OrderEndIn) -> Matter:
    """工单完成, or not and why."""
    return acts.finish_order(order_id=number(order_id), **body.dict(), **asked(request))


@router.post("/matters/{matter_id}/call_volunteers", response=MatterOut, auth=django_auth)
def call_volunteers(request: HttpRequest, matter_id: Id, body: CallIn) -> Matter:
    """招募志愿者."""
    return acts.call_volunteers(matter_id=number(matter_id), **_said(body), **asked(request))


@router.post("/calls/{call_id}/sign_up", response=CallOut, auth=django_auth)
def sign_up(request: HttpRequest, call_id: Id, body: NameIn) -> Call:
    """报名: oneself, or by the desk somebody's name."""
    return acts.sign_up(call_id=number(call_id), name=body.name, **asked(request))


@router.post("/calls/{call_id}/leave", response=CallOut, auth=django_auth)
def leave_call(request: HttpRequest, call_id: Id) -> Call:
    """不去了."""
    return acts.leave_call(call_id=number(call_id), **asked(request))


@router.post("/calls/{call_id}/end", response=MatterOut, auth=django_auth)
def end_call(request: HttpRequest, call_id: Id, body: CallEndIn) -> Matter:
    """记志愿服务: who came and how long."""
    came = {number(one.signup_id): one.minutes for one in body.came}
    return acts.end_call(call_id=number(call_id), text=body.text, came=came, **asked(request))


# ---- personal


@router.post("/matters/{matter_id}/show_way", response=MatterOut, auth=django_auth)
def show_way(request: HttpRequest, matter_id: Id, body: WayIn) -> Matter:
    """给办法."""
    return acts.show_way(matter_id=number(matter_id), **_said(body), **asked(request))


@router.post("/ways/{way_id}/ask_later", response=MatterOut, auth=django_auth)
def ask_later(request: HttpRequest, way_id: Id, body: AskAgainIn) -> Matter:
    """再问."""
    return acts.ask_later(way_id=number(way_id), **body.dict(), **asked(request))


@router.post("/ways/{way_id}/answer", response=MatterOut, auth=django_auth)
def answer_way(request: HttpRequest, way_id: Id, body: ArrivedIn) -> Matter:
    """帮到没有, as the desk heard it."""
    return acts.answer_way(way_id=number(way_id), **body.dict(), **asked(request))


@router.post("/follow/{token}/ways/{way_id}", response=MatterOut, auth=None)
def say_arrived(request: HttpRequest, token: str, way_id: Id, body: ArrivedIn) -> Matter:
    """帮到没有: whoever holds the link of the matter says it himself."""
    matter_id = follow.matter_of(token)
    if matter_id is None or speaking.anonymous(matter_id):
        raise Denied("no such link")
    guest = door.Guest(holds=matter_id)
    return acts.answer_way(
        actor=guest, way_id=number(way_id), now=clock.now(), key=key(request), **body.dict()
    )


# ---- a doubtful class


@router.post("/matters/{matter_id}/doubt_class", response=MatterOut, auth=django_auth)
def doubt_class(request: HttpRequest, matter_id: Id, body: DoubtIn) -> Matter:
    """请三方会商."""
    units, question = numbers(body.units), body.question
    go = {"matter_id": number(matter_id), "unit_ids": units, "question": question, **asked(request)}
    return acts.doubt_class(**go)


@router.post("/doubts/{doubt_id}/say_view", response=MatterOut, auth=django_auth)
def say_view(request: HttpRequest, doubt_id: Id, body: PartyViewIn) -> Matter:
    """记一方意见."""
    return acts.say_view(doubt_id=number(doubt_id), **_said(body), **asked(request))


@router.post("/doubts/{doubt_id}/settle", response=MatterOut, auth=django_auth)
def settle_class(request: HttpRequest, doubt_id: Id, body: SortAsSaidIn) -> Matter:
    """按会商分流."""
    return acts.settle_class(doubt_id=number(doubt_id), **_said(body), **asked(request))
