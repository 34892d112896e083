"""The lists over JSON, for everybody: what stands today."""

from datetime import date
from typing import Literal

from django.http import HttpRequest
from ninja import Router, Schema

from yuanba.base import clock
from yuanba.base.asked import Id, number
from yuanba.lists import queries
from yuanba.lists.models import Edition, Line

router = Router(tags=["lists"])


class BoundOut(Schema):
    id: Id
    code: str
    name: str
    name_en: str
    basis: str
    lead: str
    along: str
    procedure: str
    form: str
    contact: str
    office: str

    @staticmethod
    def resolve_id(row: Line) -> str:
        return str(row.pk)


class BoundsOut(Schema):
    kind: Literal[
        "self", "assist", "negative", "proof_no", "proof_yes", "town_base", "town_with", "town_back"
    ]
    n: int
    source: str
    since: date
    lines: list[BoundOut]

    @staticmethod
    def resolve_lines(row: Edition) -> list[Line]:
        return list(row.lines.all())


@router.get("/{place_id}", response=list[BoundsOut])
def lists(request: HttpRequest, place_id: Id) -> list[Edition]:
    """The lists that stand today in the county of this place, each with its paper and its lines."""
    county = queries.county(number(place_id))
    if county is None:
        return []
    return list(queries.standing(county.pk, clock.day_of(clock.now())).values())
