"""The board of the network: what is set up, which posts are empty, which households nobody covers."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count

from yuanba.grids.models import Team
from yuanba.grids.queries.teams import Filled, living, order, over, posts, sitting
from yuanba.grids.rules import coverage
from yuanba.grids.rules.organisations import organisations
from yuanba.people.models import Household
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM, SCOPE_OF, Kind
from yuanba.places.rules.naming import in_order

MOST_GAPS = 200  # households listed without a contact
KINDS = list(Kind)


@dataclass(frozen=True)
class TeamRow:
    """A team as the board shows it."""

    team: Team
    posts: list[Filled]
    load: int  # households whose nearest contacts sit here
    led: bool  # the organisation that should lead it covers the place

    @property
    def missing(self) -> int:
        return sum(one.missing for one in self.posts)

    @property
    def contacts(self) -> int:
        return sum(len(one.seats) for one in self.posts if one.post.contact)

    @property
    def paid(self) -> int:
        return sum(seat.paid for one in self.posts for seat in one.seats)

    @property
    def volunteers(self) -> int:
        return sum(not seat.paid for one in self.posts for seat in one.seats)

    @property
    def each(self) -> int:
        """Households for each contact, rounded."""
        return round(self.load / self.contacts) if self.contacts else 0


@dataclass(frozen=True)
class PlaceRow:
    """A place of the village with the teams that stand there."""

    place: Place
    depth: int
    households: int
    without: int
    teams: list[TeamRow] = field(default_factory=list)


@dataclass(frozen=True)
class Board:
    rows: list[PlaceRow]
    covered: coverage.Covered
    missing: int  # posts that nobody holds
    ended: int  # terms that are over
    unled: int  # committees that no branch leads
    paid: int
    volunteers: int


def households_by_place(**where: Any) -> dict[int, int]:
    """Living households by the place where they stand. One statement."""
    rows = Household.objects.filter(until=None, **where).values("place_id").order_by()
    return {row["place_id"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def village(village_id: int, today: date) -> Board:
    """One village: every place that has households, teams, or is a grid. Five statements."""
    inside = Place.objects.filter(village_id=village_id, until=None).order_by("pk")
    places = sorted(inside, key=lambda one: in_order(one.name))
    parents = {p.pk: p.parent_id for p in places}
    homes = households_by_place(place__village_id=village_id)
    teams = list(living().filter(place__village_id=village_id))
    shapes, filled = organisations(), {}
    callable_at: dict[int, list[int]] = {}
    for team in teams:
        filled[team.pk] = posts(shapes[team.template], sitting(team), today)
        if any(one.post.contact and one.seats for one in filled[team.pk]):
            for cover in over(team):
                callable_at.setdefault(cover.place_id, []).append(team.pk)
    covered = coverage.check(homes, parents, callable_at)
    leaders = {(t.template, c.place_id) for t in teams for c in over(t)}

    def row(team: Team) -> TeamRow:
        under = shapes[team.template].under
        led = not under or any(
            (under, at) in leaders for at in coverage.line(team.place_id, parents)
        )
        return TeamRow(team, filled[team.pk], covered.load.get(team.pk, 0), led)

    by_place: dict[int, list[TeamRow]] = {}
    for team in sorted(teams, key=lambda t: (order(t.template), t.pk)):
        by_place.setdefault(team.place_id, []).append(row(team))
    rows = _tree(village_id, places, homes, covered, by_place)
    every = [one for made in by_place.values() for one in made]
    return Board(
        rows,
        covered,
        missing=sum(one.missing for one in every),
        ended=sum(len(post.over) for one in every for post in one.posts),
        unled=sum(not one.led for one in every),
        paid=sum(one.paid for one in every),
        volunteers=sum(one.volunteers for one in every),
    )


def _tree(
    village_id: int, places: list[Place], homes: dict[int, int], covered: coverage.Covered,
    teams: dict[int, list[TeamRow]],
) -> list[PlaceRow]:  # fmt: skip
    """From the village down; of the small places only those with households, teams or below them."""
    under: dict[int | None, list[Place]] = {}
    for place in places:
        under.setdefault(place.parent_id, []).append(place)
    rows: list[PlaceRow] = []

    def walk(place: Place, depth: int) -> bool:
        at = len(rows)
        homes_here = homes.get(place.pk, 0)
        rows.append(
            PlaceRow(
                place, depth, homes_here, covered.without.get(place.pk, 0), teams.get(place.pk, [])
            )
        )
        below = sorted(under.get(place.pk, []), key=lambda p: (KINDS.index(Kind(p.kind)), p.name))
        kept = [walk(one, depth + 1) for one in below]
        keep = any(kept) or homes_here > 0 or place.pk in teams or place.kind == Kind.GRID
        if not keep and depth:
            del rows[at:]
        return keep

    root = next((p for p in places if p.pk == village_id), None)
    if root is not None:
        walk(root, 0)
    return rows


@dataclass(frozen=True)
class VillageRow:
    place: Place
    grids: int
    teams: int
    missing: int
    households: int
    without: int


def below(place: Place, today: date) -> list[VillageRow]:
    """Every village under a township or county, by name and never by figure. Six statements."""
    column = SCOPE_OF[Kind(place.kind)]
    inside = Place.objects.filter(**{column: place.pk}, until=None)
    tree = list(inside.values_list("pk", "parent_id", "village_id", "kind"))
    parents = {pk: parent for pk, parent, _village, _kind in tree}
    homes = households_by_place(**{f"place__{column}": place.pk})
    shapes, at = organisations(), {pk: village for pk, _parent, village, _kind in tree}
    missing: dict[int | None, int] = {}
    many: dict[int | None, int] = {}
    callable_at: dict[int, list[int]] = {}
    for team in living().filter(**{f"place__{column}": place.pk}):
        there = posts(shapes[team.template], sitting(team), today)
        village_id = team.place.village_id
        many[village_id] = many.get(village_id, 0) + 1
        missing[village_id] = missing.get(village_id, 0) + sum(one.missing for one in there)
        if any(one.post.contact and one.seats for one in there):
            for cover in over(team):
                callable_at.setdefault(cover.place_id, []).append(team.pk)
    without = coverage.check(homes, parents, callable_at).without
    grids: dict[int | None, int] = {}
    for _pk, _parent, village_id, kind in tree:
        grids[village_id] = grids.get(village_id, 0) + (kind == Kind.GRID)

    def summed(by_place: dict[int, int]) -> dict[int | None, int]:
        out: dict[int | None, int] = {}
        for pk, n in by_place.items():
            out[at.get(pk)] = out.get(at.get(pk), 0) + n
        return out

    living_in, uncovered = summed(homes), summed(without)
    rows = inside.filter(kind__in=BOTTOM).select_related("parent").order_by("parent__name", "name")
    return [
        VillageRow(
            one, grids.get(one.pk, 0), many.get(one.pk, 0), missing.get(one.pk, 0),
            living_in.get(one.pk, 0), uncovered.get(one.pk, 0),
        )
        for one in rows
    ]  # fmt: skip


def gaps(board: Board) -> list[Household]:
    """The households nobody covers, by address; at most 200. One statement."""
    rows = Household.objects.filter(place_id__in=list(board.covered.without), until=None)
    return list(rows.select_related("place").order_by("place__name", "address")[:MOST_GAPS])
