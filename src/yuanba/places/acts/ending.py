"""合并、拆分、撤销: places end, others go on for them, and old links still lead somewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from yuanba.base import clock, records
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.places import rules
from yuanba.places.acts import common
from yuanba.places.models import Place, PlaceCode, Succession


@act
def merge(
    *,
    actor: Actor,
    place_ids: Sequence[int],
    into_id: int,
    source: str,
    now: datetime,
    on: date | None = None,
) -> Place:
    """合并: these places end on that day; what stood under them now stands under the one that stays."""
    gone_ids = [i for i in dict.fromkeys(place_ids) if i != into_id]
    into, *gone = common.locked(into_id, *gone_ids)
    common.may_change(actor, "places.merge", into, *gone)
    if not gone:
        raise Refused("nothing", _("请至少选一个要并进来的地方。"), field="places")
    for place in (into, *gone):
        rules.living(place.until)
        if not rules.same_level(rules.Kind(place.kind), rules.Kind(into.kind)):
            raise Refused("level", _("只有同一级的地方才能合并。"), field="places")
    source = rules.sourced(source)
    day = _last_day(on, now, *gone)
    moved = []
    for place in gone:
        for child in Place.objects.select_for_update().filter(parent=place, until=None):
            rules.named(child.name, common.siblings(into))
            common.leave_era(child, day, since=min(common.era(child), day))
            common.hang_under(child, into)
            moved.append(str(child.pk))
        _end(place, day)
        _succeed(place, into, "merge", day, source)
    records.write(
        "places.merge",
        into,
        actor=actor,
        at=now,
        gone=[str(i) for i in gone_ids],
        names=[place.name for place in gone],
        moved=moved,
        on=day.isoformat(),
        source=source,
    )
    return into


@dataclass(frozen=True)
class Part:
    """What comes out of a split: a new place, with the places below that go with it."""

    name: str
    short: str = ""
    children: tuple[int, ...] = ()


@act
def split(
    *,
    actor: Actor,
    place_id: int,
    parts: Sequence[Part],
    ends: bool,
    source: str,
    now: datetime,
    on: date | None = None,
) -> list[Place]:
    """拆分: new places beside the old one take some of what stood under it; the old one ends or
    stays, smaller. One that ends must have given everything away."""
    (place,) = common.locked(place_id)
    common.may_change(actor, "places.split", place)
    rules.living(place.until)
    if place.kind == rules.Kind.COUNTY:
        raise Refused("county", _("区县不能在这里拆分。"))
    source, day = rules.sourced(source), _last_day(on, now, place)
    children = {
        child.pk: child
        for child in Place.objects.select_for_update().filter(parent=place, until=None)
    }
    given = [child for part in parts for child in part.children]
    if not parts or len(given) != len(set(given)) or not set(given) <= set(children):
        raise Refused("parts", _("请把下面的地方各分到一处，不能重复。"), field="parts")
    if ends and set(given) != set(children):
        raise Refused("left_over", _("还有地方没有分出去，请分完再拆。"), field="parts")
    if ends:
        _end(place, day)
    made = []
    for part in parts:
        fresh = _beside(place, part, day)
        for child in part.children:
            common.leave_era(children[child], day, since=min(common.era(children[child]), day))
            common.hang_under(children[child], fresh)
        _succeed(place, fresh, "split", day, source)
        made.append(fresh)
    records.write(
        "places.split",
        place,
        actor=actor,
        at=now,
        made=[str(p.pk) for p in made],
        names=[p.name for p in made],
        moved=[str(i) for i in given],
        ends=ends,
        on=day.isoformat(),
        source=source,
    )
    return made


@act
def dissolve(
    *,
    actor: Actor,
    place_id: int,
    into_ids: Sequence[int],
    source: str,
    now: datetime,
    on: date | None = None,
) -> Place:
    """撤销建制: a place with nothing left under it ends; the named ones go on for it."""
    gone, *heirs = common.locked(place_id, *dict.fromkeys(into_ids))
    common.may_change(actor, "places.dissolve", gone, *heirs)
    rules.living(gone.until)
    if not heirs or gone in heirs:
        raise Refused("heirs", _("请写明撤销以后归到哪里。"), field="into")
    _nothing_below(gone)
    source, day = rules.sourced(source), _last_day(on, now, gone)
    _end(gone, day)
    for heir in heirs:
        rules.living(heir.until)
        if not rules.same_level(rules.Kind(gone.kind), rules.Kind(heir.kind)):
            raise Refused("level", _("只有同一级的地方才能合并。"), field="into")
        _succeed(gone, heir, "merge", day, source)
    into = [str(heir.pk) for heir in heirs]
    facts = {"into": into, "on": day.isoformat(), "source": source}
    records.write("places.dissolve", gone, actor=actor, at=now, **facts)
    return gone


@act
def close(
    *, actor: Actor, place_id: int, source: str, now: datetime, on: date | None = None
) -> Place:
    """撤销网格（小组、小区、楼栋、院坝）: it ends, nothing goes on for it but its village."""
    (place,) = common.locked(place_id)
    common.may_change(actor, "places.close", place)
    rules.living(place.until)
    if place.kind not in rules.CLOSABLE:
        raise Refused("level", _("镇街和村社只能合并或拆分，不能直接撤销。"))
    _nothing_below(place)
    source, day = rules.sourced(source), _last_day(on, now, place)
    _end(place, day)
    facts = {"name": place.name, "on": day.isoformat(), "source": source}
    records.write("places.close", place, actor=actor, at=now, **facts)
    return place


def _last_day(on: date | None, now: datetime, *places: Place) -> date:
    """The day from which they are no more: later than the day each began."""
    today = clock.day_of(now)
    day = rules.effective(on or today, today=today, since=max(common.era(p) for p in places))
    if any(place.since >= day for place in places):
        raise Refused("too_early", _("这个地方刚设立，要到第二天才能撤并。"), field="on")
    return day


def _end(place: Place, day: date) -> None:
    place.until = day
    place.save(update_fields=["until"])
    PlaceCode.objects.filter(place=place, until=None).update(until=day)


def _succeed(before: Place, after: Place, how: str, day: date, source: str) -> None:
    Succession.objects.create(before=before, after=after, how=how, on=day, source=source)


def _nothing_below(place: Place) -> None:
    if Place.objects.filter(parent=place, until=None).exists():
        raise Refused("not_empty", _("它下面还有地方，请先把下面的移走或撤销。"))


def _beside(place: Place, part: Part, day: date) -> Place:
    """A new place of the same kind beside this one."""
    names = common.siblings(place.parent)
    fresh = Place(
        kind=place.kind,
        name=rules.named(part.name, names),
        short=common.free_short(part.short),
        parent=place.parent,
        since=day,
        phone=place.phone,
    )
    scope = common.scope_under(place.parent, rules.Kind(place.kind), fresh.pk)
    for column, value in scope.items():
        setattr(fresh, column, value)
    fresh.save(force_insert=True)
    return fresh
