"""What is kept about the reader himself."""

from dataclasses import dataclass
from typing import Any

from yuanba.people.models import Person
from yuanba.people.queries.common import masked, post_words
from yuanba.people.rules import VERIFIED_WORDS, Verified


@dataclass(frozen=True)
class Mine:
    """What is kept about the reader himself."""

    name: str
    phone: str
    verified: Any
    home: str
    household: str
    family: list[str]
    posts: list[str]
    has_password: bool


def mine(actor: Person) -> Mine:
    """Two statements: home and household with its members."""
    current = actor.memberships.filter(until=None).select_related("household").first()
    family: list[str] = []
    if current is not None:
        living = current.household.members.filter(until=None).select_related("person")
        family = [m.person.name for m in living.order_by("-head", "since", "id")]
    return Mine(
        name=actor.name,
        phone=masked(actor.phone),
        verified=VERIFIED_WORDS[Verified(actor.verified)],
        home=actor.home.name if actor.home else "",
        household=current.household.address if current else "",
        family=family,
        posts=[post_words(post) for post in actor.held()],
        has_password=actor.has_usable_password(),
    )
