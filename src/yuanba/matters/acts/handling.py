"""Working on it: note, add, extend, finish, reply."""

from collections.abc import Sequence
from datetime import date, datetime

from yuanba.base import clock, permits
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.duties.rules import Lane
from yuanba.matters import rules
from yuanba.matters.acts.common import Picture, hang, keep, set_due, stood, take
from yuanba.matters.acts.helping import end_help
from yuanba.matters.models import Matter
from yuanba.matters.rules import Outcome, State
from yuanba.matters.rules.concerns import level_of
from yuanba.people.models import Person, Unit
from yuanba.people.rules import UnitKind
from yuanba.places.rules import Kind as PlaceKind


@act
def note(
    *,
    actor: Actor,
    matter_id: int,
    text: str,
    now: datetime,
    inside: bool = False,
    pictures: Sequence[Picture] = (),
    version: int | None = None,
) -> Matter:
    """跟进: what was done, in words; the resident reads it unless it is an inside note."""
    matter = take(actor, matter_id, "matters.note", version)
    said, before = rules.say_why(text, field="text"), stood(matter, "state")
    state = rules.step(State(matter.state), "note")
    matter.state = State(matter.state) if inside else state
    hang(matter.pk, pictures, done=False, now=now)
    facts = {"text": said, "inside": inside, "photos": len(pictures)}
    keep(matter, "matters.note", ["state"], actor=actor, now=now, **facts, **before)
    return matter


@act
def add(
    *,
    actor: Actor,
    matter_id: int,
    text: str,
    now: datetime,
    pictures: Sequence[Picture] = (),
) -> Matter:
    """补充: the person adds words or photos to what was told."""
    matter = take(actor, matter_id, "matters.add", None)
    if State(matter.state) in rules.DONE:
        raise Refused("over", _("这件事已经办结，要接着办请点“还没办好”。"))
    said = rules.say_why(text, field="text")
    hang(matter.pk, pictures, done=False, now=now)
    keep(matter, "matters.add", [], actor=actor, now=now, text=said, photos=len(pictures))
    return matter


@act
def ask_extension(
    *,
    actor: Actor,
    matter_id: int,
    days: int,
    reason: str,
    now: datetime,
    version: int | None = None,
) -> Matter:
    """申请延期: more natural days, decided by somebody else."""
    matter = take(actor, matter_id, "matters.ask_extension", version)
    pending = matter.extension_days > 0
    rules.ask_extension(state=State(matter.state), days=days, reason=reason, pending=pending)
    matter.extension_days, matter.extension_reason = days, reason.strip()
    matter.extension_by_id = actor.pk
    fields = ["extension_days", "extension_reason", "extension_by"]
    facts = {"days": days, "reason": reason.strip()}
    keep(matter, "matters.ask_extension", fields, actor=actor, now=now, **facts)
    return matter


@act
def grant_extension(
    *, actor: Actor, matter_id: int, now: datetime, version: int | None = None
) -> Matter:
    """同意延期: by another person; the resident is told the new date."""
    matter = take(actor, matter_id, "matters.grant_extension", version)
    _asked_by_another(matter, actor)
    days = matter.extension_days
    matter.extra_days += days
    fields = ["extra_days", *set_due(matter), *settled(matter)]
    facts = {"days": days, "due": matter.due_at.isoformat()}
    keep(matter, "matters.grant_extension", fields, actor=actor, now=now, **facts)
    return matter


@act
def deny_extension(
    *, actor: Actor, matter_id: int, reason: str, now: datetime, version: int | None = None
) -> Matter:
    """不同意延期: with a reason; the old date stands."""
    matter = take(actor, matter_id, "matters.deny_extension", version)
    _asked_by_another(matter, actor)
    said = rules.say_why(reason)
    fields = settled(matter)
    keep(matter, "matters.deny_extension", fields, actor=actor, now=now, reason=said)
    return matter


def _asked_by_another(matter: Matter, actor: Actor) -> None:
    rules.step(State(matter.state), "extend")
    if not matter.extension_days:
        raise Refused("not_asked", _("没有等待批准的延期，请刷新再看。"))
    rules.another_person(asker_id=matter.extension_by_id, actor_id=actor.pk)


def settled(matter: Matter) -> list[str]:
    matter.extension_days, matter.extension_reason, matter.extension_by = 0, "", None
    return ["extension_days", "extension_reason", "extension_by"]


@act
def finish(
    *,
    actor: Actor,
    matter_id: int,
    outcome: Outcome,
    result: str,
    now: datetime,
    guidance: str = "",
    review_on: date | None = None,
    referred_to: str = "",
    despite: str = "",
    pictures: Sequence[Picture] = (),
    version: int | None = None,
) -> Matter:
    """办结: which of the five endings, what was done, and something to show for it."""
    matter = take(actor, matter_id, "matters.finish", version)
    rules.step(State(matter.state), "finish")  # before that it has no lane to read
    guidance = guidance.strip() or matter.guidance
    ending = rules.Ending(outcome, result, review_on, referred_to, len(pictures))
    matter.state = rules.finish(
        state=State(matter.state),
        lane=Lane(matter.lane),
        ending=ending,
        guidance=guidance,
        today=clock.day_of(now),
    )
    end_help(matter, despite, now)
    matter.outcome, matter.result, matter.guidance = outcome, result.strip(), guidance
    matter.review_on, matter.referred_to = review_on, referred_to.strip()
    matter.finished_at, matter.late = now, now > matter.due_at
    matter.ended_in = _ended_in(matter, actor)
    matter.finished_by = actor if isinstance(actor, Person) else None
    fields = ["state", "outcome", "result", "guidance", "review_on", "referred_to", "finished_at"]
    fields += ["late", "ended_in", "finished_by", *settled(matter)]
    hang(matter.pk, pictures, done=True, now=now)
    facts = {"outcome": outcome, "result": matter.result, "photos": len(pictures)}
    facts["ended_in"] = matter.ended_in
    if despite.strip():
        facts["despite"] = despite.strip()  # why the helpers were not waited for
    keep(matter, "matters.finish", fields, actor=actor, now=now, late=matter.late, **facts)
    return matter


def _ended_in(matter: Matter, actor: Actor) -> rules.EndedIn:
    """At which level it ends. One statement."""
    units = Unit.objects.exclude(kind=UnitKind.SELF).filter(pk=matter.unit_id or 0)
    kind = units.values_list("place__kind", flat=True).first()
    return rules.ended_in(
        level=rules.Level(matter.level),
        unit=level_of(PlaceKind(kind)) if kind else rules.Level.VILLAGE,
        role=permits.may(actor, "matters.finish", reach=matter.reach),
    )


@act
def reply(
    *,
    actor: Actor,
    matter_id: int,
    text: str,
    now: datetime,
    how: str = "sms",
    version: int | None = None,
) -> Matter:
    """反馈: tell the person what came of it, in the way the person chose, and ask for a judgement."""
    matter = take(actor, matter_id, "matters.reply", version)
    matter.state = rules.step(State(matter.state), "reply")
    matter.reply = rules.say_why(text, field="text")
    matter.replied_at, matter.reply_how = now, how
    fields = ["state", "reply", "replied_at", "reply_how"]
    keep(matter, "matters.reply", fields, actor=actor, now=now, text=matter.reply, how=how)
    return matter
