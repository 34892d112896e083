"""准入: what a department may hand down to a village, and who decides of what stands on no list.

Yubei: a new item needs the city's approval through the district (domain.md P000-22, CQLIST). The days
within which it must be decided are our default; silence never lets a task through.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _


class Level(StrEnum):
    COUNTY = "county"  # 区县定
    CITY = "city"  # 经区县报市级批准


LEVEL_WORDS: dict[Level, Any] = {
    Level.COUNTY: _("区县决定"),
    Level.CITY: _("经区县报市级批准"),
}


class State(StrEnum):
    ASKED = "asked"  # 申请准入
    MORE = "more"  # 退回申请单位补理由
    UP = "up"  # 报市里了
    GIVEN = "given"  # 派下去了
    REFUSED = "refused"
    LAPSED = "lapsed"  # 到期没有答复，等于没有准入
    WITHDRAWN = "withdrawn"


STATE_WORDS: dict[State, Any] = {
    State.ASKED: _("等区县决定"),
    State.MORE: _("等单位补充理由"),
    State.UP: _("报市里了"),
    State.GIVEN: _("派下去了"),
    State.REFUSED: _("没有准入"),
    State.LAPSED: _("到期没定，没有准入"),
    State.WITHDRAWN: _("撤回了"),
}
OPEN = frozenset({State.ASKED, State.MORE, State.UP})


class Part(StrEnum):
    """How one village stands with a task."""

    OPEN = "open"
    DONE = "done"
    BACK = "back"  # 退回


PART_WORDS: dict[Part, Any] = {
    Part.OPEN: _("在做"),
    Part.DONE: _("做完了"),
    Part.BACK: _("退回了"),
}


@dataclass(frozen=True)
class Rule:
    """Who decides, within how many working days, by which paper."""

    level: Level
    days: int
    source: Any  # words: the county's own paper, or ours in the reader's language
    own: bool = True  # False: the default the house is shipped with


DEFAULT = Rule(
    Level.CITY,
    10,
    _("重庆市民政局 2023-02-01（渝北：新增事项经区报市级批准）；天数是本系统的默认值"),
    own=False,
)
MOST_HOURS, MOST_TIMES, MOST_YUAN = 400, 366, 10_000_000


@dataclass(frozen=True)
class Work:
    """What a village is asked to do, and what it costs it."""

    title: str
    what: str
    basis: str
    minutes: int  # each time, for one village
    times: int
    fen: int  # money that comes with it, for one village
    due: date


def work(said: Work, *, places: int, today: date) -> Work:
    """What is asked, sound and said whole. Raises Refused beside its field."""
    title = words_in.clean(said.title, most=60, least=4, field="title", ask=_("请写是什么事。"))
    what = words_in.clean(
        said.what, most=500, least=6, field="what", ask=_("请写村里社区具体要做什么。")
    )
    basis = words_in.clean(
        said.basis, most=200, least=4, field="basis", ask=_("请写依据：哪一份文件、哪一条。")
    )
    if not 1 <= said.minutes <= MOST_HOURS * 60:
        message = _("请写每次大约要几个小时，最多 %(most)s。") % {"most": MOST_HOURS}
        raise Refused("hours", message, field="hours")
    if not 1 <= said.times <= MOST_TIMES:
        message = _("次数请填1到%(most)s之间。") % {"most": MOST_TIMES}
        raise Refused("times", message, field="times")
    if not 0 <= said.fen <= MOST_YUAN * 100:
        raise Refused("money", _("经费请填元，没有就填0。"), field="yuan")
    if said.due <= today:
        raise Refused("due", _("做完的日子要在今天以后。"), field="due")
    if not places:
        raise Refused("places", _("请选派给哪些村社区。"), field="places")
    return replace(said, title=title, what=what, basis=basis)


def inside(*, on_list: bool, leads: bool, lead: str, forbidden: str, has_list: bool) -> None:
    """May this be handed down at once? `forbidden`: the citation of the negative line it falls under;
    `lead`: whom the cited line names. Raises Refused with the clause."""
    if on_list and leads:
        return
    if on_list:
        message = _("清单上这一条由%(lead)s牵头，不是你们单位，不能由你们派。")
        raise Refused("not_yours", message % {"lead": lead}, field="line")
    if forbidden:
        message = _("%(clause)s：这类事不能派给村里社区做，请由你们自己办。")
        raise Refused("on_negative_list", message % {"clause": forbidden}, field="line")
    if not has_list:
        message = _("本县的协助清单还没有核对生效，要派给村里社区的，请先申请准入。")
        raise Refused("no_list", message, field="line")
    message = _("协助清单上没有这件事，不能直接派给村里社区。确实要村里帮忙的，请申请准入。")
    raise Refused("outside_lists", message, field="line")


def ask(*, on_list: bool, why: str) -> str:
    """Why a village should do what stands on no list."""
    if on_list:
        raise Refused("on_list", _("这件事清单上有，直接派就行，不用申请准入。"), field="line")
    return reason(why)


def reason(why: str) -> str:
    message = _("请写为什么非要村里社区来做，你们自己办不了。")
    return words_in.clean(why, most=300, least=10, field="why", ask=message)


def still_open(state: State) -> None:
    if state not in OPEN:
        raise Refused("decided", _("这件事已经有结果了，请刷新再看。"))


def ask_more(*, state: State, said: str) -> str:
    """What the reason lacks. Only the county's own first look sends a request back."""
    if state is not State.ASKED:
        raise Refused("decided", _("这件事已经退回补充、报上去了，或者有结果了，请刷新再看。"))
    return words(said)


