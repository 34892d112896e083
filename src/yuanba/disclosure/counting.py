"""Counting matters into the public tables. Always from the matters anew, so a repeat changes nothing.

What is about an official, a unit or a neighbour is not in them while that stands: a village's figure
that is one more than its list would tell those it is kept from (matters.sight). Who hears it counts it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from yuanba.base.models import Record
from yuanba.disclosure.models import COUNTED, Burst, DayTally, Standing, UnitTally, Wait
from yuanba.disclosure.rates import AGAIN, LAST_HOUR, WITHIN, bursts, taken_in_by, wait_class
from yuanba.disclosure.rules import Step, next_month
from yuanba.duties.rules import Lane
from yuanba.matters.models import (
    LEFT_OUT,
    OPEN,
    Contest,
    Drawn,
    Duplicate,
    Ending,
    Exclusion,
    Matter,
)
from yuanba.matters.rules import INTAKE, WAITING_STATES, Channel, Outcome, Refusal, State
from yuanba.matters.rules.sampling import Answer
from yuanba.places import queries as places
from yuanba.places.rules import worked_minutes

COUNTABLE = Matter.objects.filter(concerned=False)
ENDED = ~Q(outcome="") & ~Q(outcome=Outcome.WAITING)
CLOSED = Q(state=State.CLOSED)
HOUR = Q(finished_at__lte=F("due_at"), finished_at__gt=F("due_at") - LAST_HOUR)
ASKED = [Answer.SOLVED, Answer.UNSOLVED]
# What lies beside the matters, by a name: each a set of matter ids.
BESIDE: dict[str, Callable[[], QuerySet[Any]]] = {
    "twin": lambda: Duplicate.objects.all(),
    "out": lambda: Exclusion.objects.filter(LEFT_OUT),
    "late_before": lambda: Ending.objects.filter(late=True),
    "timed_before": lambda: Ending.objects.filter(late__isnull=False),
    "spot_asked": lambda: Drawn.objects.filter(state__in=ASKED),
    "spot_unsolved": lambda: Drawn.objects.filter(state=Answer.UNSOLVED),
    "spot_unreached": lambda: Drawn.objects.filter(state=Answer.UNREACHED),
    "contested": lambda: Contest.objects.all(),
    "back": lambda: Ending.objects.filter(reopened_at__lte=F("finished_at") + AGAIN),
}


def _beside(whole: bool) -> dict[str, Q]:
    """Whether a matter is in each of these sets: one after the other for a day, hashed for all."""
    if whole:
        found = {name: Q(pk__in=rows().values("matter_id")) for name, rows in BESIDE.items()}
    else:
        own = {name: rows().filter(matter=OuterRef("pk")) for name, rows in BESIDE.items()}
        found = {name: Q(Exists(rows)) for name, rows in own.items()}
    burst = Burst.objects.filter(matter_id=OuterRef("pk"), at=OuterRef("closed_at"))
    return found | {"bulk": Q(Exists(burst))}


def counts(whole: bool) -> dict[str, Q]:
    """What each column counts. Work is counted once, voices each, the excluded beside."""
    b = _beside(whole)
    work, voice = ~b["twin"] & ~b["out"], ~b["out"]
    late = Q(late=True) | b["late_before"]
    timed = Q(late__isnull=False) | b["timed_before"]
    return {
        "received": Q(),
        "merged": b["twin"] & ~b["out"],
        "excluded": b["out"],
        "government": work & Q(lane=Lane.GOVERNMENT),
        "communal": work & Q(lane=Lane.COMMUNAL),
        "personal": work & Q(lane=Lane.PERSONAL),
        "refused": work & Q(state=State.REFUSED),
        "finished": work & ENDED,
        "waiting": work & Q(outcome=Outcome.WAITING),
        "timed": work & ENDED & timed,
        "late": work & ENDED & late,
        "replied": voice & Q(replied_at__isnull=False),
        "solved": voice & Q(solved=True),
        "unsolved": voice & Q(solved=False),
        "called_back": voice & Q(rated_by="callback"),
        "satisfied": voice & Q(satisfied=True),
        "unsatisfied": voice & Q(satisfied=False),
        "closed": work & CLOSED,
        "confirmed": work & CLOSED & Q(confirmed=True),
        "unconfirmed": work & CLOSED & Q(confirmed=False),
        "unasked": work & CLOSED & Q(confirmed__isnull=True),
        "reopened": work & Q(reopened__gt=0),
        "last_hour": work & ENDED & HOUR,
        "staff_satisfied": voice & Q(satisfied=True, rated_by="callback"),
        "spot_asked": voice & b["spot_asked"],
        "spot_unsolved": voice & b["spot_unsolved"],
        "spot_unreached": voice & b["spot_unreached"],
        "contested": voice & b["contested"],
        "repeated": voice & (b["twin"] | b["back"] | Q(refusal=Refusal.REPEATED)),
        "bulk": work & CLOSED & b["bulk"],
    }


# What the database does not count: it asks the working calendar and what the records say.
ASIDE = ["reclassified", "contacted", "contacted_in_time", "uncontacted", "contact_unknown"]
assert [*counts(whole=True), *ASIDE] == COUNTED

STEP = Case(
    When(state__in=sorted(WAITING_STATES), then=Value(Step.UNSORTED)),
    When(outcome=Outcome.WAITING, then=Value(Step.WAITING)),
    When(state=State.FINISHED, then=Value(Step.ANSWER)),
    When(state__in=[State.REPLIED, State.EVALUATED], then=Value(Step.JUDGE)),
    default=Value(Step.DOING),
)


def recount_day(village_id: int, day: date) -> None:
    """Count again the matters told in this village on this day. Five statements."""
    start = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    end = start + timedelta(days=1)
    told = COUNTABLE.filter(village_id=village_id, reported_at__gte=start, reported_at__lt=end)
    aside = Aside(told, whole=False)
    if not _tally(told, aside, whole=False):
        DayTally.objects.filter(village_id=village_id, day=day).delete()
    with transaction.atomic():
        Wait.objects.filter(village_id=village_id, day=day).delete()
        Wait.objects.bulk_create(aside.waits())


def recount_all() -> int:
    """Count everything again, and forget village-days that are gone; returns how many there are."""
    with transaction.atomic():
        DayTally.objects.all().delete()
        Wait.objects.all().delete()
        aside = Aside(COUNTABLE.all(), whole=True)
        n = _tally(COUNTABLE.all(), aside, whole=True)
        Wait.objects.bulk_create(aside.waits(), batch_size=500)
        return n


# What a unit answers for: what is confidential names none.
OF_UNITS = COUNTABLE.filter(restricted=False, unit__isnull=False)


def recount_units(village_id: int, month: date) -> None:
    """Count again, by unit, the matters told in this village in this month. Three statements."""
    start, end = (
        timezone.make_aware(datetime.combine(day, datetime.min.time()))
        for day in (month, next_month(month))
    )
    told = OF_UNITS.filter(village_id=village_id, reported_at__gte=start, reported_at__lt=end)
    wanted = counts(whole=False)
    grouped = (
        told.order_by()
        .values("unit_id")
        .annotate(
            county=Max("county_id"),
            township=Max("township_id"),
            **{f"n_{name}": Count("id", filter=q) for name, q in wanted.items()},
        )
    )
    rows = [
        UnitTally(
            village_id=village_id,
            unit_id=g["unit_id"],
            month=month,
            county_id=g["county"],
            township_id=g["township"],
            **{name: dict(g)[f"n_{name}"] for name in wanted},
        )
        for g in grouped
    ]
    with transaction.atomic():
        UnitTally.objects.filter(village_id=village_id, month=month).delete()
        UnitTally.objects.bulk_create(rows, batch_size=250)


def recount_all_units() -> None:
    """Every village and month again, each by itself: nobody waits long for the whole. The days, counted
    before (recount_all), say what there is."""
    days = DayTally.objects.values_list("village_id", "day")
    wanted = {(village, day.replace(day=1)) for village, day in days.iterator()}
    kept = set(UnitTally.objects.values_list("village_id", "month").distinct())
    for village, month in sorted(wanted | kept):
        recount_units(village, month)


class Aside:
    """What Python counts: first answers in working time, and lanes that were changed.

    One statement for the matters and one for the records, read row by row.
    """

    def __init__(self, told: QuerySet[Matter], *, whole: bool) -> None:
        self.n: dict[tuple[int, date], Counter[str]] = defaultdict(Counter)
        self.waited: Counter[tuple[int, int, int, date, int]] = Counter()
        self.calendar = places.calendar()
        self.ends: dict[date, datetime] = {}
        beside = _beside(whole)
        work = told.filter(~beside["twin"], ~beside["out"]).order_by()
        rows = work.values_list(
            "county_id",
            "township_id",
            "village_id",
            "reported_at",
            "accepted_at",
            "channel",
            "state",
        )
        for row in rows.iterator(chunk_size=5000):
            self._count(*row)
        again = Record.objects.filter(act="matters.triage", facts__again=True)
        again = again if whole else again.filter(subject_id__in=told.values("pk"))
        changed = {pk for pk, facts in again.values_list("subject_id", "facts") if _moved(facts)}
        listed = sorted(changed)
        for start in range(0, len(listed), 500):
            some = work.filter(pk__in=listed[start : start + 500])
            for village, at in some.values_list("village_id", "reported_at"):
                self.n[village, timezone.localdate(at)]["reclassified"] += 1

    def _count(
        self,
        county: int,
        township: int,
        village: int,
        told_at: datetime,
        taken_at: datetime | None,
        channel: str,
        state: str,
    ) -> None:
        day = timezone.localdate(told_at)
        n = self.n[village, day]
        if channel == Channel.IMPORT or (taken_at is None and state == State.REFUSED):
            n["contact_unknown"] += 1
        elif taken_at is None:
            n["uncontacted"] += 1
        else:
            n["contacted"] += 1
            n["contacted_in_time"] += taken_at <= self._end(day)
            minutes = wait_class(worked_minutes(told_at, taken_at, self.calendar))
            self.waited[county, township, village, day, minutes] += 1

    def _end(self, day: date) -> datetime:
        if day not in self.ends:
            self.ends[day] = taken_in_by(day, INTAKE, self.calendar)
        return self.ends[day]

    def waits(self) -> list[Wait]:
        """The classes of waiting as rows."""
        return [
            Wait(county_id=c, township_id=t, village_id=v, day=d, minutes=m, n=n)
            for (c, t, v, d, m), n in self.waited.items()
        ]


def _moved(facts: dict[str, Any]) -> bool:
    """Whether a sorting again changed the lane, not only the unit."""
    return facts.get("lane") != facts.get("lane_before")


def _tally(told: QuerySet[Matter], aside: Aside, *, whole: bool) -> int:
    named = {f"n_{name}": Count("id", filter=q) for name, q in counts(whole).items()}
    grouped = (
        told.annotate(day=TruncDate("reported_at", tzinfo=timezone.get_current_timezone()))
        .order_by()
        .values("village_id", "day")
        # a village that changed its township counts for the one it belongs to now
        .annotate(county=Max("county_id"), township=Max("township_id"), **named)
    )
    rows = [
        DayTally(
            village_id=g["village_id"],
            day=g["day"],
            county_id=g["county"],
            township_id=g["township"],
            **{name: dict(g).get(f"n_{name}", 0) for name in COUNTED if name not in ASIDE},
            **{name: aside.n[g["village_id"], g["day"]][name] for name in ASIDE},
        )
        for g in grouped.iterator(chunk_size=2000)
    ]
    DayTally.objects.bulk_create(
        rows,
        batch_size=250,
        update_conflicts=True,
        unique_fields=["village_id", "day"],
        update_fields=["county_id", "township_id", *COUNTED],
    )
    return len(rows)


# ---- many closed by one person within minutes


def recount_bursts(since: datetime | None) -> set[int]:
    """Find again what was closed in bulk from this moment on, or ever; returns the matters' ids.

    Reads the 销号 records in the order of time. Of a matter closed twice in bulk the last one counts.
    """
    closings = Record.objects.filter(act="matters.close")
    if since is not None:
        closings = closings.filter(at__gte=since - WITHIN)
    rows = closings.order_by("at", "id").values_list("actor_id", "at", "subject_id")
    found = dict(sorted(bursts((who, at, (pk, at)) for who, at, pk in rows.iterator())))
    if since is None:
        Burst.objects.all().delete()
    made = [Burst(matter_id=pk, at=at) for pk, at in found.items()]
    Burst.objects.bulk_create(
        made,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["matter_id"],
        update_fields=["at"],
    )
    return set(found)


def recount_standing(now: datetime, villages: Iterable[int] | None = None) -> None:
    """Count again what is open in these villages, or in all. Restricted matters name no unit."""
    matters, kept = COUNTABLE.filter(OPEN), Standing.objects.all()
    if villages is not None:
        wanted = list(villages)
        matters, kept = matters.filter(village_id__in=wanted), kept.filter(village_id__in=wanted)
    overdue = Q(due_at__lt=now) & ~Q(state__in=[State.FINISHED, State.REPLIED, State.EVALUATED])
    named = Case(
        When(Q(restricted=True) | Q(unit__isnull=True), then=Value("")), default="unit__name"
    )
    grouped = (
        matters.annotate(step=STEP, named=named)
        .order_by()
        .values("village_id", "named", "step")
        .annotate(
            county=Max("county_id"),
            township=Max("township_id"),
            open=Count("id"),
            overdue=Count("id", filter=overdue),
        )
    )
    rows = [
        Standing(
            county_id=g["county"],
            township_id=g["township"],
            village_id=g["village_id"],
            unit_name=g["named"],
            step=g["step"],
            n=g["open"],
            late=g["overdue"],
        )
        for g in grouped
    ]
    with transaction.atomic():
        kept.delete()
        Standing.objects.bulk_create(rows, batch_size=500)
