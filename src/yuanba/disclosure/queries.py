"""What is shown of it: the public wall, and the desk's list of rows to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Subquery, Sum
from django.http import Http404

from yuanba.base import clock, permits
from yuanba.base.errors import Denied
from yuanba.base.models import Counter
from yuanba.base.permits import Actor
from yuanba.disclosure import rules
from yuanba.disclosure.models import (
    CLOSED,
    COUNTED,
    COUNTED_AT,
    PUBLIC,
    READABLE,
    DayTally,
    Row,
    Standing,
    Voided,
    Wait,
)
from yuanba.disclosure.rates import taken_in_by
from yuanba.disclosure.rules import Rate, RowState, Step
from yuanba.matters.rules import INTAKE
from yuanba.people.models import Person
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind

PAGE = 20
ON_WALL = 200  # struck-out numbers of one month
WALLS = {Kind.COUNTY, Kind.TOWNSHIP, Kind.VILLAGE, Kind.COMMUNITY}
BELOW = {Kind.COUNTY: "township_id", Kind.TOWNSHIP: "village_id"}
EMPTY = dict.fromkeys([*COUNTED, "contact_open"], 0)


@dataclass(frozen=True, slots=True)
class Below:
    """A village of a township, a township of a county: in the order of the place list, never ranked."""

    id: int
    name: str
    received: int
    finished: int
    open: int


@dataclass(frozen=True, slots=True)
class Stands:
    """Open matters with one unit: how many, how many past their limit, what they wait for."""

    unit_name: str
    n: int
    late: int
    steps: tuple[tuple[Step, int], ...]


@dataclass(frozen=True, slots=True)
class Wall:
    """One month of one place, and how it stands now."""

    place: Place
    first: date
    until: date
    counts: Mapping[str, int]
    rates: list[Rate]
    below: list[Below]
    standing: list[Stands]
    open: int
    late: int
    rows: list[Row]
    voided: list[Voided]  # numbers struck out in this month
    next_after: str  # cursor of the next page of rows, or empty
    as_of: datetime | None


def wall(place_id: int, *, first: date, after: str = "", size: int = PAGE) -> Wall:
    """The wall of a village, township or county for the month that begins on `first`.

    Five statements, whatever is stored. Raises Http404 for a place that has no wall.
    """
    place, children = _place(place_id)
    column = SCOPE_OF[Kind(place.kind)]
    until = rules.next_month(first)
    here = {column: place.pk}
    below = BELOW.get(Kind(place.kind))
    sums, of_child = _tallies(here, first, until, below, _open_since(place))
    standing, open_of = _standing(here, below)
    rows = _rows(here, first, until, after, size)
    voided = Voided.objects.filter(**here, voided__gte=first, voided__lt=until)
    return Wall(
        place=place,
        voided=list(voided.order_by("-voided", "-id")[:ON_WALL]),
        first=first,
        until=until,
        counts=sums,
        rates=rules.rates(sums, waits=waits(here, first, until)),
        below=[_below(child, of_child, open_of) for child in children],
        standing=standing,
        open=sum(s.n for s in standing),
        late=sum(s.late for s in standing),
        rows=rows[:size],
        next_after=cursor(rows[size - 1]) if len(rows) > size else "",
        as_of=_moment(getattr(place, "tallied", None)),
    )


def _below(
    child: Place, sums: Mapping[int, Mapping[str, int]], open_of: Mapping[int, int]
) -> Below:
    n = sums.get(child.pk, EMPTY)
    return Below(child.pk, child.name, n["received"], n["finished"], open_of.get(child.pk, 0))


def _place(place_id: int) -> tuple[Place, list[Place]]:
    """The place and the living ones with a wall directly below it. One statement."""
    tallied = Counter.objects.filter(name=COUNTED_AT).values("n")[:1]
    calendar = Counter.objects.filter(name="calendar").values("n")[:1]
    found = (
        Place.objects.filter(Q(pk=place_id) | Q(parent_id=place_id, until=None), kind__in=WALLS)
        .select_related("parent")
        .annotate(tallied=Subquery(tallied), calendar=Subquery(calendar))
        .order_by("name", "pk")
    )
    places = list(found)
    place = next((p for p in places if p.pk == place_id), None)
    if place is None:
        raise Http404
    return place, [p for p in places if p.pk != place_id]


def _tallies(
    here: Mapping[str, int], first: date, until: date, child: str | None, open_since: date
) -> tuple[dict[str, int], dict[int, dict[str, int]]]:
    """The month's sums, and those of each place below. One statement."""
    rows = DayTally.objects.filter(**here, day__gte=first, day__lt=until).order_by()
    named: dict[str, Any] = {f"n_{name}": Sum(name) for name in COUNTED}
    # told so lately that nobody had to take it in yet
    named["n_contact_open"] = Sum("uncontacted", filter=Q(day__gte=open_since), default=0)
    grouped = rows.values(child or next(iter(here))).annotate(**named)
    of_child = {
        int(g[child or next(iter(here))]): {name[2:]: int(g[name]) for name in named}
        for g in grouped
    }
    names = [*COUNTED, "contact_open"]
    sums = {name: sum(n[name] for n in of_child.values()) for name in names}
    return sums, of_child


