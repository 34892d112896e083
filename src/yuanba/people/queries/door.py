"""Whom the demo's one-click door offers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from yuanba.base.permits import Role
from yuanba.people.models import Person, Post
from yuanba.people.rules import ROLE_WORDS, Verified


@dataclass(frozen=True)
class Offered:
    person_id: int
    name: str
    role: Any
    where: str


def one_of_each(today: date) -> list[Offered]:
    """One person for each role, and one resident; for the demo only. Two statements."""
    held = Post.objects.filter(since__lte=today, person__is_active=True)
    held = held.filter(Q(until=None) | Q(until__gt=today)).select_related("person", "place", "unit")
    first: dict[str, Post] = {}
    for post in held.order_by("id")[:500]:
        first.setdefault(post.role, post)
    offered = [
        Offered(
            p.person_id,
            p.person.name,
            ROLE_WORDS[Role(role)],
            p.unit.name if p.unit else p.place.name,
        )
        for role in Role
        if (p := first.get(role)) is not None
    ]
    residents = Person.objects.filter(staff=False, verified=Verified.PHONE, is_active=True)
    resident = residents.filter(posts=None).select_related("home").order_by("id").first()
    if resident is not None:
        where = resident.home.name if resident.home else ""
        offered.insert(0, Offered(resident.pk, resident.name, ROLE_WORDS[Role.RESIDENT], where))
    return offered
