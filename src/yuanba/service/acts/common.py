"""What the acts of a day ask first: is there such a day, may this person, is it running."""

from datetime import datetime

from yuanba.base import clock, permits
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.service import rules
from yuanba.service.models import ServiceDay


def take(actor: Actor, day_id: int, name: str) -> ServiceDay:
    """The day, locked, if this person may. Raises Denied alike for "none" and "not yours"."""
    day = ServiceDay.objects.select_for_update(of=("self",)).filter(pk=day_id).first()
    if day is None:
        raise Denied(name)
    permits.require(actor, name, reach=day.reach)
    return day


def running(actor: Actor, day_id: int, name: str, now: datetime) -> ServiceDay:
    """The same, while it is open and today's."""
    day = take(actor, day_id, name)
    rules.writes(day=day.day, today=clock.day_of(now), ended=day.ended_at is not None)
    return day
