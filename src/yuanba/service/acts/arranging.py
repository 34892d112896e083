"""The rhythm: which weekday, and the days that are exceptions."""

from datetime import date, datetime, time

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.places import rules as places_rules
from yuanba.places.models import Place
from yuanba.places.rules import Kind
from yuanba.service import rules
from yuanba.service.models import Change, Schedule
from yuanba.service.rules import Holiday, Series


@act
def arrange(
    *,
    actor: Actor,
    place_id: int,
    series: Series,
    weekday: int,
    holiday: Holiday,
    opens: time,
    closes: time,
    source: str,
    now: datetime,
) -> Schedule:
    """安排服务日: from today on this weekday; the rhythm before it ends today and stays readable."""
    place = Place.objects.select_for_update().filter(pk=place_id, until=None).first()
    if place is None:
        raise Denied("service.arrange")
    permits.require(actor, "service.arrange", reach=place.reach)
    rules.arrange(weekday=weekday, opens=opens, closes=closes, kind=Kind(place.kind))
    today = clock.day_of(now)
    before = Schedule.objects.filter(place=place, series=series, until=None).first()
    if before is not None:
        before.until = today
        before.save(update_fields=["until"])
    made = Schedule.objects.create(
        place=place,
        series=series,
        weekday=weekday,
        holiday=holiday,
        opens=opens,
        closes=closes,
        source=places_rules.sourced(source),
        since=today,
    )
    facts = {"series": series, "weekday": weekday, "holiday": holiday, "source": made.source}
    hours = {"opens": opens.isoformat(), "closes": closes.isoformat()}
    records.write("service.arrange", made, actor=actor, at=now, **facts, **hours)
    return made


@act
def change_day(
    *,
    actor: Actor,
    schedule_id: int,
    day: date,
    reason: str,
    now: datetime,
    moved_to: date | None = None,
) -> Change:
    """改一次: this one is not held, or held on another day. Saying it again corrects it."""
    schedule = Schedule.objects.select_for_update().filter(pk=schedule_id, until=None).first()
    if schedule is None:
        raise Denied("service.change_day")
    permits.require(actor, "service.change_day", reach=schedule.place.reach)
    today = clock.day_of(now)
    said = rules.change_day(
        day=day,
        moved_to=moved_to,
        planned=day.weekday() == schedule.weekday,
        today=today,
        reason=reason,
    )
    change, _made = Change.objects.update_or_create(
        schedule=schedule, day=day, defaults={"moved_to": moved_to, "reason": said[:200]}
    )
    to = moved_to.isoformat() if moved_to else ""
    facts = {"day": day.isoformat(), "moved_to": to, "reason": change.reason}
    records.write("service.change_day", change, actor=actor, at=now, **facts)
    return change
