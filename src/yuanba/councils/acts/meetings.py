"""Meetings: begun, what is said there, ended as held or as failed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from yuanba.base import clock, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.councils import queries
from yuanba.councils.acts import topics
from yuanba.councils.acts.common import meeting_of, steps_of
from yuanba.councils.acts.procedures import advance, keep_step
from yuanba.councils.models import (
    Meeting,
    Procedure,
    Suggestion,
)
from yuanba.councils.rules import balloting, deciding, electing, holding, saying
from yuanba.councils.rules.kinds import (
    LISTS,
    BallotState,
    BodyKind,
    Ending,
    Listed,
    MeetingState,
)
from yuanba.lanes.rules.communal import Topic
from yuanba.people.models import Person

State = MeetingState


@act
def cancel(*, actor: Person, meeting_id: int, reason: str, now: datetime) -> Meeting:
    """不开了: those who were told read why."""
    meeting = meeting_of(actor, meeting_id, "councils.cancel")
    holding.meeting_is(State(meeting.state), State.CALLED)
    meeting.state, meeting.ended_at = State.CANCELLED, now
    meeting.minutes = saying.say(reason, field="reason", least=4)[:300]
    meeting.save(update_fields=["state", "ended_at", "minutes"])
    records.write("councils.cancel", meeting, actor=actor, at=now, reason=meeting.minutes)
    return meeting


@act
def begin(*, actor: Person, meeting_id: int, now: datetime) -> Meeting:
    """开会: from now on people are counted in."""
    meeting = meeting_of(actor, meeting_id, "councils.begin")
    holding.meeting_is(State(meeting.state), State.CALLED)
    holding.may_open(starts=clock.day_of(meeting.starts_at), today=clock.day_of(now))
    if not meeting.roll.exists():
        raise Refused("no_roll", _("名册还是空的，请先把应到的人写进去。"))
    electing.begin(
        meeting.rule.numbers if meeting.rule.paper_only else {},
        posted=queries.posted(meeting, Listed.ROLL),
        starts=clock.day_of(meeting.starts_at),
        undecided=queries.undecided(meeting),
    )
    step = steps_of(meeting.procedure)[meeting.step - 1] if meeting.procedure else None
    holding.parties(step, list(meeting.roll.values_list("name", flat=True)))
    meeting.state, meeting.opened_at = State.OPEN, now
    meeting.checks += queries.election_facts(meeting)
    meeting.save(update_fields=["state", "opened_at", "checks"])
    records.write("councils.begin", meeting, actor=actor, at=now)
    return meeting


# ── what is said, and the end ──


@act
def suggest(
    *, actor: Actor, meeting_id: int, who: str, text: str, now: datetime, n: int | None = None
) -> Suggestion:
    """大家说: what somebody suggested, in his words. With his number on the roll (`n`) he reads by his slip
    what became of it."""
    meeting = meeting_of(actor, meeting_id, "councils.suggest")
    holding.meeting_is(State(meeting.state), State.OPEN)
    entry = meeting.roll.filter(n=n).first() if n is not None else None
    if n is not None and entry is None:
        raise Refused("no_entry", _("名册上没有这一号，请核对。"), field="n")
    made = Suggestion.objects.create(
        meeting=meeting,
        entry=entry,
        who=" ".join(who.split())[:40],
        text=saying.say(text, field="text")[:300],
        at=now,
    )
    records.write("councils.suggest", meeting, actor=actor, at=now, text=made.text)
    return made


@act
def weigh(
    *, actor: Actor, suggestion_id: int, adopted: bool, why: str, now: datetime
) -> Suggestion:
    """采纳没有: and why; whoever said it reads both."""
    found = Suggestion.objects.select_for_update().filter(pk=suggestion_id).first()
    if found is None:
        raise Denied("councils.weigh")
    meeting = meeting_of(actor, found.meeting_id, "councils.weigh")
    found.adopted, found.why = adopted, saying.say(why, field="why")[:300]
    found.save(update_fields=["adopted", "why"])
    facts = {"text": found.text, "adopted": adopted, "why": found.why}
    facts["suggestion"] = str(found.pk)
    records.write("councils.weigh", meeting, actor=actor, at=now, **facts)
    return found


@act
def end(
    *,
    actor: Person,
    meeting_id: int,
    minutes: str,
    now: datetime,
    ending: Ending = Ending.BALLOTS,
) -> Meeting:
    """散会: judged as it was. Without enough people it is recorded as failed and another may be called;
    with every ballot carried, or agreed where no law asks for a vote, the step is passed."""
    meeting = meeting_of(actor, meeting_id, "councils.end")
    holding.meeting_is(State(meeting.state), State.OPEN)
    ballots = list(meeting.ballots.order_by("n"))
    balloting.no_open_ballots(
        sum(b.state in {BallotState.OPEN, BallotState.STOPPED} for b in ballots)
    )
    there = queries.attendance(meeting)
    settled = [b for b in ballots if b.state == BallotState.SETTLED]
    quorum = deciding.quorum(queries.valid_of(meeting), there)
    told = deciding.notice(
        told_on=queries.told_first(meeting),
        held_on=clock.day_of(meeting.starts_at),
        days=meeting.rule.notice_days,
    )
    met = (
        quorum.met and there.present > 0
    )  # where no number is asked, somebody is there all the same
    quorate = met or bool(settled)  # a ballot is opened only when enough are there
    if quorate:
        deciding_ones = [b for b in settled if b.kind not in LISTS or not meeting.rule.decides]
        holding.ends(
            ending=ending,
            ballots=len(deciding_ones),
            lists=len(settled) - len(deciding_ones),
            body=BodyKind(meeting.rule.body),
            lack=queries.absent_parties(meeting),
        )
    meeting.state = State.HELD if quorate else State.FAILED
    meeting.ended_at = now
    meeting.minutes = saying.tell(minutes, field="minutes")[:4000]
    checks = [told] if meeting.rule.notice_days else []
    checks += quorum.checks if not settled else ()
    meeting.checks += [check.facts() for check in checks]  # after those of the call
    meeting.checks += [fact for b in settled[:1] for fact in b.result.get("quorum", [])]
    seats = queries.seats(meeting.procedure_id, meeting.step) if meeting.rule.paper_only else None
    meeting.checks += [seats.fact()] if seats and settled else []
    meeting.ending = ending if quorate else ""
    meeting.save(update_fields=["state", "ended_at", "minutes", "checks", "ending"])
    if meeting.procedure_id is not None:
        carried = ending is not Ending.NONE and all(b.passed for b in settled)
        carried = carried and (seats is None or not seats.open)
        _step_taken(meeting, settled, carried and told.ok, there, actor, now)
    facts = {"held": quorate, "present": there.present, "entitled": there.entitled}
    records.write("councils.end", meeting, actor=actor, at=now, **facts)
    return meeting


def _step_taken(
    meeting: Meeting, settled: Sequence[Any], carried: bool, there: deciding.Attendance,
    actor: Person, now: datetime,
) -> None:  # fmt: skip
    """The step as this meeting left it: passed when every ballot was carried."""
    assert meeting.procedure_id is not None
    procedure = Procedure.objects.select_for_update().get(pk=meeting.procedure_id)
    steps = steps_of(procedure)
    passed = meeting.state == State.HELD and carried
    keep_step(
        procedure, meeting.step, passed, actor, now, meeting.rule, [],
        on=clock.day_of(meeting.starts_at),
        who=steps[meeting.step - 1].who,
        note="",
        meeting=meeting,
        expected=there.entitled,
        attended=min(there.entitled, _present(settled, there)),
    )  # fmt: skip
    if passed:
        advance(procedure, len(steps), now)
        procedure.save(update_fields=["at", "state", "ended_at"])
        if queries.decided(procedure):
            words = topics.decision_words(meeting, list(settled))
            topics.settle_topic(procedure, Topic.AGREED, words, actor=actor, now=now)


def _present(settled: Sequence[Any], there: deciding.Attendance) -> int:
    return int(settled[0].bases["present"]) if settled else there.present