def explain(*, state: State, before: str, why: str) -> str:
    if state is not State.MORE:
        raise Refused("decided", _("这件事不等您补充了，请刷新再看。"))
    kept = reason(why)
    if kept == before:
        raise Refused("same", _("理由还是原来那几句，请照区县说的补写。"), field="why")
    return kept


def send_up(*, state: State, level: Level, said: str) -> str:
    if state is not State.ASKED:
        raise Refused("decided", _("这件事已经报上去了，或者有结果了，请刷新再看。"))
    if level is not Level.CITY:
        raise Refused("level", _("本县的规定是区县自己决定，不用报市里。"))
    return words(said)


def admit(*, state: State, level: Level, paper: str, said: str) -> tuple[str, str]:
    still_open(state)
    if level is Level.CITY and state is not State.UP:
        raise Refused("level", _("按规定要经区县报市级批准，请先报市里。"))
    if state is State.MORE:
        raise Refused("waits", _("正在等申请单位补充理由，补来了再定。"))
    need = level is Level.CITY
    number = words_in.clean(
        paper, most=100, least=4, field="paper", ask=_("请写市级批准的文号。")
    ) if need or paper.strip() else ""  # fmt: skip
    return number, words(said)


def words(said: str, *, field: str = "said") -> str:
    return words_in.clean(said, most=300, least=6, field=field, ask=_("请写明理由。"))


def lapsed(*, state: State, decide_by: date, today: date) -> bool:
    """Silence: nobody decided in time. It does not go through."""
    return state in OPEN and decide_by < today


def hours(minutes: int) -> float:
    """Hours to one place; whole ones without it."""
    exact = round(minutes / 60, 1)
    return int(exact) if exact == int(exact) else exact


def finish(*, part: Part, minutes: int, said: str) -> str:
    """Done by a village: how long it took in all, everybody together."""
    open_part(part)
    if not 1 <= minutes <= MOST_HOURS * 60 * 12:
        raise Refused("hours", _("请写一共花了几个小时，全村的人加在一起。"), field="hours")
    return words_in.clean(said, most=300, least=2, field="said", ask=_("请写做了什么。"))


def open_part(part: Part) -> None:
    if part is not Part.OPEN:
        raise Refused("over", _("这一件已经做完或者退回了，请刷新再看。"))


def set_rule(*, days: int) -> int:
    if not 1 <= days <= 60:
        raise Refused("days", _("天数请填1到60之间的整数，按工作日算。"), field="days")
    return days
