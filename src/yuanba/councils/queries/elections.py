"""The lists of an election."""

from datetime import date
from typing import Any

from yuanba.base import clock
from yuanba.councils.models import Ballot, Entry, Meeting
from yuanba.councils.queries import words
from yuanba.councils.rules import electing
from yuanba.councils.rules.electing import Seats
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
    found = [b for b in _rounds(meeting.procedure_id, meeting.step) if b.meeting_id != meeting.pk]
    if not found:
        return {}
    last = found[-1]
    votes, carried = last.result["votes"], set(last.result["carried"])
    return {c.text: votes.get(str(c.n), 0) for c in last.choices.all() if c.n not in carried}


def seats(procedure_id: int | None, step: int) -> Seats | None:
    """The seats of an election and who was elected to them so far; None while no round was valid, and for
    what elects nobody. Two statements."""
    rounds = _rounds(procedure_id, step)
    if not rounds:
        return None
    elected = [c.text for b in rounds for c in b.choices.all() if c.n in b.result["carried"]]
    return Seats(rounds[0].seats, tuple(dict.fromkeys(elected)))


def _rounds(procedure_id: int | None, step: int) -> list[Ballot]:
    """The counted ballots of an election in which enough voted, the first round first."""
    rows = Ballot.objects.filter(
        meeting__procedure_id=procedure_id or 0,
        meeting__step=step,
        meeting__rule__paper_only=True,
        state=BallotState.SETTLED,
        motion=False,
    )
    ordered = rows.order_by("meeting_id", "n").prefetch_related("choices")
    return [b for b in ordered if words.met(b.result.get("quorum", []))]


def voters_before(meeting: Meeting) -> list[dict[str, Any]]:
    """The voters of the round before: the same who vote in the next. One statement."""
    rows = Entry.objects.filter(
        meeting__procedure_id=meeting.procedure_id or 0,
        meeting__step=meeting.step,
        meeting__state=MeetingState.HELD,
        out="",
    ).order_by("-meeting_id", "n")
    found = list(rows.values("meeting_id", "name", "where", "group", "household_id", "person_id"))
    last = found[0]["meeting_id"] if found else 0
    return [
        {k: v for k, v in x.items() if k != "meeting_id"} for x in found if x["meeting_id"] == last
    ]


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
