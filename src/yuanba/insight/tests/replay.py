"""The figures worked out a second time, from the records alone: an oracle that reads no matter's state.

Slow and plain on purpose: one pass over the records in their order, one small state for each matter.
What a record does not say (where a matter lies, which account reported it) the figures do not use.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from yuanba.base.models import Record
from yuanba.disclosure.models import COUNTED
from yuanba.disclosure.rates import AGAIN, BULK, LAST_HOUR, WITHIN, taken_in_by
from yuanba.matters.models import Matter
from yuanba.matters.rules import INTAKE
from yuanba.places import queries as places

Facts = dict[str, Any]


@dataclass
class Life:
    """What the records say of one matter so far."""

    told_at: datetime
    state: str = "reported"
    lane: str = ""
    accepted_at: datetime | None = None
    due: datetime | None = None
    finished_at: datetime | None = None
    outcome: str = ""
    ended_in: str = ""
    late: bool | None = None
    refusal: str = ""
    replied: bool = False
    solved: bool | None = None
    satisfied: bool | None = None
    by: str = ""
    closed_at: datetime | None = None
    confirmed: bool | None = None
    reopened: int = 0
    lates: list[bool | None] = field(default_factory=list)
    back: bool = False
    twin_of: str = ""
    excluded: bool = False
    spots: dict[str, str] = field(default_factory=dict)  # by draw
    contested: bool = False
    moved: bool = False
    before: str = ""


def lives() -> dict[int, Life]:
    """Every matter's life, by id, from the records in their order."""
    found: dict[int, Life] = {}
    for record in Record.objects.filter(subject_kind="matters.matter").order_by("id"):
        act, facts, pk = record.act.split(".")[1], record.facts, record.subject_id
        life = found.setdefault(pk, Life(record.at))
        if act in MOVES_DUE:
            life.due = datetime.fromisoformat(facts["due"])
        if act in SAYS:
            SAYS[act](life, facts, record.at)
        elif act == "answer_duplicate" and "into" in facts:
            _answered(life, found[_of(facts["into"])], facts)
    return found


MOVES_DUE = {"triage", "grant_extension", "unmerge", "grant_reopen", "grant_contest"}


def _accept(life: Life, facts: Facts, at: datetime) -> None:
    life.state, life.accepted_at = "accepted", at


def _refuse(life: Life, facts: Facts, at: datetime) -> None:
    life.state, life.refusal = "refused", facts["kind"]


def _triage(life: Life, facts: Facts, at: datetime) -> None:
    life.moved |= bool(facts["again"]) and facts["lane"] != facts["lane_before"]
    life.state, life.lane = "triaged", facts["lane"]
    life.accepted_at = life.accepted_at or at


def _assign(life: Life, facts: Facts, at: datetime) -> None:
    life.state = "assigned"


def _finish(life: Life, facts: Facts, at: datetime) -> None:
    life.state, life.outcome = "finished", facts["outcome"]
    life.finished_at, life.late = at, facts["late"]
    life.ended_in = facts["ended_in"]


def _reply(life: Life, facts: Facts, at: datetime) -> None:
    life.state, life.replied = "replied", True


def _judge(by: str) -> Callable[[Life, Facts, datetime], None]:
    def judge(life: Life, facts: Facts, at: datetime) -> None:
        life.state, life.by = "evaluated", by
        life.solved, life.satisfied = facts["solved"], facts["satisfied"]

    return judge


def _close(life: Life, facts: Facts, at: datetime) -> None:
    life.state, life.closed_at, life.confirmed = "closed", at, facts["confirmed"]


def _again(life: Life, facts: Facts, at: datetime) -> None:
    """Reopened: the ending that did not hold is remembered, the matter begins anew."""
    life.lates.append(life.late)
    life.back |= life.finished_at is not None and at <= life.finished_at + AGAIN
    life.state = "triaged" if life.lane else "accepted"
    life.finished_at = life.closed_at = life.late = life.solved = life.satisfied = None
    life.confirmed, life.outcome, life.refusal, life.by = None, "", "", ""
    life.ended_in = ""
    life.replied, life.twin_of = False, ""
    life.accepted_at = life.accepted_at or at
    life.reopened += 1


def _contest(life: Life, facts: Facts, at: datetime) -> None:
    life.contested = True


def _spot_check(life: Life, facts: Facts, at: datetime) -> None:
    life.spots[facts["draw"]] = facts["answer"]


def _excluded(counts_out: bool) -> Callable[[Life, Facts, datetime], None]:
    def decide(life: Life, facts: Facts, at: datetime) -> None:
        life.excluded = counts_out

    return decide


