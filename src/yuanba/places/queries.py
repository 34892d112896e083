"""What can be read about places and days. Reads only; the tree and its codes are public."""

import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from yuanba.base import permits
from yuanba.base.models import Counter, Record
from yuanba.base.permits import Actor
from yuanba.places.models import (
    CalendarYear,
    Day,
    Place,
    PlaceAlias,
    PlaceCode,
    PlacePast,
    Succession,
)
from yuanba.places.rules import BOTTOM, SCOPE_OF, UNDER, Calendar, DayKind, Kind

MOST = 50  # rows of a list shown at once
MOST_CALLED = 500  # places of a village on the page of its aliases
MOST_MOVED = 500  # moved limits counted on the calendar page
# The bureau's lists call a village by its committee: 木耳村 is 木耳村村民委员会 or 木耳村委会.
COMMITTEES = ("民委员会", "委会", "村民委员会", "村委会", "居民委员会", "居委会", "社区居委会")


# ---- the tree -----------------------------------------------------------------------------------


def one(place_id: int) -> Place:
    """Raises Place.DoesNotExist. One statement."""
    return Place.objects.select_related("parent").get(pk=place_id)


def counties() -> QuerySet[Place]:
    return Place.objects.filter(parent=None, until=None).order_by("region", "name")


def children(place_id: int, *, on: date | None = None) -> QuerySet[Place]:
    """What stands directly under it: living today, or existing on that day. One statement."""
    return _existing(Place.objects.filter(parent_id=place_id), on).order_by("kind", "name", "pk")


def subtree(place: Place, *, on: date | None = None) -> QuerySet[Place]:
    """Everything below it and itself, by its scope column. One statement.

    Only for kinds that have one: county, township, village, community, grid.
    """
    column = SCOPE_OF[Kind(place.kind)]
    below = Place.objects.filter(**{"county_id": place.county_id, column: place.pk})
    return _existing(below, on)


def ancestors(place: Place) -> list[Place]:
    """The places above it, from the county down. One statement, or one per level below a grid."""
    above = [place.county_id, place.township_id, place.village_id, place.grid_id]
    wanted = {i for i in above if i is not None} - {place.pk}
    found = {p.pk: p for p in Place.objects.filter(pk__in=wanted)}
    line = [found[i] for i in above if i in found]
    parent_id, between = place.parent_id, []
    while parent_id is not None and parent_id not in found:
        parent = Place.objects.get(pk=parent_id)
        between.append(parent)
        parent_id = parent.parent_id
    return line + between[::-1]


def scope_of(actor: Actor) -> list[Place]:
    """The counties whose places this person administers or may look through. One statement."""
    return [c for c in counties() if permits.may(actor, "places.see", reach=frozenset({c.pk}))]


def codes(place_id: int) -> list[PlaceCode]:
    return list(PlaceCode.objects.filter(place_id=place_id).order_by("since", "system", "pk"))


def past(place_id: int) -> list[PlacePast]:
    rows = PlacePast.objects.filter(place_id=place_id).select_related("parent")
    return list(rows.order_by("since", "pk"))


def aliases(place_id: int) -> list[PlaceAlias]:
    """What people call it today. One statement."""
    return list(PlaceAlias.objects.filter(place_id=place_id, until=None).order_by("name"))


def called_within(village_id: int) -> list[tuple[Place, list[PlaceAlias]]]:
    """The living places of a village, itself first, each with its aliases; at most 500. Two
    statements."""
    found = Place.objects.filter(village_id=village_id, until=None).order_by("kind", "name", "pk")
    rows = sorted(found[:MOST_CALLED], key=lambda p: p.pk != village_id)
    by_place: dict[int, list[PlaceAlias]] = {}
    for alias in PlaceAlias.objects.filter(place__in=rows, until=None).order_by("name"):
        by_place.setdefault(alias.place_id, []).append(alias)
    return [(place, by_place.get(place.pk, [])) for place in rows]


