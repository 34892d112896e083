"""What happens to points when their grid is merged, split, closed, or cut anew (grids.adopt_plan moves the
places below it one by one): a point goes to the grid that now holds the ground it stands on."""

import math

from yuanba.base.models import Record
from yuanba.patrols.models import Point
from yuanba.patrols.rules import NAME
from yuanba.places.models import Place
from yuanba.places.rules import Kind


def follow_ground(record: Record) -> None:
    """改隶、拆分: of the points of the grid that a place left, those that stand nearest to that place go
    with it. A point without a position stays with its grid."""
    facts = record.facts
    moved = facts.get("moved", [record.subject_id])
    was = facts["parent"][0] if "parent" in facts else record.subject_id
    for place in Place.objects.filter(pk__in=[int(i) for i in moved], grid_id__isnull=False):
        if place.kind != Kind.GRID and place.grid_id != int(was):
            _near(place, int(was))
    if facts.get("ends") and facts.get("made"):
        _all([int(was)], int(facts["made"][0]))


def follow_merge(record: Record) -> None:
    """合并: what the grids that are no more had, the one that goes on has."""
    _all([int(i) for i in record.facts["gone"]], record.subject_id)


def follow_end(record: Record) -> None:
    """撤销: its points are the heir's, or its village's."""
    gone = Place.objects.get(pk=record.subject_id)
    heirs = record.facts.get("into") or [gone.parent_id]
    if gone.kind == Kind.GRID:
        _all([gone.pk], int(heirs[0]))


def _near(place: Place, old_grid: int) -> None:
    points = list(Point.objects.filter(place_id=old_grid, until=None, lat__isnull=False))
    if not points:
        return
    rows = Place.objects.filter(village_id=place.village_id, until=None, lat__isnull=False)
    rows = rows.exclude(kind__in=[Kind.VILLAGE, Kind.COMMUNITY])
    ground = [(p.pk, p.lat or 0.0, p.lng or 0.0) for p in rows]
    inside = {
        place.pk,
        *Place.objects.filter(parent=place, until=None).values_list("pk", flat=True),
    }
    going = [
        point for point in points
        if ground and min(ground, key=lambda row: _far(point, row[1], row[2]))[0] in inside
    ]  # fmt: skip
    assert place.grid_id is not None
    _to(going, place.grid_id)


def _far(point: Point, lat: float, lng: float) -> float:
    assert point.lat is not None
    assert point.lng is not None
    narrow = math.cos(math.radians(lat))
    return (point.lat - lat) ** 2 + ((point.lng - lng) * narrow) ** 2


def _all(gone: list[int], into: int) -> None:
    rows = Point.objects.filter(place_id__in=gone, until=None).select_related("place")
    _to(list(rows.order_by("place__name", "n", "pk")), into)


def _to(points: list[Point], grid: int) -> None:
    """Last on the way there; a name that is taken there gets a number, as two points need two names."""
    if not points:
        return
    there = Point.objects.filter(place_id=grid, until=None)
    taken, last = set(there.values_list("name", flat=True)), 0
    last = there.order_by("-n").values_list("n", flat=True).first() or 0
    for n, point in enumerate(points, last + 1):
        name, k = point.name, 2
        while name in taken:
            name, k = f"{point.name[: NAME - 3]}（{k}）", k + 1
        taken.add(name)
        point.place_id, point.name, point.n, point.version = grid, name, n, point.version + 1
    Point.objects.bulk_update(points, ["place", "name", "n", "version"])
