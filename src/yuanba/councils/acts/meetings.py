"""Meetings: called with notice, the roll drawn, ended as held or as failed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from yuanba.base import clock, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.councils import queries
from yuanba.councils.acts import topics
from yuanba.councils.acts.common import meeting_of, place_of, row_facts, steps_of
from yuanba.councils.acts.procedures import advance, keep_step
from yuanba.councils.acts.roll import MOST_LINES
from yuanba.councils.models import (
    Body,
    Entry,
    Meeting,
    Procedure,
    RuleRow,
    Suggestion,
    Told,
)
from yuanba.councils.rules import calling, deciding, electing, holding, terms
from yuanba.councils.rules.flows import Step, StepKind
from yuanba.councils.rules.kinds import (
    LISTS,
    BallotState,
    BodyKind,
    Ending,
    Listed,
    Measure,
    MeetingState,
    ProcedureState,
)
from yuanba.councils.rules.terms import Check
from yuanba.lanes.rules.communal import Topic
from yuanba.people.models import Person
from yuanba.places.models import Place

State = MeetingState


@act
def call(
    *,
    actor: Person,
    procedure_id: int,
    rule: str,
    starts_at: datetime,
    venue: str,
    agenda: str,
    told_how: str,
    now: datetime,
    told_on: date | None = None,
    host: str = "",
    body_id: int | None = None,
    within_id: int | None = None,
    again_of: int | None = None,
    asked: Measure | None = None,
    asking: int = 0,
    asked_of: int | None = None,
    asked_on: date | None = None,
) -> Meeting:
    """召开会议: for the step that comes next, by a rule in force that day, with the notice the law asks.
    The roll is drawn now: households of the place, or the members of the body. `asked`: who asked for it
    (nobody: the committee itself), `asking` how many did on `asked_on`, `asked_of` of how many where no
    register knows."""
    found = Procedure.objects.select_for_update(of=("self",)).select_related("place")
    procedure = found.filter(pk=procedure_id).first()
    if procedure is None:
        raise Denied("councils.call")
    place = place_of(actor, procedure.place_id, "councils.call")
    step = _step(procedure)
    day, today = clock.day_of(starts_at), clock.day_of(now)
    row = queries.row_for(rule, procedure.county_id, day)
    if row is None:
        raise Refused("no_rule", _("这一天没有这条规则，请从列表里选。"), field="rule")
    if procedure.meetings.filter(state__in=[State.CALLED, State.OPEN]).exists():
        raise Refused("called", _("已经通知了一次会，还没有开完。"))
    holding.waited(last=queries.last_day(procedure), today=day, days=step.wait_days)
    calling.call(starts=day, today=today, told_on=told_on, notice_days=row.notice_days)
    where, body = _within(procedure, within_id), _body(procedure.place, body_id)
    if step.full and (body is None or body.kind != BodyKind.MORAL):
        raise Refused("full", _("再评要评议会全体成员参加，请选道德评议会。"), field="body_id")
    checks = _asked(row, where, body, asked, asking, asked_of)
    meeting = Meeting.objects.create(
        place=where,
        county_id=procedure.county_id,
        procedure=procedure,
        step=procedure.at,
        body=body,
        rule=row,
        confirmed=queries.is_confirmed(row, procedure.county_id),
        unit=row.unit,
        title=procedure.title,
        agenda=holding.tell(agenda, field="agenda", least=2)[:1000],
        venue=holding.say(venue, field="venue")[:60],
        host=" ".join(host.split())[:40],
        starts_at=starts_at,
        again_of=_again(procedure, again_of),
        called_at=now,
        called_by=actor,
        checks=[check.facts() for check in checks]
        + calling.in_time(
            row.numbers, asked_on=asked_on if asked else None, starts=day, today=today
        ),
    )
    _tell(meeting, told_on or today, told_how, str(_("应到的全体")), actor)
    lines = _draw(meeting, step)
    facts = {"rule": row_facts(row), "starts": day.isoformat(), "lines": lines, "place": place.name}
    facts |= {"asked": asked or "", "asking": asking}
    records.write("councils.call", meeting, actor=actor, at=now, **facts)
    return meeting


def _step(procedure: Procedure) -> Step:
    """The step that comes next, if it is a meeting; else what has to be done before."""
    steps, at = steps_of(procedure), procedure.at
    meetings = [n for n, step in enumerate(steps, 1) if step.kind is StepKind.MEETING and n >= at]
    step = holding.step_now(steps, at, min(meetings, default=at), ProcedureState(procedure.state))
    holding.step_of(step, StepKind.MEETING)
    return step


def _asked(
    row: RuleRow, place: Place, body: Body | None, asked: Measure | None, asking: int,
    asked_of: int | None,
) -> list[Check]:  # fmt: skip
    """The check of who asked for the meeting; none where the committee calls it by itself."""
    if asked is None:
        return []
    base = queries.known_base(place, body, asked) if asked_of is None else asked_of
    terms_ = terms.read(row.initiative)
    return [calling.initiative(terms_, measure=asked, asking=asking, base=base)]


def _within(procedure: Procedure, within_id: int | None) -> Place:
    if within_id is None or within_id == procedure.place_id:
        return procedure.place
    place = Place.objects.filter(pk=within_id, village_id=procedure.place_id, until=None).first()
    if place is None:
        raise Refused("elsewhere", _("这个地方不在本村本社区，请从列表里选。"), field="within_id")
    return place


def _body(place: Place, body_id: int | None) -> Body | None:
    if body_id is None:
        return None
    body = Body.objects.filter(pk=body_id, place=place, until=None).first()
    if body is None:
        raise Refused("no_body", _("没有这个组织，请从列表里选。"), field="body_id")
    return body


def _again(procedure: Procedure, again_of: int | None) -> Meeting | None:
    """The failed meeting that this one is called instead of."""
    if again_of is None:
        return None
    return procedure.meetings.filter(pk=again_of, state=State.FAILED).first()


def _tell(meeting: Meeting, on: date, how: str, whom: str, actor: Person) -> Told:
    return Told.objects.create(
        meeting=meeting,
        on=on,
        how=holding.say(how, field="told_how")[:60],
        whom=holding.say(whom, field="whom")[:120],
        by=actor,
    )


def _draw(meeting: Meeting, step: Step) -> int:
    """The roll as the registers know it; members of parties by name. Returns how many lines."""
    lines: list[dict[str, Any]] = []
    if step.parties:
        lines = [{"name": party} for party in step.parties]
    elif meeting.body is not None:
        lines = queries.members_to_enter(meeting.body)
    elif meeting.unit in {Measure.HOUSEHOLDS, Measure.VOTERS, Measure.ADULTS}:
        lines = queries.households_to_enter(meeting.place)
        if meeting.unit != Measure.HOUSEHOLDS:
            lines = []  # who is a voter or of age is not in the registers: written in from the list
    Entry.objects.bulk_create(
        (Entry(meeting=meeting, n=n, **line) for n, line in enumerate(lines[:MOST_LINES], 1)),
        batch_size=500,
    )
    return len(lines)


@act
def tell(
    *, actor: Person, meeting_id: int, on: date, how: str, whom: str, now: datetime
) -> Meeting:
    """再通知: who else was told, how, when."""
    meeting = meeting_of(actor, meeting_id, "councils.tell")
    holding.meeting_is(State(meeting.state), State.CALLED)
    if on > clock.day_of(now):
        raise Refused("future", _("还没到通知的日子，通知了再填。"), field="on")
    told = _tell(meeting, on, how, whom, actor)
    facts = {"on": on.isoformat(), "how": told.how, "whom": told.whom}
    records.write("councils.tell", meeting, actor=actor, at=now, **facts)
    return meeting


@act
def cancel(*, actor: Person, meeting_id: int, reason: str, now: datetime) -> Meeting:
    """不开了: those who were told read why."""
    meeting = meeting_of(actor, meeting_id, "councils.cancel")
    holding.meeting_is(State(meeting.state), State.CALLED)
    meeting.state, meeting.ended_at = State.CANCELLED, now
    meeting.minutes = holding.say(reason, field="reason", least=4)[:300]
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
        text=holding.say(text, field="text")[:300],
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
    found.adopted, found.why = adopted, holding.say(why, field="why")[:300]
    found.save(update_fields=["adopted", "why"])
    facts = {"text": found.text, "adopted": adopted, "why": found.why}
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
    holding.no_open_ballots(
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
    quorate = quorum.met or bool(settled)  # a ballot is opened only when enough are there
    if quorate:
        deciding_ones = [b for b in settled if b.kind not in LISTS or not meeting.rule.decides]
        holding.ends(
            ending=ending,
            ballots=len(deciding_ones),
            lists=len(settled) - len(deciding_ones),
            body=BodyKind(meeting.rule.body),
        )
    meeting.state = State.HELD if quorate else State.FAILED
    meeting.ended_at = now
    meeting.minutes = holding.tell(minutes, field="minutes")[:4000]
    checks = [told] if meeting.rule.notice_days else []
    checks += quorum.checks if not settled else ()
    meeting.checks += [check.facts() for check in checks]  # after those of the call
    meeting.checks += [fact for b in settled[:1] for fact in b.result.get("quorum", [])]
    meeting.ending = ending if quorate else ""
    meeting.save(update_fields=["state", "ended_at", "minutes", "checks", "ending"])
    if meeting.procedure_id is not None:
        carried = ending is not Ending.NONE and all(b.passed for b in settled)
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
