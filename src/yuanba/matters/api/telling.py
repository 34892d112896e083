"""Telling over JSON: one report, a phone's kept reports, and what was told near by before."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.base.asked import Id, key, number
from yuanba.duties.rules import Lane
from yuanba.matters import acts, follow, rules, store
from yuanba.matters.api.shapes import ids, numbered
from yuanba.matters.queries.alike import near
from yuanba.people import door

router = Router(tags=["matters"])


class SpokenIn(Schema):
    """Who spoke where it was not the person himself: the person stands in contact_*."""

    who: Literal["proxy", "typed"] = "proxy"
    relation: rules.Relation
    speaker: str = Field(max_length=40)
    speaker_phone: str = Field("", max_length=20)
    present: bool | None = None
    to_speaker: bool = False


class ReportIn(Schema):
    """A resident's words. Only place and text are needed."""

    place_id: Id
    text: str = Field(max_length=20_000)
    spot: str = ""
    happened_on: date | None = None
    contact_name: str = ""
    contact_phone: str = ""
    contact_how: str = ""
    about: str = Field("", max_length=40)  # whom it is about: as in ConcernIn
    about_said: str = Field("", max_length=80)
    lane: Literal["", "government", "communal", "personal"] = ""  # what he thinks it is
    language: Literal["", "zh-hans", "en"] = ""
    spoken: SpokenIn | None = None


class Received(Schema):
    """The receipt: number and query code follow the matter without an account."""

    id: Id
    number: str
    code: str
    follow: str
    due: date


class LineIn(Schema):
    key: str = Field(min_length=8, max_length=64)
    place_id: Id
    text: str = Field(max_length=20_000)
    spot: str = ""
    title: str = ""
    channel: rules.Channel = rules.Channel.PATROL
    contact_name: str = ""
    contact_phone: str = ""
    contact_how: str = ""
    captured_at: datetime | None = None
    spoken: SpokenIn | None = None


class LineOut(Schema):
    key: str
    id: Id | None
    number: str
    code: str | None
    message: str | None


def _spoken(said: dict[str, Any] | None, language: str = "") -> rules.Spoken | None:
    """Who spoke, and in which language; None for the person himself, in Chinese."""
    language = "" if language == "zh-hans" else language
    if said is None:
        return rules.Spoken(language=language) if language else None
    return rules.Spoken(language=language, **said | {"who": rules.Who(said["who"])})


@router.post("", response={201: Received}, auth=None)
def report(request: HttpRequest, body: ReportIn) -> Status[dict[str, Any]]:
    """A resident tells something. No account, no cookie."""
    return Status(201, take_in(request, body.dict()))


def take_in(request: HttpRequest, said: dict[str, Any]) -> dict[str, Any]:
    """The act, and its receipt; for this layer and for the quick one (matters.quick)."""
    said = numbered(said)
    spoken = _spoken(said.pop("spoken"), said.pop("language"))
    concern = acts.chosen(said.pop("about"), said.pop("about_said").strip())
    lane = said.pop("lane")
    said |= {"spoken": spoken, "concern": concern, "chosen_lane": Lane(lane) if lane else None}
    told = acts.report(actor=door.Guest(), now=clock.now(), key=key(request), **said)
    return {
        "id": str(told.pk),
        "number": told.number,
        "code": follow.code(told.pk),
        "follow": follow.token(told.pk),
        "due": clock.day_of(told.due_at),
    }


def _noted(line: LineIn) -> acts.Noted:
    said = ids(line)
    return acts.Noted(**said | {"spoken": _spoken(said["spoken"])})


class LikeOut(Schema):
    """A matter like the words asked with, as a stranger may know of it: what kind, in which grid, in
    which month. The words only of those who agreed to show them."""

    id: Id
    title: str
    place: str
    month: str
    others: int


@router.get("/alike", response=list[LikeOut], auth=None)
def alike(request: HttpRequest, place_id: Id, text: str) -> list[dict[str, Any]]:
    """Near and like matters, before one more is told: go along with one by /follow/{token}/join."""
    where = store.address(number(place_id))
    if where is None:
        return []
    found = near(where.village_id, text, clock.now(), corner=where.grid_id or where.place_id)
    return [
        {"id": str(like.id), "title": like.title, "place": like.place, "month": like.when}
        | {"others": like.others}
        for like in found
    ]


@router.post("/batch", response=list[LineOut], auth=django_auth)
def report_batch(request: HttpRequest, body: list[LineIn]) -> list[dict[str, Any]]:
    """Up to 200 lines that a phone kept while there was no signal."""
    lines = [_noted(line) for line in body[:200]]
    sent = acts.report_batch(actor=door.actor(request), lines=lines, now=clock.now())
    return [
        {
            "key": line.key,
            "id": str(line.matter_id) if line.matter_id else None,
            "number": line.number,
            "code": follow.code(line.matter_id) if line.matter_id else None,
            "message": str(line.refusal.message) if line.refusal else None,
        }
        for line in sent
    ]
