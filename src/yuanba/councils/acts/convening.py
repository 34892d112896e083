"""A meeting is called: by whom, by which rule, with which notice; the roll is drawn; people are told."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from yuanba.base import clock, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.text import _
from yuanba.councils import queries
from yuanba.councils.acts.common import meeting_of, place_of, row_facts, steps_of
from yuanba.councils.acts.roll import MOST_LINES
from yuanba.councils.models import (
    Body,
    Entry,
    Meeting,
    Procedure,
    RuleRow,
    Told,
)
from yuanba.councils.rules import calling, electing, holding, saying, stepping, terms
from yuanba.councils.rules.flows import Step, StepKind
from yuanba.councils.rules.kinds import (
    BodyKind,
    Measure,
    MeetingState,
    ProcedureState,
)
from yuanba.councils.rules.terms import Check
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
    touches: Collection[int] | None = None,
) -> Meeting:
    """召开会议: for the step that comes next, by a rule in force that day, with the notice the law asks.
    The roll is drawn now: households of the place, or the members of the body. `asked`: who asked for it
    (nobody: the committee itself), `asking` how many did on `asked_on`, `asked_of` of how many where no
    register knows. `touches`: the places whose households the question affects, as its words name them
    where nobody says."""
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
    if row.paper_only:
        electing.round_by(row.code, queries.seats(procedure.pk, procedure.at))
    stepping.waited(last=queries.last_day(procedure), today=day, days=step.wait_days)
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
        unit=calling.unit(Measure(row.unit), terms.read(row.valid), by_body=body is not None),
        title=procedure.title,
        agenda=saying.tell(agenda, field="agenda", least=2)[:1000],
        venue=saying.say(venue, field="venue")[:60],
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
    lines, affected = _draw(meeting, step, touches)
    facts = {"rule": row_facts(row), "starts": day.isoformat(), "lines": lines, "place": place.name}
    facts |= {"asked": asked or "", "asking": asking, "affected": affected}
    facts |= {"touches": meeting.touches}
    records.write("councils.call", meeting, actor=actor, at=now, **facts)
    return meeting


def _step(procedure: Procedure) -> Step:
    """The step that comes next, if it is a meeting; else what has to be done before."""
    steps, at = steps_of(procedure), procedure.at
    meetings = [n for n, step in enumerate(steps, 1) if step.kind is StepKind.MEETING and n >= at]
    step = stepping.step_now(steps, at, min(meetings, default=at), ProcedureState(procedure.state))
    stepping.step_of(step, StepKind.MEETING)
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
        how=saying.say(how, field="told_how")[:60],
        whom=saying.say(whom, field="whom")[:120],
        by=actor,
    )


def _draw(meeting: Meeting, step: Step, touches: Collection[int] | None) -> tuple[int, int]:
    """The roll as the registers know it; members of parties by name. Returns how many lines, and how many of
    them the question affects."""
    if meeting.rule.code == electing.SECOND:
        lines = queries.voters_before(meeting)
    else:
        unit = Measure(meeting.unit)
        lines = queries.to_enter(meeting.place, unit, step.parties, meeting.body)
    affected = _affected(meeting, lines, touches)
    Entry.objects.bulk_create(
        (Entry(meeting=meeting, n=n, **line) for n, line in enumerate(lines[:MOST_LINES], 1)),
        batch_size=500,
    )
    return len(lines), affected


def _affected(
    meeting: Meeting, lines: list[dict[str, Any]], touches: Collection[int] | None
) -> int:
    """Mark on the lines whom the question affects; keep which places that was worked out from."""
    assert meeting.procedure is not None  # it is called for a question
    known = queries.corners(meeting.procedure.place)
    places = queries.touches(meeting.procedure, known) if touches is None else touches
    if not known.keys() >= set(places):
        raise Refused("elsewhere", _("这个地方不在本村本社区，请从列表里选。"), field="touches")
    if places:
        meeting.touches = [known[pk] for pk in places]
        meeting.save(update_fields=["touches"])
    return queries.mark(lines, places)


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
