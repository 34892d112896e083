"""今天的巡查: the points of a scope in the order of walking, which of them are to be looked at today, and
what is still open there with the answer of its matter."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from yuanba.base.permits import Actor
from yuanba.matters import sight
from yuanba.matters.models import Matter
from yuanba.matters.queries.labels import STATES
from yuanba.patrols import rules
from yuanba.patrols.models import Finding, Point
from yuanba.patrols.queries.pace import days_of
from yuanba.people.models import Post
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind
from yuanba.places.rules.naming import in_order

MOST = 600  # points on one page: ten full grids


@dataclass
class Open:
    """Something found earlier that is not put right yet; with what its matter has come to."""

    finding: Finding
    matter: Matter | None = None
    kept: bool = False  # its matter is about somebody: nothing of it is told here

    @property
    def state(self) -> tuple[str, Any]:
        assert self.matter is not None
        return STATES[self.matter.state]

    @property
    def answer(self) -> str:
        """What was answered, or done, last."""
        return (self.matter.reply or self.matter.result) if self.matter else ""


@dataclass
class Stop:
    """One point on the way."""

    point: Point
    next_on: date
    due: bool  # to be looked at today, or before
    late: int  # days since it should have been
    done: bool  # looked at today
    open: list[Open] = field(default_factory=list)


def scope(place: Place) -> Q:
    """Points at this place or below it."""
    column = SCOPE_OF.get(Kind(place.kind))
    return Q(**{f"place__{column}": place.pk}) if column else Q(place=place)


def living(place: Place) -> "QuerySet[Point]":
    return Point.objects.filter(scope(place), until=None)


def stops(place: Place, today: date, reader: Actor) -> list[Stop]:
    """Every living point of this place, in the order of walking. Four statements."""
    found_at = living(place).select_related("place").order_by("place__name", "n", "id")[:MOST]
    points = sorted(found_at, key=lambda p: (in_order(p.place.name), p.n, p.pk))
    days = days_of(place.county_id or place.pk)
    found: dict[int, list[Open]] = {}
    if points:
        # not put right yet; or put right, and to be looked at once more
        waits = Q(fixed_on=None) | Q(recheck_on__isnull=False)
        open_rows = Finding.objects.filter(scope_of_points(place), waits)
        rows = open_rows.select_related("matter").order_by("day", "id")
        for finding in rows:
            found.setdefault(finding.point_id, []).append(Open(finding, finding.matter))
    _keep_shut(found, reader)
    made = []
    for point in points:
        here = found.get(point.pk, [])
        again = [one.finding.recheck_on for one in here if one.finding.recheck_on]
        next_on = rules.next_on(
            last=point.last_on,
            days=days[rules.LOOK_PACE[rules.Risk(point.risk)]],
            begun=point.since,
            recheck=again,
        )
        late = max(0, (today - next_on).days)
        done = point.last_on is not None and point.last_on >= today
        made.append(Stop(point, next_on, next_on <= today and not done, late, done, here))
    return made


def scope_of_points(place: Place) -> Q:
    column = SCOPE_OF.get(Kind(place.kind))
    at = {f"point__place__{column}": place.pk} if column else {"point__place": place}
    return Q(point__until=None, **at)


def _keep_shut(found: dict[int, list[Open]], reader: Actor) -> None:
    """A matter that is about somebody is told here to nobody who may not read it (matters.sight)."""
    for rows in found.values():
        for one in rows:
            if one.matter is not None and sight.shut(one.matter, reader):
                one.matter, one.kept = None, True


def one_place(place_id: int) -> Place | None:
    """A living place."""
    return Place.objects.filter(pk=place_id, until=None).first()


def places_for(post: Post) -> list[Place]:
    """Where a point can be put from this desk: its grids, or the villages that have none. One statement."""
    column = SCOPE_OF.get(Kind(post.place.kind))
    if column is None:
        return []
    kinds = [Kind.GRID, Kind.VILLAGE, Kind.COMMUNITY]
    rows = Place.objects.filter(kind__in=kinds, until=None, **{column: post.place_id})
    found = rows.order_by("village_id", "name", "pk")[:MOST]
    return sorted(found, key=lambda p: (p.village_id or 0, p.kind == Kind.GRID, in_order(p.name)))


def places_with_points(post: Post) -> list[Place]:
    """Those of them that have a point; all, where none has. Two statements."""
    places = places_for(post)
    have = set(living(post.place).values_list("place_id", flat=True))
    return [place for place in places if place.pk in have] or places