def _open_since(place: Place) -> date:
    """The first day whose matters need not have been taken in by now (two working days). No
    statement: the calendar is kept in memory, its version was read with the place."""
    now, calendar = clock.now(), places.calendar(getattr(place, "calendar", None) or 0)
    day = clock.day_of(now)
    while taken_in_by(day - timedelta(days=1), INTAKE, calendar) > now:
        day -= timedelta(days=1)
    return day


def waits(here: Mapping[str, int], since: date, until: date) -> dict[int, int]:
    """How long it took until somebody took them in: matters by class of minutes. One statement."""
    rows = Wait.objects.filter(**here, day__gte=since, day__lt=until)
    return dict(rows.order_by().values_list("minutes").annotate(n=Sum("n")))


def _standing(here: Mapping[str, int], child: str | None) -> tuple[list[Stands], dict[int, int]]:
    """What is open now, by unit; and how much in each place below. One statement."""
    names = ["unit_name", "step", *([child] if child else [])]
    grouped = (
        Standing.objects.filter(**here)
        .order_by()
        .values(*names)
        .annotate(open=Sum("n"), overdue=Sum("late"))
    )
    units: dict[str, list[Any]] = {}
    open_of: dict[int, int] = {}
    for g in grouped:
        unit = units.setdefault(g["unit_name"], [0, 0, {}])
        unit[0] += g["open"]
        unit[1] += g["overdue"]
        step = Step(g["step"])
        unit[2][step] = unit[2].get(step, 0) + g["open"]
        if child:
            open_of[g[child]] = open_of.get(g[child], 0) + g["open"]
    order = list(Step)
    stands = [
        Stands(name, n, late, tuple(sorted(steps.items(), key=lambda s: order.index(s[0]))))
        for name, (n, late, steps) in units.items()
    ]
    # fixed order: by name, those without a unit last; units are not ranked
    return sorted(stands, key=lambda s: (not s.unit_name, s.unit_name)), open_of


def _rows(here: Mapping[str, int], first: date, until: date, after: str, size: int) -> list[Row]:
    """The rows closed in the month, the newest first, one more than a page. One statement."""
    rows = Row.objects.filter(PUBLIC, **here, closed__gte=first, closed__lt=until)
    return rows_after(rows, after, size)


def rows_after(rows: QuerySet[Row], after: str, size: int) -> list[Row]:
    """The newest first after this key, one more than a page. One statement."""
    if (seen := _seen(after)) is not None:
        closed, pk = seen
        rows = rows.filter(closed__lte=closed).exclude(closed=closed, id__gte=pk)
    return list(rows.order_by("-closed", "-id")[: size + 1])


