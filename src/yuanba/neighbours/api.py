"""邻里互助 over JSON: what hangs where one lives, and the acts on a note."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import django_auth

from yuanba.base import clock, permits
from yuanba.base.asked import Id, asked, number
from yuanba.base.errors import Denied
from yuanba.matters.queries import where
from yuanba.neighbours import acts, queries, rules
from yuanba.neighbours.models import Favour
from yuanba.neighbours.queries import Note
from yuanba.people import door

router = Router(tags=["neighbours"], auth=django_auth)


class FavourOut(Schema):
    """One note as this reader sees it: a telephone only with consent, or between the two."""

    id: Id
    kind: str
    state: str
    text: str
    name: str
    phone: str
    until: date
    own: bool
    helps: bool
    helper_name: str
    helper_phone: str


class FavourIn(Schema):
    """Name, telephone and `agreed` only where somebody writes it down for another."""

    kind: Literal["ask", "offer"]
    text: str = Field("", max_length=400)
    days: int = Field(rules.USUAL, ge=0, le=1000)
    show_phone: bool = False
    name: str = Field("", max_length=80)
    phone: str = Field("", max_length=40)
    agreed: bool = False


class FavourAnswerIn(Schema):
    name: str = Field("", max_length=80)
    phone: str = Field("", max_length=40)


class FavourDoneIn(Schema):
    thanks: str = Field("", max_length=200)


class FavourLongerIn(Schema):
    days: int = Field(rules.USUAL, ge=0, le=1000)


class FavourDownIn(Schema):
    why: str = Field("", max_length=200)


def _said(note: Note) -> dict[str, Any]:
    name, phone = note.helper or ("", "")
    favour = note.favour
    return {
        "id": str(favour.pk), "kind": favour.kind, "state": favour.state, "text": favour.text,
        "name": favour.name, "phone": note.phone, "until": favour.until, "own": note.own,
        "helps": note.helps, "helper_name": name, "helper_phone": phone,
    }  # fmt: skip


def _after(request: HttpRequest, favour: Favour) -> dict[str, Any]:
    return _said(queries.seen(favour, door.actor(request)))


@router.get("/{place_id}", response=list[FavourOut])
def hanging(request: HttpRequest, place_id: Id) -> list[dict[str, Any]]:
    """What hangs in the village of this place, for who lives there and for its desk; nothing for others."""
    village, reader = where.village_of(number(place_id)), door.actor(request)
    if village is None:
        raise Denied("neighbours.see")
    lives = queries.lives_in(reader, village.pk) is not None
    if not lives and permits.may(reader, "neighbours.see", reach=village.reach) is None:
        return []
    by_kind = queries.hanging(village, reader, clock.day_of(clock.now()))
    return [_said(note) for notes in by_kind.values() for note in notes]


@router.post("/{place_id}", response=FavourOut)
def put_up(request: HttpRequest, place_id: Id, body: FavourIn) -> dict[str, Any]:
    """登一条互助."""
    made = acts.put_up(place_id=number(place_id), **body.dict(), **asked(request))
    return _after(request, made)


@router.get("/notes/{favour_id}", response=FavourOut)
def note(request: HttpRequest, favour_id: Id) -> dict[str, Any]:
    """One note."""
    found = queries.note(number(favour_id), door.actor(request))
    if found is None:
        raise Denied("neighbours.see")
    return _said(found)


@router.post("/notes/{favour_id}/answer", response=FavourOut)
def answer(request: HttpRequest, favour_id: Id, body: FavourAnswerIn) -> dict[str, Any]:
    """我来."""
    run = asked(request)
    return _after(request, acts.answer(favour_id=number(favour_id), **body.dict(), **run))


@router.post("/notes/{favour_id}/give_back", response=FavourOut)
def give_back(request: HttpRequest, favour_id: Id) -> dict[str, Any]:
    """帮不成."""
    return _after(request, acts.give_back(favour_id=number(favour_id), **asked(request)))


@router.post("/notes/{favour_id}/finish", response=FavourOut)
def finish(request: HttpRequest, favour_id: Id, body: FavourDoneIn) -> dict[str, Any]:
    """办好了."""
    run = asked(request)
    return _after(request, acts.finish(favour_id=number(favour_id), thanks=body.thanks, **run))


@router.post("/notes/{favour_id}/longer", response=FavourOut)
def longer(request: HttpRequest, favour_id: Id, body: FavourLongerIn) -> dict[str, Any]:
    """再登几天."""
    run = asked(request)
    return _after(request, acts.longer(favour_id=number(favour_id), days=body.days, **run))


@router.post("/notes/{favour_id}/take_down", response=FavourOut)
def take_down(request: HttpRequest, favour_id: Id, body: FavourDownIn) -> dict[str, Any]:
    """撤下."""
    run = asked(request)
    return _after(request, acts.take_down(favour_id=number(favour_id), why=body.why, **run))
