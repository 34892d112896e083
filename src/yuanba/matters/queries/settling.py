"""Who has to do it, seen from above: what is being settled now, and how often it had to be."""

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


@dataclass(frozen=True)
class Figures:
    """The indicator of the system: hops, returns, and how long it took until it was clear whose."""

    matters: int  # that moved at all
    hops: int
    returns: int
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
    named = found.exclude(from_unit=None).values("from_unit__name").order_by("from_unit__name")
    units = named.annotate(hops=Count("id", filter=~back), returns=Count("id", filter=back))
    cited = found.filter(back).values("item_code", "item_name").order_by("item_code", "item_name")
    first: dict[int, tuple[datetime, datetime | None]] = {}
    for pk, at, settled in (
        found.filter(back).order_by("at").values_list("matter", "at", "settled_at")
    ):
        first.setdefault(pk, (at, settled))
    took = sorted(settled - at for at, settled in first.values() if settled is not None)
    return Figures(
        **total,
        units=[Line(u["from_unit__name"], u["hops"], u["returns"]) for u in units],
        items=[
            Line(f"{i['item_code']} {i['item_name']}", 0, i["n"])
            for i in cited.annotate(n=Count("id"))
        ],
        settled=len(took),
        open=len(first) - len(took),
        middle=took[len(took) // 2] if took else None,
        longest=took[-1] if took else None,
    )


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
