"""What people do by hand where no machine can: ring up, go there, hand over a printed slip."""

from datetime import datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.notices import rules
from yuanba.notices.models import Message, Preference
from yuanba.notices.rules import State
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


def _take(actor: Actor, message_id: int, name: str) -> Message:
    message = Message.objects.select_for_update().filter(pk=message_id).first()
    if message is None:
        raise Denied(name)
    permits.require(actor, name, reach=message.reach)
    return message


def _done(
    message: Message, state: State, name: str, actor: Actor, now: datetime, note: str
) -> Message:
    message.state, message.sent_at = state, now
    message.save(update_fields=["state", "sent_at"])
    facts = {"matter": str(message.matter_id or ""), "kind": message.kind, "note": note.strip()}
    records.write(f"notices.{name}", message, actor=actor, at=now, **facts)
    return message
