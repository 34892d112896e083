"""The way of a claim: told, checked, judged by the panel, on the public list, booked.

Time limits are natural days, but objections and replies are working days (domain.md 9.3, 9.4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.places.rules import Calendar
from yuanba.points.rules.book import Checker

CHECK_DAYS = 7  # natural days from the claim
LIST_DAYS = 5  # natural days on the public list
OBJECT_WORKDAYS = 3  # working days after the list
REPLY_WORKDAYS = 5  # for the household, before anything is taken away
DEED_DAYS = 92  # a deed older than a quarter is not claimed any more
PANEL = range(5, 8)
FEWEST_VOTES = 3


class State(StrEnum):
    TOLD = "told"  # 等核实
    CHECKED = "checked"  # 等评议
    NOTICED = "noticed"  # 扣分已告知，等这户答复
    POSTED = "posted"  # 公示中
    BOOKED = "booked"  # 已入账
    REFUSED = "refused"  # 没通过
    WITHDRAWN = "withdrawn"  # 撤回
    DROPPED = "dropped"  # 异议成立，不入账
    REVERSED = "reversed"  # 异议成立，已冲正


STATE_WORDS: dict[State, Any] = {
    State.TOLD: _("等核实"),
    State.CHECKED: _("等评议"),
    State.NOTICED: _("等您答复"),
    State.POSTED: _("公示中"),
    State.BOOKED: _("已入账"),
    State.REFUSED: _("没通过"),
    State.WITHDRAWN: _("已撤回"),
    State.DROPPED: _("异议成立，不入账"),
    State.REVERSED: _("异议成立，已更正"),
}
TONES = {
    State.TOLD: "warn", State.CHECKED: "warn", State.NOTICED: "warn", State.POSTED: "warn",
    State.BOOKED: "ok", State.REFUSED: "late",
}  # fmt: skip
# What still counts against the cap of its period.
ALIVE = frozenset({State.TOLD, State.CHECKED, State.NOTICED, State.POSTED, State.BOOKED})

# Whose word counts as the named checker's. A host, a carer's lead and a secretary hold the post of a
# worker or a grid worker of the village.
CHECKS: dict[Checker, frozenset[Role]] = {
    Checker.GRID: frozenset({Role.GRID, Role.GRIDLEAD}),
    Checker.GRID_HEAD: frozenset({Role.GRIDLEAD}),
    Checker.HOST: frozenset({Role.WORKER, Role.GRID, Role.GRIDLEAD}),
    Checker.SECRETARY: frozenset({Role.WORKER}),
    Checker.COMMITTEE: frozenset({Role.WORKER}),
    Checker.MEDIATOR: frozenset({Role.MEDIATOR}),
    Checker.CARER: frozenset({Role.WORKER, Role.GRID, Role.GRIDLEAD}),
    Checker.COUNCIL: frozenset(),
}


def expect(state: State, *wanted: State) -> None:
    if state not in wanted:
        raise Refused("wrong_state", _("这一条现在不能这样办，请刷新后再看。"))


@dataclass(frozen=True)
class Told:
    note: str
    check_by: date


def tell(*, on: date, today: date, note: str, pictures: int, takes: bool) -> Told:
    """A deed and its proof: a picture or a few words. What takes points away goes another way."""
    if takes:
        raise Refused("takes_away", _("扣分的不能这样报，由村里提出、评议组决定。"), field="item")
    if on > today:
        raise Refused("day_ahead", _("这一天还没到，做了再报。"), field="on")
    if on < today - timedelta(days=DEED_DAYS):
        raise Refused("day_past", _("过了三个月的就不报了。"), field="on")
    said = words_in.clean(note, most=300, least=0, field="note")
    if not said and not pictures:
        raise Refused("proof_missing", _("拍一张照片，或者写一句做了什么。"), field="photos")
    return Told(said, today + timedelta(days=CHECK_DAYS))


def check(
    *,
    state: State,
    checker: Checker,
    role: Role,
    true: bool,
    words: str,
    entered_it: bool,
    own: bool,
    kin: bool,
) -> tuple[State, str]:
    """核实: by the named checker, who neither entered it nor lives there nor is kin."""
    expect(state, State.TOLD)
    if role not in CHECKS[checker]:
        raise Refused("not_the_checker", _("这一条不归您核实，请转给细则里写的核实人。"))
    if own:
        raise Refused("own_home", _("这是您自己家的，要由别人核实。"))
    if kin:
        raise Refused("kin", _("您和这家人是亲属，要由别人核实。"))
    if entered_it:
        raise Refused("entered_it", _("这一条是您代报的，要由别人核实。"))
    said = words_in.clean(words, most=300, least=0, field="words")
    if not true and not said:
        raise Refused("reason_needed", _("不属实的要写明为什么，这家人会看到。"), field="words")
    return (State.CHECKED if true else State.REFUSED), said


# ---- the panel


class Aside(StrEnum):
    """Why a member of the panel steps aside."""

    HOME = "home"
    KIN = "kin"
    NEIGHBOUR = "neighbour"
    CHECKED = "checked"
    TOLD = "told"
    OBJECTED = "objected"


ASIDE_WORDS: dict[Aside, Any] = {
    Aside.HOME: _("是这户的人"),
    Aside.KIN: _("和这户是亲属"),
    Aside.NEIGHBOUR: _("是这户的邻居"),
    Aside.CHECKED: _("这一条是他家的人核实的"),
    Aside.TOLD: _("这一条是他家的人代报的"),
    Aside.OBJECTED: _("这条意见是他家的人提的"),
}


@dataclass(frozen=True)
class Seat:
    """Somebody on the panel, as far as it matters for stepping aside."""

    person: int
    home: int | None
    group: str  # "" where the address does not say


def aside(
    seat: Seat,
    *,
    home: int,
    group: str,
    family: frozenset[int],
    kin: frozenset[int],
    checker: int | None,
    checker_home: int | None,
    teller: int,
    teller_home: int | None,
    objector: int | None = None,
    objector_home: int | None = None,
) -> Aside | None:
    """Why this member must not judge this claim; None if he may. Same home, declared kin, neighbours
    of the same group, and whoever told or checked it, with all of his home (trust.md T5)."""
    if seat.home == home or seat.person in family:
        return Aside.HOME
    if seat.person in kin:
        return Aside.KIN
    if group and seat.group == group:
        return Aside.NEIGHBOUR
    if seat.person == checker or (checker_home is not None and seat.home == checker_home):
        return Aside.CHECKED
    if seat.person == teller or (teller_home is not None and seat.home == teller_home):
        return Aside.TOLD
    if objector is not None and seat.person == objector:
        return Aside.OBJECTED
    if objector_home is not None and seat.home == objector_home:
        return Aside.OBJECTED
    return None


@dataclass(frozen=True)
class Decision:
    yes: int
    no: int
    passed: bool


def decide(votes: Mapping[int, bool], asides: Mapping[int, Aside | None]) -> Decision:
    """More than half of those who may judge came, at least three of them, and more than half of those
    who came said yes. `votes` by member, `asides` for every member of the panel."""
    for member in votes:
        if member not in asides:
            raise Refused("not_on_panel", _("评议组里没有这个人。"), field="votes")
        if (why := asides[member]) is not None:
            say = _("评议组有一位要回避：%(why)s。他的那一票不能记。")
            raise Refused("must_step_aside", say % {"why": ASIDE_WORDS[why]}, field="votes")
    may = sum(why is None for why in asides.values())
    if len(votes) < FEWEST_VOTES or 2 * len(votes) <= may:
        say = _("能评议的有 %(may)s 位，只记了 %(n)s 位：至少 3 位，而且要过半数。")
        raise Refused("too_few", say % {"may": may, "n": len(votes)}, field="votes")
    yes = sum(votes.values())
    return Decision(yes, len(votes) - yes, 2 * yes > len(votes))


def heard(*, reply: str, until: date | None, today: date) -> None:
    """Nothing is taken before the household has answered or its days are over."""
    if not reply and until is not None and today <= until:
        say = _("还在等这户答复，%(day)s 以后，或者他们答复了，才能定。")
        raise Refused("reply_open", say % {"day": until.isoformat()})


def panel(*, people: int, distinct: int, supervision: int, woman: int, group: int) -> None:
    """5 to 7 members, one of the supervision committee, one woman, one of the residents' groups."""
    if people not in PANEL:
        raise Refused("panel_size", _("评议组要 5 到 7 个人。"), field="members")
    if distinct < people:
        raise Refused("panel_twice", _("同一个人选了两次。"), field="members")
    if not (supervision and woman and group):
        say = _("评议组里至少要有一位村务监督委员会成员、一位妇女、一位村民小组代表。")
        raise Refused("panel_seats", say, field="members")


