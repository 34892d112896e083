"""What every act on a matter does first and last: lock, ask leave, look at the version; save, note."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from yuanba.base import permits, records
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Record
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.duties.models import Category
from yuanba.matters import pile, rules, sight
from yuanba.matters.models import Hop, Matter, Pause, Photo
from yuanba.people.models import Person, Unit
from yuanba.places import queries as places
from yuanba.places.rules import Limit
from yuanba.places.rules import Unit as LimitUnit
from yuanba.places.running import Stop, due_with, midnight


@dataclass(frozen=True)
class Picture:
    """A picture already made safe and stored (base.photos), not yet tied to a matter."""

    name: str = field(repr=False)  # random: it says nothing of whether a form was sent before
    digest: str
    width: int
    height: int


def take(actor: Actor, matter_id: int, act: str, version: int | None) -> Matter:
    """The matter, locked, if this actor may do this to it and saw it as it is now.

    Raises Denied alike for "none" and "not yours"; Refused("changed") when somebody was quicker.
    """
    heap = pile.current.get()
    matter = heap.matters.get(matter_id) if heap else _locked(matter_id)
    if matter is None:
        raise Denied(act)
    permits.require(actor, act, reach=matter.reach)
    if sight.shut(matter, actor):
        raise Denied(act)
    rules.same_version(seen=version, now=matter.version)
    rules.runs(act, paused=matter.paused_until is not None)
    rules.settled(act, rules.Settling(matter.settling))
    return matter


def _locked(matter_id: int) -> Matter | None:
    return Matter.objects.select_for_update(of=("self",)).filter(pk=matter_id).first()


def keep(
    matter: Matter, act: str, fields: Sequence[str], *, actor: Actor, now: datetime, **facts: object
) -> Record:
    """Save the named fields, count the version, leave the record."""
    matter.version += 1
    if heap := pile.current.get():
        return heap.record(act, matter, actor=actor, at=now, facts=facts)
    matter.save(update_fields=[*fields, "version"])
    return records.write(act, matter, actor=actor, at=now, **facts)


def stood(matter: Matter, *fields: str) -> dict[str, Any]:
    """How the matter stands before a step that can be taken back for a minute: for its record. Nothing
    where nobody could take it back."""
    if not records.holding():
        return {}
    said = {name: getattr(matter, name) for name in fields}
    plain = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in said.items()}
    return {"before": plain}


def set_limit(matter: Matter, limit: Limit, start: datetime) -> list[str]:
    """Start the clock; returns the fields it wrote."""
    matter.amount, matter.limit_unit, matter.clock_at = limit.amount, limit.unit, start
    return ["amount", "limit_unit", "clock_at", *set_due(matter)]


def set_due(matter: Matter) -> list[str]:
    """Work out again when the limit ends, by today's calendar."""
    limit = Limit(matter.amount, LimitUnit(matter.limit_unit))
    heap = pile.current.get()
    calendar = heap.calendar if heap else places.calendar()
    stops = stops_of(matter)
    ends = due_with(matter.clock_at, limit, stops, calendar)
    matter.due_at, matter.provisional = ends.at, ends.provisional
    if matter.extra_days:
        ends = due_with(ends.at, Limit(matter.extra_days, LimitUnit.DAYS), stops, calendar)
        matter.due_at, matter.provisional = ends.at, matter.provisional or ends.provisional
    return ["due_at", "provisional"]


def stops_of(matter: Matter) -> list[Stop]:
    """When its clock stood, and to when it stands. No statement for a matter that never stood."""
    if not matter.sides:
        return []
    rows = Pause.objects.filter(matter=matter, since__isnull=False).order_by("since")
    found = rows.values_list("since", "ended_at", "review_on")
    return [(since, ended or midnight(day)) for since, ended, day in found if since is not None]


def hang(matter_id: int, pictures: Sequence[Picture], *, done: bool, now: datetime) -> None:
    """Tie stored pictures to the matter."""
    if not pictures:
        return
    Photo.objects.bulk_create(
        Photo(
            matter_id=matter_id,
            name=picture.name,
            digest=picture.digest,
            width=picture.width,
            height=picture.height,
            done=done,
            at=now + timedelta(microseconds=i),
        )
        for i, picture in enumerate(pictures)
    )


def unit_for(matter: Matter, unit_id: int) -> Unit:
    """A unit that works for this matter's county. Raises Refused beside the field."""
    heap = pile.current.get()
    unit = (
        heap.units.get(unit_id)
        if heap
        else Unit.objects.filter(pk=unit_id, active=True, place__county_id=matter.county_id).first()
    )
    if unit is None:
        raise Refused("no_unit", _("没有这个单位，请从列表里选一个。"), field="unit")
    if sight.shut_unit(matter, unit):
        raise Refused(
            "concerned",
            _("这件事反映的就是这个单位，或者管着它的人，请交给别的单位。"),
            field="unit",
        )
    return unit


def category_for(category_id: int) -> Category:
    """A leaf of the tree that is in use. Raises Refused beside the field."""
    heap = pile.current.get()
    leaf = (
        heap.categories.get(category_id)
        if heap
        else Category.objects.filter(pk=category_id, active=True).exclude(branch="").first()
    )
    if leaf is None:
        raise Refused("no_category", _("请选一个类别。"), field="category")
    return leaf


def hop(matter: Matter, before: Unit | None, act: str, now: datetime, **said: str) -> None:
    """Note that the matter left one unit, or came to another, or both."""
    if pile.current.get():  # the invented past of the demo has no hops
        return
    Hop.objects.create(
        matter=matter,
        county_id=matter.county_id,
        township_id=matter.township_id,
        act=act,
        at=now,
        from_unit=before,
        to_unit=matter.unit,
        **said,
    )


def person_for(person_id: int, matter: Matter, *, field: str) -> Person:
    """Somebody with a post that reaches the matter. Raises Refused beside the field."""
    heap = pile.current.get()
    person = heap.people.get(person_id) if heap else _with_posts(person_id)
    if person is None or not any(post.over in matter.reach for post in person.held()):
        raise Refused(
            "no_person", _("这个人不在这件事的单位或地方，请从列表里选一个。"), field=field
        )
    if sight.shut(matter, person):
        raise Refused(
            "concerned", _("这件事反映的就是这个人，或者管着他的人，请交给别人。"), field=field
        )
    return person


def _with_posts(person_id: int) -> Person | None:
    return Person.objects.filter(pk=person_id, is_active=True).prefetch_related("posts").first()
