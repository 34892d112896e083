"""One day: where it is held, who came, what was told, what is still open, who this may be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from yuanba.matters.models import Matter
from yuanba.matters.queries import labels, lists
from yuanba.matters.rules import OVER
from yuanba.people.models import Membership
from yuanba.people.queries import masked
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM
from yuanba.service import rules
from yuanba.service.models import Member, Present, ServiceDay
from yuanba.service.rules import Series

MOST = 50
SHEET = 200  # matters on one day's sheet


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
