"""Writing the public figures anew, in short transactions: a village's days, its months by unit, what is
open now, what was closed in bulk. What each column counts stands in counting.py."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.db import connection, transaction
from django.db.models import Case, Count, DateField, Max, Q, Value, When
from django.db.models.functions import TruncDate, TruncMonth
from django.utils import timezone

from yuanba.base.database import turn_to_write
from yuanba.base.models import Record
from yuanba.disclosure.counting import COUNTABLE, Aside, counts, tallies
from yuanba.disclosure.models import COUNTED, Burst, DayTally, Standing, UnitTally, Wait
from yuanba.disclosure.rates import WITHIN, bursts
from yuanba.disclosure.rules import Step, next_month
from yuanba.matters.models import OPEN
from yuanba.matters.rules import WAITING_STATES, Outcome, State

STEP = Case(
    When(state__in=sorted(WAITING_STATES), then=Value(Step.UNSORTED)),
    When(outcome=Outcome.WAITING, then=Value(Step.WAITING)),
    When(state=State.FINISHED, then=Value(Step.ANSWER)),
    When(state__in=[State.REPLIED, State.EVALUATED], then=Value(Step.JUDGE)),
    default=Value(Step.DOING),
)


# One batch of counting anew: a village's consecutive days with so many matters in all, or one day that
# has more. Counted outside of any transaction; what is written at once is at most MOST_DAYS rows and their
# waits, some milliseconds, so that nobody who tells something waits for it.
BATCH, MOST_DAYS = 5_000, 366


def recount_day(village_id: int, day: date) -> None:
    """Count again the matters told in this village on this day. Five statements."""
    recount_days(village_id, day, day)


def recount_days(village_id: int, first: date, last: date) -> int:
    """Count again a village's days, both included; returns how many have matters. What is read is read
    before the short transaction that writes."""
    told = COUNTABLE.filter(village_id=village_id)
    if first > date.min:
        told = told.filter(reported_at__gte=_midnight(first))
    if last < date.max:
        told = told.filter(reported_at__lt=_midnight(last + timedelta(days=1)))
    aside = Aside(told)
    rows, waits = tallies(told, aside), aside.waits()
    span = {"village_id": village_id, "day__range": (first, last)}
    with turn_to_write(connection.vendor), transaction.atomic():
        DayTally.objects.filter(**span).exclude(day__in=[row.day for row in rows]).delete()
        DayTally.objects.bulk_create(
            rows,
            batch_size=250,
            update_conflicts=True,
            unique_fields=["village_id", "day"],
            update_fields=["county_id", "township_id", *COUNTED],
        )
        Wait.objects.filter(**span).delete()
        Wait.objects.bulk_create(waits, batch_size=500)
    return len(rows)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def batches() -> Iterator[tuple[int, date, date]]:
    """Village, first and last day of each batch. A village's batches leave no day out, so that days
    which have no matters any more are forgotten. One statement, and one row a village-day."""
    zone = timezone.get_current_timezone()
    days = COUNTABLE.annotate(day=TruncDate("reported_at", tzinfo=zone)).order_by()
    counted = days.values_list("village_id", "day").annotate(n=Count("id"))
    for village, rows in groupby(
        counted.order_by("village_id", "day").iterator(), key=itemgetter(0)
    ):
        first, held, n = date.min, 0, 0
        last = first
        for _village, day, many in rows:
            if held and (n + many > BATCH or held == MOST_DAYS):
                yield village, first, last
                first, held, n = last + timedelta(days=1), 0, 0
            last, held, n = day, held + 1, n + many
        yield village, first, date.max


def recount_all() -> int:
    """Count everything again, batch by batch, and forget village-days that are gone; returns how many
    there are. Started again it begins anew; what was told meanwhile is counted by the next retally."""
    found, n = set(), 0
    for village, first, last in list(batches()):
        n += recount_days(village, first, last)
        found.add(village)
    kept = DayTally.objects.values_list("village_id", flat=True).distinct()
    for village in sorted(set(kept.iterator()) - found):
        recount_days(village, date.min, date.max)
    return n


# What a unit answers for: what is confidential names none.
OF_UNITS = COUNTABLE.filter(restricted=False, unit__isnull=False)


def recount_units(village_id: int, first: date, last: date) -> None:
    """Count again, by unit, the matters told in this village in these months (by their first days,
    both included). Read before the short transaction that writes; three statements."""
    told, kept = OF_UNITS.filter(village_id=village_id), UnitTally.objects.all()
    if first > date.min:
        told = told.filter(reported_at__gte=_midnight(first))
    if last < date.max:
        told = told.filter(reported_at__lt=_midnight(next_month(last)))
    wanted = counts()
    grouped = (
        told.annotate(month=TruncMonth("reported_at", output_field=DateField()))
        .order_by()
        .values("unit_id", "month")
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
            month=g["month"],
            county_id=g["county"],
            township_id=g["township"],
            **{name: dict(g)[f"n_{name}"] for name in wanted},
        )
        for g in grouped
    ]
    with turn_to_write(connection.vendor), transaction.atomic():
        kept.filter(village_id=village_id, month__range=(first, last)).delete()
        UnitTally.objects.bulk_create(rows, batch_size=250)


def recount_all_units() -> None:
    """Every village again, each by itself: nobody waits long for the whole. The days, counted before
    (recount_all), say what there is."""
    wanted = DayTally.objects.values_list("village_id", flat=True)
    kept = UnitTally.objects.values_list("village_id", flat=True)
    for village in sorted(set(wanted.union(kept))):
        recount_units(village, date.min, date.max)


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


VILLAGES = 50  # whose standing is written at once


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
    by_village: dict[int, list[Standing]] = defaultdict(list)
    for row in rows:
        by_village[row.village_id].append(row)
    there = set(kept.values_list("village_id", flat=True).distinct()) | set(by_village)
    listed = sorted(there)
    for start in range(0, len(listed), VILLAGES):
        some = listed[start : start + VILLAGES]
        with turn_to_write(connection.vendor), transaction.atomic():
            kept.filter(village_id__in=some).delete()
            Standing.objects.bulk_create(
                [row for village in some for row in by_village[village]], batch_size=500
            )
