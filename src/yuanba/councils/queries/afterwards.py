"""What became of a decision, and how people find it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from yuanba.councils.models import Appraisal, Entry, Procedure, Suggestion
from yuanba.councils.rules import kinds
from yuanba.councils.rules.flows import StepKind
from yuanba.councils.rules.kinds import LEAST_SHOWN, Mark3, MeetingState


def outcome_posted(procedure: Procedure) -> bool:
    """Whether the outcome hangs out: a step of that kind is behind it."""
    last = [n for n, s in enumerate(procedure.steps, 1) if s["kind"] == StepKind.OUTCOME]
    return any(procedure.at > n for n in last)


def numbered(procedure: Procedure, n: int) -> Entry | None:
    """The line with this number on the roll of the last meeting that was held about it."""
    rows = Entry.objects.filter(meeting__procedure=procedure, meeting__state=MeetingState.HELD, n=n)
    return rows.order_by("-meeting_id").first()


def appraised(entry: Entry) -> bool:
    """Whether this line, or the same household or person on another roll of the question, has said it."""
    rows = Appraisal.objects.filter(procedure_id=entry.meeting.procedure_id or 0)
    own = rows.filter(entry=entry)
    if entry.household_id:
        own = rows.filter(entry__household_id=entry.household_id)
    elif entry.person_id:
        own = rows.filter(entry__person_id=entry.person_id)
    return own.exists()


@dataclass(frozen=True)
class Found:
    """How people find it. Below ten only how many said anything."""

    total: int
    marks: Sequence[tuple[Any, int]]


def found_by(procedure: Procedure) -> Found:
    rows = (
        Appraisal.objects.filter(procedure=procedure)
        .values("mark")
        .annotate(n=Count("id"))
        .order_by()
    )
    counts = {row["mark"]: row["n"] for row in rows}
    total = sum(counts.values())
    marks = [(kinds.MARK_WORDS[m], counts.get(m, 0)) for m in Mark3] if total >= LEAST_SHOWN else []
    return Found(total, marks)


def appraisals(procedure: Procedure) -> list[tuple[Any, str]]:
    """Each in words, for the desk; nobody's name. One statement."""
    rows = Appraisal.objects.filter(procedure=procedure).order_by("id")[:200]
    return [(kinds.MARK_WORDS[row.mark], row.words) for row in rows]


def said_about(procedure: Procedure) -> list[Suggestion]:
    """What was said at its meetings, in the order in which it was said. One statement."""
    rows = Suggestion.objects.filter(meeting__procedure=procedure)
    return list(rows.order_by("id")[:100])
