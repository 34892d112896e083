"""邻里互助 (P004-18 四邻联动, P004-20 互助家园): who needs a hand, who can lend one, who found whom.

No money, no points, no list of who helped how often. A note ends by itself; what is over is cleared.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _


class Kind(StrEnum):
    ASK = "ask"  # 要帮忙
    OFFER = "offer"  # 能帮忙


class State(StrEnum):
    OPEN = "open"  # 等人
    MATCHED = "matched"  # 对上了
    DONE = "done"  # 办好了
    DOWN = "down"  # 撤下了


KIND_WORDS: dict[str, Any] = {Kind.ASK: _("要帮忙"), Kind.OFFER: _("能帮忙")}
STATE_WORDS: dict[str, Any] = {
    State.OPEN: _("等人"),
    State.MATCHED: _("对上了"),
    State.DONE: _("办好了"),
    State.DOWN: _("撤下了"),
}
TEXT, NAME, THANKS, WHY = 200, 20, 100, 100  # signs
USUAL, LONGEST = 14, 60  # days a note hangs [P]
MOST_OPEN = 5  # of one person at a time: a notice is for a need, not for a trade [P]
CLEARED = 30  # days after its end names, telephones and words are gone [P]


def put_up(*, text: str, name: str, days: int, today: date, hanging: int) -> tuple[str, str, date]:
    """登一条: what is needed or offered, by whom, until when."""
    said = words_in.clean(text, most=TEXT, least=4, ask=_("请写要帮什么忙，或者能帮什么忙。"))
    who = words_in.clean(name, most=NAME, field="name", ask=_("请写怎么称呼。"))
    if hanging >= MOST_OPEN:
        raise Refused("many", _("已经登了五条，请先办好或者撤下一条，再登新的。"))
    return said, who, until(days, today)


def until(days: int, today: date) -> date:
    """The first day on which it no longer hangs."""
    if not 1 <= days <= LONGEST:
        raise Refused("days", _("一条最多登六十天，过后可以再登。"), field="days")
    return today + timedelta(days=days)


def agreed(yes: bool) -> None:
    """Somebody else writes it down: only with the person's own word."""
    if not yes:
        raise Refused("agreed", _("替人登的，要本人同意，请问过本人再勾。"), field="agreed")


def hangs(state: State, ends: date, today: date) -> None:
    if state is not State.OPEN or ends <= today:
        raise Refused("not_open", _("这一条已经有人接了，或者过期了，请看看别的。"))


def answer(*, state: State, ends: date, today: date, own: bool) -> State:
    """我来: somebody takes it on; the two read each other's names and telephones from then on."""
    hangs(state, ends, today)
    if own:
        raise Refused("own", _("这是您自己登的。"))
    return State.MATCHED


def give_back(state: State) -> State:
    """帮不成: it hangs again."""
    if state is not State.MATCHED:
        raise Refused("not_matched", _("这一条没有对上人，请刷新看看。"))
    return State.OPEN


def finish(*, state: State, thanks: str) -> tuple[State, str]:
    """办好了: with a word of thanks, if one likes; nobody gives points for it."""
    give_back(state)
    return State.DONE, words_in.clean(thanks, most=THANKS, least=0, field="thanks")


def take_down(*, state: State, why: str, own: bool) -> tuple[State, str]:
    """撤下: whoever put it up needs no reason, the desk does."""
    if state in {State.DONE, State.DOWN}:
        raise Refused("over", _("这一条已经结束了，请刷新看看。"))
    least = 0 if own else 2
    return State.DOWN, words_in.clean(
        why, most=WHY, least=least, field="why", ask=_("请写为什么撤下，本人会看到。")
    )


def longer(*, state: State, days: int, today: date) -> date:
    """再登几天: counted from today."""
    if state is not State.OPEN:
        raise Refused("not_open", _("这一条已经有人接了，或者结束了，请刷新看看。"))
    return until(days, today)
