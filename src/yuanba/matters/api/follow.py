"""Following over JSON: who holds the link of a matter sees where it stands, and speaks up."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from yuanba.base import clock
from yuanba.base.asked import Id, key, number
from yuanba.base.errors import Denied
from yuanba.matters import acts, follow, queries
from yuanba.matters.api import shapes
from yuanba.matters.api.shapes import MatterOut, Told
from yuanba.matters.models import Matter
from yuanba.matters.queries import speaking
from yuanba.people import door

router = Router(tags=["follow"])


class JoinIn(Schema):
    into_id: Id


def _held(token: str) -> tuple[door.Guest, int]:
    """Who holds this link, and of which matter. Raises Denied for a link that is none."""
    matter_id = follow.matter_of(token)
    if matter_id is None or speaking.anonymous(matter_id):
        raise Denied("no such link")
    return door.Guest(holds=matter_id), matter_id


def _holder(request: HttpRequest, token: str) -> dict[str, Any]:
    """What every act here is told of the request."""
    guest, pk = _held(token)
    return {"actor": guest, "matter_id": pk, "now": clock.now(), "key": key(request)}


@router.get("/{token}", response=Told, auth=None)
def where_it_stands(request: HttpRequest, token: str) -> dict[str, Any]:
    """Where the matter stands, for whoever holds its follow link."""
    return shapes.told(queries.one(*_held(token)))


@router.post("/{token}/add", response=MatterOut, auth=None)
def add(request: HttpRequest, token: str, body: shapes.TextIn) -> Matter:
    """补充: more words to what was told."""
    return acts.add(text=body.text, **_holder(request, token))


@router.post("/{token}/answer", response=MatterOut, auth=None)
def answer_question(request: HttpRequest, token: str, body: shapes.AnswerIn) -> Matter:
    """回答: what the person says to the question; kept whenever it comes."""
    return acts.answer(text=body.text, **_holder(request, token))


@router.post("/{token}/evaluate", response=MatterOut, auth=None)
def evaluate(request: HttpRequest, token: str, body: shapes.JudgeIn) -> Matter:
    """评价: solved or not yet."""
    return acts.evaluate(**body.dict(), **_holder(request, token))


@router.post("/{token}/ask_reopen", response=MatterOut, auth=None)
def ask_reopen(request: HttpRequest, token: str, body: shapes.WhyIn) -> Matter:
    """请求重办: it is not done, or came back."""
    return acts.ask_reopen(why=body.why, **_holder(request, token))


@router.post("/{token}/urge", response=MatterOut, auth=None)
def urge(request: HttpRequest, token: str) -> Matter:
    """催一催: once in three days."""
    return acts.urge(**_holder(request, token))


@router.post("/{token}/let_show", response=MatterOut, auth=None)
def let_mine_show(request: HttpRequest, token: str) -> Matter:
    """公开在办: the neighbours may know of it, once a worker has looked over the words."""
    return acts.let_show(**_holder(request, token))


@router.post("/{token}/stop_showing", response=MatterOut, auth=None)
def stop_showing_mine(request: HttpRequest, token: str) -> Matter:
    """收回公开."""
    return acts.stop_showing(**_holder(request, token))


@router.post("/{token}/object_to_class", response=MatterOut, auth=None)
def object_to_class(request: HttpRequest, token: str, body: shapes.WhyIn) -> Matter:
    """我觉得分得不对: with a word of why."""
    return acts.object_to_class(why=body.why, **_holder(request, token))


@router.post("/{token}/rate", response=MatterOut, auth=None)
def rate(request: HttpRequest, token: str, body: shapes.RateIn) -> Matter:
    """满意度: after judging, apart from whether it is solved."""
    return acts.rate(satisfied=body.satisfied, **_holder(request, token))


@router.post("/{token}/join", response=MatterOut, auth=None)
def join(request: HttpRequest, token: str, body: JoinIn) -> Matter:
    """我家也是: what was told goes along with a neighbour's matter."""
    return acts.join(into_id=number(body.into_id), **_holder(request, token))


@router.post("/{token}/object_exclusion", response=MatterOut, auth=None)
def object_exclusion(request: HttpRequest, token: str, body: shapes.WhyIn) -> Matter:
    """我有不同意见: the person objects to being left out of the figures."""
    return acts.object_exclusion(why=body.why, **_holder(request, token))
