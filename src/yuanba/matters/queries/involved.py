"""Who has had a hand in a matter, and so may not judge it."""

from yuanba.base.models import Record
from yuanba.base.permits import Actor
from yuanba.matters.models import Matter
from yuanba.people.models import Person
from yuanba.people.seats import sits_in

# Who only sorted, gave on or looked at it may still ask the person how it went.
WORKED = [
    f"matters.{act}"
    for act in ("note", "finish", "reply", "attempt", "call_back", "close", "ask_extension")
]


def worked(matter: Matter) -> set[int]:
    """The ids of those who handled, answered, rang up or closed it. One statement."""
    found = Record.objects.filter(subject_id=matter.pk, act__in=WORKED)
    ids: set[int | None] = set(found.values_list("actor_id", flat=True))
    ids |= {matter.owner_id, matter.finished_by_id, matter.closed_by_id}
    return {pk for pk in ids if pk is not None}


def in_the_unit(matter: Matter, actor: Actor) -> bool:
    """Does he sit in the unit in charge: as its handler, or on a post where a local body works?"""
    return matter.unit is not None and isinstance(actor, Person) and sits_in(actor, matter.unit)
