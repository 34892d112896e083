"""Helpers: ask a unit, answer, withdraw; a firm without an account answers by a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from yuanba.base import clock, permits
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.matters import outside, rules, sight
from yuanba.matters.acts.common import Picture, hang, keep, take, unit_for
from yuanba.matters.models import OPEN_HELP, HelperTask, Matter, OutsideLink
from yuanba.matters.queries.alike import hidden
from yuanba.matters.rules import State
from yuanba.people.models import Person
from yuanba.people.seats import sits_in


@act
def ask_help(
    *,
    actor: Actor,
    matter_id: int,
    unit_id: int,
    text: str,
    due_on: date,
    now: datetime,
    version: int | None = None,
) -> Matter:
    """请协办: another unit gets a task of its own with a day. The lead unit and its limit stay."""
    matter = take(actor, matter_id, "matters.ask_help", version)
    unit = unit_for(matter, unit_id)
    open_ = HelperTask.objects.filter(OPEN_HELP, matter=matter, unit=unit)
    rules.ask_help(
        state=State(matter.state),
        text=text,
        due_on=due_on,
        today=clock.day_of(now),
        same=unit.pk == matter.unit_id,
        pending=open_.exists(),
    )
    assert isinstance(actor, Person)  # no guest holds a role that may
    task = HelperTask.objects.create(
        matter=matter, unit=unit, text=text.strip(), due_on=due_on, asked_by=actor, asked_at=now
    )
    matter.sides += 1
    facts = {"helper": str(task.pk), "unit_name": unit.name, "text": task.text}
    facts |= {"due_on": due_on.isoformat()}
    keep(matter, "matters.ask_help", ["sides"], actor=actor, now=now, **facts)
    return matter


@act
def answer_help(
    *,
    actor: Actor,
    helper_id: int,
    done: bool,
    text: str,
    now: datetime,
    pictures: Sequence[Picture] = (),
) -> Matter:
    """协办答复: what the helping unit did, or why it cannot. The lead goes on from there."""
    task, matter = _task(actor, helper_id)
    permits.require(actor, "matters.answer_help", reach=task.reach)
    said = rules.answer_help(
        open_=task.open,
        of_the_unit=isinstance(actor, Person) and sits_in(actor, task.unit),
        text=text,
    )
    task.done, task.answer, task.answered_at, task.answered_by_id = done, said, now, actor.pk
    task.save(update_fields=["done", "answer", "answered_at", "answered_by"])
    hang(matter.pk, pictures, done=False, now=now)
    facts = {"helper": str(task.pk), "unit_name": task.unit.name, "text": said, "done": done}
    facts |= {"photos": len(pictures), "late": clock.day_of(now) > task.due_on}
    keep(matter, "matters.answer_help", [], actor=actor, now=now, **facts)
    return matter


@act
def withdraw_help(*, actor: Actor, helper_id: int, reason: str, now: datetime) -> Matter:
    """不用协办了: the lead no longer needs the answer, and says why."""
    task, matter = _task(actor, helper_id)
    permits.require(actor, "matters.withdraw_help", reach=matter.reach)
    said = rules.withdraw_help(open_=task.open, reason=reason)
    task.withdrawn_at, task.withdrawn_why = now, said
    task.save(update_fields=["withdrawn_at", "withdrawn_why"])
    facts = {"helper": str(task.pk), "unit_name": task.unit.name, "reason": said}
    keep(matter, "matters.withdraw_help", [], actor=actor, now=now, **facts)
    return matter


def _task(actor: Actor, helper_id: int) -> tuple[HelperTask, Matter]:
    """The task and its matter, the matter locked first. Raises Denied for none, and for one that
    is kept from this person."""
    found = HelperTask.objects.filter(pk=helper_id).first()
    if found is None:
        raise Denied("no such task")
    matter = Matter.objects.select_for_update(of=("self",)).get(pk=found.matter_id)
    if sight.shut(matter, actor):
        raise Denied("no such task")
    return HelperTask.objects.select_related("unit").get(pk=helper_id), matter


def end_help(matter: Matter, despite: str, now: datetime) -> None:
    """办结 while tasks are open: refused, or they are withdrawn for the reason given."""
    if not matter.sides:
        return
    open_ = HelperTask.objects.filter(OPEN_HELP, matter=matter)
    why = rules.finish_with_helpers(open_=open_.count(), despite=despite)
    if why:
        open_.update(withdrawn_at=now, withdrawn_why=why)


# ---- firms without an account


@dataclass(frozen=True)
class Made:
    """A new link: its address is shown now and never again."""

    link: OutsideLink
    token: str

    @property
    def pk(self) -> int:
        return self.link.pk


@act
def ask_outside(
    *,
    actor: Actor,
    matter_id: int,
    name: str,
    text: str,
    days: int,
    now: datetime,
    version: int | None = None,
) -> Made | Matter:
    """问外单位: a link by which a firm without an account answers for this one matter.

    A repeat of the same form answers with the matter: the address is shown once.
    """
    matter = take(actor, matter_id, "matters.ask_outside", version)
    rules.ask_outside(
        state=State(matter.state), name=name, text=text, days=days, restricted=hidden(matter)
    )
    assert isinstance(actor, Person)
    token = outside.new()
    link = OutsideLink.objects.create(
        matter=matter,
        name=name.strip(),
        text=text.strip(),
        digest=outside.digest(token),
        made_by=actor,
        made_at=now,
        expires_at=rules.link_ends(now, days),
    )
    matter.sides += 1
    facts = {"link": str(link.pk), "outside": link.name, "text": link.text}
    facts |= {"until": clock.day_of(link.expires_at).isoformat()}
    keep(matter, "matters.ask_outside", ["sides"], actor=actor, now=now, **facts)
    return Made(link, token)


@act
def revoke_outside(*, actor: Actor, link_id: int, now: datetime) -> Matter:
    """收回链接: from now on the link opens nothing."""
    link, matter = _link(OutsideLink.objects.filter(pk=link_id).first())
    permits.require(actor, "matters.revoke_outside", reach=matter.reach)
    if sight.shut(matter, actor):
        raise Denied("matters.revoke_outside")
    link.revoked_at = link.revoked_at or now
    link.save(update_fields=["revoked_at"])
    facts = {"link": str(link.pk), "outside": link.name}
    keep(matter, "matters.revoke_outside", [], actor=actor, now=now, **facts)
    return matter


@act
def answer_outside(
    *,
    actor: Actor,
    token: str,
    text: str,
    now: datetime,
    pictures: Sequence[Picture] = (),
) -> Matter:
    """外单位答复: whoever holds the link answers once, in words and photos."""
    link, matter = _link(outside.find(token))
    permits.require(actor, "matters.answer_outside", reach=set())
    said = rules.answer_outside(
        text=text,
        answered=link.answered_at is not None,
        revoked=link.revoked_at is not None,
        expires_at=link.expires_at,
        now=now,
        state=State(matter.state),
        hidden=hidden(matter),
    )
    link.answer, link.answered_at = said, now
    link.save(update_fields=["answer", "answered_at"])
    hang(matter.pk, pictures, done=False, now=now)
    facts = {"link": str(link.pk), "outside": link.name, "text": said, "photos": len(pictures)}
    keep(matter, "matters.answer_outside", [], actor=actor, now=now, **facts)
    return matter


def _link(found: OutsideLink | None) -> tuple[OutsideLink, Matter]:
    """The link as it is once its matter is locked. Raises Denied for none."""
    if found is None:
        raise Denied("no such link")
    matter = Matter.objects.select_for_update(of=("self",)).get(pk=found.matter_id)
    return OutsideLink.objects.get(pk=found.pk), matter
