"""大家的事 (P3): what neighbours told, what is being done and what came of it, from the rows that hang on
the wall: nameless, read by a person first, about nobody. Reads only.

Of an open one the person who told agreed. Its words are the row's; where it stands is asked of the
matter each time, so that nothing hangs there a moment longer than it may."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery

from yuanba.disclosure.drafting import LIVE
from yuanba.disclosure.models import CLOSED, PUBLIC, STILL_OPEN, Row
from yuanba.disclosure.queries import PAGE, cursor, rows_after
from yuanba.duties.rules import Lane
from yuanba.matters.models import Duplicate
from yuanba.matters.queries import labels
from yuanba.places.models import Place

KINDS = 60  # categories one can choose from
OPEN_SHOWN = 100  # open ones of a village at once; more are not followed by anybody


@dataclass(frozen=True, slots=True)
class OpenOne:
    """One open matter as a neighbour may know of it."""

    id: int  # of the row
    title: str
    text: str
    lane: str
    category_code: str
    category: str
    corner_id: int | None
    corner: str
    unit: str
    state: Any
    received: date
    others: int  # households that already go along


@dataclass(frozen=True, slots=True)
class Shared:
    """One page of a village's rows, and what one can choose from."""

    going: list[OpenOne]
    rows: list[Row]
    next_after: str
    categories: list[tuple[str, str]]
    asked: dict[str, str]


def open_ones(village_id: int) -> list[OpenOne]:
    """What neighbours told and is being worked on, the newest first. One statement."""
    rows = _open_rows().filter(village_id=village_id).order_by("-received", "-id")
    return [_open_one(row) for row in rows[:OPEN_SHOWN]]


def titles(matter_ids: list[int]) -> dict[int, str]:
    """What hangs on the wall of these open matters, by matter (wiring.SHOWN). One statement."""
    rows = _open_rows().filter(matter_id__in=matter_ids)
    return dict(rows.values_list("matter_id", "title"))


def open_row(row_id: int) -> tuple[Row, OpenOne] | None:
    """One of them, with its row. One statement."""
    row = _open_rows().filter(pk=row_id).first()
    return (row, _open_one(row)) if row else None


def _open_rows() -> Any:
    matter = LIVE.filter(pk=OuterRef("matter_id"))
    along = Duplicate.objects.filter(into=OuterRef("matter_id")).order_by().values("into")
    return Row.objects.filter(PUBLIC, STILL_OPEN).filter(Exists(matter)).annotate(
        now=Subquery(matter.values("state")[:1]),
        sorted_as=Subquery(matter.values("lane")[:1]),
        kind=Subquery(matter.values("category__code")[:1]),
        kind_name=Subquery(matter.values("category__name")[:1]),
        with_whom=Subquery(matter.values("unit__name")[:1]),
        others=Subquery(along.annotate(n=Count("pk")).values("n")),
    )  # fmt: skip


def _open_one(row: Any) -> OpenOne:
    return OpenOne(
        id=row.pk,
        title=row.title,
        text=row.text,
        lane=row.sorted_as,
        category_code=row.kind or "",
        category=row.kind_name or "",
        corner_id=row.corner_id,
        corner=row.corner_name,
        unit=row.with_whom or "",
        state=labels.STATES[row.now],
        received=row.received,
        others=row.others or 0,
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """A grid or courtyard with open matters; `at` is its longitude and latitude, if they are known."""

    name: str
    n: int
    at: tuple[float, float] | None


def spots(village: Place, ones: list[OpenOne]) -> list[Spot]:
    """How many there are at each place, in the order of the list. One statement, none for none."""
    if not ones:
        return []
    many = Counter(one.corner_id for one in ones)
    known = Place.objects.in_bulk([pk for pk in many if pk is not None])
    found = []
    for pk, n in many.items():
        place = known.get(pk or 0, village)
        at = None if place.lat is None or place.lng is None else (place.lng, place.lat)
        found.append(Spot(place.name.removeprefix(village.name) or place.name, n, at))
    return sorted(found, key=lambda spot: spot.name)


def shared(village_id: int, said: Mapping[str, str], after: str = "") -> Shared:
    """What is being done, on the first page, and the closed ones, the newest first; narrowed by lane and
    category. Three statements."""
    public = Row.objects.filter(PUBLIC, CLOSED, village_id=village_id)
    kinds = public.order_by("category_code")
    categories = dict(kinds.values_list("category_code", "category_name").distinct()[:KINDS])
    going = [] if after else open_ones(village_id)
    categories |= {one.category_code: one.category for one in going if one.category_code}
    asked = {}
    if said.get("lane") in set(Lane):
        asked["lane"] = said["lane"]
    if said.get("category") in categories:
        asked["category_code"] = said["category"]
    rows = rows_after(public.filter(**asked), after, PAGE)
    return Shared(
        going=[o for o in going if all(getattr(o, name) == asked[name] for name in asked)],
        rows=rows[:PAGE],
        next_after=cursor(rows[PAGE - 1]) if len(rows) > PAGE else "",
        categories=sorted(categories.items()),
        asked=asked,
    )
