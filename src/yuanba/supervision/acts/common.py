"""What every act here does first: the village, the row, leave."""

from typing import TypeVar

from django.db.models import Model

from yuanba.base import permits
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM

Row = TypeVar("Row", bound=Model)


def village(actor: Actor, place_id: int, act: str) -> Place:
    place = Place.objects.select_for_update().filter(pk=place_id, until=None).first()
    if place is None or place.kind not in BOTTOM:
        raise Denied(act)
    permits.require(actor, act, reach=place.reach)
    return place


def take(actor: Actor, kind: type[Row], pk: int, act: str, *, place: str = "place") -> Row:
    """A row, locked, if this actor may do this there."""
    rows = kind._default_manager.select_for_update(of=("self",)).select_related(place)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Denied(act)
    permits.require(actor, act, reach=found.reach)  # type: ignore[attr-defined]  # each kind here has one
    return found


def person(actor: Actor, act: str) -> Person:
    if not isinstance(actor, Person):
        raise Denied(act)
    return actor
