"""提需求, 报资源, 认领, 到完成."""

from datetime import date, datetime

from yuanba.base import clock, permits
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.matters import queries as matters
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM
from yuanba.projects import queries, rules
from yuanba.projects.acts.common import keep, unit_of
from yuanba.projects.models import Need, Project, Resource
from yuanba.projects.rules import Field, Source, State


@act
def raise_need(
    *, actor: Actor, place_id: int, title: str, text: str, field: Field, source: Source,
    now: datetime, matter_id: int | None = None, unit_id: int | None = None,
) -> Need:  # fmt: skip
    """提需求: entered once; of a matter only by who sees it, and never of one that is about somebody; by a
    unit of the same county through who works in it (`unit_id`)."""
    place = Place.objects.filter(pk=place_id, kind__in=BOTTOM, until=None).first()
    if place is None:
        raise Denied("projects.raise_need")
    unit = unit_of(actor, unit_id, "projects.raise_need") if unit_id else None
    if unit is None:
        permits.require(actor, "projects.raise_need", reach=place.reach)
    elif unit.place.county_id != place.county_id:
        raise Denied("projects.raise_need")
    name, said = rules.need(title=title, text=text)
    matter = matters.one(actor, matter_id) if matter_id else None
    if matter is not None and (matter.restricted or matter.concerned):
        raise Refused("kept", _("这件事不公开，不能写进需求清单。"))
    if matter is not None:
        before = Need.objects.filter(matter=matter).exclude(state=State.DROPPED).first()
        rules.once(before=before.title if before else "")
    need = Need.objects.create(
        place=place, title=name, text=said, field=field, raised_at=now, matter=matter,
        source=Source.MATTER if matter else Source.UNIT if unit else source,
    )  # fmt: skip
    facts = {"title": name, "source": need.source, "unit_name": unit.name if unit else ""}
    keep("projects.raise_need", need, actor, now, **facts)
    return need


@act
def drop_need(*, actor: Actor, need_id: int, reason: str, now: datetime) -> Need:
    """需求不做了, and why."""
    need = take_need(need_id, "projects.drop_need")
    permits.require(actor, "projects.drop_need", reach=need.reach)
    if need.state != State.OPEN:
        raise Refused("taken", _("这个需求已经有人认领，或者不做了，请刷新再看。"))
    need.reason = rules.say(reason, field="reason", most=500, ask=_("请写为什么不做了。"))
    need.state = State.DROPPED
    need.save(update_fields=["reason", "state"])
    keep("projects.drop_need", need, actor, now, reason=need.reason)
    return need


@act
def offer(
    *, actor: Actor, unit_id: int, title: str, text: str, field: Field, now: datetime,
    until: date | None = None,
) -> Resource:  # fmt: skip
    """报资源: a unit says what it can give, usable in its own place and below."""
    unit = unit_of(actor, unit_id, "projects.offer")
    name, said = rules.offer(title=title, text=text, until=until, today=clock.day_of(now))
    made = Resource.objects.create(
        unit=unit, place=unit.place, title=name, text=said, field=field, until=until, offered_at=now
    )
    keep("projects.offer", made, actor, now, title=name, unit_name=unit.name)
    return made


@act
def take_back(*, actor: Actor, resource_id: int, now: datetime) -> Resource:
    """收回资源: it is no longer there; what was adopted with it stays."""
    rows = Resource.objects.select_for_update(of=("self",)).select_related("unit__place", "place")
    found = rows.filter(pk=resource_id, taken_back_at=None).first()
    if found is None:
        raise Denied("projects.take_back")
    unit_of(actor, found.unit_id, "projects.take_back")
    found.taken_back_at = now
    found.save(update_fields=["taken_back_at"])
    keep("projects.take_back", found, actor, now, title=found.title)
    return found


@act
def adopt(
    *, actor: Actor, need_id: int, unit_id: int, plan: str, why: str, due: date, now: datetime,
    resource_id: int | None = None,
) -> Project:  # fmt: skip
    """认领: a unit makes a need its project, with the offer that serves it if there is one."""
    unit = unit_of(actor, unit_id, "projects.adopt")
    need = take_need(need_id, "projects.adopt")
    if unit.place.county_id != need.place.county_id:
        raise Denied("projects.adopt")
    today = clock.day_of(now)
    how, reason = rules.adopt(state=State(need.state), plan=plan, why=why, due=due, today=today)
    resource = None
    if resource_id:
        resource = queries.usable(need.place, today).filter(pk=resource_id).first()
        if resource is None:
            raise Refused("resource", _("这个资源现在用不了，请换一个。"), field="resource")
    need.state = State.ADOPTED
    need.save(update_fields=["state"])
    made = Project.objects.create(
        need=need, resource=resource, unit=unit, plan=how, why=reason, due=due, adopted_at=now
    )
    keep("projects.adopt", made, actor, now, unit_name=unit.name, plan=how, why=reason)
    return made


@act
def end(*, actor: Actor, project_id: int, done: bool, result: str, now: datetime) -> Project:
    """项目完成, or not; a need that was not served is open no more, its reason stands."""
    rows = Project.objects.select_for_update(of=("self",)).select_related("need__place", "unit")
    project = rows.filter(pk=project_id).first()
    if project is None:
        raise Denied("projects.end")
    permits.require(actor, "projects.end", reach=project.reach)
    project.result = rules.end(over=project.ended_at is not None, result=result)
    project.ended_at = now
    project.save(update_fields=["result", "ended_at"])
    need = project.need
    need.state, need.reason = (State.DONE if done else State.DROPPED), project.result
    need.save(update_fields=["state", "reason"])
    keep("projects.end", project, actor, now, done=done, result=project.result)
    return project


def take_need(need_id: int, right: str) -> Need:
    rows = Need.objects.select_for_update(of=("self",)).select_related("place")
    found = rows.filter(pk=need_id).first()
    if found is None:
        raise Denied(right)
    return found
