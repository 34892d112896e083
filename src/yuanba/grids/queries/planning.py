"""What a plan is made of: places with households and positions; a plan as it stands."""

from dataclasses import dataclass

from yuanba.grids.models import Plan, PlanPart, PlanSpot
from yuanba.grids.queries.board import households_by_place
from yuanba.grids.rules import plan as rules
from yuanba.grids.rules.organisations import Size
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM, SCOPE_OF, Kind


@dataclass(frozen=True)
class Ground:
    """What can be planned, and what cannot: places with households that have no position."""

    spots: list[rules.Spot]
    lost: list[Place]


class _Walk:
    """Down from the villages: which places are planned as they are, and which are opened up."""

    def __init__(self, rows: list[Place], homes: dict[int, int], size: Size) -> None:
        self.homes, self.size, self.found = homes, size, Ground([], [])
        self.under: dict[int | None, list[Place]] = {}
        for one in rows:
            self.under.setdefault(one.parent_id, []).append(one)

    def village(self, village: Place) -> None:
        for child in self.under.get(village.pk, []):
            if child.kind != Kind.GRID:
                self.take(child, None)
                continue
            if self.homes.get(child.pk):
                self.add(child, child, self.homes[child.pk], fixed=True)
            for one in self.under.get(child.pk, []):
                self.take(one, child)

    def below(self, one: Place) -> int:
        inside = sum(self.below(child) for child in self.under.get(one.pk, []))
        return self.homes.get(one.pk, 0) + inside

    def take(self, one: Place, grid: Place | None) -> None:
        many, children = self.below(one), self.under.get(one.pk, [])
        if many > self.size.most and children:
            for child in children:
                self.take(child, grid)
            many = self.homes.get(one.pk, 0)
        if many:
            self.add(one, grid, many)

    def add(self, one: Place, grid: Place | None, many: int, *, fixed: bool = False) -> None:
        if one.lat is None or one.lng is None or one.village_id is None:
            self.found.lost.append(one)
            return
        was = grid.pk if grid else None
        spot = rules.Spot(one.pk, one.lat, one.lng, many, one.village_id, was, fixed)
        self.found.spots.append(spot)


def ground(place: Place, size: Size) -> Ground:
    """The places right under grids and villages, each with all households below it. One with more
    households than a grid may have is opened up. Two statements."""
    column = SCOPE_OF[Kind(place.kind)]
    rows = list(Place.objects.filter(**{column: place.pk}, until=None).order_by("pk"))
    walk = _Walk(rows, households_by_place(**{f"place__{column}": place.pk}), size)
    for village in (one for one in rows if one.kind in BOTTOM):
        walk.village(village)
    return walk.found


def open_plan(place_id: int) -> Plan | None:
    rows = Plan.objects.filter(place_id=place_id, adopted_at=None, dropped_at=None)
    return rows.select_related("place").first()


def one_plan(plan_id: int) -> Plan | None:
    return Plan.objects.filter(pk=plan_id).select_related("place").first()


@dataclass(frozen=True)
class PartRow:
    part: PlanPart
    spots: list[PlanSpot]
    households: int
    moved: int


@dataclass(frozen=True)
class Drawn:
    """A plan as it stands, with the figures before and after."""

    parts: list[PartRow]
    after: rules.Figures
    before: rules.Figures | None  # none where there were no grids


def drawn(plan: Plan) -> Drawn:
    """Two statements."""
    rows = plan.spots.select_related("place", "was").order_by("place__name", "pk")
    by: dict[int, list[PlanSpot]] = {}
    for spot in rows:
        by.setdefault(spot.part_id, []).append(spot)
    parts = list(plan.parts.select_related("village", "grid").order_by("n"))
    spots = [spot_of(s) for mine in by.values() for s in mine]
    lies = {s.place_id: s.part_id for mine in by.values() for s in mine}
    names = {part.pk: part.grid_id for part in parts}
    was = {s.key: s.was for s in spots if s.was is not None}
    before = None
    if len(was) == len(spots):
        before = rules.figures(spots, was, {grid: grid for grid in was.values()})
    shown = [
        PartRow(
            part,
            mine := by.get(part.pk, []),
            sum(s.households for s in mine),
            sum(s.households for s in mine if s.was_id != part.grid_id or s.was_id is None),
        )
        for part in parts
    ]
    return Drawn(shown, rules.figures(spots, lies, names), before)


def spot_of(row: PlanSpot) -> rules.Spot:
    place = row.place
    assert place.lat is not None
    assert place.lng is not None
    fixed = place.kind == Kind.GRID
    return rules.Spot(
        place.pk, place.lat, place.lng, row.households, place.village_id or 0, row.was_id, fixed
    )
