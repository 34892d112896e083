"""The person judges, the register lets go: evaluate, call back, reopen, hardship, close."""

from datetime import datetime

from yuanba.base import clock
from yuanba.base.act import act
from yuanba.base.permits import Actor
from yuanba.duties.rules import Lane
from yuanba.matters import rules
from yuanba.matters.acts.common import keep, take
from yuanba.matters.acts.reopening import begin_again
from yuanba.matters.acts.speaking import body_of, sits_in
from yuanba.matters.models import Matter
from yuanba.matters.rules import Hardship, Outcome, State
from yuanba.people.models import Person

JUDGED = ["state", "solved", "satisfied", "rated_by", "evaluated_at"]
ASKED = ["reopen_asked_at", "reopen_reason"]


@act
def evaluate(
    *,
    actor: Actor,
    matter_id: int,
    solved: bool,
    now: datetime,
    satisfied: bool | None = None,
    why: str = "",
) -> Matter:
    """评价: the person says whether it is done. "Not yet" asks for a reopening at the same time."""
    matter = take(actor, matter_id, "matters.evaluate", None)
    rules.judged_by_another(body=body_of(matter) is not None)
    matter.state = rules.evaluate(state=State(matter.state), solved=solved, why=why)
    fields = _judged(matter, solved, satisfied, why, "person", now)
    facts = {"solved": solved, "satisfied": satisfied, "why": why.strip()}
    keep(matter, "matters.evaluate", fields, actor=actor, now=now, **facts)
    return matter


@act
def call_back(
    *,
    actor: Actor,
    matter_id: int,
    solved: bool,
    now: datetime,
    satisfied: bool | None = None,
    why: str = "",
    version: int | None = None,
) -> Matter:
    """回访: somebody who did not handle it asks the person and writes the answer down."""
    matter = take(actor, matter_id, "matters.call_back", version)
    if (body := body_of(matter)) is not None:
        rules.asks_its_own(
            actor_id=actor.pk, recorder_id=matter.recorder_id, sits_there=sits_in(actor, body)
        )
    matter.state = rules.call_back(
        state=State(matter.state),
        solved=solved,
        why=why,
        actor_id=actor.pk,
        handlers={matter.owner_id, matter.finished_by_id},
    )
    fields = _judged(matter, solved, satisfied, why, "callback", now)
    facts = {"solved": solved, "satisfied": satisfied, "why": why.strip()}
    keep(matter, "matters.call_back", fields, actor=actor, now=now, **facts)
    return matter


def _judged(
    matter: Matter, solved: bool, satisfied: bool | None, why: str, by: str, now: datetime
) -> list[str]:
    matter.solved, matter.satisfied, matter.rated_by = solved, satisfied, by
    matter.evaluated_at = now
    if solved:
        return JUDGED
    matter.reopen_asked_at, matter.reopen_reason = now, why.strip()
    return JUDGED + ASKED


@act
def attempt(
    *, actor: Actor, matter_id: int, text: str, now: datetime, version: int | None = None
) -> Matter:
    """联系未果: one dated attempt to reach the person who has not answered."""
    matter = take(actor, matter_id, "matters.attempt", version)
    matter.state = rules.step(State(matter.state), "attempt")
    matter.attempts += 1
    said = rules.say_why(text, field="text")
    facts = {"text": said, "n": matter.attempts}
    keep(matter, "matters.attempt", ["state", "attempts"], actor=actor, now=now, **facts)
    return matter


@act
def check_hardship(
    *,
    actor: Actor,
    matter_id: int,
    hardship: Hardship,
    text: str,
    now: datetime,
    version: int | None = None,
) -> Matter:
    """救助兜底: has this household a difficulty that self-help cannot meet? (P004, domain.md 3.3)"""
    matter = take(actor, matter_id, "matters.check_hardship", version)
    rules.step(State(matter.state), "check_hardship")
    said = rules.say_why(text, field="text")
    matter.hardship = hardship
    facts = {"hardship": hardship, "text": said}
    keep(matter, "matters.check_hardship", ["hardship"], actor=actor, now=now, **facts)
    return matter


@act
def ask_reopen(*, actor: Actor, matter_id: int, why: str, now: datetime) -> Matter:
    """请求重办: it is not done, or came back. The number stays."""
    matter = take(actor, matter_id, "matters.ask_reopen", None)
    pending = matter.reopen_asked_at is not None
    rules.ask_reopen(state=State(matter.state), why=why, pending=pending)
    matter.reopen_asked_at, matter.reopen_reason = now, why.strip()
    keep(matter, "matters.ask_reopen", ASKED, actor=actor, now=now, why=why.strip())
    return matter


@act
def grant_reopen(
    *, actor: Actor, matter_id: int, now: datetime, version: int | None = None
) -> Matter:
    """同意重办: same number, the first dates kept as an Ending, a new limit from today."""
    matter = take(actor, matter_id, "matters.grant_reopen", version)
    fields, facts = begin_again(matter, actor=actor, now=now)
    keep(matter, "matters.grant_reopen", fields, actor=actor, now=now, **facts)
    return matter


@act
def deny_reopen(
    *, actor: Actor, matter_id: int, reason: str, now: datetime, version: int | None = None
) -> Matter:
    """不予重办: with a reason the person reads, by somebody who did not handle it."""
    matter = take(actor, matter_id, "matters.deny_reopen", version)
    rules.grant_reopen(pending=matter.reopen_asked_at is not None, has_unit=True)
    rules.another_person(asker_id=matter.finished_by_id or 0, actor_id=actor.pk)
    said = rules.say_why(reason)
    matter.reopen_asked_at, matter.reopen_reason = None, ""
    matter.disputed = True
    keep(matter, "matters.deny_reopen", [*ASKED, "disputed"], actor=actor, now=now, reason=said)
    return matter


@act
def close(
    *, actor: Actor, matter_id: int, evidence: str, now: datetime, version: int | None = None
) -> Matter:
    """销号: struck off the register with evidence, confirmed by the person or openly "unconfirmed"."""
    matter = take(actor, matter_id, "matters.close", version)
    rules.step(State(matter.state), "close")  # before that it has no outcome to read
    case = rules.Closing(
        state=State(matter.state),
        lane=Lane(matter.lane),
        solved=matter.solved,
        replied_at=matter.replied_at,
        attempts=matter.attempts,
        hardship=Hardship(matter.hardship),
        guidance=matter.guidance,
        outcome=Outcome(matter.outcome),
        review_on=matter.review_on,
        reopen_pending=matter.reopen_asked_at is not None,
        disputed=matter.disputed,
    )
    today = clock.day_of(now)
    matter.state, matter.confirmed = rules.close(case, evidence=evidence, now=now, today=today)
    matter.closed_at, matter.evidence = now, evidence.strip()
    matter.closed_by = actor if isinstance(actor, Person) else None
    fields = ["state", "confirmed", "closed_at", "closed_by", "evidence"]
    facts = {"confirmed": matter.confirmed, "evidence": matter.evidence}
    keep(matter, "matters.close", fields, actor=actor, now=now, **facts)
    return matter
