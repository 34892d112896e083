"""The lists of an election."""

from datetime import date
from typing import Any

from yuanba.base import clock
from yuanba.councils.models import Meeting
from yuanba.councils.rules import electing
from yuanba.councils.rules.kinds import Listed


def posted(meeting: Meeting, what: Listed) -> date | None:
    """The day on which this list was hung out."""
    return meeting.lists.filter(what=what).values_list("on", flat=True).first()


def accepted(meeting: Meeting) -> list[str]:
    """The candidates that may stand, in the order in which they were named."""
    return list(
        meeting.candidates.filter(accepted=True).order_by("n").values_list("name", flat=True)
    )


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
