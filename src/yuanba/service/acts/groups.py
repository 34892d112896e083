"""Working groups: one for one place, typed members, a term."""

from datetime import datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.places.rules import Kind
from yuanba.service import rules
from yuanba.service.models import Member, Taskforce
from yuanba.service.rules import Seat, Series


@act
def form_group(
    *, actor: Actor, place_id: int, series: Series, name: str, now: datetime
) -> Taskforce:
    """组建工作组: for one village or community, one at a time (P004-02)."""
    place = Place.objects.select_for_update().filter(pk=place_id).first()
    if place is None:
        raise Denied("service.form_group")
    permits.require(actor, "service.form_group", reach=place.reach)
    living = Taskforce.objects.filter(place=place, series=series, until=None)
    rules.form_group(
        series=series, kind=Kind(place.kind), ended=place.until is not None, taken=living.exists()
    )
    group = Taskforce.objects.create(
        place=place,
        series=series,
        name=rules.say(name, field="name")[:60],
        since=clock.day_of(now),
    )
    records.write("service.form_group", group, actor=actor, at=now, name=group.name, series=series)
    return group


@act
def dissolve_group(*, actor: Actor, group_id: int, reason: str, now: datetime) -> Taskforce:
    """工作组结束: its term is over; its days and members stay readable."""
    group = _group(actor, group_id, "service.dissolve_group")
    said, today = rules.say(reason, field="reason"), clock.day_of(now)
    group.until = today
    group.save(update_fields=["until"])
    group.members.filter(until=None).update(until=today)
    records.write("service.dissolve_group", group, actor=actor, at=now, reason=said)
    return group


@act
def seat_member(
    *,
    actor: Actor,
    group_id: int,
    seat: Seat,
    name: str,
    now: datetime,
    office: str = "",
    person_id: int | None = None,
) -> Member:
    """进组: a member with his seat and office; `person_id` where he has an account here."""
    group = _group(actor, group_id, "service.seat_member")
    person = Person.objects.filter(pk=person_id, is_active=True).first() if person_id else None
    name = person.name if person else name
    office = " ".join(office.split())[:60]
    seated = group.members.filter(name=name.strip(), office=office, until=None).exists()
    said = rules.seat_member(name=name, seated=seated, ended=group.until is not None)
    member = Member.objects.create(
        taskforce=group,
        person=person,
        name=said[:40],
        office=office,
        seat=seat,
        since=clock.day_of(now),
    )
    facts = {"name": member.name, "office": office, "seat": seat, "group": group.name}
    records.write("service.seat_member", member, actor=actor, at=now, **facts)
    return member


@act
def unseat_member(*, actor: Actor, member_id: int, now: datetime) -> Member:
    """出组: from today on somebody else comes."""
    member = Member.objects.select_for_update(of=("self",)).filter(pk=member_id, until=None).first()
    if member is None:
        raise Denied("service.unseat_member")
    permits.require(actor, "service.unseat_member", reach=member.taskforce.place.reach)
    member.until = clock.day_of(now)
    member.save(update_fields=["until"])
    records.write("service.unseat_member", member, actor=actor, at=now, name=member.name)
    return member


def _group(actor: Actor, group_id: int, name: str) -> Taskforce:
    rows = Taskforce.objects.select_for_update(of=("self",)).select_related("place")
    group = rows.filter(pk=group_id, until=None).first()
    if group is None:
        raise Denied(name)
    permits.require(actor, name, reach=group.place.reach)
    return group