def cursor(row: Row) -> str:
    return f"{row.closed:%Y-%m-%d}.{row.pk}"


def _seen(after: str) -> tuple[date, int] | None:
    day, _dot, pk = after.partition(".")
    try:
        return (date.fromisoformat(day), int(pk)) if len(pk) < 20 else None
    except ValueError:
        return None


def _moment(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def place_of(place_id: int) -> Place:
    """The county of this id. Raises Http404 for any other. One statement."""
    found = Place.objects.filter(pk=place_id, kind=Kind.COUNTY).first()
    if found is None:
        raise Http404
    return found


def counties() -> list[Place]:
    """The living counties, for the first page of the wall. One statement."""
    return list(Place.objects.filter(kind=Kind.COUNTY, until=None).order_by("name", "pk")[:200])


def village_of(place_id: int) -> int | None:
    """The village or community in which a smaller place lies: its wall is the place's wall."""
    return Place.objects.filter(pk=place_id).values_list("village_id", flat=True).first()


# ---- the sums of any span of days, for the indicators


@dataclass(frozen=True, slots=True)
class Sums:
    """The counts of a span of days in a place, and of each place directly below it."""

    place: Place
    counts: dict[str, int]
    waits: dict[int, int]
    below: list[tuple[Place, dict[str, int]]]  # in the order of the place list, never ranked
    as_of: datetime | None


def sums(place_id: int, *, since: date, until: date, below: bool = False) -> Sums:
    """The counts of matters told from `since` to before `until` in a place. Three statements."""
    place, children = _place(place_id)
    here = {SCOPE_OF[Kind(place.kind)]: place.pk}
    child = BELOW.get(Kind(place.kind)) if below else None
    counts, of_child = _tallies(here, since, until, child, _open_since(place))
    return Sums(
        place=place,
        counts=counts,
        waits=waits(here, since, until),
        below=[(c, of_child.get(c.pk, EMPTY)) for c in children] if child else [],
        as_of=_moment(getattr(place, "tallied", None)),
    )


# ---- the desk


def within(reader: Person, act: str) -> Q:
    """The rows whose place the reader's posts reach, by the scope columns."""
    found = Q(pk__in=[])
    for post in reader.held():
        column = SCOPE_OF.get(Kind(post.place.kind))
        if post.role in permits.TABLE[act] and column not in (None, "grid_id"):
            found |= Q(**{str(column): post.place_id})
    return found


def to_read(reader: Person, state: RowState, *, after: int | None = None) -> list[Row]:
    """Rows in this state in the reader's places, the oldest first. One statement."""
    rows = Row.objects.filter(within(reader, "disclosure.see"), READABLE, state=state)
    rows = rows.select_related("published_by")
    if after is not None:
        rows = rows.filter(id__gt=after)
    return list(rows.order_by("id")[: PAGE + 1])


def how_many(reader: Person, *, most: int = 1000) -> dict[str, int]:
    """Rows per state in the reader's places; drafts and held ones are counted up to `most`."""
    mine = Row.objects.filter(within(reader, "disclosure.see"), READABLE)
    return {
        s: mine.filter(state=s).order_by()[:most].count() for s in (RowState.DRAFT, RowState.HELD)
    }


def row(reader: Actor, row_id: int) -> Row:
    """One row, for somebody who looks after it. Raises Denied alike for "none" and "not yours"."""
    found = Row.objects.select_related("published_by").filter(READABLE, pk=row_id).first()
    if found is None:
        raise Denied("disclosure.see")
    permits.require(reader, "disclosure.see", reach=found.reach)
    return found


def public_row(row_id: int) -> Row | None:
    """A closed row that hangs on the wall now, or None. One statement."""
    return Row.objects.filter(PUBLIC, CLOSED, pk=row_id).first()


def rows_of(matter_id: int) -> Row | None:
    """The public row of a matter, whatever its state; for the file of the matter."""
    return Row.objects.filter(matter_id=matter_id).first()
