"""Lists and whole pages: what is on its way here, one question, one meeting, one ballot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from yuanba.councils.models import (
    Body,
    Entry,
    Meeting,
    Member,
    Procedure,
    StepDone,
    Suggestion,
    Task,
)
from yuanba.councils.queries.meetings import HERE
from yuanba.councils.rules import flows
from yuanba.councils.rules.flows import Step
from yuanba.councils.rules.kinds import MeetingState, ProcedureState
from yuanba.people.queries.common import below
from yuanba.places.models import Place

MOST = 60


@dataclass(frozen=True)
class Stage:
    """One step of the drawn flow: done, now, or to come."""

    n: int
    step: Step
    kind: Any
    state: str  # done, now, ""
    on: date | None = None
    many: int | None = None  # how many came


def stages(procedure: Procedure, done: Sequence[StepDone]) -> list[Stage]:
    passed = {d.n: d for d in done if d.passed}
    found = []
    for n, said in enumerate(procedure.steps, 1):
        step = flows.of_plain(said)
        here = procedure.state == ProcedureState.OPEN and n == procedure.at
        state = "done" if n in passed else "now" if here else ""
        was = passed.get(n)
        on, many = (was.on, was.attended) if was else (None, None)
        found.append(Stage(n, step, flows.STEP_WORDS[step.kind], state, on, many))
    return found


def drawn(steps: Iterable[Step]) -> list[Stage]:
    """A flow before it is used."""
    return [Stage(n, s, flows.STEP_WORDS[s.kind], "") for n, s in enumerate(steps, 1)]


def board(place: Place) -> list[Procedure]:
    """Questions of a place and of all below it, those under way first. One statement."""
    rows = Procedure.objects.filter(below([place.pk], "place__")).select_related("place")
    found = list(rows.order_by("-id")[:MOST])
    return sorted(found, key=lambda p: (p.state != ProcedureState.OPEN, -p.pk))


def openly(place: Place) -> list[Procedure]:
    """The same for everybody: nothing that is about somebody or a family's own affair."""
    return [procedure for procedure in board(place) if not procedure.closed]


def meetings_of(place: Place, today: date) -> list[Meeting]:
    """Meetings called or under way here. One statement."""
    rows = Meeting.objects.filter(below([place.pk], "place__"))
    rows = rows.filter(state__in=[MeetingState.CALLED, MeetingState.OPEN])
    return list(rows.select_related("place", "procedure").order_by("starts_at")[:MOST])


def one(procedure_id: int) -> Procedure | None:
    rows = Procedure.objects.select_related("place__parent__parent", "matter", "problem")
    return rows.filter(pk=procedure_id).first()


def done_of(procedure: Procedure) -> list[StepDone]:
    rows = procedure.done.select_related("rule", "by", "meeting")
    return list(rows.order_by("n", "id"))


def meeting(meeting_id: int) -> Meeting | None:
    rows = Meeting.objects.select_related(
        "place__parent__parent", "procedure__place", "rule", "body", "again_of"
    )
    return rows.filter(pk=meeting_id).first()


def meetings_for(procedure: Procedure) -> list[Meeting]:
    rows = procedure.meetings.select_related("rule", "again_of").prefetch_related("told")
    return list(rows.order_by("step", "id"))


def coming(procedure: Procedure) -> Meeting | None:
    """The meeting that was called for this question and is not over. One statement."""
    rows = procedure.meetings.filter(state__in=[MeetingState.CALLED, MeetingState.OPEN])
    return rows.select_related("rule").order_by("id").last()


def entry(entry_id: int) -> Entry | None:
    rows = Entry.objects.select_related("meeting", "holder").filter(pk=entry_id)
    return next(iter(rows), None)  # first() would sort: 200 telephones ask this at once


# ── the roll ──


VIEWS = {"all": Q(), "absent": Q(came_at=None), "here": HERE, "proxy": Q(holder__isnull=False)}


def roll(meeting: Meeting, view: str = "all", words_: str = "", after: int = 0) -> list[Entry]:
    """Lines of the roll in the order of their numbers, 200 at a time. One statement."""
    rows = meeting.roll.filter(VIEWS.get(view, Q()), n__gt=after).select_related("holder")
    if words_:
        wanted = Q(name__contains=words_) | Q(where__contains=words_)
        if words_.isdecimal() and len(words_) < 6:
            wanted |= Q(n=int(words_))
        rows = rows.filter(wanted)
    return list(rows.order_by("n")[:200])


# ── bodies ──


def bodies(place: Place) -> list[Any]:
    rows = Body.objects.filter(below([place.pk], "place__"), until=None).select_related("place")
    counted = rows.annotate(sits=Count("members", filter=Q(members__until=None)))
    return list(counted.order_by("place__name", "kind", "name")[:300])


def body(body_id: int) -> Body | None:
    return Body.objects.select_related("place").filter(pk=body_id).first()


def bodies_at(place: Place) -> list[Body]:
    return list(Body.objects.filter(place=place, until=None).order_by("kind", "name"))


# ── whether a row belongs where an address says


def task_in(procedure_id: int, task_id: int) -> bool:
    return Task.objects.filter(pk=task_id, procedure_id=procedure_id).exists()


def suggestion_in(meeting_id: int, suggestion_id: int) -> bool:
    return Suggestion.objects.filter(pk=suggestion_id, meeting_id=meeting_id).exists()


def member_in(body_id: int, member_id: int) -> bool:
    return Member.objects.filter(pk=member_id, body_id=body_id).exists()
