"""What every act here does first: lock, ask leave; who lives where.

Order of locks (trust.md 3.5), the same for every writer, so that no two wait for each other: village or
sign-in list, households (the lower id first), claim, ledger, reservation or slip, thing in the shop.
An act that works through many households locks all of them before it enters anything. Rows are locked
without their keys: who only points at a village or a household does not wait for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from yuanba.base import permits
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor, Reach, Role
from yuanba.base.text import _
from yuanba.people.models import Household, Membership, Person
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM
from yuanba.points.models import Claim, Kin
from yuanba.points.rules import addresses


def the_village(actor: Actor, place_id: int, act: str) -> Place:
    """A living village or community, locked, if this actor may do this there."""
    place = Place.objects.select_for_update(no_key=True).filter(pk=place_id, until=None).first()
    if place is None or place.kind not in BOTTOM:
        raise Denied(act)
    permits.require(actor, act, reach=place.reach)
    return place


@dataclass(frozen=True)
class Home:
    """A household as far as points need it."""

    row: Household
    village: int
    family: frozenset[int]  # persons who live there

    @property
    def reach(self) -> Reach:
        """Those who work there, and whoever lives in it."""
        return self.row.place.reach | self.family

    @property
    def group(self) -> str:
        return addresses.group(self.row.place_id, self.row.address)


def lock_homes(household_ids: Iterable[int]) -> list[Household]:
    """These households, locked; whoever works through several does so before the ledger."""
    rows = Household.objects.select_for_update(of=("self",), no_key=True).select_related("place")
    return list(rows.filter(pk__in=set(household_ids)).order_by("pk"))


def _home(household_id: int, act: str) -> Home:
    row = next(iter(lock_homes([household_id])), None)
    if row is None or row.place.village_id is None:
        raise Denied(act)
    return Home(row, row.place.village_id, family_of(row.pk))


def the_home(actor: Actor, household_id: int, act: str) -> tuple[Home, Role]:
    """A household, locked, and the role by which this actor may do this for it."""
    home = _home(household_id, act)
    role = permits.require(actor, act, reach=home.reach)
    if home.row.until is not None:
        raise Refused(
            "home_ended", _("这一户已经并走或者销户了，请选现在的户。"), field="household"
        )
    return home, role


def family_of(household_id: int) -> frozenset[int]:
    living = Membership.objects.filter(household=household_id, until=None)
    return frozenset(living.values_list("person_id", flat=True))


def home_of(person_id: int | None) -> int | None:
    """In which household somebody lives, as far as we know."""
    found = Membership.objects.filter(person=person_id, until=None)
    return found.values_list("household_id", flat=True).first() if person_id else None


def kin_of(people: frozenset[int]) -> frozenset[int]:
    """Who has been declared kin to one of these."""
    rows = Kin.objects.filter(Q(one__in=people) | Q(other__in=people))
    found = {pk for pair in rows.values_list("one_id", "other_id") for pk in pair}
    return frozenset(found) - people


def the_claim(actor: Actor, claim_id: int, act: str) -> tuple[Claim, Home, Role]:
    """A claim with its household, both locked in this order, and the actor's role over it."""
    home_id = Claim.objects.filter(pk=claim_id).values_list("household_id", flat=True).first()
    home = _home(home_id or 0, act)
    role = permits.require(actor, act, reach=home.reach)
    found = Claim.objects.select_for_update(of=("self",), no_key=True).select_related(
        "line", "place"
    )
    return found.get(pk=claim_id), home, role


def person(actor: Actor, act: str) -> Person:
    """The actor as a person: who has not signed in does nothing here."""
    if not isinstance(actor, Person):
        raise Denied(act)
    return actor
