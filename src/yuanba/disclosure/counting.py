"""Counting matters into the public tables. Always from the matters anew, so a repeat changes nothing."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Case, Count, Max, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from yuanba.disclosure.models import COUNTED, DayTally, Standing
from yuanba.disclosure.rules import Step
from yuanba.duties.rules import Lane
from yuanba.matters.models import OPEN, Matter
from yuanba.matters.rules import WAITING_STATES, Outcome, State

ENDED = ~Q(outcome="") & ~Q(outcome=Outcome.WAITING)
CLOSED = Q(state=State.CLOSED)
COUNTS: dict[str, Q] = {
    "received": Q(),
    "government": Q(lane=Lane.GOVERNMENT),
    "communal": Q(lane=Lane.COMMUNAL),
    "personal": Q(lane=Lane.PERSONAL),
    "refused": Q(state=State.REFUSED),
    "finished": ENDED,
    "waiting": Q(outcome=Outcome.WAITING),
    "timed": ENDED & Q(late__isnull=False),
    "late": ENDED & Q(late=True),
    "replied": Q(replied_at__isnull=False),
    "solved": Q(solved=True),
    "unsolved": Q(solved=False),
    "called_back": Q(rated_by="callback"),
    "satisfied": Q(satisfied=True),
    "unsatisfied": Q(satisfied=False),
    "closed": CLOSED,
    "confirmed": CLOSED & Q(confirmed=True),
    "unconfirmed": CLOSED & Q(confirmed=False),
    "unasked": CLOSED & Q(confirmed__isnull=True),
    "reopened": Q(reopened__gt=0),
}
assert list(COUNTS) == COUNTED

STEP = Case(
    When(state__in=sorted(WAITING_STATES), then=Value(Step.UNSORTED)),
    When(outcome=Outcome.WAITING, then=Value(Step.WAITING)),
    When(state=State.FINISHED, then=Value(Step.ANSWER)),
    When(state__in=[State.REPLIED, State.EVALUATED], then=Value(Step.JUDGE)),
    default=Value(Step.DOING),
)


def recount_day(village_id: int, day: date) -> None:
    """Count again the matters told in this village on this day. Two statements."""
    start = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    end = start + timedelta(days=1)
    told = Matter.objects.filter(village_id=village_id, reported_at__gte=start, reported_at__lt=end)
    _tally(told)


def recount_all() -> int:
    """Count everything again, and forget village-days that are gone; returns how many there are."""
    with transaction.atomic():
        DayTally.objects.all().delete()
        return _tally(Matter.objects.all())


def _tally(told: QuerySet[Matter]) -> int:
    named = {f"n_{name}": Count("id", filter=q) for name, q in COUNTS.items()}
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
            **{name: dict(g)[f"n_{name}"] for name in COUNTED},
        )
        for g in grouped.iterator(chunk_size=2000)
    ]
    DayTally.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["village_id", "day"],
        update_fields=["county_id", "township_id", *COUNTED],
    )
    return len(rows)


def recount_standing(now: datetime, villages: Iterable[int] | None = None) -> None:
    """Count again what is open in these villages, or in all. Restricted matters name no unit."""
    matters, kept = Matter.objects.filter(OPEN), Standing.objects.all()
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
