"""画边界、定位置: where a place lies. Outlines are the county's; a position is known to who works there."""

from datetime import datetime
from typing import Any

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.places import outlines, rules
from yuanba.places.acts import common
from yuanba.places.models import Place, PlaceOutline
from yuanba.places.rules import datum as shift
from yuanba.places.rules import ground
from yuanba.places.rules.datum import Datum

LEAST = 2  # per cent: less outside, or over a neighbour, is how exactly people draw
MOST_NAMES = 5


@act
def draw_outline(
    *, actor: Actor, place_id: int, text: str, source: str, now: datetime,
    datum: Datum = Datum.WGS84,
) -> PlaceOutline:  # fmt: skip
    """画边界: from today on this is its outline; the one before stays. What lies outside the place above
    it, or over one beside it, is told and kept in the record, not refused: papers differ."""
    (place,) = common.locked(place_id)
    common.may_change(actor, "places.draw_outline", place)
    rules.living(place.until)
    shape = ground.read(text)
    if datum is Datum.GCJ02:
        shape = shift.outline_from_gcj(shape)
    written, today = rules.sourced(source), clock.day_of(now)
    PlaceOutline.objects.filter(place=place, until=None).update(until=today)
    made = PlaceOutline.objects.create(place=place, shape=shape.pieces, source=written, since=today)
    facts = {"corners": shape.corners, "km2": f"{shape.area:.2f}", "datum": datum}
    facts |= _doubts(place, shape)
    records.write("places.draw_outline", place, actor=actor, at=now, source=written, **facts)
    return made


def _doubts(place: Place, shape: ground.Outline) -> dict[str, Any]:
    """How much of it lies outside the place above, how much over each one beside it, and which places
    below have their position elsewhere. Four statements."""
    spread = ground.samples(shape)
    above = outlines.of([place.parent_id]) if place.parent_id else {}
    outside = [round(100 - 100 * ground.share_inside(spread, one)) for one in above.values()]
    beside = outlines.beside(place)
    over = [
        (name, share)
        for name, one in beside
        if (share := round(100 * ground.share_inside(spread, one))) >= LEAST
    ]
    below = Place.objects.filter(parent=place, until=None, lat__isnull=False).order_by("name")
    away = [p.name for p in below if not shape.holds(p.lng or 0, p.lat or 0)]
    return {
        "outside": next((n for n in outside if n >= LEAST), 0),
        "over": sorted(over, key=lambda one: -one[1])[:MOST_NAMES],
        "without": away[:MOST_NAMES],
    }


@act
def wipe_outline(*, actor: Actor, place_id: int, now: datetime) -> PlaceOutline:
    """擦掉边界: from today on it has none; what was drawn stays with its days."""
    (place,) = common.locked(place_id)
    common.may_change(actor, "places.wipe_outline", place)
    drawn = PlaceOutline.objects.filter(place=place, until=None).first()
    if drawn is None:
        raise Refused("none", _("这里没有画过边界。"))
    drawn.until = clock.day_of(now)
    drawn.save(update_fields=["until"])
    records.write("places.wipe_outline", place, actor=actor, at=now)
    return drawn


@act
def locate(*, actor: Actor, place_id: int, lat: float, lng: float, now: datetime) -> Place:
    """定位置: where it stands, in WGS 84. The record keeps where it was said to stand before."""
    (place,) = common.locked(place_id)
    permits.require(actor, "places.locate", reach=place.reach)
    rules.living(place.until)
    at = ground.position(lat, lng)
    before = [place.lat, place.lng]
    place.lat, place.lng = at["lat"], at["lng"]
    place.save(update_fields=["lat", "lng"])
    facts = {"stands": [before, [place.lat, place.lng]]}
    records.write("places.locate", place, actor=actor, at=now, **facts)
    return place
