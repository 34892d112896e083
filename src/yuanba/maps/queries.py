"""What a map of a place shows: the places right under it, and on them what was asked for. Reads only.

A matter is never drawn where somebody lives: it counts for its grid or village. Within a grid it counts for
a building or courtyard only where there are as many as no household could be known by.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count

from yuanba.grids import queries as network
from yuanba.grids.models import Venue
from yuanba.maps.rules import Layer
from yuanba.matters.queries import lists
from yuanba.patrols import queries as patrols
from yuanba.patrols.queries import Stop
from yuanba.people.models import Post
from yuanba.places import outlines
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM, SCOPE_OF, Kind
from yuanba.places.rules.ground import Outline
from yuanba.places.rules.naming import in_order

SMALLEST = 5  # fewer matters at one building are told for its grid alone
WHOLE = frozenset({Kind.TOWNSHIP, *BOTTOM, Kind.GRID})
# Whose positions say where a place without an outline lies: of a county not every building.
SHOWING = {
    Kind.COUNTY: frozenset({Kind.TOWNSHIP, *BOTTOM}),
    Kind.TOWNSHIP: frozenset({*BOTTOM, Kind.GRID}),
}
BY = {Kind.COUNTY: "township_id", Kind.TOWNSHIP: "village_id", Kind.VILLAGE: "grid_id"}
BY[Kind.COMMUNITY] = BY[Kind.VILLAGE]
At = tuple[float, float]  # lat, lng


@dataclass
class Area:
    """One place right under that of the map."""

    place: Place
    shape: Outline | None
    spots: list[At]  # its position and those below it, where there is no outline
    households: int = 0
    without: int = 0  # households nobody covers
    matters: int = 0
    points: int = 0
    due: int = 0  # points to be looked at today
    venues: int = 0


@dataclass
class Ground:
    """A place with what lies right under it."""

    place: Place
    areas: list[Area]
    shape: Outline | None
    lost: list[Place] = field(default_factory=list)  # neither outline nor position
    own_matters: int = 0  # at the place itself, or too few anywhere to be told where
    # each by itself, where it is near enough
    stops: list[Stop] = field(default_factory=list)
    venues: list[Venue] = field(default_factory=list)


def ground(post: Post, place: Place, layers: Iterable[Layer], today: date) -> Ground:
    """A map of this place for this post. At most seventeen statements, whatever lies below."""
    inner = Place.objects.filter(parent=place, until=None).order_by("pk")
    below = sorted(inner, key=lambda one: in_order(one.name))
    drawn = outlines.of([place.pk, *(one.pk for one in below)])
    inside, child_of = _inside(place, below)
    spots: dict[int, list[At]] = {}
    for one in inside:
        if one.pk in child_of and one.lat is not None and one.lng is not None:
            spots.setdefault(child_of[one.pk], []).append((one.lat, one.lng))
    areas = {one.pk: Area(one, drawn.get(one.pk), spots.get(one.pk, [])) for one in below}
    found = Ground(place, list(areas.values()), drawn.get(place.pk))
    found.lost = [a.place for a in found.areas if a.shape is None and not a.spots]
    wanted = set(layers)
    _homes(found, areas, child_of, today)
    if Layer.MATTERS in wanted:
        _matters(post, found, areas, child_of)
    if Layer.POINTS in wanted:
        _points(post, found, areas, today)
    if Layer.VENUES in wanted:
        _venues(found, areas, child_of)
    return found


def _inside(place: Place, below: list[Place]) -> tuple[list[Place], dict[int, int]]:
    """What lies below, and under which of the places of the map. One statement."""
    column = SCOPE_OF.get(Kind(place.kind))
    if column is None:
        return below, {one.pk: one.pk for one in below}
    rows = Place.objects.filter(until=None, **{column: place.pk}).exclude(pk=place.pk)
    kinds = SHOWING.get(Kind(place.kind))
    inside = list(rows.filter(kind__in=kinds) if kinds else rows)
    parents = {one.pk: one.parent_id for one in inside}
    roots = {one.pk for one in below}

    def root(at: int | None) -> int | None:
        while at is not None and at not in roots:
            at = parents.get(at)
        return at

    up = {one.pk: root(one.pk) for one in inside}
    return inside, {pk: at for pk, at in up.items() if at is not None}


def _homes(found: Ground, areas: dict[int, Area], child_of: dict[int, int], today: date) -> None:
    """Households and those nobody covers. Five or six statements."""
    place = found.place
    if place.kind in {Kind.COUNTY, Kind.TOWNSHIP}:
        for row in network.below(place, today):
            if (area := areas.get(child_of.get(row.place.pk, 0))) is not None:
                area.households += row.households
                area.without += row.without
    elif place.village_id is not None:
        for one in network.village(place.village_id, today).rows:
            if (area := areas.get(child_of.get(one.place.pk, 0))) is not None:
                area.households += one.households
                area.without += one.without


def _matters(post: Post, found: Ground, areas: dict[int, Area], child_of: dict[int, int]) -> None:
    """Open matters that this post may read, by the places of the map. One or two statements."""
    place, scope = found.place, lists.scope_of(post)
    column = SCOPE_OF.get(Kind(place.kind), "place_id")
    if scope is None:
        return
    by = BY.get(Kind(place.kind), "place_id")
    rows = scope.open().filter(**{column: place.pk}).order_by().values(by)
    for row in rows.annotate(n=Count("pk")):
        area = areas.get(child_of.get(row[by] or 0, 0))
        if area is None or (place.kind == Kind.GRID and row["n"] < SMALLEST):
            found.own_matters += row["n"]
        else:
            area.matters += row["n"]


def _points(post: Post, found: Ground, areas: dict[int, Area], today: date) -> None:
    """Points by the places of the map; near enough, each by itself. One statement, or four."""
    place = found.place
    if place.kind in {Kind.COUNTY, Kind.TOWNSHIP}:
        by = f"place__{BY[Kind(place.kind)]}"
        for at, n in patrols.living(place).order_by().values_list(by).annotate(n=Count("pk")):
            if (area := areas.get(at or 0)) is not None:
                area.points += n
        return
    found.stops = patrols.stops(place, today, post.person)
    for stop in found.stops:
        if (area := areas.get(stop.point.place_id)) is not None:
            area.points += 1
            area.due += stop.due


def _venues(found: Ground, areas: dict[int, Area], child_of: dict[int, int]) -> None:
    """Venues by the places of the map; near enough, each by itself. One statement."""
    place = found.place
    below = network.venues_below(place).order_by("name", "pk")
    if place.kind in {Kind.COUNTY, Kind.TOWNSHIP}:
        by = f"place__{BY[Kind(place.kind)]}"
        for at, n in below.order_by().values_list(by).annotate(n=Count("pk")):
            if (area := areas.get(at or 0)) is not None:
                area.venues += n
        return
    found.venues = list(below.select_related("place"))
    for one in found.venues:
        if (area := areas.get(child_of.get(one.place_id, 0))) is not None:
            area.venues += 1


def zoomable(place: Place) -> bool:
    """Is there a map of this place?"""
    return place.kind in SCOPE_OF


def rows_of(found: Ground, layers: list[Layer]) -> list[dict[str, Any]]:
    """The same as the map, as a list: by name, never by figure."""
    return [
        {"n": n, "area": area, "zooms": zoomable(area.place)}
        for n, area in enumerate(found.areas, 1)
    ]
