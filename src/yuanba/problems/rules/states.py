"""From a group that the machine proposes to a programme of work that is done (P004-07, P004-08)."""

from datetime import date
from enum import StrEnum
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _


class State(StrEnum):
    PROPOSED = "proposed"  # 系统提示，等人看
    CONFIRMED = "confirmed"  # 确认是共性问题
    RUNNING = "running"  # 已立项，在办
    DONE = "done"  # 办完了，逐户问过
    DROPPED = "dropped"  # 看过，不是共性问题


STATE_WORDS: dict[str, Any] = {
    State.PROPOSED: _("等人看"),
    State.CONFIRMED: _("已确认"),
    State.RUNNING: _("立项在办"),
    State.DONE: _("办完了"),
    State.DROPPED: _("不是共性问题"),
}
OPEN = {State.PROPOSED, State.CONFIRMED, State.RUNNING}

# Fewer than three families is no trouble of many (design 09: 3 户以上自动归并，专人确认).
LEAST = 3

NEXT = {
    (State.PROPOSED, "confirm"): State.CONFIRMED,
    (State.DROPPED, "confirm"): State.CONFIRMED,
    (State.PROPOSED, "drop"): State.DROPPED,
    (State.CONFIRMED, "drop"): State.DROPPED,
    (State.CONFIRMED, "begin"): State.RUNNING,
    (State.RUNNING, "advance"): State.RUNNING,
    (State.RUNNING, "finish"): State.DONE,
    **{(s, "add_matter"): s for s in OPEN},
    **{(s, "take_out"): s for s in OPEN},
    **{(s, "join"): s for s in OPEN},
    **{(s, "suggest"): s for s in (State.CONFIRMED, State.RUNNING, State.DONE)},
    **{(s, "choose"): s for s in (State.CONFIRMED, State.RUNNING, State.DONE)},
}


def step(state: State, act: str) -> State:
    if (state, act) not in NEXT:
        raise Refused("wrong_state", _("这个问题现在不能这样办，请刷新看看它走到哪一步了。"))
    return NEXT[state, act]


def can(state: State, act: str) -> bool:
    return (state, act) in NEXT


def say(text: str, *, field: str, least: int = 2) -> str:
    """Words that people can read. Raises Refused beside the field."""
    said = text.strip()
    if len(said) < least:
        raise Refused("words_missing", _("请写清楚，大家会看到。"), field=field)
    return said


def begin(*, plan: str, households: int, fen: int, budget_line: str, due: date, today: date) -> str:
    """立项: a plan, whom it serves, until when, and from which money if it costs any."""
    said = say(plan, field="plan", least=10)
    if households < 1:
        raise Refused("households", _("请写惠及多少户。"), field="households")
    if fen < 0:
        raise Refused("money", _("钱数不能是负的。"), field="money")
    if fen and len(budget_line.strip()) < 2:
        raise Refused("budget_line", _("要花钱的，请写明从哪一项预算里出。"), field="budget_line")
    if due <= today:
        raise Refused("due", _("完成的日子要在今天以后。"), field="due")
    return said


def finish(*, result: str, reply: str, households: int, open_steps: int) -> None:
    """办完: no step is left, and what was done is said in ten characters and more."""
    if open_steps:
        raise Refused("steps_left", _("还有没做完的步骤，请先推进，或者在步骤里写明为什么不做了。"))
    say(result, field="result", least=10)
    say(reply, field="reply", least=4)
    if households < 1:
        raise Refused("households", _("请写实际惠及多少户。"), field="households")


def first_of_month(said: date) -> date:
    return said.replace(day=1)
