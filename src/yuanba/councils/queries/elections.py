"""The lists of an election."""

from datetime import date
from typing import Any

from yuanba.base import clock
from yuanba.councils.models import Ballot, Meeting
from yuanba.councils.rules import electing
from yuanba.councils.rules.kinds import BallotState, Listed, MeetingState


def posted(meeting: Meeting, what: Listed) -> date | None:
    """The day on which this list was hung out."""
    return meeting.lists.filter(what=what).values_list("on", flat=True).first()


def accepted(meeting: Meeting) -> list[str]:
    """The candidates that may stand, in the order in which they were named."""
    return list(
        meeting.candidates.filter(accepted=True).order_by("n").values_list("name", flat=True)
    )


def first_round(meeting: Meeting) -> dict[str, int]:
    """What each got in the round before, without those who were elected then; empty for no such round."""
    rows = Ballot.objects.filter(
        meeting__procedure_id=meeting.procedure_id or 0,
        meeting__step=meeting.step,
        meeting__state=MeetingState.HELD,
        state=BallotState.SETTLED,
    )
    last = rows.exclude(meeting=meeting).order_by("-meeting_id", "-n").first()
    if last is None:
        return {}
    votes, carried = last.result["votes"], set(last.result["carried"])
    return {c.text: votes.get(str(c.n), 0) for c in last.choices.all() if c.n not in carried}


def undecided(meeting: Meeting) -> int:
    return meeting.objections.filter(upheld=None).count()


def election_facts(meeting: Meeting) -> list[dict[str, Any]]:
    """What the certificate says of the roll; nothing for a meeting that is no election."""
    if not meeting.rule.paper_only:
        return []
    decided = meeting.objections.exclude(decided_on=None).values_list("on", "decided_on")
    return electing.facts(
        meeting.rule.numbers,
        posted=posted(meeting, Listed.ROLL),
        starts=clock.day_of(meeting.starts_at),
        objections=[(on, then) for on, then in decided if then is not None],
    )
