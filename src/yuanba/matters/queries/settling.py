"""Who has to do it, seen from above: what is being settled now, and how often it had to be."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from yuanba.base.permits import Role
from yuanba.matters import sight
from yuanba.matters.models import Arbiter, Convening, Hop
from yuanba.matters.queries.lists import Scope
from yuanba.matters.queries.one import NAMED
from yuanba.people.models import Post
from yuanba.places.models import Place
from yuanba.places.rules import Kind

MOST = 50


def convened(post: Post) -> list[Convening]:
    """What this desk has to settle or is called to, the earliest day first. Four statements.

    A co-ordinator sees what his place convened and, at a county, what its townships did; a
    department what it is called to.
    """
    seen = sight.open_to(sight.stand_of(post.person), "matter__")
    found: QuerySet[Convening] = Convening.objects.filter(seen, decided_at=None)
    if post.role == Role.HANDLER:
        found = found.filter(units=post.unit_id)
    elif post.role == Role.COUNTY:
        found = found.filter(place__county_id=post.place_id)
    else:
        found = found.filter(place=post.place_id)
    if Role(post.role) not in NAMED:
        found = found.filter(matter__restricted=False)
    found = found.select_related("place", "leader", "matter__place")
    return list(found.prefetch_related("units").order_by("meet_on", "id")[:MOST])


def returns_of(matter_ids: Iterable[int]) -> dict[int, list[Hop]]:
    """The returns of these matters, the first one first. One statement."""
    found: dict[int, list[Hop]] = {}
    rows = Hop.objects.filter(matter__in=list(matter_ids), act="send_back")
    for hop in rows.select_related("from_unit").order_by("at", "id"):
        found.setdefault(hop.matter_id, []).append(hop)
    return found


@dataclass(frozen=True)
class Line:
    """How often something happened: one unit, or one item of the list."""

    name: str
    hops: int
    returns: int
    open: int = 0  # returns of which it is not clear yet whose the matter is
    middle: timedelta | None = None  # half were settled within it, from this return on


@dataclass(frozen=True)
class Figures:
    """The indicator of the system: hops, returns, and how long it took until it was clear whose."""

    matters: int  # that moved at all
    hops: int
    returns: int
    moved: list[tuple[int, int]]  # so many times: so many matters; the last is "as often or more"
    units: list[Line]
    items: list[Line]
    settled: int
    open: int
    middle: timedelta | None  # half were settled within it
    longest: timedelta | None


def figures(scope: Scope, since: datetime) -> Figures:
    """What moved in this scope since then, without what is kept from this reader. Four statements."""
    seen = sight.open_to(scope.stand, "matter__")
    found = Hop.objects.filter(seen, **{scope.column: scope.id}, at__gte=since)
    back = Q(act="send_back")
    total = found.aggregate(
        hops=Count("id", filter=~back),
        returns=Count("id", filter=back),
        matters=Count("matter", distinct=True),
    )
    left = found.exclude(from_unit=None).filter(~back).values("from_unit__name")
    hops = dict(left.annotate(n=Count("id")).values_list("from_unit__name", "n"))
    times = found.filter(~back).values("matter").annotate(n=Count("id")).values_list("n", flat=True)
    first: dict[int, Span] = {}
    by_unit: dict[str, list[Span]] = {name: [] for name in hops}
    by_item: dict[str, list[Span]] = {}
    columns = ("matter", "at", "settled_at", "from_unit__name", "item_code", "item_name")
    for pk, at, settled, unit, code, name in (
        found.filter(back).order_by("at").values_list(*columns)
    ):
        first.setdefault(pk, (at, settled))
        by_unit.setdefault(unit, []).append((at, settled))
        by_item.setdefault(f"{code} {name}", []).append((at, settled))
    took = _took(first.values())
    return Figures(
        **total,
        moved=_moved(times),
        units=[_line(name, spans, hops.get(name, 0)) for name, spans in sorted(by_unit.items())],
        items=[_line(name, spans, 0) for name, spans in sorted(by_item.items())],
        settled=len(took),
        open=len(first) - len(took),
        middle=took[len(took) // 2] if took else None,
        longest=took[-1] if took else None,
    )


Span = tuple[datetime, datetime | None]  # when it was sent back, when it was clear whose it is
OFTEN = 3  # changes of unit; more are counted with these


def _took(spans: Iterable[Span]) -> list[timedelta]:
    return sorted(settled - at for at, settled in spans if settled is not None)


def _line(name: str, spans: list[Span], hops: int) -> Line:
    took = _took(spans)
    middle = took[len(took) // 2] if took else None
    return Line(name, hops, len(spans), len(spans) - len(took), middle)


def _moved(times: Iterable[int]) -> list[tuple[int, int]]:
    """How many matters changed units once, twice, three times or more."""
    counted = Counter(min(n, OFTEN) for n in times)
    return [(n, counted[n]) for n in range(1, OFTEN + 1)]


# ---- who decides in the end


@dataclass(frozen=True)
class Seat:
    """A place that may have somebody who decides in the end, and who that is."""

    place: Place
    arbiter: Arbiter | None


def seats(county_id: int) -> list[Seat]:
    """The county and its townships. Two statements."""
    places = Place.objects.filter(
        county_id=county_id, kind__in=[Kind.COUNTY, Kind.TOWNSHIP], until=None
    ).order_by("kind", "name", "pk")
    named = Arbiter.objects.filter(place__county_id=county_id).select_related(
        "post__person", "post__place", "post__unit"
    )
    by_place = {arbiter.place_id: arbiter for arbiter in named}
    return [Seat(place, by_place.get(place.pk)) for place in places]


def posts_for(place: Place, today: Any) -> list[Post]:
    """The posts that can be named for a place: its own co-ordinators and the county's."""
    found = Post.objects.filter(
        role__in=[Role.TOWNSHIP, Role.COUNTY],
        place__in=[place.pk, place.county_id or place.pk],
        since__lte=today,
        person__is_active=True,
    ).filter(Q(until=None) | Q(until__gt=today))
    return list(found.select_related("person", "place").order_by("place_id", "pk"))
