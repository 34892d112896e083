"""An election by the acts people use: called with its voters, candidates that stand, a day of voting."""

from typing import Any

import pytest

from yuanba.base.errors import Refused
from yuanba.councils import acts
from yuanba.councils.models import Meeting
from yuanba.councils.rules.kinds import BallotKind
from yuanba.councils.tests.village import Village


def no(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def called(village: Village, days: int = 30, voters: int = 20, **said: Any) -> Meeting:
    question = village.proposed("election", title="第十二届村委会选举")
    village.step(question, 1)
    village.step(question, 2)
    meeting = village.called(question, days=days, rule="V4", **said)
    acts.enter(
        **village.go(
            meeting_id=meeting.pk, lines=[acts.Line(f"选民{n}") for n in range(1, voters + 1)]
        )
    )
    return meeting


def stand(village: Village, meeting: Meeting, who: list[str]) -> None:
    at = {"now": meeting.called_at}
    for name in who:
        said = {"meeting_id": meeting.pk, "name": name, "named_by": "选民5"}
        made = acts.nominate(**village.go(**said) | at)
        acts.judge_candidate(**village.go(candidate_id=made.pk, accepted=True) | at)
    posted = {"meeting_id": meeting.pk, "on": meeting.called_at.date(), "where": "公开栏"}
    acts.post_candidates(**village.go(**posted) | at)


def vote(
    village: Village, meeting: Meeting, who: list[str], counts: dict[int, int], seats: int = 1,
    voters: int = 12,
) -> None:  # fmt: skip
    meeting = village.begun(Meeting.objects.get(pk=meeting.pk))
    village.come(meeting, voters)
    ballot = village.voting(meeting, BallotKind.PAPER, choices=who, seats=seats)
    acts.hand_out(**village.go(ballot_id=ballot.pk, entries=list(range(1, voters + 1))))
    village.stopped(ballot)
    village.both_count(ballot, counts)
    village.settled(ballot)
    village.ended(meeting)
