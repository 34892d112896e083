"""日历: which days are worked. One calendar for the whole house; every change names its notice."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from yuanba.base import ids, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.models import Counter
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.places import official, rules
from yuanba.places.models import CalendarYear, Day, Place
from yuanba.places.rules import DayKind

VERSION = "calendar"


@act
def set_day(
    *,
    actor: Actor,
    day: date,
    kind: DayKind | None,
    source: str,
    now: datetime,
    name: str = "",
) -> Day:
    """改一天: make it a holiday, a make-up workday, or (kind None) what its weekday says."""
    _ask(actor, "places.set_day")
    source, name = rules.sourced(source), _name(name)
    row = Day.objects.select_for_update().filter(day=day).first()
    was = row.kind if row else None
    if (row is None and kind is None) or (row and (row.kind, row.name) == (kind, name)):
        raise Refused("same_day", _("这一天已经是这样，没有变。"), field="kind")
    if row is None:
        row = Day(day=day)
    if kind is None:
        Day.objects.filter(pk=row.pk).delete()
    else:
        row.kind, row.name, row.source = kind, name, source
        row.save()
    _new_version()
    facts = {"day": day.isoformat(), "kind": [was, kind], "name": name, "source": source}
    # About the year, so that all changes of a year are found together, even of days removed since.
    records.write("places.set_day", CalendarYear(year=day.year), actor=actor, at=now, **facts)
    return row


@act
def load_calendar_year(*, actor: Actor, year: int, now: datetime) -> CalendarYear:
    """载入日历: take one year from the package that carries the official notices. Days that people
    set from another source stay as they set them."""
    _ask(actor, "places.load_calendar_year")
    days = official.days_of(year)
    if not days:
        raise Refused(
            "unknown_year", _("日历包里还没有这一年，请按国务院通知逐日填写。"), field="year"
        )
    kept = Day.objects.select_for_update().filter(day__year=year)
    packaged = Q(source__startswith=official.PREFIX)
    by_hand = set(kept.exclude(packaged).values_list("day", flat=True))
    kept.filter(packaged).delete()
    Day.objects.bulk_create(
        Day(day=day, kind=kind, name=name, source=official.SOURCE)
        for day, kind, name in days
        if day not in by_hand
    )
    return _settled(
        "places.load_calendar_year", actor, year, official.SOURCE, now, len(days), len(by_hand)
    )


@act
def settle_year(
    *,
    actor: Actor,
    year: int,
    source: str,
    now: datetime,
    days: Sequence[tuple[date, DayKind, str]] = (),
) -> CalendarYear:
    """定下一年: the official notice is in; from now on the year is no longer provisional.

    `days` (date, kind, name) are added to those set before. Refused while a holiday of fixed date
    is missing: then the notice was not typed in whole.
    """
    _ask(actor, "places.settle_year")
    source = rules.sourced(source)
    if any(day.year != year for day, _kind, _name_ in days):
        raise Refused("other_year", _("有的日子不在这一年，请核对。"), field="days")
    for day, kind, name in days:
        row = {"kind": kind, "name": _name(name), "source": source}
        Day.objects.update_or_create(day=day, defaults=row)
    off = set(Day.objects.filter(day__year=year, kind=DayKind.OFF).values_list("day", flat=True))
    if not set(rules.fixed_holidays(year)) <= off:
        raise Refused(
            "incomplete", _("元旦、五一、国庆还没有都标成放假，请按通知填全。"), field="days"
        )
    return _settled("places.settle_year", actor, year, source, now, len(days), 0)


def _settled(
    name: str, actor: Actor, year: int, source: str, now: datetime, days: int, kept: int
) -> CalendarYear:
    row, made = CalendarYear.objects.update_or_create(year=year, defaults={"source": source})
    _new_version()
    facts = {"year": year, "days": days, "kept": kept, "first": made, "source": source}
    records.write(name, row, actor=actor, at=now, **facts)
    return row


def _ask(actor: Actor, name: str) -> None:
    """Any county's administrator: one calendar serves them all."""
    counties = Place.objects.filter(parent=None, until=None).values_list("pk", flat=True)
    permits.require(actor, name, reach=frozenset(counties))


def _name(name: str) -> str:
    clean = " ".join(name.split())
    if len(clean) > 40:
        raise Refused("name_long", _("名称太长，最多四十个字。"), field="name")
    return clean


def _new_version() -> None:
    """Tell every process that the calendar changed. A fresh id, not n + 1: a number whose
    transaction was undone must never come back with other days behind it."""
    Counter.objects.update_or_create(name=VERSION, defaults={"n": ids.new()})
