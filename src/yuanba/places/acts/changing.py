"""更名、改隶、换码: the place stays, something about it changes, the old stays findable."""

from datetime import date, datetime

from yuanba.base import clock, records
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.places import rules
from yuanba.places.acts import common
from yuanba.places.models import Place, PlaceCode


@act
def rename(
    *,
    actor: Actor,
    place_id: int,
    name: str,
    source: str,
    now: datetime,
    short: str | None = None,
    on: date | None = None,
) -> Place:
    """更名: a new name (and short name) from that day; the old one is kept as 曾用名."""
    (place,) = common.locked(place_id)
    common.may_change(actor, "places.rename", place)
    rules.living(place.until)
    today, since = clock.day_of(now), common.era(place)
    on = rules.effective(on or today, today=today, since=since)
    others = common.siblings(place.parent, besides=[place.pk], region=place.region)
    clean, source = rules.named(name, others), rules.sourced(source)
    new_short = place.short if short is None else common.free_short(short, besides=place.pk)
    if (clean, new_short) == (place.name, place.short):
        raise Refused("same_name", _("名字没有变。"), field="name")
    facts = {"name": [place.name, clean], "short": [place.short, new_short]}
    if clean != place.name:
        common.leave_era(place, on, since=since)
    place.name, place.short = clean, new_short
    place.save(update_fields=["name", "short"])
    facts |= {"on": on.isoformat(), "source": source}  # type: ignore[dict-item]
    records.write("places.rename", place, actor=actor, at=now, **facts)
    return place


@act
def move(
    *,
    actor: Actor,
    place_id: int,
    parent_id: int,
    source: str,
    now: datetime,
    on: date | None = None,
) -> Place:
    """改隶: it belongs to another parent from that day, with everything below it.

    Both counties must agree when it crosses a county border. Grids and villages keep their ids, so
    posts held there hold on.
    """
    place, parent = common.locked(place_id, parent_id)
    common.may_change(actor, "places.move", place, parent)
    if place == parent:
        raise Refused("wrong_parent", _("一个地方不能放在自己下面。"), field="parent")
    rules.living(place.until)
    rules.living(parent.until)
    rules.stands_under(rules.Kind(place.kind), rules.Kind(parent.kind))
    if place.parent_id == parent.pk:
        raise Refused("same_parent", _("它已经在这个上级下面。"), field="parent")
    today, since = clock.day_of(now), common.era(place)
    on = rules.effective(on or today, today=today, since=since)
    rules.named(place.name, common.siblings(parent))
    source = rules.sourced(source)
    before = place.parent_id
    common.leave_era(place, on, since=since)
    below = common.hang_under(place, parent)
    records.write(
        "places.move",
        place,
        actor=actor,
        at=now,
        parent=[str(before), str(parent.pk)],
        below=below,
        on=on.isoformat(),
        source=source,
    )
    return place


@act
def recode(
    *,
    actor: Actor,
    place_id: int,
    system: str,
    edition: str,
    code: str,
    source: str,
    now: datetime,
    replaces: str = "",
    on: date | None = None,
) -> Place:
    """换码: a new dated code beside the old ones, which still find the place.

    Ends the code it replaces: the one named, or the one in force of the same numbering.
    """
    (place,) = common.locked(place_id)
    common.may_change(actor, "places.recode", place)
    rules.living(place.until)
    today = clock.day_of(now)
    on = rules.effective(on or today, today=today, since=place.since)
    source = rules.sourced(source)
    ending = PlaceCode.objects.filter(place=place, until=None)
    ending = ending.filter(code=replaces) if replaces else ending.filter(system=system)
    old = list(ending.values_list("code", flat=True))
    if replaces and not old:
        raise Refused("no_code", _("这个地方没有要换掉的那个代码。"), field="replaces")
    ending.update(until=on)
    common.add_code(place, (system, edition, code), on)
    records.write(
        "places.recode",
        place,
        actor=actor,
        at=now,
        code=[system, edition, code],
        replaces=old,
        on=on.isoformat(),
        source=source,
    )
    return place
