"""The public counts follow the records: every minute what was touched, every hour what is late."""

from datetime import date, datetime

from django.db.models import Exists, Max, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone

from yuanba.base import following
from yuanba.base.errors import Denied
from yuanba.base.models import Counter, Record
from yuanba.disclosure import acts, recounting
from yuanba.disclosure.models import (
    COUNTED_AT,
    COUNTED_TO,
    SCOPES,
    UNITS_AT,
    UNITS_TO,
    Release,
    Row,
)
from yuanba.disclosure.rules import ReleaseState
from yuanba.matters.models import Matter

MANY = 20_000  # records; beyond that counting all is quicker than looking for what was touched
SOME = 500


def retally(*, now: datetime) -> None:
    """Count again every village-day that a record since the last run has touched."""
    done, fresh = _since(COUNTED_TO)
    if fresh is None:
        rebuild(now=now)
        return
    last = fresh.aggregate(last=Max("id"))["last"] or done
    closed = fresh.filter(act="matters.close").aggregate(first=Min("at"))["first"]
    # the fifth of five makes the four before it many
    also = recounting.recount_bursts(closed) if closed is not None else set()
    days = _touched(fresh, also)
    for village, day in sorted(days):
        recounting.recount_day(village, day)
    villages = sorted({village for village, _day in days})
    for start in range(0, len(villages), SOME):
        recounting.recount_standing(now, villages[start : start + SOME])
    following.read(COUNTED_TO, last, done)
    _note(COUNTED_AT, int(now.timestamp()))


def retally_units(*, now: datetime) -> None:
    """Once an hour, by unit: every village and month that a record since the last run has touched."""
    done, fresh = _since(UNITS_TO)
    last = Record.objects.aggregate(last=Max("id"))["last"] or 1
    if fresh is None:
        recounting.recount_all_units()
    else:
        for village, month in sorted({(v, d.replace(day=1)) for v, d in _touched(fresh, set())}):
            recounting.recount_units(village, month, month)
    following.read(UNITS_TO, last, done)
    _note(UNITS_AT, int(now.timestamp()))


def _since(mark: str) -> tuple[int, QuerySet[Record] | None]:
    """The last record counted, and those since; None where counting all is the quicker way."""
    done = following.mark(mark)
    fresh = following.after(done).order_by()
    if not done or fresh.values("id")[MANY : MANY + 1].exists():
        return done, None
    return done, fresh


def _touched(fresh: QuerySet[Record], also: set[int]) -> set[tuple[int, date]]:
    """The village-days of the matters that these records are about, and of these others."""
    of = fresh.filter(subject_kind="matters.matter").values_list("subject_id", flat=True)
    touched = sorted({*of.distinct(), *also})
    days: set[tuple[int, date]] = set()
    for start in range(0, len(touched), SOME):
        some = Matter.objects.filter(pk__in=touched[start : start + SOME])
        for village, at in some.values_list("village_id", "reported_at"):
            days.add((village, timezone.localdate(at)))
    return days


def restand(*, now: datetime) -> None:
    """A limit passes without any record: once an hour all that is open is counted again."""
    recounting.recount_standing(now)


def follow_places(*, now: datetime, record: str) -> None:
    """Places moved or merged: rows and counts go where their matters went."""
    matter = Matter.objects.filter(pk=OuterRef("matter_id"))
    places = {f"{s}_id": Subquery(matter.values(f"{s}_id")[:1]) for s in SCOPES}
    Row.objects.filter(Exists(matter.exclude(**{k: OuterRef(k) for k in places}))).update(**places)
    rebuild(now=now)


def rebuild(*, now: datetime) -> int:
    """Count everything anew; returns the number of village-days. After an import, a restore, a merger."""
    last = Record.objects.aggregate(last=Max("id"))["last"] or 1
    recounting.recount_bursts(None)
    n = recounting.recount_all()
    recounting.recount_all_units()
    recounting.recount_standing(now)
    for to, at in ((COUNTED_TO, COUNTED_AT), (UNITS_TO, UNITS_AT)):
        following.read(to, last, 0)
        _note(at, int(now.timestamp()))
    return n


def _note(name: str, n: int) -> None:
    Counter.objects.update_or_create(name=name, defaults={"n": n})


def release_rows(*, now: datetime, record: str) -> None:
    """批量公开 goes on, a thousand rows in one act each. Started again after a crash it goes on where
    it stood: a row that is up is not touched again. The one who released must still be allowed to."""
    pk = Record.objects.values_list("subject_id", flat=True).get(pk=int(record))
    while True:
        release = Release.objects.select_related("released_by").get(pk=pk)
        if release.state != ReleaseState.GOING or release.released_by is None:
            return
        try:
            acts.publish_many(actor=release.released_by, release_id=pk, now=now)
        except Denied:  # the post ended meanwhile: what is up stays, the rest waits for others
            Release.objects.filter(pk=pk).update(state=ReleaseState.DROPPED)
