"""The procedure certificate: what was judged at each step, as it was kept then. Works nothing out."""

from dataclasses import dataclass, field
from typing import Any

from yuanba.councils.models import Ballot, Meeting, Posting, Procedure, RuleRow, StepDone
from yuanba.councils.queries import boards, papers, words
from yuanba.councils.rules import kinds
from yuanba.councils.rules.kinds import BallotState, MeetingState


@dataclass(frozen=True)
class Vote:
    """One ballot as it ended."""

    shown: papers.Shown
    passed: bool
    tellers: list[str]
    spoiled: int
    tied: bool
    bases: dict[str, int]


@dataclass(frozen=True)
class Taken:
    """One time that a step was taken: what was asked, what was found, by whom recorded."""

    name: str
    n: int
    done: StepDone | None
    meeting: Meeting | None
    passed: bool
    rule: RuleRow | None
    confirmed: bool
    checks: list[words.Line]
    votes: list[Vote] = field(default_factory=list)
    told: list[Any] = field(default_factory=list)
    posting: Posting | None = None
    ending: Any = ""


@dataclass(frozen=True)
class Sheet:
    """The whole. `valid`: every step up to the decision was taken as the rules ask. `unconfirmed`: a
    rule used has not been confirmed by the county."""

    taken: list[Taken]
    valid: bool
    over: bool
    unconfirmed: bool
    missing: list[str]

    @property
    def decided(self) -> list[Vote]:
        """The votes of the meetings that were held, the last time each step was taken; and the rounds before
        it in which some were elected."""
        last = {t.n: t for t in self.taken}
        return [
            vote
            for t in self.taken
            for vote in t.votes
            if t is last[t.n] or (vote.passed and vote.shown.ballot.result.get("open"))
        ]


def sheet(procedure: Procedure) -> Sheet:
    done = boards.done_of(procedure)
    meetings = {m.pk: m for m in boards.meetings_for(procedure)}
    votes = _votes([m for m in meetings.values() if m.state == MeetingState.HELD])
    postings = {p.n: p for p in procedure.postings.order_by("id")}
    names = [said["name"] for said in procedure.steps]
    taken = []
    for one in sorted(done, key=lambda d: (d.n, d.pk)):
        meeting = meetings.get(one.meeting_id or 0)
        checks = one.checks if meeting is None else meeting.checks
        taken.append(
            Taken(
                name=names[one.n - 1],
                n=one.n,
                done=one,
                meeting=meeting,
                passed=one.passed,
                rule=one.rule,
                confirmed=one.confirmed,
                checks=words.lines(checks),
                votes=votes.get(one.meeting_id or 0, []),
                told=list(meeting.told.all()) if meeting else [],
                posting=postings.get(one.n),
                ending=kinds.ENDING_WORDS.get(meeting.ending, "") if meeting else "",
            )
        )
    passed = {one.n for one in done if one.passed}
    until = _decision(procedure)
    missing = [name for n, name in enumerate(names[:until], 1) if n not in passed]
    return Sheet(
        taken=taken,
        valid=not missing,
        over=procedure.at > until,
        unconfirmed=any(not t.confirmed for t in taken),
        missing=missing,
    )


def _decision(procedure: Procedure) -> int:
    """The number of the step that decides: the last meeting, or the last step where there is none."""
    meetings = [n for n, s in enumerate(procedure.steps, 1) if s["kind"] == "meeting"]
    return max(meetings, default=len(procedure.steps))


def results(procedure: Procedure) -> list[Vote]:
    """The settled ballots of a question, in the order they were taken."""
    held = [m for m in boards.meetings_for(procedure) if m.state == MeetingState.HELD]
    found = _votes(held)
    return [vote for m in held for vote in found.get(m.pk, [])]


def _votes(meetings: list[Meeting]) -> dict[int, list[Vote]]:
    rows = Ballot.objects.filter(meeting__in=meetings, state=BallotState.SETTLED)
    found: dict[int, list[Vote]] = {}
    for ballot in rows.prefetch_related("choices", "tallies").order_by("n"):
        channels = ballot.result.get("channels", {})
        shown = papers.Shown(
            ballot=ballot,
            kind=kinds.KIND_WORDS[ballot.kind],
            bowls=papers.bowls(ballot),
            turnout=papers.Turnout(ballot.bases["voting"], ballot.bases["present"]),
            channels=papers.channel_words(channels),
            quorum=words.lines(ballot.result.get("quorum", [])),
            half=words.lines(ballot.result.get("half", [])),
            sheets=0,
            differ=False,
            **papers.listed(ballot),
        )
        vote = Vote(
            shown=shown,
            passed=bool(ballot.passed),
            tellers=ballot.result.get("tellers", []),
            spoiled=ballot.result.get("spoiled", 0),
            tied=ballot.result.get("tied", False),
            bases=ballot.bases,
        )
        found.setdefault(ballot.meeting_id, []).append(vote)
    return found