# ---- the public list


@dataclass(frozen=True)
class Listed:
    until: date  # last day on the list
    object_until: date  # last day on which somebody may object


def listed(today: date, calendar: Calendar) -> Listed:
    """公示: five days from tomorrow, and three working days after them."""
    until = today + timedelta(days=LIST_DAYS)
    return Listed(until, calendar.after(until, OBJECT_WORKDAYS))


def may_object(*, state: State, own: bool, object_until: date | None, today: date) -> None:
    """The household itself always, about whatever stands on its page; others while it is listed."""
    if own and state in {State.POSTED, State.BOOKED, State.REFUSED}:
        return
    if state is State.POSTED and object_until is not None and today <= object_until:
        return
    if state is State.POSTED:
        raise Refused("too_late", _("提异议的日子过了。有事可以随时向社区说。"))
    raise Refused("wrong_state", _("这一条现在不能提异议。"))


def book(*, state: State, object_until: date, today: date, objected: bool) -> None:
    """Booked once the days of objection are over and none is open."""
    expect(state, State.POSTED)
    if today <= object_until:
        say = _("还在公示和异议期，%(day)s 以后才能入账。")
        raise Refused("still_listed", say % {"day": object_until.isoformat()})
    if objected:
        raise Refused("objected", _("有人提了异议，评议组答复以后才能入账。"))


AFTER = {  # what an objection that is right makes of it
    State.POSTED: State.DROPPED,
    State.BOOKED: State.REVERSED,
    State.REFUSED: State.POSTED,
}
