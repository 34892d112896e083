"""Sorting, giving, and the three levels."""

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.duties.rules import Lane, lead
from yuanba.matters.rules.states import Level, State, say_why, step
from yuanba.people.rules import LOCAL, UnitKind

CORRECTS = 6  # characters of a reason that corrects what a resident chose
DEPARTMENTS = frozenset(UnitKind) - LOCAL - {UnitKind.STREET, UnitKind.WINDOW, UnitKind.SELF}


def triage(
    *, state: State, lane: Lane, unit_kind: UnitKind, reason: str, chosen: str = ""
) -> State:
    """Lane, unit and reason fit together (domain.md 3.6). `chosen`: the lane the reporter chose
    himself; another one is a correction, and says why in more than two characters (3.2, 大安)."""
    say_why(reason)
    if chosen not in {"", lane} and len(reason.strip()) < CORRECTS:
        message = _("居民自己选的是另一类，请写明为什么改（六个字以上），他会看到。")
        raise Refused("reason_needed", message, field="reason")
    lead(lane, unit_kind, field="unit")
    return step(state, "triage")


def assign(*, state: State, owner_id: int, supervisor_id: int | None) -> State:
    if owner_id == supervisor_id:
        raise Refused("two_people", _("监督人不能是责任人自己，请换一个人。"), field="supervisor")
    return step(state, "assign")


def transfer(*, state: State, lane: Lane, unit_kind: UnitKind, same: bool, reason: str) -> State:
    say_why(reason)
    if same:
        raise Refused("same_unit", _("这件事已经在这个单位，请选别的单位。"), field="unit")
    lead(lane, unit_kind, field="unit")
    return step(state, "transfer")


def hand_up(*, state: State, level: Level, reason: str) -> tuple[State, Level]:
    say_why(reason)
    order = list(Level)
    if level is Level.COUNTY:
        raise Refused("top", _("已经在区县一级，不能再往上交。"))
    return step(state, "hand_up"), order[order.index(level) + 1]


def hand_down(
    *, state: State, level: Level, category_kind: UnitKind, unit_kind: UnitKind, reason: str
) -> tuple[State, Level]:
    """The county may not push a department's matter to the street (WF12345 24)."""
    say_why(reason)
    order = list(Level)
    if level is Level.VILLAGE:
        raise Refused("bottom", _("已经在村社一级，不能再往下交。"))
    lower = order[order.index(level) - 1]
    if category_kind in DEPARTMENTS and unit_kind in LOCAL | {UnitKind.STREET}:
        raise Refused(
            "not_theirs",
            _("这类事是部门的职责，不能下压给镇街或村社。请交给对口部门。"),
            field="unit",
        )
    return step(state, "hand_down"), lower
