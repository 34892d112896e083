"""Standing meetings: which there are at a place, when each is due, what is waiting to be called."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from yuanba.base import clock
from yuanba.councils.models import Meeting, Procedure
from yuanba.councils.queries.law import flows_of, row_for
from yuanba.councils.rules import standing
from yuanba.councils.rules.flows import Flow
from yuanba.councils.rules.kinds import MeetingState, ProcedureState
from yuanba.councils.rules.standing import Last
from yuanba.places.models import Place

CANCELLED = MeetingState.CANCELLED


@dataclass(frozen=True)
class Standing:
    """A meeting that a procedure asks for every so many months. `question` is the one that waits for its
    meeting to be called, if there is one."""

    flow: Flow
    due: date
    question: Procedure | None
    waits: bool  # nobody has been told of a meeting yet

    def late(self, today: date) -> bool:
        return self.due < today


def at(place: Place, flows: Iterable[Flow]) -> list[Standing]:
    """The standing meetings of a place by their cadence. One statement."""
    wanted = {flow.code: flow for flow in flows if flow.months}
    called = Exists(Meeting.objects.filter(procedure=OuterRef("pk")).exclude(state=CANCELLED))
    rows = Procedure.objects.filter(place=place, flow__in=wanted).annotate(any_called=called)
    last = {p.flow: p for p in _rows(rows)}
    found = []
    for code, flow in wanted.items():
        if code in last:
            was = _last(last[code])
            question = last[code] if was.waits else None
            waits = question is not None and not question.any_called
            found.append(Standing(flow, standing.next_due(was, flow.months), question, waits))
    return found


def last_of(place_id: int, flow: str) -> Last | None:
    """The last question of this kind at a place. One statement."""
    last = _rows(Procedure.objects.filter(place_id=place_id, flow=flow)).last()
    return None if last is None else _last(last)


def opens_on(flow: Flow, due: date, county_id: int | None) -> date:
    """The day from which its question is put, by the rule in force on the day it is due. One statement."""
    step = standing.deciding(flow.steps)
    row = row_for(step.rule, county_id, due) if step else None
    notice = row.notice_days if row else 0
    return standing.put_on(due, flow.steps, notice, flow.ahead_days)


def to_put(today: date) -> list[tuple[int, str]]:
    """Place and procedure of every question that is to be put today."""
    counties = Procedure.objects.order_by().values_list("county_id", flat=True).distinct()
    return [pair for county_id in counties for pair in _of_county(county_id, today)]


def _of_county(county_id: int, today: date) -> list[tuple[int, str]]:
    """Two statements, and one for each day on which a kind of meeting is due somewhere."""
    flows = {flow.code: flow for flow in flows_of(county_id) if flow.months}
    rows = Procedure.objects.filter(county_id=county_id, flow__in=flows, place__until=None)
    last = {(p.place_id, p.flow): _last(p) for p in _rows(rows)}
    opens: dict[tuple[str, date], date] = {}
    near = []
    for (place_id, code), was in last.items():
        due = standing.next_due(was, flows[code].months)
        if was.waits:
            continue
        if (code, due) not in opens:
            opens[code, due] = opens_on(flows[code], due, county_id)
        if opens[code, due] <= today:
            near.append((place_id, code))
    return near


def _rows(rows: QuerySet[Procedure]) -> QuerySet[Any]:
    """With the day on which the meeting was held, the newest last."""
    held = Max("done__on", filter=Q(done__passed=True, done__meeting__isnull=False))
    return rows.annotate(held_on=held).order_by("begun_at", "id")


def _last(question: Any) -> Last:
    return Last(
        begun=clock.day_of(question.begun_at),
        due=question.due,
        held=question.held_on,
        under_way=question.state == ProcedureState.OPEN,
    )
