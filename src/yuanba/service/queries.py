"""What is shown of service days: when the next one is, who comes, what was told, what is still open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from yuanba.matters.models import Matter
from yuanba.matters.queries import labels, lists
from yuanba.matters.rules import OVER, State
from yuanba.people.models import Membership
from yuanba.people.queries import masked
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM
from yuanba.service import rules
from yuanba.service.models import (
    Member,
    Opinion,
    Present,
    Reception,
    Schedule,
    ServiceDay,
    Taskforce,
)
from yuanba.service.rules import Planned, Series

AHEAD = timedelta(days=60)
MOST = 50
SHEET = 200  # matters on one day's sheet

# ---- when


def schedule_for(place: Place, series: Series) -> Schedule | None:
    """The rhythm that holds here: the township's own, else the county's. One statement."""
    above = [i for i in (place.township_id, place.county_id) if i is not None]
    rows = Schedule.objects.filter(place_id__in=above, series=series, until=None)
    found = {row.place_id: row for row in rows.prefetch_related("changes")}
    return next((found[i] for i in above if i in found), None)


def planned(schedule: Schedule | None, start: date, end: date) -> list[Planned]:
    """The days of this rhythm in a span, by today's calendar and the exceptions."""
    if schedule is None:
        return []
    moved: Mapping[date, date | None] = {c.day: c.moved_to for c in schedule.changes.all()}
    calendar = places.calendar()
    return rules.days(schedule.rhythm, moved, calendar, start=start, end=end)


def is_planned(place: Place, series: Series, today: date) -> bool:
    return bool(planned(schedule_for(place, series), today, today))


@dataclass(frozen=True)
class Next:
    """The next day at a place, as everybody may read it."""

    day: date
    opens: time
    closes: time
    instead_of: date | None
    venue: str


def next_days(place: Place, series: Series, today: date, most: int = 4) -> list[Next]:
    """The next few days. Three statements."""
    schedule = schedule_for(place, series)
    if schedule is None:
        return []
    last = ServiceDay.objects.filter(place=place, series=series).order_by("-day").first()
    venue = last.venue if last else ""
    coming = planned(schedule, today, today + AHEAD)[:most]
    return [Next(p.day, schedule.opens, schedule.closes, p.instead_of, venue) for p in coming]


# ---- who


def group_of(place: Place, series: Series) -> Taskforce | None:
    """The living group of a place, or of the village it lies in. One statement."""
    rows = Taskforce.objects.filter(
        place_id__in=[place.pk, place.village_id or place.pk], series=series, until=None
    )
    return rows.order_by("id").first()


def members(group: Taskforce | None) -> list[Member]:
    """Those who sit in it now, leaders first. One statement."""
    if group is None:
        return []
    order = list(rules.Seat)
    found = group.members.filter(until=None)
    return sorted(found, key=lambda m: (order.index(rules.Seat(m.seat)), m.pk))


@dataclass(frozen=True)
class Cover:
    """One village or community with its group, its last day, and what came of what was told."""

    place: Place
    group: Taskforce | None
    seats: int
    last: date | None
    held: int
    told: int
    closed: int


def coverage(column: str, scope_id: int, series: Series) -> list[Cover]:
    """Every village and community of a township or county: has it a group, when was the last day,
    how many of the matters told there are struck off (P004-02, P004-03). Four statements."""
    found = Place.objects.filter(**{column: scope_id}, kind__in=BOTTOM, until=None)
    villages = list(found.order_by("township_id", "name", "pk")[:1000])
    ids = [village.pk for village in villages]
    living = Taskforce.objects.filter(place_id__in=ids, series=series, until=None).annotate(
        seats=Count("members", filter=Q(members__until=None))
    )
    groups = {group.place_id: group for group in living}
    held = _held(ids, series)
    told = _told(ids, series)
    return [
        Cover(
            place=village,
            group=groups.get(village.pk),
            seats=getattr(groups.get(village.pk), "seats", 0),
            last=held.get(village.pk, (None, 0))[0],
            held=held.get(village.pk, (None, 0))[1],
            told=told.get(village.pk, (0, 0))[0],
            closed=told.get(village.pk, (0, 0))[1],
        )
        for village in villages
    ]


