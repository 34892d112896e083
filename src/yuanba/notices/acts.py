"""What people do by hand where no machine can: ring up, go there, hand over a printed slip."""

from datetime import datetime
from typing import Any

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.matters import acts as matters
from yuanba.matters import rules as matters_rules
from yuanba.matters import sight
from yuanba.matters.acts.looks import looked
from yuanba.matters.models import Matter
from yuanba.notices import queries, rules
from yuanba.notices.models import Message, Preference, Visit
from yuanba.notices.rules import State, VisitState
from yuanba.people.models import Person


@act
def mark_called(*, actor: Actor, message_id: int, now: datetime, note: str = "") -> Message:
    """已电话告知: somebody told the person himself, by telephone or at the door."""
    message = _take(actor, message_id, "notices.mark_called")
    return _done(message, rules.called(State(message.state)), "mark_called", actor, now, note)


@act
def mark_printed(*, actor: Actor, message_id: int, now: datetime) -> Message:
    """已打印: the slip was printed and handed over."""
    message = _take(actor, message_id, "notices.mark_printed")
    return _done(message, rules.printed(State(message.state)), "mark_printed", actor, now, "")


@act
def choose_language(*, actor: Person, language: str, now: datetime) -> Preference:
    """选语言: in which language a signed-in person wants his messages."""
    permits.require(actor, "notices.choose_language", reach=[])
    wish, _new = Preference.objects.update_or_create(person=actor, defaults={"language": language})
    records.write("notices.choose_language", wish, actor=actor, at=now, language=language)
    return wish


@act
def read(*, actor: Person, upto: int, now: datetime) -> Preference:
    """看过了: a signed-in person has read his messages as far as this one. Never back; nobody else is told."""
    permits.require(actor, "notices.read", reach=[])
    upto = rules.read(upto=upto, newest=queries.newest(actor))
    wish, _new = Preference.objects.select_for_update().get_or_create(person=actor)
    if upto > wish.seen:
        wish.seen, wish.seen_at = upto, now
        wish.save(update_fields=["seen", "seen_at"])
    records.write("notices.read", wish, actor=actor, at=now)
    return wish


def _take(actor: Actor, message_id: int, name: str) -> Message:
    message = Message.objects.select_for_update(of=("self",)).filter(pk=message_id).first()
    if message is None:
        raise Denied(name)
    permits.require(actor, name, reach=message.reach)
    if message.matter is not None and sight.shut(message.matter, actor):
        raise Denied(name)
    return message


def _done(
    message: Message, state: State, name: str, actor: Actor, now: datetime, note: str
) -> Message:
    message.state, message.sent_at = state, now
    message.save(update_fields=["state", "sent_at"])
    facts = {"matter": str(message.matter_id or ""), "kind": message.kind, "note": note.strip()}
    records.write(f"notices.{name}", message, actor=actor, at=now, **facts)
    return message


@act
def visit(
    *,
    actor: Person,
    visit_id: int,
    there: bool,
    now: datetime,
    said: str = "",
    solved: bool | None = None,
    satisfied: bool | None = None,
) -> Visit:
    """上门告知: somebody went there, said it, and writes down what the person said.

    "Nobody at home" keeps the task open and counts as a dated attempt. A judgement said at the door is
    a call back by somebody who did not handle it (matters.call_back).
    """
    task = _visit(actor, visit_id, "notices.visit")
    words = said.strip()
    state = rules.visited(VisitState(task.state), there=there, said=words, solved=solved)
    task.state, task.said, task.tries = state, words[:500], task.tries + 1
    if there:
        task.done_at, task.done_by = now, actor
    task.save(update_fields=["state", "said", "tries", "done_at", "done_by"])
    facts = {"matter": str(task.matter_id), "there": there, "said": words, "solved": solved}
    records.write("notices.visit", task, actor=actor, at=now, **facts)
    _follow_visit(task, actor, there, words, solved, satisfied, now)
    return task


@act
def look(*, actor: Person, visit_id: int, reason: str, now: datetime) -> Visit:
    """看要上门的人: whoever is sent to a door may know whose it is, while the visit waits.

    It leaves the line of every look (matters.reveal), which the person reads (trust.md P8)."""
    task = _visit(actor, visit_id, "notices.look")
    rules.look(VisitState(task.state))
    matter = Matter.objects.select_for_update(of=("self",)).get(pk=task.matter_id)
    looked(matter, actor=actor, reason=reason, now=now)
    facts = {"matter": str(matter.pk), "reason": reason.strip()}
    records.write("notices.look", task, actor=actor, at=now, **facts)
    return task


def _visit(actor: Person, visit_id: int, name: str) -> Visit:
    task = Visit.objects.select_for_update(of=("self",)).filter(pk=visit_id).first()
    if task is None:
        raise Denied(name)
    permits.require(actor, name, reach=task.reach)
    if sight.shut(task.matter, actor):
        raise Denied(name)
    return task


def _follow_visit(
    task: Visit,
    actor: Person,
    there: bool,
    said: str,
    solved: bool | None,
    satisfied: bool | None,
    now: datetime,
) -> None:
    """What a visit means for the message and for the matter."""
    answered = Matter.objects.filter(pk=task.matter_id, state=matters_rules.State.REPLIED).exists()
    run: dict[str, Any] = {"actor": actor, "matter_id": task.matter_id, "now": now}
    if there:
        waiting = Message.objects.filter(pk=task.message_id, state__in=sorted(rules.OPEN))
        waiting.update(state=State.CALLED, sent_at=now)
    elif answered:
        matters.attempt(text=said or str(_("上门，没有人在家。")), **run)
    if there and answered and solved is not None:
        matters.call_back(solved=solved, satisfied=satisfied, why=said, **run)