def words_for_places(village_id: int) -> list[tuple[str, int, str]]:
    """By what words the living places of a village are known: (word, id, name), itself and its names
    among them; old names and aliases too. One statement."""
    inside = Place.objects.filter(village_id=village_id, until=None)
    columns = ("place__village_id", "place__until")
    here = dict(zip(columns, (village_id, None), strict=True))
    past = PlacePast.objects.filter(**here).values_list("name", "place_id", "place__name")
    called = PlaceAlias.objects.filter(**here, until=None)
    named = inside.values_list("name", "pk", F("name"))
    return list(named.union(past, called.values_list("name", "place_id", "place__name"), all=True))


def succession(place_id: int) -> list[Succession]:
    """What went into it and what it went into."""
    rows = Succession.objects.filter(Q(before_id=place_id) | Q(after_id=place_id))
    return list(rows.select_related("before", "after").order_by("on", "pk"))


def _existing(rows: QuerySet[Place], on: date | None) -> QuerySet[Place]:
    if on is None:
        return rows.filter(until=None)
    return rows.filter(since__lte=on).filter(Q(until=None) | Q(until__gt=on))


# ---- finding ------------------------------------------------------------------------------------


def find(text: str, on: date | None = None) -> list[Place]:
    """The places that this code or name means or ever meant, and those that go on for them.

    Living ones first; with `on` only those that existed on that day. At most six statements,
    however many places there are.
    """
    said = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if not said:
        return []
    ids = set(
        PlaceCode.objects.filter(code__in=_code_forms(said)).values_list("place_id", flat=True)
    )
    if not said.isdigit():
        names = _name_forms(said)
        here = Place.objects.filter(name__in=names).values_list("pk", flat=True)
        ids |= set(here[: MOST * 4])  # there are hundreds of 新村 in the country
        ids |= set(Place.objects.filter(short=said).exclude(short="").values_list("pk", flat=True))
        past = PlacePast.objects.filter(name__in=names).values_list("place_id", flat=True)
        called = PlaceAlias.objects.filter(name=said, until=None)
        ids |= set(past.union(called.values_list("place_id", flat=True)))
    ids |= successors(ids)
    found = Place.objects.filter(pk__in=ids).select_related("parent")
    if on is not None:
        found = _existing(found, on)
    return sorted(found, key=lambda p: (p.until is not None, p.county_id or 0, p.name, p.pk))


def successors(place_ids: Iterable[int]) -> set[int]:
    """The places that go on for these, however many steps later. One statement a step."""
    found: set[int] = set()
    step = set(place_ids)
    while step:
        rows = Succession.objects.filter(before_id__in=step).values_list("after_id", flat=True)
        step = set(rows) - found
        found |= step
    return found


def _code_forms(said: str) -> list[str]:
    """500112139 and 500112139000 are one code; a county's is written with 6 digits or with 12."""
    forms = [said]
    if said.isdigit() and len(said) in (6, 9):
        forms += [said.ljust(9, "0"), said.ljust(12, "0")]
    if said.isdigit() and len(said) == 12 and said.endswith("000"):
        forms += [said[:9]] + ([said[:6]] if said.endswith("000000") else [])
    return forms


def _name_forms(said: str) -> list[str]:
    return [said, *(said + committee for committee in COMMITTEES)]


def listed(
    *, q: str = "", code: str = "", parent: int | None = None, after_id: int | None = None
) -> list[Place]:
    """At most 50 places for the public API: by name or code, or the next 50 living ones under a
    parent (the counties if there is none). `after_id` is the last one seen."""
    if q or code:
        return find(code or q)[:MOST]
    rows = Place.objects.filter(parent_id=parent, until=None).order_by("name", "pk")
    if after_id is not None:
        last = Place.objects.filter(pk=after_id).first()
        name = last.name if last else ""
        rows = rows.filter(Q(name__gt=name) | Q(name=name, pk__gt=after_id))
    return list(rows[:MOST])


# ---- the calendar -------------------------------------------------------------------------------

_kept: tuple[int, Calendar] | None = None