def _held(ids: list[int], series: Series) -> dict[int, tuple[date | None, int]]:
    rows = ServiceDay.objects.filter(village_id__in=ids, series=series)
    counted = rows.values("village_id").annotate(last=Max("day"), n=Count("id"))
    return {row["village_id"]: (row["last"], row["n"]) for row in counted}


def _told(ids: list[int], series: Series) -> dict[int, tuple[int, int]]:
    rows = Reception.objects.filter(village_id__in=ids, day__series=series)
    rows = rows.filter(matter__concerned=False)  # for every reader: only what is about nobody
    counted = rows.values("village_id").annotate(
        n=Count("id"), done=Count("id", filter=Q(matter__state=State.CLOSED))
    )
    return {row["village_id"]: (row["n"], row["done"]) for row in counted}


def group(group_id: int) -> Taskforce | None:
    return Taskforce.objects.select_related("place").filter(pk=group_id).first()


def schedule(schedule_id: int) -> Schedule | None:
    """A rhythm that holds today."""
    rows = Schedule.objects.select_related("place")
    return rows.filter(pk=schedule_id, until=None).first()


# ---- where


def living(place_id: int) -> Place | None:
    return Place.objects.filter(pk=place_id, until=None).first()


def held_in(village: Place) -> list[Place]:
    """The village first, then where a building day can be held. One statement."""
    kinds = rules.SERVED[Series.BUILDING] - BOTTOM
    below = Place.objects.filter(village_id=village.pk, kind__in=kinds, until=None)
    return [village, *below.order_by("kind", "name")[:150]]


def called(village_id: int, name: str) -> int | None:
    """The id of the living place of this name in the village."""
    rows = Place.objects.filter(village_id=village_id, until=None, name=name.strip())
    return rows.values_list("pk", flat=True).first()


# ---- one day


def day_of(place_id: int, series: Series, day: date) -> ServiceDay | None:
    rows = ServiceDay.objects.filter(place_id=place_id, series=series, day=day)
    return rows.select_related("place", "taskforce").first()


def days_today(village_id: int, day: date) -> list[ServiceDay]:
    """Every day held in this village today. One statement."""
    rows = ServiceDay.objects.filter(village_id=village_id, day=day).select_related("place")
    return list(rows.order_by("series", "id"))


def one_day(day_id: int) -> ServiceDay | None:
    return ServiceDay.objects.filter(pk=day_id).select_related("place", "taskforce").first()


def present(day: ServiceDay) -> list[Member]:
    """Those of the group who came. One statement."""
    order = list(rules.Seat)
    came = Member.objects.filter(Exists(Present.objects.filter(member=OuterRef("pk"), day=day)))
    return sorted(came, key=lambda m: (order.index(rules.Seat(m.seat)), m.pk))


@dataclass(frozen=True)
class Told:
    """A matter told on a day, as the desk reads it."""

    row: lists.Row
    at: datetime
    lane: str
    spot: bool
    how: str


def told_on(scope: lists.Scope, day: ServiceDay, now: datetime) -> list[Told]:
    """What was told on a day, the newest first, as far as this scope may see it. One statement."""
    found = scope.rows().filter(reception__day=day).order_by("-reception__at", "-id")[:SHEET]
    extra = ("reception__at", "reception__lane", "reception__spot", "contact__how", "reply_how")
    shown = []
    for m in lists.asked_of(found).values(*lists.FIELDS, *extra):
        row = lists.row_of(m, now, wide=False, by="due_at")
        how = m["reply_how"] or m["contact__how"]
        lane = m["lane"] or m["reception__lane"]
        shown.append(
            Told(row, m["reception__at"], lane, m["reception__spot"], labels.REPLY_HOW.get(how, ""))
        )
    return shown


def to_follow(scope: lists.Scope, village_id: int, today: date, now: datetime) -> list[lists.Row]:
    """下周四要回话的: told on an earlier day here and not struck off yet. One statement."""
    found = scope.rows().filter(reception__village_id=village_id, reception__day__day__lt=today)
    still = found.exclude(state__in=sorted(OVER)).order_by("due_at", "id")[:MOST]
    return lists.rows(still, now, wide=False)


@dataclass(frozen=True)
class Figures:
    told: int
    spot: int
    answer: int  # told earlier here and answered in part: to be told on the next day
    last_told: int
    last_done: int


