"""Village rules over JSON: those in force, for everybody; writing, passing, filing, for the desks."""

from datetime import date
from typing import Literal

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base.asked import Id, asked, number
from yuanba.charters import acts, queries
from yuanba.charters.models import Version
from yuanba.matters.queries import where

router = Router(tags=["charters"])


class CharterOut(Schema):
    id: Id
    title: str
    kind: str
    n: int
    text: str
    short: str
    state: str
    adopted_on: date | None
    since: date | None
    number: str
    clause: str

    @staticmethod
    def resolve_id(row: Version) -> str:
        return str(row.pk)

    @staticmethod
    def resolve_title(row: Version) -> str:
        return row.charter.title

    @staticmethod
    def resolve_kind(row: Version) -> str:
        return row.charter.kind


class CharterIn(Schema):
    kind: Literal["covenant", "charter", "system", "duty"]
    title: str = ""
    text: str = ""
    short: str = ""


class PassedIn(Schema):
    procedure_id: Id | None = None
    since: date


class FiledIn(Schema):
    number: str = ""


class SentBackIn(Schema):
    clause: str = ""
    words: str = ""


class RepealIn(Schema):
    why: str = ""


@router.get("/{place_id}", response=list[CharterOut])
def texts(request: HttpRequest, place_id: Id) -> list[Version]:
    """What is in force in a village or on its way to it."""
    village = where.village_of(number(place_id))
    return queries.texts(village) if village else []


@router.post("/{place_id}", response=CharterOut, auth=django_auth)
def write(request: HttpRequest, place_id: Id, body: CharterIn) -> Version:
    """起草."""
    return acts.write(place_id=number(place_id), **body.dict(), **asked(request))


@router.post("/texts/{version_id}/adopt", response=CharterOut, auth=django_auth)
def adopt(request: HttpRequest, version_id: Id, body: PassedIn) -> Version:
    """通过: by a procedure of the village that ended with yes."""
    question = number(body.procedure_id) if body.procedure_id else None
    run = asked(request)
    return acts.adopt(version_id=number(version_id), procedure_id=question, since=body.since, **run)


@router.post("/texts/{version_id}/file", response=CharterOut, auth=django_auth)
def file(request: HttpRequest, version_id: Id, body: FiledIn) -> Version:
    """备案."""
    return acts.file(version_id=number(version_id), number=body.number, **asked(request))


@router.post("/texts/{version_id}/send_back", response=CharterOut, auth=django_auth)
def send_back(request: HttpRequest, version_id: Id, body: SentBackIn) -> Version:
    """责令改正: which passage breaks which law."""
    return acts.send_back(version_id=number(version_id), **body.dict(), **asked(request))


@router.post("/texts/{version_id}/repeal", response=CharterOut, auth=django_auth)
def repeal(request: HttpRequest, version_id: Id, body: RepealIn) -> Version:
    """停用."""
    return acts.repeal(version_id=number(version_id), why=body.why, **asked(request))
