"""What the acts of needs, projects, services and associations share."""

from datetime import datetime

from django.db.models import Model

from yuanba.base import permits, records
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.people.models import Person, Unit
from yuanba.people.seats import sits_in


def unit_of(actor: Actor, unit_id: int, right: str) -> Unit:
    """A unit for which this person may speak. Raises Denied."""
    unit = Unit.objects.select_related("place").filter(pk=unit_id, active=True).first()
    if unit is None:
        raise Denied(right)
    permits.require(actor, right, reach={unit.pk, unit.place_id})
    if not isinstance(actor, Person) or not (sits_in(actor, unit) or _there(actor, unit)):
        raise Denied(right)
    return unit


def _there(person: Person, unit: Unit) -> bool:
    return any(post.place_id == unit.place_id and post.unit_id is None for post in person.held())


def keep(name: str, subject: Model, actor: Actor, now: datetime, /, **facts: object) -> None:
    records.write(name, subject, actor=actor, at=now, **facts)
