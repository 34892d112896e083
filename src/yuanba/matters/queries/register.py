"""The register (台账): everything in a scope, the newest first, by a few filters.

A filter looks through 10,000 matters at a time, so that a rare one costs the same whatever is
stored; the page then offers to look further back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from yuanba.duties.rules import Lane
from yuanba.matters.models import Matter
from yuanba.matters.queries import lists
from yuanba.matters.rules import OVER, State
from yuanba.people.models import Unit
from yuanba.places import queries as places
from yuanba.places.rules import SCOPE_OF, Kind

WINDOW = 10_000  # matters looked through for one page of a filtered register
GROUPS: dict[str, Q] = {
    "open": ~Q(state__in=sorted(OVER)),
    "closed": Q(state=State.CLOSED),
    "refused": Q(state=State.REFUSED),
    "late": Q(late=True),
}


@dataclass(frozen=True)
class Filters:
    """What was asked for; everything empty means everything."""

    state: str = ""
    lane: str = ""
    category: str = ""
    unit: str = ""
    month: str = ""  # 2026-11
    q: str = ""
    order: str = ""  # "old": the oldest first

    @property
    def narrow(self) -> bool:
        """Does a filter look through rows? The month alone is a range of the index."""
        return any((self.state, self.lane, self.category, self.unit, self.q))


def read(said: Mapping[str, str]) -> Filters:
    """The filters of an address; what is not known is left out, never an error."""
    month = said.get("month", "")
    number = {name: said.get(name, "") for name in ("category", "unit")}
    return Filters(
        state=said.get("state", "") if said.get("state") in {*GROUPS, *State} else "",
        lane=said.get("lane", "") if said.get("lane") in {*Lane, "none"} else "",
        category=number["category"] if _is_id(number["category"]) else "",
        unit=number["unit"] if _is_id(number["unit"]) else "",
        month=month if _month(month) else "",
        q=" ".join(said.get("q", "").split())[:80],
        order="old" if said.get("order") == "old" else "",
    )


NARROW = ("lane", "category", "unit")  # by which the queue is filtered as well


def narrow_of(said: Mapping[str, str]) -> dict[str, str]:
    """Of an address what filters the queue."""
    asked = read(said)
    return {name: value for name in NARROW if (value := getattr(asked, name))}


@dataclass(frozen=True)
class Found:
    """A page of the register, and from where to look further."""

    rows: list[lists.Row]
    next: str
    window_over: bool  # nothing more in the window, but there is more before it
    places: list[Any]  # the places meant by the words, if any


def register(scope: lists.Scope, asked: Filters, now: datetime, after: str = "") -> Found:
    """25 rows and whether there are more. One to three statements, and five when words are given."""
    order = ("reported_at", "id") if asked.order == "old" else ("-reported_at", "-id")
    base = _from(scope.rows(), asked, after)
    if not asked.narrow:
        shown = base.order_by(*order)[: lists.PAGE + 1]
        page = lists.page_of(lists.rows(shown, now, wide=scope.wide, by="reported_at"))
        return Found(page.rows, page.next, window_over=False, places=[])
    if exact := _exact(scope, asked, now):
        return exact
    condition, meant = _condition(scope, asked)
    window = base.order_by(*order).values("pk")[:WINDOW]
    shown = Matter.objects.filter(pk__in=window).filter(condition).order_by(*order)
    rows = lists.rows(shown[: lists.PAGE + 1], now, wide=scope.wide, by="reported_at")
    page = lists.page_of(rows)
    if page.next:
        return Found(page.rows, page.next, window_over=False, places=meant)
    edge = base.order_by(*order).values_list("reported_at", "pk")[WINDOW - 1 : WINDOW]
    ends = list(edge)
    following = lists.key_of(*ends[0]) if ends else ""
    return Found(page.rows, following, window_over=bool(ends), places=meant)


def matching(scope: lists.Scope, asked: Filters) -> QuerySet[Matter]:
    """Everything the filters let through, without a window: for prints and exports, not for pages."""
    condition, _meant = _condition(scope, asked)
    return _from(scope.rows(), asked, "").filter(condition)


def _from(found: QuerySet[Matter], asked: Filters, after: str) -> QuerySet[Matter]:
    """The rows after this key, of this month."""
    if month := _month(asked.month):
        begin, end = month
        found = found.filter(reported_at__gte=begin, reported_at__lt=end)
    if key := lists.read_key(after):
        moment, pk = key
        if asked.order == "old":
            return found.filter(reported_at__gte=moment).exclude(reported_at=moment, id__lte=pk)
        return found.filter(reported_at__lte=moment).exclude(reported_at=moment, id__gte=pk)
    return found


def _exact(scope: lists.Scope, asked: Filters, now: datetime) -> Found | None:
    """A whole number (石桥-2026-0001, or the number of the sender) leads straight to its matter."""
    if "-" not in asked.q and not asked.q.isalnum():
        return None
    ids = numbered(asked.q)
    if not ids:
        return None
    found = scope.rows().filter(pk__in=ids).order_by("-id")[:5]
    rows = lists.rows(found, now, wide=True, by="reported_at")
    return Found(rows, "", window_over=False, places=[]) if rows else None


def numbered(said: str) -> list[int]:
    """The matters with this whole number, ours or the sender's, whoever may see them. Two halves of
    one statement, each with an index of its own: joined by OR, SQLite reads every matter."""
    ids = Matter.objects.values_list("pk", flat=True)
    theirs = ids.filter(~Q(outside_number=""), outside_number=said)
    return list(ids.filter(number=said).union(theirs, all=True)[: lists.PAGE])


def _condition(scope: lists.Scope, asked: Filters) -> tuple[Q, list[Any]]:
    wanted = Q()
    if asked.state:
        wanted &= GROUPS.get(asked.state) or Q(state=asked.state)
    wanted &= narrow(asked)
    meant: list[Any] = []
    if asked.q:
        said = Q(title__contains=asked.q) | Q(text__contains=asked.q) | Q(spot__contains=asked.q)
        if asked.q.isdecimal() and len(asked.q) <= 6:
            said |= Q(seq=int(asked.q))
        meant = places.find(asked.q)
        for place in meant:
            column = SCOPE_OF.get(Kind(place.kind), "place_id")
            said |= Q(**{column: place.pk}) | Q(place_id=place.pk)
        wanted &= said
    return wanted, meant


def narrow(asked: Filters) -> Q:
    """By lane, category and unit."""
    wanted = Q()
    if asked.lane:
        wanted &= Q(lane="" if asked.lane == "none" else asked.lane)
    if asked.category:
        wanted &= Q(category_id=int(asked.category))
    if asked.unit:
        wanted &= Q(unit_id=int(asked.unit))
    return wanted


def units(scope: lists.Scope, county_id: int | None) -> list[tuple[str, str]]:
    """The units one can filter by: those of the county, at most 200. One statement."""
    if scope.column == "unit_id" or county_id is None:
        return []
    found = Unit.objects.filter(place__county_id=county_id).order_by("place__kind", "name")
    if scope.column in {"village_id", "grid_id"}:
        found = found.filter(Q(place_id=scope.id) | Q(place__kind__in=["county", "township"]))
    return [(str(pk), name) for pk, name in found.values_list("pk", "name")[:200]]


def _month(text: str) -> tuple[datetime, datetime] | None:
    """From its first moment to the first of the next, in Shanghai; None if it is no month."""
    year, dash, month = text.partition("-")
    if not (dash and len(year) == 4 and year.isdecimal() and month.isdecimal() and len(month) == 2):
        return None
    if not (1 <= int(month) <= 12 and 2000 <= int(year) <= 2200):
        return None
    begin = datetime(int(year), int(month), 1, tzinfo=timezone.get_current_timezone())
    following = (int(year) + 1, 1) if month == "12" else (int(year), int(month) + 1)
    return begin, replace_month(begin, *following)


def replace_month(moment: datetime, year: int, month: int) -> datetime:
    """The same moment in another month."""
    return moment.replace(year=year, month=month)


def _is_id(text: str) -> bool:
    return text.isdecimal() and len(text) < 20


def without(asked: Filters, name: str) -> Filters:
    """The same filters with one dropped."""
    return replace(asked, **{name: ""})
