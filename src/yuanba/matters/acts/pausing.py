"""The clock stops and goes on: pause, leave for a long one, going on; asking the person."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from yuanba.base import clock
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.duties import queries as duties
from yuanba.duties.models import ListItem
from yuanba.duties.rules import ListKind
from yuanba.matters import rules
from yuanba.matters.acts.common import Picture, hang, keep, set_due, take
from yuanba.matters.models import Matter, Pause, Question
from yuanba.matters.rules import State
from yuanba.people.models import Person
from yuanba.places.running import midnight

MARK = ["pause_since", "paused_until", "pause_ground", "pause_by"]


@act
def pause(
    *,
    actor: Actor,
    matter_id: int,
    ground: str,
    reason: str,
    review_on: date,
    now: datetime,
    version: int | None = None,
) -> Matter:
    """暂停: the clock stands until a day, for a reason from the list that the resident reads.

    Longer than the list allows one person, it begins when another one has given leave.
    """
    matter = take(actor, matter_id, "matters.pause", version)
    today = clock.day_of(now)
    item = _ground(ground, today)
    at_once = rules.pause(
        state=State(matter.state),
        reason=reason,
        review_on=review_on,
        today=today,
        longest=item.days,
        pending=matter.pause_since is not None,
    )
    row = _stop(matter, item, reason.strip(), review_on, actor, now)
    if at_once:
        _stand(matter, row, now)
    facts = _facts(row) | {"asked": not at_once, "due": matter.due_at.isoformat()}
    fields = [*MARK, "sides", "due_at", "provisional"]
    keep(matter, "matters.pause", fields, actor=actor, now=now, **facts)
    return matter


@act
def grant_pause(
    *, actor: Actor, matter_id: int, now: datetime, version: int | None = None
) -> Matter:
    """同意暂停: another person gives leave for a long one; the clock stands from now."""
    matter = take(actor, matter_id, "matters.grant_pause", version)
    row = _asked_by_another(matter, actor)
    rules.look_again(row.review_on, today=clock.day_of(now))
    row.granted_by_id = actor.pk
    _stand(matter, row, now)
    facts = _facts(row) | {"due": matter.due_at.isoformat()}
    fields = [*MARK, "due_at", "provisional"]
    keep(matter, "matters.grant_pause", fields, actor=actor, now=now, **facts)
    return matter


@act
def deny_pause(
    *, actor: Actor, matter_id: int, reason: str, now: datetime, version: int | None = None
) -> Matter:
    """不同意暂停: with a reason; the clock has been running all the while."""
    matter = take(actor, matter_id, "matters.deny_pause", version)
    row = _asked_by_another(matter, actor)
    said = rules.say_why(reason)
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    _unmark(matter)
    keep(matter, "matters.deny_pause", MARK, actor=actor, now=now, reason=said)
    return matter


@act
def resume(
    *, actor: Actor, matter_id: int, reason: str, now: datetime, version: int | None = None
) -> Matter:
    """接着办: before the day; what was left of the limit when it stopped is left from now."""
    matter = take(actor, matter_id, "matters.resume", version)
    rules.goes_on(paused=matter.paused_until is not None)
    said = rules.say_why(reason)
    facts = {"ground": matter.pause_ground, "reason": said}
    fields = go_on(matter, now)
    due = matter.due_at.isoformat()
    keep(matter, "matters.resume", fields, actor=actor, now=now, due=due, **facts)
    return matter


@act
def wake(*, actor: Actor, matter_id: int, now: datetime) -> Matter:
    """到了再看的日子: the clock goes on by itself from 0:00 of that day, whenever this is noted."""
    matter = take(actor, matter_id, "matters.wake", None)
    if matter.paused_until is None or clock.day_of(now) < matter.paused_until:
        raise Refused("not_yet", _("还没到再看的日子。"))
    facts = {"ground": matter.pause_ground, "until": matter.paused_until.isoformat()}
    fields = go_on(matter, now)
    due = matter.due_at.isoformat()
    keep(matter, "matters.wake", fields, actor=actor, now=now, due=due, **facts)
    return matter


@act
def ask_reporter(
    *,
    actor: Actor,
    matter_id: int,
    text: str,
    answer_by: date,
    now: datetime,
    version: int | None = None,
) -> Matter:
    """请补充: a question to the person, by the way he chose; the clock waits for it to that day."""
    matter = take(actor, matter_id, "matters.ask_reporter", version)
    today = clock.day_of(now)
    item = _ground(rules.ASKED, today)
    rules.ask_reporter(
        state=State(matter.state),
        text=text,
        answer_by=answer_by,
        today=today,
        longest=item.days,
        asked=matter.pause_since is not None,
    )
    said = text.strip()
    assert isinstance(actor, Person)  # no guest holds a role that may
    open_question(matter).update(replaced_at=now)
    Question.objects.create(
        matter=matter, text=said, answer_by=answer_by, asked_by=actor, asked_at=now
    )
    row = _stop(matter, item, said, answer_by + timedelta(days=1), actor, now)
    _stand(matter, row, now)
    contact = getattr(matter, "contact", None)
    reached = contact is not None and bool(contact.phone)
    facts: dict[str, object] = {"text": said, "answer_by": answer_by.isoformat()}
    facts["due"] = matter.due_at.isoformat()
    # Without a telephone somebody has to go there: who plans visits reads this.
    facts["visit"] = not reached
    fields = [*MARK, "sides", "due_at", "provisional"]
    keep(matter, "matters.ask_reporter", fields, actor=actor, now=now, **facts)
    return matter


@act
def answer(
    *,
    actor: Actor,
    matter_id: int,
    text: str,
    now: datetime,
    pictures: Sequence[Picture] = (),
) -> Matter:
    """回答: what the person says to the question, by himself or written down by staff. It is kept
    whenever it comes; if the clock still waits for it, it goes on."""
    matter = take(actor, matter_id, "matters.answer", None)
    question = open_question(matter).first()
    said = rules.answer(text=text, asked=question is not None)
    assert question is not None
    question.answer, question.answered_at = said, now
    question.written_by_id = actor.pk
    question.save(update_fields=["answer", "answered_at", "written_by"])
    hang(matter.pk, pictures, done=False, now=now)
    waited = matter.paused_until is not None and matter.pause_ground == rules.ASKED
    late = clock.day_of(now) > question.answer_by
    fields = go_on(matter, now) if waited else []
    facts = {"text": said, "photos": len(pictures), "late": late, "went_on": waited}
    facts |= {"due": matter.due_at.isoformat()}
    keep(matter, "matters.answer", fields, actor=actor, now=now, **facts)
    return matter


# ---- what they share


def open_question(matter: Matter) -> QuerySet[Question]:
    """The question that has no answer yet, if there is one."""
    return Question.objects.filter(
        matter=matter, answered_at__isnull=True, replaced_at__isnull=True
    )


def go_on(matter: Matter, now: datetime) -> list[str]:
    """End the pause: at its own day if that is past, else now. Returns the fields it wrote."""
    row = Pause.objects.select_for_update().get(matter=matter, ended_at__isnull=True)
    row.ended_at = min(now, midnight(row.review_on))
    row.save(update_fields=["ended_at"])
    _unmark(matter)
    return [*MARK, *set_due(matter)]


def forget_pause(matter: Matter, now: datetime) -> None:
    """The matter ends otherwise: whatever pause there is, or was asked for, ends with it."""
    if matter.pause_since is not None:
        Pause.objects.filter(matter=matter, ended_at=None).update(ended_at=now)
        _unmark(matter)


def _ground(code: str, today: date) -> ListItem:
    item = duties.item(ListKind.PAUSE, code, today)
    if item is None:
        raise Refused("ground", _("请从清单里选一个理由。"), field="ground")
    return item


def _stop(
    matter: Matter, item: ListItem, reason: str, review_on: date, actor: Actor, now: datetime
) -> Pause:
    """A pause as asked for; it stands from `since`."""
    assert isinstance(actor, Person)  # no guest holds a role that may
    matter.pause_since, matter.pause_ground, matter.pause_by = now, item.code, actor
    matter.sides += 1
    return Pause.objects.create(
        matter=matter,
        ground=item.code,
        ground_name=item.name,
        reason=reason,
        review_on=review_on,
        asked_by=actor,
        asked_at=now,
    )


def _stand(matter: Matter, row: Pause, now: datetime) -> None:
    row.since = now
    row.save(update_fields=["since", "granted_by"])
    matter.pause_since, matter.paused_until = now, row.review_on
    set_due(matter)


def _unmark(matter: Matter) -> None:
    matter.pause_since = matter.paused_until = matter.pause_by = None
    matter.pause_ground = ""


def _asked_by_another(matter: Matter, actor: Actor) -> Pause:
    rules.leave(pending=matter.pause_since is not None and matter.paused_until is None)
    row = Pause.objects.select_for_update().get(matter=matter, ended_at__isnull=True)
    rules.another_person(asker_id=row.asked_by_id, actor_id=actor.pk)
    return row


def _facts(row: Pause) -> dict[str, object]:
    return {
        "ground": row.ground,
        "ground_name": row.ground_name,
        "reason": row.reason,
        "until": row.review_on.isoformat(),
    }
