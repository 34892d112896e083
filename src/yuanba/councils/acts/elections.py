"""Before an election: the roll is posted, objections are decided, candidates named, looked at, posted. Before a
sealed ballot the roll is posted and objected to in the same way (trust.md 6)."""

from datetime import date, datetime

from yuanba.base import clock, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.text import _
from yuanba.councils import queries
from yuanba.councils.acts.common import meeting_of
from yuanba.councils.acts.procedures import next_number
from yuanba.councils.models import Candidate, Entry, ListPosted, Meeting, Objection
from yuanba.councils.rules import electing, holding, saying
from yuanba.councils.rules.electing import Change
from yuanba.councils.rules.kinds import Listed, MeetingState
from yuanba.people.models import Person


def _before(actor: Person, meeting_id: int, name: str) -> Meeting:
    """The meeting, not begun yet."""
    meeting = meeting_of(actor, meeting_id, name)
    holding.meeting_is(MeetingState(meeting.state), MeetingState.CALLED)
    return meeting


def _election(actor: Person, meeting_id: int, name: str) -> Meeting:
    meeting = _before(actor, meeting_id, name)
    electing.statutory(meeting.rule.paper_only)
    return meeting


@act
def post_roll(*, actor: Person, meeting_id: int, on: date, where: str, now: datetime) -> Meeting:
    """公布名册: from now on it changes only by objections."""
    meeting = _before(actor, meeting_id, "councils.post_roll")
    if queries.posted(meeting, Listed.ROLL) is not None:
        raise Refused("posted", _("名册已经公布了。"))
    electing.post(
        on=on,
        today=clock.day_of(now),
        last=clock.day_of(meeting.starts_at),
        days=queries.roll_numbers(meeting).get("roll_days", 0),
        lines=meeting.roll.count(),
    )
    said = saying.say(where, field="where")[:120]
    ListPosted.objects.create(meeting=meeting, what=Listed.ROLL, on=on, where=said, by=actor)
    facts = {"on": on.isoformat(), "where": said}
    records.write("councils.post_roll", meeting, actor=actor, at=now, **facts)
    return meeting


@act
def object_to_roll(
    *, actor: Person, meeting_id: int, who: str, text: str, on: date, now: datetime
) -> Objection:
    """记异议: somebody says that the roll is wrong, within the days the law gives."""
    meeting = _before(actor, meeting_id, "councils.object_to_roll")
    electing.object_to(
        posted=queries.posted(meeting, Listed.ROLL),
        on=on,
        today=clock.day_of(now),
        days=queries.roll_numbers(meeting).get("objection_days", 0),
    )
    made = Objection.objects.create(
        meeting=meeting,
        who=saying.say(who, field="who")[:40],
        text=saying.say(text, field="text", least=4)[:300],
        on=on,
    )
    records.write("councils.object_to_roll", meeting, actor=actor, at=now, text=made.text)
    return made


@act
def decide_objection(
    *,
    actor: Person,
    objection_id: int,
    upheld: bool,
    why: str,
    now: datetime,
    change: Change = Change.ADD,
    name: str = "",
    where: str = "",
    n: int | None = None,
) -> Objection:
    """处理异议: right or not, with the reason; if it is right the roll is changed in the same breath."""
    found = Objection.objects.select_for_update().filter(pk=objection_id).first()
    if found is None:
        raise Denied("councils.decide_objection")
    meeting = _before(actor, found.meeting_id, "councils.decide_objection")
    electing.decide(decided=found.upheld is not None, upheld=upheld, name=name, n=n, change=change)
    found.upheld, found.decided_on = upheld, clock.day_of(now)
    found.why = saying.say(why, field="why", least=4)[:300]
    if upheld:
        found.entry = _changed(meeting, change, name, where, n, found.why)
    found.save(update_fields=["upheld", "why", "decided_on", "entry"])
    facts = {"upheld": upheld, "why": found.why, "change": change if upheld else ""}
    records.write("councils.decide_objection", meeting, actor=actor, at=now, **facts)
    return found


def _changed(
    meeting: Meeting, change: Change, name: str, where: str, n: int | None, why: str
) -> Entry:
    if change is Change.ADD:
        said, at = " ".join(name.split())[:40], " ".join(where.split())[:120]
        if meeting.roll.filter(name=said, where=at).exists():
            raise Refused("twice", _("名册上已经有这个人了。"), field="name")
        return Entry.objects.create(
            meeting=meeting, n=next_number(meeting.roll), name=said, where=at
        )
    entry = meeting.roll.filter(n=n or 0, out="").first()
    if entry is None:
        raise Refused("no_entry", _("名册上没有这一号，请核对。"), field="n")
    entry.out = why[:200]
    entry.save(update_fields=["out"])
    return entry


@act
def nominate(
    *, actor: Person, meeting_id: int, name: str, named_by: str, now: datetime
) -> Candidate:
    """提名候选人: directly by voters (VCL18 15)."""
    meeting = _election(actor, meeting_id, "councils.nominate")
    said = saying.say(name, field="name")[:40]
    electing.nominate(
        name=said,
        known=list(meeting.candidates.values_list("name", flat=True)),
        posted=queries.posted(meeting, Listed.CANDIDATES) is not None,
    )
    made = Candidate.objects.create(
        meeting=meeting,
        n=next_number(meeting.candidates),
        name=said,
        named_by=saying.say(named_by, field="named_by")[:120],
    )
    records.write("councils.nominate", meeting, actor=actor, at=now, name=said)
    return made


@act
def judge_candidate(
    *, actor: Person, candidate_id: int, accepted: bool, now: datetime, why: str = ""
) -> Candidate:
    """审查候选人: whether he may stand; if not, why."""
    found = Candidate.objects.select_for_update().filter(pk=candidate_id).first()
    if found is None:
        raise Denied("councils.judge_candidate")
    meeting = _election(actor, found.meeting_id, "councils.judge_candidate")
    electing.judge(posted=queries.posted(meeting, Listed.CANDIDATES) is not None)
    found.accepted = accepted
    found.why = "" if accepted else saying.say(why, field="why", least=4)[:300]
    found.save(update_fields=["accepted", "why"])
    facts = {"name": found.name, "accepted": accepted, "why": found.why}
    records.write("councils.judge_candidate", meeting, actor=actor, at=now, **facts)
    return found


@act
def post_candidates(
    *, actor: Person, meeting_id: int, on: date, where: str, now: datetime
) -> Meeting:
    """公布候选人: from now on the ballot names these."""
    meeting = _election(actor, meeting_id, "councils.post_candidates")
    rows = list(meeting.candidates.values_list("accepted", flat=True))
    electing.post_candidates(
        unjudged=rows.count(None),
        accepted=rows.count(True),
        posted=queries.posted(meeting, Listed.CANDIDATES) is not None,
    )
    if meeting.rule.code == electing.SECOND:
        electing.second_round(queries.accepted(meeting), queries.first_round(meeting))
    last = clock.day_of(meeting.starts_at)
    electing.post(on=on, today=clock.day_of(now), last=last, days=0, lines=len(rows))
    said = saying.say(where, field="where")[:120]
    ListPosted.objects.create(meeting=meeting, what=Listed.CANDIDATES, on=on, where=said, by=actor)
    facts = {"on": on.isoformat(), "names": queries.accepted(meeting)}
    records.write("councils.post_candidates", meeting, actor=actor, at=now, **facts)
    return meeting
