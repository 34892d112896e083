"""Tasks over JSON: what was asked, for everybody; handing down and asking, for a unit."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.admissions import acts, queries
from yuanba.admissions.models import Task
from yuanba.admissions.rules import Work
from yuanba.base.asked import Id, asked, number, numbers
from yuanba.lists import queries as lists

router = Router(tags=["tasks"])


class AdmissionOut(Schema):
    id: Id
    title: str
    unit: str
    state: str
    basis: str
    clause: str
    said: str
    minutes: int
    times: int
    fen: int
    due: date

    @staticmethod
    def resolve_id(row: Task) -> str:
        return str(row.pk)

    @staticmethod
    def resolve_unit(row: Task) -> str:
        return row.unit.name


class AdmissionIn(Schema):
    title: str = ""
    what: str = ""
    basis: str = ""
    minutes: int
    times: int = 1
    fen: int = 0
    due: date
    places: list[Id]
    line_id: Id | None = None
    why: str = ""


@router.get("/{place_id}", response=list[AdmissionOut])
def tasks(request: HttpRequest, place_id: Id) -> list[Task]:
    """What units asked of the villages of this county, and what was decided."""
    county = lists.county(number(place_id))
    return [task for task, _villages in queries.public(county.pk)] if county else []


@router.post("/units/{unit_id}/hand", response=AdmissionOut, auth=django_auth)
def hand(request: HttpRequest, unit_id: Id, body: AdmissionIn) -> Task:
    """派任务: only under a line of the list."""
    return acts.hand(unit_id=number(unit_id), **_said(body), **asked(request))


@router.post("/units/{unit_id}/ask", response=AdmissionOut, auth=django_auth)
def ask(request: HttpRequest, unit_id: Id, body: AdmissionIn) -> Task:
    """申请准入: for what stands on no list."""
    return acts.ask(unit_id=number(unit_id), why=body.why, **_said(body), **asked(request))


def _said(body: AdmissionIn) -> dict[str, Any]:
    rest = body.dict(exclude={"places", "line_id", "why"})
    line = number(body.line_id) if body.line_id else None
    return {"work": Work(**rest), "place_ids": numbers(body.places), "line_id": line}
