"""Who is my person: whom those at a place can call, the nearest first; and what a grid worker does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from yuanba.grids.models import DutyList, Seat
from yuanba.grids.queries.teams import order
from yuanba.grids.rules import coverage
from yuanba.grids.rules.organisations import organisations
from yuanba.people.models import Household, Person
from yuanba.people.queries.common import below, places_over
from yuanba.places.models import Place
from yuanba.places.rules import Kind
from yuanba.places.rules.naming import in_order


@dataclass(frozen=True)
class Contact:
    """One person to call: name and telephone are public."""

    name: str
    phone: str
    post: Any
    team: str
    paid: bool


def contacts(place: Place) -> list[Contact]:
    """The contacts of a place, nearest first. Two statements."""
    if place.village_id is None:
        return []
    rows = Place.objects.filter(village_id=place.village_id, until=None)
    parents = dict(rows.values_list("pk", "parent_id"))
    return by_place(place.village_id).at(place.pk, parents)


@dataclass(frozen=True)
class ByPlace:
    seats: dict[int, list[Seat]]

    def at(self, place_id: int, parents: Mapping[int, int | None]) -> list[Contact]:
        found, shapes, seen = [], organisations(), set()
        for place in coverage.line(place_id, parents):
            for seat in self.seats.get(place, []):
                post = shapes[seat.team.template].post(seat.post)
                if post is None or (seat.name, seat.phone) in seen:
                    continue
                seen.add((seat.name, seat.phone))
                found.append(Contact(seat.name, seat.phone, post.label, seat.team.name, seat.paid))
        return found


def by_place(village_id: int) -> ByPlace:
    """Everybody who can be called in a village, by the place covered. One statement."""
    return ByPlace(_grouped(Seat.objects.filter(team__place__village_id=village_id)))


def _grouped(rows: QuerySet[Seat, Any]) -> dict[int, list[Seat]]:
    found: dict[int, list[Seat]] = {}
    shapes = organisations()
    rows = rows.filter(until=None, team__until=None, team__covers__until=None)
    rows = rows.select_related("team").annotate(over=F("team__covers__place_id"))
    for seat in rows:
        post = shapes[seat.team.template].post(seat.post)
        if post is not None and post.contact:
            found.setdefault(seat.over, []).append(seat)
    for seats in found.values():
        seats.sort(key=_rank)
    return found


def _rank(seat: Seat) -> tuple[int, int, int]:
    keys = [post.key for post in organisations()[seat.team.template].posts]
    return order(seat.team.template), keys.index(seat.post), seat.pk


def duty_list(county_id: int) -> DutyList | None:
    """What a grid worker does in this county, as set; None where nobody has. One statement."""
    return DutyList.objects.filter(place_id=county_id, until=None).first()


def duties(county_id: int | None) -> list[str]:
    found = duty_list(county_id) if county_id is not None else None
    return list(found.lines) if found else []


MOST_CARDS = 400  # on one print: fifty sheets of A4
MOST_CHOICES = 200


@dataclass(frozen=True)
class HomeCard:
    """One household's card: where it is, and whom it can call."""

    address: str
    where: str
    place_id: int
    contacts: list[Contact]


def cards(actor: Person, place: Place, household: int | None) -> list[HomeCard]:
    """The households at a place or below it, by address. Three statements."""
    rows = Place.objects.filter(village_id=place.village_id, until=None)
    parents = dict(rows.values_list("pk", "parent_id"))
    inside = [pk for pk in parents if place.pk in coverage.line(pk, parents)]
    over = below(places_over(actor, "grids.see"), "place__")
    homes = Household.objects.filter(over, place_id__in=inside, until=None)
    if household is not None:
        homes = homes.filter(pk=household)
    found, at = by_place(place.village_id or 0), dict[int, list[Contact]]()
    made = []
    for home in homes.select_related("place").order_by("place__name", "address")[:MOST_CARDS]:
        if home.place_id not in at:
            at[home.place_id] = found.at(home.place_id, parents)
        made.append(HomeCard(home.address, home.place.name, home.place_id, at[home.place_id]))
    return made


def to_choose(place: Place) -> list[Place]:
    """The living places right under this one: grids, groups, estates, courtyards. One statement."""
    rows = Place.objects.filter(parent_id=place.pk, until=None)
    return sorted(
        rows[:MOST_CHOICES], key=lambda p: (list(Kind).index(Kind(p.kind)), in_order(p.name))
    )
