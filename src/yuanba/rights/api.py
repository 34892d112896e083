"""What is kept about me over JSON: the same data as the file, the same acts."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.base.errors import Denied
from yuanba.matters import follow
from yuanba.matters import queries as matters
from yuanba.people import door
from yuanba.people.models import Person
from yuanba.rights import acts, queries
from yuanba.rights.models import Wish

router = Router(tags=["rights"])


class WishOut(Schema):
    state: str
    due: date


class ContactIn(Schema):
    name: str = ""
    phone: str = ""


class SureIn(Schema):
    sure: bool = False


class KeptOut(Schema):
    kind: str
    days: int
    floor: int
    source: str


def _person(request: HttpRequest) -> Person:
    person = door.signed_in(request)
    if person is None:
        raise Denied("rights.see")
    return person


def _guest(token: str) -> tuple[door.Guest, int]:
    matter_id = follow.matter_of(token)
    if matter_id is None:
        raise Denied("rights.see")
    return door.Guest(holds=matter_id), matter_id


@router.get("/periods", response=list[KeptOut])
def periods(request: HttpRequest) -> list[Any]:
    """How long each kind of personal data is kept."""
    return list(queries.periods())


@router.get("/me", response=dict[str, Any], auth=django_auth)
def about_me(request: HttpRequest) -> dict[str, Any]:
    return queries.about_me(_person(request))


@router.post("/me/erasure", response=WishOut, auth=django_auth)
def ask_erasure(request: HttpRequest) -> Wish:
    return acts.ask_erasure(actor=_person(request), now=clock.now())


@router.get("/follow/{token}", response=dict[str, Any], auth=None)
def about_matter(request: HttpRequest, token: str) -> dict[str, Any]:
    guest, matter_id = _guest(token)
    return queries.about_matter(matters.one(guest, matter_id))


@router.post("/follow/{token}/contact", response={204: None}, auth=None)
def correct_contact(request: HttpRequest, token: str, body: ContactIn) -> Status[None]:
    guest, matter_id = _guest(token)
    acts.correct_contact(actor=guest, matter_id=matter_id, now=clock.now(), **body.dict())
    return Status(204, None)


@router.post("/follow/{token}/erase", response={204: None}, auth=None)
def erase_contact(request: HttpRequest, token: str, body: SureIn) -> Status[None]:
    guest, matter_id = _guest(token)
    acts.erase_contact(actor=guest, matter_id=matter_id, now=clock.now(), sure=body.sure)
    return Status(204, None)


@router.post("/follow/{token}/disown", response={204: None}, auth=None)
def disown(request: HttpRequest, token: str) -> Status[None]:
    """不是我说的: somebody gave my number."""
    guest, matter_id = _guest(token)
    acts.disown(actor=guest, matter_id=matter_id, now=clock.now())
    return Status(204, None)
