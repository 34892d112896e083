"""What can be done: raise a need, offer, adopt, end; buy, note what came, accept it; keep the register."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Model

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.matters import queries as matters
from yuanba.people.models import Person, Unit
from yuanba.people.seats import sits_in
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM, sourced
from yuanba.projects import queries, rules
from yuanba.projects.models import Association, Contract, Deliverable, Need, Project, Resource
from yuanba.projects.rules import Entry, Field, Source, State


@act
def raise_need(
    *, actor: Actor, place_id: int, title: str, text: str, field: Field, source: Source,
    now: datetime, matter_id: int | None = None,
) -> Need:  # fmt: skip
    """提需求: entered once; of a matter only by who sees it, and never of one that is about somebody."""
    place = Place.objects.filter(pk=place_id, kind__in=BOTTOM, until=None).first()
    if place is None:
        raise Denied("projects.raise_need")
    permits.require(actor, "projects.raise_need", reach=place.reach)
    name, said = rules.need(title=title, text=text)
    matter = matters.one(actor, matter_id) if matter_id else None
    if matter is not None and (matter.restricted or matter.concerned):
        raise Refused("kept", _("这件事不公开，不能写进需求清单。"))
    need = Need.objects.create(
        place=place, title=name, text=said, field=field, raised_at=now, matter=matter,
        source=Source.MATTER if matter else source,
    )  # fmt: skip
    _keep("projects.raise_need", need, actor, now, title=name, source=need.source)
    return need


@act
def drop_need(*, actor: Actor, need_id: int, reason: str, now: datetime) -> Need:
    """需求不做了, and why."""
    need = _need(need_id, "projects.drop_need")
    permits.require(actor, "projects.drop_need", reach=need.reach)
    if need.state != State.OPEN:
        raise Refused("taken", _("这个需求已经有人认领，或者不做了，请刷新再看。"))
    need.reason = rules.say(reason, field="reason", most=500, ask=_("请写为什么不做了。"))
    need.state = State.DROPPED
    need.save(update_fields=["reason", "state"])
    _keep("projects.drop_need", need, actor, now, reason=need.reason)
    return need


@act
def offer(
    *, actor: Actor, unit_id: int, title: str, text: str, field: Field, now: datetime,
    until: date | None = None,
) -> Resource:  # fmt: skip
    """报资源: a unit says what it can give, usable in its own place and below."""
    unit = _unit(actor, unit_id, "projects.offer")
    name, said = rules.offer(title=title, text=text, until=until, today=clock.day_of(now))
    made = Resource.objects.create(
        unit=unit, place=unit.place, title=name, text=said, field=field, until=until, offered_at=now
    )
    _keep("projects.offer", made, actor, now, title=name, unit_name=unit.name)
    return made


@act
def take_back(*, actor: Actor, resource_id: int, now: datetime) -> Resource:
    """收回资源: it is no longer there; what was adopted with it stays."""
    rows = Resource.objects.select_for_update(of=("self",)).select_related("unit__place", "place")
    found = rows.filter(pk=resource_id, taken_back_at=None).first()
    if found is None:
        raise Denied("projects.take_back")
    _unit(actor, found.unit_id, "projects.take_back")
    found.taken_back_at = now
    found.save(update_fields=["taken_back_at"])
    _keep("projects.take_back", found, actor, now, title=found.title)
    return found


@act
def adopt(
    *, actor: Actor, need_id: int, unit_id: int, plan: str, why: str, due: date, now: datetime,
    resource_id: int | None = None,
) -> Project:  # fmt: skip
    """认领: a unit makes a need its project, with the offer that serves it if there is one."""
    unit = _unit(actor, unit_id, "projects.adopt")
    need = _need(need_id, "projects.adopt")
    if unit.place.county_id != need.place.county_id:
        raise Denied("projects.adopt")
    today = clock.day_of(now)
    how, reason = rules.adopt(state=State(need.state), plan=plan, why=why, due=due, today=today)
    resource = None
    if resource_id:
        there = {one.pk: one for one in queries.resources(need.place, today)}
        resource = there.get(resource_id)
        if resource is None:
            raise Refused("resource", _("这个资源现在用不了，请换一个。"), field="resource")
    need.state = State.ADOPTED
    need.save(update_fields=["state"])
    made = Project.objects.create(
        need=need, resource=resource, unit=unit, plan=how, why=reason, due=due, adopted_at=now
    )
    _keep("projects.adopt", made, actor, now, unit_name=unit.name, plan=how, why=reason)
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
    _keep("projects.end", project, actor, now, done=done, result=project.result)
    return project


# ---- bought services


@act
def buy(
    *, actor: Actor, place_id: int, provider_id: int, what: str, way: str, paper: str, fen: int,
    starts: date, ends: date, promises: Sequence[rules.Promise], now: datetime,
    need_id: int | None = None,
) -> Contract:  # fmt: skip
    """购买服务: a contract with what it is to bring and when."""
    place = Place.objects.filter(pk=place_id, until=None).first()
    if place is None:
        raise Denied("projects.buy")
    permits.require(actor, "projects.buy", reach=place.reach)
    there = {one.pk: one for one in queries.associations(place)}
    provider = there.get(provider_id)
    if provider is None:
        raise Refused("provider", _("请从社会组织名册里选一家。"), field="provider")
    said, chosen = rules.buy(
        what=what, way=way, fen=fen, starts=starts, ends=ends, promises=promises,
        struck_off=provider.until is not None,
    )  # fmt: skip
    named = [
        rules.say(one.what, field=f"what_{n}", most=120, ask=_("请写交什么。"))
        for n, one in enumerate(promises, 1)
    ]
    contract = Contract.objects.create(
        place=place, provider=provider, what=said, way=chosen, paper=sourced(paper), fen=fen,
        starts=starts, ends=ends, bought_at=now,
        need=Need.objects.filter(pk=need_id, place=place).first() if need_id else None,
    )  # fmt: skip
    Deliverable.objects.bulk_create(
        Deliverable(contract=contract, n=n, what=text, due=one.due)
        for n, (text, one) in enumerate(zip(named, promises, strict=True), 1)
    )
    facts = {"provider": provider.name, "fen": fen, "promises": named, "paper": contract.paper}
    _keep("projects.buy", contract, actor, now, what=said, way=chosen, **facts)
    return contract


@act
def note_delivery(
    *, actor: Actor, deliverable_id: int, delivered: str, now: datetime
) -> Deliverable:
    """记交付: what the provider brought."""
    found = _deliverable(actor, deliverable_id, "projects.note_delivery")
    said = rules.deliver(accepted=found.accepted is True, words=delivered)
    assert isinstance(actor, Person)
    found.delivered, found.delivered_at, found.noted_by = said, now, actor
    found.accepted = found.judged_at = found.judged_by = None
    found.save()
    _keep("projects.note_delivery", found, actor, now, delivered=said)
    return found


@act
def accept_delivery(
    *, actor: Actor, deliverable_id: int, accepted: bool, words: str, now: datetime
) -> Deliverable:
    """验收: another person says whether it is what was promised; not so, it has to come again."""
    found = _deliverable(actor, deliverable_id, "projects.accept_delivery")
    said = rules.accept(
        delivered=found.delivered_at is not None,
        judged=found.accepted is not None,
        same_person=found.noted_by_id == actor.pk,
        words=words,
    )
    assert isinstance(actor, Person)
    found.accepted, found.words, found.judged_at, found.judged_by = accepted, said, now, actor
    found.save(update_fields=["accepted", "words", "judged_at", "judged_by"])
    _keep("projects.accept_delivery", found, actor, now, accepted=accepted, words=said)
    return found


# ---- associations


@act
def enter_association(
    *, actor: Actor, place_id: int, entry: Entry, name: str, number: str, field: str, since: date,
    now: datetime,
) -> Association:  # fmt: skip
    """登记、备案: an association enters the register, once under its number."""
    place = Place.objects.filter(pk=place_id, until=None).first()
    if place is None:
        raise Denied("projects.enter_association")
    permits.require(actor, "projects.enter_association", reach=place.reach)
    called, code, about = rules.enter(entry=entry, name=name, number=number, field=field)
    if Association.objects.filter(entry=entry, number=code).exists():
        raise Refused("number_taken", _("这个编号已经有了，请核对。"), field="number")
    made = Association.objects.create(
        place=place, name=called, entry=entry, number=code, field=about, since=since
    )
    _keep("projects.enter_association", made, actor, now, name=called, entry=entry)
    return made


@act
def strike_association(
    *, actor: Actor, association_id: int, paper: str, now: datetime
) -> Association:
    """注销: by which paper; its contracts stay readable."""
    rows = Association.objects.select_for_update(of=("self",)).select_related("place")
    found = rows.filter(pk=association_id, until=None).first()
    if found is None:
        raise Denied("projects.strike_association")
    permits.require(actor, "projects.strike_association", reach=found.reach)
    found.paper, found.until = sourced(paper), clock.day_of(now)
    found.save(update_fields=["paper", "until"])
    _keep("projects.strike_association", found, actor, now, name=found.name, paper=found.paper)
    return found


# ---- what they share


def _need(need_id: int, right: str) -> Need:
    rows = Need.objects.select_for_update(of=("self",)).select_related("place")
    found = rows.filter(pk=need_id).first()
    if found is None:
        raise Denied(right)
    return found


def _unit(actor: Actor, unit_id: int, right: str) -> Unit:
    """A unit for which this person may speak. Raises Denied."""
    unit = Unit.objects.select_related("place").filter(pk=unit_id, active=True).first()
    if unit is None:
        raise Denied(right)
    permits.require(actor, right, reach={unit.pk, unit.place_id})
    if not isinstance(actor, Person) or not (sits_in(actor, unit) or _there(actor, unit)):
        raise Denied(right)
    return unit


def _there(person: Person, unit: Unit) -> bool:
    return any(post.place_id == unit.place_id and post.unit_id is None for post in person.held())


def _deliverable(actor: Actor, deliverable_id: int, right: str) -> Deliverable:
    rows = Deliverable.objects.select_for_update(of=("self",)).select_related("contract__place")
    found = rows.filter(pk=deliverable_id).first()
    if found is None:
        raise Denied(right)
    permits.require(actor, right, reach=found.contract.reach)
    return found


def _keep(name: str, subject: Model, actor: Actor, now: datetime, /, **facts: object) -> None:
    records.write(name, subject, actor=actor, at=now, **facts)