def _merge(life: Life, facts: Facts, at: datetime) -> None:
    if "into" in facts:  # else it is the one that others join
        life.before = life.before if life.state == "merged" else life.state
        life.state, life.twin_of = "merged", facts["into"]


def _unmerge(life: Life, facts: Facts, at: datetime) -> None:
    life.state, life.twin_of = life.before, ""


SAYS: dict[str, Callable[[Life, Facts, datetime], None]] = {
    "accept": _accept,
    "refuse": _refuse,
    "triage": _triage,
    "assign": _assign,
    "finish": _finish,
    "reply": _reply,
    "evaluate": _judge("person"),
    "call_back": _judge("callback"),
    "close": _close,
    "grant_reopen": _again,
    "grant_contest": _again,
    "contest": _contest,
    "spot_check": _spot_check,
    "exclude": _excluded(True),
    "uphold_exclusion": _excluded(True),
    "object_exclusion": _excluded(False),
    "lift_exclusion": _excluded(False),
    "merge": _merge,
    "join": _merge,
    "unmerge": _unmerge,
}


def _of(number: str) -> int:
    """The id of the matter of this number: it is given once and never changes."""
    return Matter.objects.values_list("pk", flat=True).get(number=number)


def _answered(life: Life, main: Life, facts: Facts) -> None:
    if facts["refused"]:
        life.state, life.refusal = "refused", main.refusal
        return
    life.state, life.replied = "replied", True
    life.lane, life.outcome, life.late = main.lane, main.outcome, main.late
    life.finished_at, life.ended_in = main.finished_at, main.ended_in
    life.accepted_at = life.accepted_at or main.accepted_at


def in_bulk() -> set[tuple[int, datetime]]:
    """Closings with four others by the same person within ten minutes: every pair is looked at."""
    rows = list(
        Record.objects.filter(act="matters.close").values_list("actor_id", "at", "subject_id")
    )
    found = set()
    for who, start, _pk in rows:
        near = [
            (pk, at) for other, at, pk in rows if other == who and start <= at <= start + WITHIN
        ]
        if len(near) >= BULK:
            found.update(near)
    return found


def figures() -> dict[date, dict[str, int]]:
    """The counts of every day on which something was told, named as the tallies name them."""
    bulk, calendar = in_bulk(), places.calendar()
    days: dict[date, Counter[str]] = {}
    for pk, life in lives().items():
        day = timezone.localdate(life.told_at)
        n = days.setdefault(day, Counter())
        n["received"] += 1
        out, twin = life.excluded, bool(life.twin_of)
        n["excluded"] += out
        n["merged"] += twin and not out
        if not out:
            _voice(n, life, twin)
        if not out and not twin:
            _work(n, life)
            n["bulk"] += life.state == "closed" and (pk, life.closed_at) in bulk
            ends = taken_in_by(day, INTAKE, calendar)
            if life.accepted_at is not None:
                n["contacted"] += 1
                n["contacted_in_time"] += life.accepted_at <= ends
            else:
                n["contact_unknown" if life.state == "refused" else "uncontacted"] += 1
    return {day: {name: n[name] for name in COUNTED} for day, n in days.items()}


def _voice(n: Counter[str], life: Life, twin: bool) -> None:
    n["replied"] += life.replied
    n["solved"] += life.solved is True
    n["unsolved"] += life.solved is False
    n["called_back"] += life.by == "callback"
    n["satisfied"] += life.satisfied is True
    n["unsatisfied"] += life.satisfied is False
    n["staff_satisfied"] += life.satisfied is True and life.by == "callback"
    said = set(life.spots.values())
    n["spot_asked"] += bool(said & {"solved", "unsolved"})
    n["spot_unsolved"] += "unsolved" in said
    n["spot_unreached"] += "unreached" in said
    n["contested"] += life.contested
    n["repeated"] += twin or life.back or life.refusal == "repeated"


def _work(n: Counter[str], life: Life) -> None:
    ended = life.outcome not in {"", "waiting"}
    closed = life.state == "closed"
    if life.lane:
        n[life.lane] += 1
    n["refused"] += life.state == "refused"
    n["finished"] += ended
    if life.ended_in:
        n[f"in_{life.ended_in}"] += ended
    n["waiting"] += life.outcome == "waiting"
    lates = [late for late in [*life.lates, life.late] if late is not None]
    n["timed"] += ended and bool(lates)
    n["late"] += ended and any(lates)
    n["closed"] += closed
    n["confirmed"] += closed and life.confirmed is True
    n["unconfirmed"] += closed and life.confirmed is False
    n["unasked"] += closed and life.confirmed is None
    n["reopened"] += life.reopened > 0
    n["reclassified"] += life.moved
    if ended and life.finished_at is not None and life.due is not None:
        n["last_hour"] += life.due - LAST_HOUR < life.finished_at <= life.due
