"""Households of a village."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from yuanba.base.text import _
from yuanba.people.models import Household, HouseholdPast, Membership, Person
from yuanba.people.queries.common import (
    MOST_PLACES,
    PAGE,
    Page,
    below,
    masked,
    paged,
    places_over,
    sought,
)
from yuanba.people.rules import VERIFIED_WORDS, Verified
from yuanba.places.models import Place
from yuanba.places.rules import KIND_WORDS, Kind


@dataclass(frozen=True)
class HouseholdRow:
    id: int
    code: str
    address: str
    where: str
    people: list[str]
    ended: bool


def villages(actor: Person) -> list[Place]:
    """The villages and communities whose households the reader may see; one statement."""
    over = places_over(actor, "people.see_households")
    mine = below(over) | Q(pk__in=Place.objects.filter(pk__in=over).values("village_id"))
    rows = Place.objects.filter(mine, kind__in=[Kind.VILLAGE, Kind.COMMUNITY], until=None)
    return list(rows.order_by("township_id", "name")[:MOST_PLACES])


def households(actor: Person, *, village: int, words: str = "", after: int | None = None) -> Page:
    """The households of a village within the reader's reach; two statements.

    `words` is part of the address, the code, or the name of somebody who lives there.
    """
    over = places_over(actor, "people.see_households")
    rows = Household.objects.filter(below(over, "place__"), place__village_id=village)
    if words := sought(words):
        living = Membership.objects.filter(household=OuterRef("pk"), until=None)
        named = Exists(living.filter(person__name__contains=words))
        rows = rows.filter(Q(address__contains=words) | Q(code__iexact=words) | named)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    members = Prefetch(
        "members",
        Membership.objects.filter(until=None).select_related("person").order_by("-head", "id"),
    )
    rows = rows.select_related("place").prefetch_related(members).order_by("id")
    found, then = paged(list(rows[: PAGE + 1]))
    shown = [
        HouseholdRow(
            id=h.pk,
            code=h.code,
            address=h.address,
            where=h.place.name,
            people=[m.person.name for m in h.members.all()],
            ended=h.until is not None,
        )
        for h in found
    ]
    return Page(shown, then)


@dataclass(frozen=True)
class Stay:
    """Somebody lives, or lived, in a household."""

    id: int
    person_id: int
    name: str
    phone: str
    head: bool
    since: date
    until: date | None
    verified: Verified

    @property
    def level(self) -> Any:
        return VERIFIED_WORDS[self.verified]

    @property
    def unseen(self) -> bool:
        return self.verified is not Verified.SEEN


@dataclass(frozen=True)
class HouseholdCard:
    """A household with all who ever lived in it, and the households it came from and went into."""

    id: int
    code: str
    address: str
    where: str
    since: date
    until: date | None
    stays: list[Stay]
    place_id: int
    links: list[tuple[Any, int, str, date]]  # what happened, the other household, its address, day
    past: list[HouseholdPast]  # where it lived before

    @property
    def living(self) -> list[Stay]:
        return [stay for stay in self.stays if stay.until is None]


def household(actor: Person, household_id: int) -> HouseholdCard | None:
    """One household within reach, or None: none, or not the reader's. Six statements."""
    over = places_over(actor, "people.see_households")
    found = Household.objects.filter(below(over, "place__"), pk=household_id)
    home = found.select_related("place").first()
    if home is None:
        return None
    lately = F("until").desc(nulls_first=True)  # those who live there, then who left last
    rows = home.members.select_related("person").order_by(lately, "-head", "since", "id")
    stays = [
        Stay(
            m.pk,
            m.person_id,
            m.person.name,
            masked(m.person.phone),
            m.head,
            m.since,
            m.until,
            Verified(m.person.verified),
        )
        for m in rows
    ]
    links = [
        (LINK_WORDS[link.how, "to"], link.after_id, link.after.address, link.on)
        for link in home.went_into.select_related("after")
    ] + [
        (LINK_WORDS[link.how, "from"], link.before_id, link.before.address, link.on)
        for link in home.came_from.select_related("before")
    ]
    return HouseholdCard(
        home.pk,
        home.code,
        home.address,
        home.place.name,
        home.since,
        home.until,
        stays,
        home.place_id,
        links,
        list(home.past.select_related("place").order_by("-until", "-id")),
    )


LINK_WORDS = {
    ("split", "to"): _("分出一户"),
    ("split", "from"): _("从这一户分出来"),
    ("merge", "to"): _("并到这一户"),
    ("merge", "from"): _("并进来一户"),
}


def household_coded(actor: Person, code: str) -> int | None:
    """The id of the living household with this code, within reach."""
    over = places_over(actor, "people.see_households")
    rows = Household.objects.filter(below(over, "place__"), code=sought(code), until=None)
    return rows.values_list("pk", flat=True).first()


def beside(place_id: int) -> list[tuple[str, str]]:
    """The living places of the village of this one, where a household can live. One statement."""
    village = Place.objects.filter(pk=place_id).values("village_id")
    rows = Place.objects.filter(village_id__in=village, until=None).order_by("kind", "name", "pk")
    order = list(Kind)
    found = sorted(rows[:MOST_PLACES], key=lambda p: (order.index(Kind(p.kind)), p.name))
    return [(str(p.pk), f"{p.name}（{KIND_WORDS[Kind(p.kind)]}）") for p in found]


def may_vouch(actor: Person) -> bool:
    return bool(places_over(actor, "people.vouch"))


def may_keep_register(actor: Person) -> bool:
    return bool(places_over(actor, "people.found_household"))
