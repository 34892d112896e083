"""Counting matters into the public tables. Always from the matters anew, so a repeat changes nothing.

What is about an official, a unit or a neighbour is not in them while that stands: a village's figure
that is one more than its list would tell those it is kept from (matters.sight). Who hears it counts it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from yuanba.base.models import Record
from yuanba.disclosure.models import COUNTED, Burst, DayTally, Wait
from yuanba.disclosure.rates import AGAIN, LAST_HOUR, taken_in_by, wait_class
from yuanba.duties.rules import Lane
from yuanba.matters.models import (
    LEFT_OUT,
    Contest,
    Drawn,
    Duplicate,
    Ending,
    Exclusion,
    Matter,
)
from yuanba.matters.rules import INTAKE, Channel, EndedIn, Outcome, Refusal, State
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


def _beside() -> dict[str, Q]:
    """Whether a matter is in each of these sets, asked of the few that are counted at once."""
    own = {name: rows().filter(matter=OuterRef("pk")) for name, rows in BESIDE.items()}
    burst = Burst.objects.filter(matter_id=OuterRef("pk"), at=OuterRef("closed_at"))
    return {name: Q(Exists(rows)) for name, rows in own.items()} | {"bulk": Q(Exists(burst))}


def counts() -> dict[str, Q]:
    """What each column counts. Work is counted once, voices each, the excluded beside."""
    b = _beside()
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
        **{f"in_{level}": work & ENDED & Q(ended_in=level) for level in EndedIn},
    }


# What the database does not count: it asks the working calendar and what the records say.
ASIDE = ["reclassified", "contacted", "contacted_in_time", "uncontacted", "contact_unknown"]
assert [*counts(), *ASIDE] == COUNTED


class Aside:
    """What Python counts: first answers in working time, and lanes that were changed.

    One statement for the matters and one for the records, read row by row.
    """

    def __init__(self, told: QuerySet[Matter]) -> None:
        self.n: dict[tuple[int, date], Counter[str]] = defaultdict(Counter)
        self.waited: Counter[tuple[int, int, int, date, int]] = Counter()
        self.calendar = places.calendar()
        self.ends: dict[date, datetime] = {}
        beside = _beside()
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
        again = again.filter(subject_id__in=told.values("pk"))
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


def tallies(told: QuerySet[Matter], aside: Aside) -> list[DayTally]:
    named = {f"n_{name}": Count("id", filter=q) for name, q in counts().items()}
    grouped = (
        told.annotate(day=TruncDate("reported_at", tzinfo=timezone.get_current_timezone()))
        .order_by()
        .values("village_id", "day")
        # a village that changed its township counts for the one it belongs to now
        .annotate(county=Max("county_id"), township=Max("township_id"), **named)
    )
    return [
        DayTally(
            village_id=g["village_id"],
            day=g["day"],
            county_id=g["county"],
            township_id=g["township"],
            **{name: dict(g).get(f"n_{name}", 0) for name in COUNTED if name not in ASIDE},
            **{name: aside.n[g["village_id"], g["day"]][name] for name in ASIDE},
        )
        for g in grouped
    ]
