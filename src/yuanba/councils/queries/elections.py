"""The lists of an election."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from yuanba.base import clock
from yuanba.councils.models import Ballot, Entry, Meeting, Procedure, RuleRow, StepDone
from yuanba.councils.queries import boards, words
from yuanba.councils.queries.law import row_for
from yuanba.councils.rules import electing
from yuanba.councils.rules.electing import Limit, Seats
from yuanba.councils.rules.flows import StepKind
from yuanba.councils.rules.kinds import BallotState, Listed, MeetingState


def posted(meeting: Meeting, what: Listed) -> date | None:
    """The day on which this list was hung out."""
    return meeting.lists.filter(what=what).values_list("on", flat=True).first()


def roll_numbers(meeting: Meeting) -> Mapping[str, int]:
    """For how many days the roll hangs out and is objected to: as an election's own row says; else as the row
    for sealed ballots does, that is in force on the day of the meeting."""
    row: RuleRow | None = meeting.rule
    if not meeting.rule.paper_only:
        row = row_for(electing.SEALED_ROLL, meeting.county_id, clock.day_of(meeting.starts_at))
    numbers: Mapping[str, int] = row.numbers if row is not None else {}
    return numbers


def hang_by(meeting: Meeting) -> date | None:
    """By when the roll is to be posted; None where it hangs already or no row asks."""
    days = roll_numbers(meeting).get("roll_days", 0)
    if not days or posted(meeting, Listed.ROLL) is not None:
        return None
    return clock.day_of(meeting.starts_at) - timedelta(days=days)


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


def limits(procedure: Procedure, done: Iterable[StepDone]) -> dict[int, Limit]:
    """Step → by when it is to be taken, for those that a number of the election's row bounds; from the day on
    which all seats were filled. A second round has no such number: then it is that of the first."""
    taken = list(done)
    found: dict[int, Limit] = {}
    meeting = 0
    for n, step in enumerate(procedure.steps, 1):
        if step["kind"] == StepKind.MEETING:
            meeting = n
        name = step.get("within", "")
        held = [d for d in taken if d.n == meeting and d.rule is not None]
        passed = next((d for d in held if d.passed), None)
        asks = next((d for d in reversed(held) if d.rule and d.rule.numbers.get(name)), None)
        if passed is not None and asks is not None and asks.rule is not None:
            on = next((d.on for d in taken if d.n == n and d.passed), None)
            found[n] = Limit(asks.rule.numbers[name], passed.on, on, asks.confirmed)
    return found


def limit_facts(procedure: Procedure, n: int, on: date) -> list[dict[str, Any]]:
    """What is kept with a step that has a last day: whether it was taken in time."""
    if not procedure.steps[n - 1].get("within"):
        return []
    limit = limits(procedure, boards.done_of(procedure)).get(n)
    return [limit.fact(on)] if limit else []


def undecided(meeting: Meeting) -> int:
    return meeting.objections.filter(upheld=None).count()


def election_facts(meeting: Meeting) -> list[dict[str, Any]]:
    """What the certificate says of a roll that was posted; nothing for any other."""
    hung = posted(meeting, Listed.ROLL)
    if hung is None:
        return []
    decided = meeting.objections.exclude(decided_on=None).values_list("on", "decided_on")
    return electing.facts(
        roll_numbers(meeting),
        posted=hung,
        starts=clock.day_of(meeting.starts_at),
        objections=[(on, then) for on, then in decided if then is not None],
    )
