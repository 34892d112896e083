"""转办和退回 over JSON: the same figures as the page of the level that co-ordinates."""

from datetime import timedelta
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.base.errors import Denied
from yuanba.base.permits import Role
from yuanba.matters.queries import lists, settling
from yuanba.people import door

router = Router(tags=["matters"])


class ReturnsLineOut(Schema):
    name: str
    hops: int
    returns: int
    open: int
    hours: float | None  # half were settled within it, natural time from the return on


class ReturnsOut(Schema):
    """What moved in this township or county: by unit and by item of the list, never by person."""

    matters: int
    hops: int
    returns: int
    moved: dict[str, int]  # changes of unit (3: as often or more) → matters
    settled: int
    open: int
    hours: float | None
    longest_hours: float | None
    units: list[ReturnsLineOut]
    items: list[ReturnsLineOut]


@router.get("", response=ReturnsOut, auth=django_auth)
def returns(request: HttpRequest, days: Literal[30, 90, 365] = 90) -> dict[str, Any]:
    """How often matters changed units and were sent back, and how long until it was clear whose."""
    now = clock.now()
    found = settling.figures(_scope(request), now - timedelta(days=days))
    return {
        "matters": found.matters,
        "hops": found.hops,
        "returns": found.returns,
        "moved": {str(n): many for n, many in found.moved},
        "settled": found.settled,
        "open": found.open,
        "hours": _hours(found.middle),
        "longest_hours": _hours(found.longest),
        "units": [_line(line) for line in found.units],
        "items": [_line(line) for line in found.items],
    }


def _scope(request: HttpRequest) -> lists.Scope:
    """That of the first post at a township or county. Raises Denied for who holds none."""
    for post in door.actor(request).held():
        if post.role in {Role.TOWNSHIP, Role.COUNTY}:
            scope = lists.scope_of(post)
            if scope is not None and scope.column in {"county_id", "township_id"}:
                return scope
    raise Denied("matters.see")


def _line(line: settling.Line) -> dict[str, Any]:
    return {
        "name": line.name,
        "hops": line.hops,
        "returns": line.returns,
        "open": line.open,
        "hours": _hours(line.middle),
    }


def _hours(span: timedelta | None) -> float | None:
    return round(span / timedelta(hours=1), 1) if span is not None else None
