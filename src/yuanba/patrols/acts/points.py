"""Keeping the points, and the county's rows."""

from datetime import datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.patrols import rules
from yuanba.patrols.models import Lines, PaceRow, Point
from yuanba.places.models import Place
from yuanba.places.rules import Kind as PlaceKind
from yuanba.places.rules import ground


@act
def add_point(
    *,
    actor: Actor,
    place_id: int,
    name: str,
    kind: rules.PointKind,
    risk: rules.Risk,
    now: datetime,
    spot: str = "",
    mind: str = "",
    n: int | None = None,
    lat: float | None = None,
    lng: float | None = None,
) -> Point:
    """加点位: something that is looked at from today on; last on the way unless its place is said."""
    place = placed(place_id, "patrols.add_point", actor)
    living = Point.objects.filter(place=place, until=None)
    rules.add_point(kind=PlaceKind(place.kind), ended=place.until is not None, there=living.count())
    said = _words(place, name, spot, mind)
    at = ground.position(lat, lng)
    last = living.order_by("-n").values_list("n", flat=True).first() or 0
    point = Point.objects.create(
        place=place, kind=kind, risk=risk, n=n or last + 1, since=clock.day_of(now), **said, **at
    )
    facts = {"kind": kind, "risk": risk, "n": point.n, **at}
    records.write("patrols.add_point", point, actor=actor, at=now, **said, **facts)
    return point


@act
def change_point(
    *,
    actor: Actor,
    point_id: int,
    name: str,
    kind: rules.PointKind,
    risk: rules.Risk,
    n: int,
    now: datetime,
    spot: str = "",
    mind: str = "",
    lat: float | None = None,
    lng: float | None = None,
) -> Point:
    """改点位: what it is called, how dangerous it is, where it comes on the way."""
    point = taken(point_id, "patrols.change_point", actor)
    said = _words(point.place, name, spot, mind, but=point.pk)
    fields = {**said, "kind": kind, "risk": risk, "n": n, **ground.position(lat, lng)}
    before = {key: getattr(point, key) for key in fields}
    for key, value in fields.items():
        setattr(point, key, value)
    point.save(update_fields=list(fields))
    changed = {key: [before[key], value] for key, value in fields.items() if before[key] != value}
    records.write("patrols.change_point", point, actor=actor, at=now, changed=changed)
    return point


@act
def retire_point(*, actor: Actor, point_id: int, why: str, now: datetime) -> Point:
    """停用点位: nobody looks any more; what was written there stays."""
    point = taken(point_id, "patrols.retire_point", actor)
    if point.findings.filter(fixed_on=None).exists():
        raise Refused("open", _("这个点还有没弄好的问题，弄好了再停用。"))
    point.why = rules.say(why, field="why", most=200)
    point.until = clock.day_of(now)
    point.save(update_fields=["why", "until"])
    records.write("patrols.retire_point", point, actor=actor, at=now, why=point.why)
    return point


@act
def set_pace(
    *, actor: Actor, county_id: int, pace: rules.Pace, days: int, source: str, now: datetime
) -> PaceRow:
    """定间隔: how many days, from today on; the row before ends and stays readable."""
    place = placed(county_id, "patrols.set_pace", actor)
    written = rules.set_pace(kind=PlaceKind(place.kind), days=days, source=source)
    today = clock.day_of(now)
    PaceRow.objects.filter(place=place, pace=pace, until=None).update(until=today)
    row = PaceRow.objects.create(place=place, pace=pace, days=days, source=written, since=today)
    records.write(
        "patrols.set_pace", row, actor=actor, at=now, pace=pace, days=days, source=written
    )
    return row


@act
def set_lines(
    *, actor: Actor, county_id: int, kind: rules.PointKind, text: str, source: str, now: datetime
) -> Lines:
    """定看什么: the lines for one kind of point, from today on."""
    place = placed(county_id, "patrols.set_lines", actor)
    lines, written = rules.set_lines(kind=PlaceKind(place.kind), text=text, source=source)
    today = clock.day_of(now)
    Lines.objects.filter(place=place, kind=kind, until=None).update(until=today)
    row = Lines.objects.create(place=place, kind=kind, text=lines, source=written, since=today)
    records.write(
        "patrols.set_lines", row, actor=actor, at=now, kind=kind, text=lines, source=written
    )
    return row


def placed(place_id: int, act_name: str, actor: Actor) -> Place:
    """The place, locked. Raises Denied alike for "none" and "not yours"."""
    place = Place.objects.select_for_update().filter(pk=place_id).first()
    if place is None:
        raise Denied(act_name)
    permits.require(actor, act_name, reach=place.reach)
    return place


def taken(point_id: int, act_name: str, actor: Actor) -> Point:
    """The living point, locked. Raises Denied alike for "none", "gone" and "not yours"."""
    rows = Point.objects.select_for_update(of=("self",)).select_related("place")
    point = rows.filter(pk=point_id, until=None).first()
    if point is None:
        raise Denied(act_name)
    permits.require(actor, act_name, reach=point.reach)
    return point


def _words(place: Place, name: str, spot: str, mind: str, but: int | None = None) -> dict[str, str]:
    called = rules.say(name, field="name", most=rules.NAME)
    others = Point.objects.filter(place=place, name=called, until=None)
    if but is not None:
        others = others.exclude(pk=but)
    if others.exists():
        raise Refused("named", _("这个网格已经有叫这个名字的点了。"), field="name")
    return {
        "name": called,
        "spot": rules.say(spot, field="spot", most=rules.SPOT) if spot.strip() else "",
        "mind": rules.say(mind, field="mind", most=rules.MIND) if mind.strip() else "",
    }