def figures(scope: lists.Scope, day: ServiceDay, open_before: int) -> Figures:
    """The numbers over a day's page. Two statements."""
    mine = Q(reception__day=day)
    before = (
        ServiceDay.objects.filter(place_id=day.place_id, series=day.series, day__lt=day.day)
        .order_by("-day")
        .values("pk")[:1]
    )
    counted = (
        scope.rows()
        .filter(Q(reception__day=day) | Q(reception__day__in=before))
        .aggregate(
            told=Count("id", filter=mine),
            spot=Count("id", filter=mine & Q(reception__spot=True)),
            last_told=Count("id", filter=~mine),
            last_done=Count("id", filter=~mine & Q(finished_at__isnull=False)),
        )
    )
    return Figures(**counted, answer=open_before)


def held(village_ids: Iterable[int], series: Series | None = None, before: int = 0) -> list[Any]:
    """Days as they were held, the newest first, at most 26. One statement."""
    rows = ServiceDay.objects.filter(village_id__in=list(village_ids)).select_related("place")
    if series:
        rows = rows.filter(series=series)
    if before:
        rows = rows.filter(pk__lt=before)
    rows = rows.annotate(
        told=Count("receptions", filter=PLAIN), spot=Count("receptions", filter=PLAIN & SPOT)
    )
    return list(rows.order_by("-id")[:26])


SPOT = Q(receptions__spot=True)
PLAIN = Q(receptions__matter__concerned=False)  # what is about somebody is counted by who hears it


# ---- who is this


@dataclass(frozen=True)
class Known:
    """Somebody in the register of households who may be the one who speaks."""

    person_id: int
    name: str
    phone: str
    shown: str
    address: str
    earlier: int  # matters of this year that he told by his own account


def known(village_id: int, name: str, hint: str, since: date) -> list[Known]:
    """People of this village with this name, whose telephone ends so or whose address holds these
    words. At most three; two statements. An empty hint fits everybody of the name."""
    name, hint = name.strip(), "".join(hint.split())
    if len(name) < 2:
        return []
    living = Membership.objects.filter(
        until=None, household__place__village_id=village_id, person__name=name
    )
    if hint:
        living = living.filter(
            Q(person__phone__endswith=hint) | Q(household__address__contains=hint)
        )
    told = Matter.objects.filter(
        reporter=OuterRef("person_id"), reported_at__date__gte=since, concerned=False
    )
    rows = living.annotate(again=Exists(told)).order_by("id")
    found = rows.values_list(
        "person_id", "person__name", "person__phone", "household__address", "again"
    )[:3]
    return [Known(pk, n, phone, masked(phone), at, int(again)) for pk, n, phone, at, again in found]


# ---- for everybody


@dataclass(frozen=True)
class Sheet:
    """A day as it hangs on the wall: who came, counts, what became of what was told. No names of
    those who spoke, no words of theirs."""

    day: ServiceDay
    came: list[Member]
    rows: list[dict[str, Any]]
    told: int
    spot: int
    done: int
    deeds: list[Any]
    opinions: list[tuple[Any, int]]


def sheet(day: ServiceDay) -> Sheet:
    """Five statements, whatever was told."""
    open_to_all = Matter.objects.filter(reception__day=day, restricted=False, concerned=False)
    rows: list[Any] = list(
        open_to_all.order_by("reception__at", "id").values(
            "number", "lane", "state", "outcome", "reception__spot", "category__name",
            "category__name_en", "unit__name", "finished_at",
        )[:SHEET]
    )  # fmt: skip
    asked = day.opinions.values("question").annotate(n=Count("id")).order_by("question")
    return Sheet(
        day=day,
        came=present(day),
        rows=rows,
        told=len(rows),
        spot=sum(row["reception__spot"] for row in rows),
        done=sum(row["finished_at"] is not None for row in rows),
        deeds=list(day.deeds.order_by("id")),
        opinions=[(rules.QUESTION_WORDS[row["question"]], row["n"]) for row in asked],
    )


def suggestions(column: str, scope_id: int, most: int = MOST) -> QuerySet[Any]:
    """意见建议 sent upward, the newest first. One statement."""
    rows = Opinion.objects.filter(upward=True, **{f"day__{column}": scope_id})
    return rows.select_related("day", "day__place").order_by("-id")[:most]