def calendar(version: int | None = None) -> Calendar:
    """The working calendar as it is now. One statement by primary key; the days are kept in the
    process and read again when their version is another one.

    A caller that has read the version already (base_counter "calendar") passes it and saves the
    statement. The version is read before the days: a change in between is seen as one again next time.
    """
    global _kept
    if version is None:
        version = Counter.objects.filter(name="calendar").values_list("n", flat=True).first() or 0
    kept = _kept
    if kept is None or kept[0] != version:
        days = list(Day.objects.values_list("day", "kind"))
        kept = _kept = (
            version,
            Calendar(
                off=frozenset(day for day, kind in days if kind == DayKind.OFF),
                worked=frozenset(day for day, kind in days if kind == DayKind.WORKED),
                settled=frozenset(CalendarYear.objects.values_list("year", flat=True)),
            ),
        )
    return kept[1]


def days_of(year: int) -> dict[date, Day]:
    return {row.day: row for row in Day.objects.filter(day__year=year)}


def settled(year: int) -> CalendarYear | None:
    return CalendarYear.objects.filter(year=year).first()


def calendar_changes(year: int, most: int = MOST) -> list[Record]:
    """The changes of this year's days, newest first. One statement."""
    rows = Record.objects.filter(subject_id=year, subject_kind="places.calendaryear")
    return list(rows.select_related("actor").order_by("-id")[:most])


def limits_moved(cause: Record, counties: frozenset[int]) -> list[Record]:
    """The open limits in these counties that this change of the calendar moved, each with its day
    before and after; at most 500. A job works them out, so the list may still be growing."""
    soon = cause.at + timedelta(days=1)  # a failing job gives up sooner
    rows = Record.objects.filter(act="matters.move_limit", at__gte=cause.at, at__lt=soon)
    here = Place.objects.filter(county_id__in=counties).values("pk")
    rows = rows.filter(facts__source=f"{cause.act} {cause.pk}", place_id__in=here)
    moved = rows.order_by("id")[:MOST_MOVED]
    return [row for row in moved if not row.facts.get("concerned")]


# ---- for the administrator's pages --------------------------------------------------------------


def may_see(actor: Actor, place: Place) -> bool:
    return permits.may(actor, "places.see", reach=_at(place)) is not None


def may_change(actor: Actor, act: str, place: Place) -> bool:
    """Whether to offer this act at the place; the act itself asks again."""
    return permits.may(actor, f"places.{act}", reach=_at(place)) is not None


def may_call(actor: Actor, place: Place) -> bool:
    return permits.may(actor, "places.call_also", reach=place.reach) is not None


def may_locate(actor: Actor, place: Place) -> bool:
    return permits.may(actor, "places.locate", reach=place.reach) is not None


def may_change_days(actor: Actor) -> bool:
    reach = frozenset(counties().values_list("pk", flat=True))
    return permits.may(actor, "places.set_day", reach=reach) is not None


def _at(place: Place) -> frozenset[int]:
    return frozenset() if place.county_id is None else frozenset({place.county_id})


def parents_for(actor: Actor, place: Place) -> QuerySet[Place]:
    """Where the place could go: a township to another county of this person, a village or a grid
    anywhere in the county, what is smaller within its village."""
    kind = Kind(place.kind)
    if kind is Kind.TOWNSHIP:
        found = Place.objects.filter(pk__in=[c.pk for c in scope_of(actor)])
    else:
        found = Place.objects.filter(county_id=place.county_id, kind__in=UNDER[kind])
        if kind not in SCOPE_OF:
            found = found.filter(village_id=place.village_id)
    found = found.filter(until=None).exclude(pk__in=[place.pk, place.parent_id])
    return found.select_related("parent").order_by("parent__name", "name", "pk")


def mergeable(place: Place) -> QuerySet[Place]:
    """The living places of its level beside it; of townships and villages, in the whole county."""
    kinds = BOTTOM if place.kind in BOTTOM else {Kind(place.kind)}
    found = Place.objects.filter(county_id=place.county_id, kind__in=kinds, until=None)
    if place.kind not in (Kind.TOWNSHIP, *BOTTOM):
        found = found.filter(parent_id=place.parent_id)
    if place.kind == Kind.COUNTY:
        found = found.none()
    return found.exclude(pk=place.pk).select_related("parent").order_by("parent__name", "name")


def record_since(before: int, act: str) -> Record:
    """The first record of this act with an id greater than `before`."""
    return Record.objects.filter(id__gt=before, act=act).earliest("id")
