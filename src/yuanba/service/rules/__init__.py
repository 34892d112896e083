"""Service days as rules: which days they fall on, who sits in a working group, what may be written
down when. Plain Python: told the calendar, told the day.

服务群众工作日 is held every Thursday by working groups, one for each village or community
(P004-01, P004-02); 楼栋工作日 goes down to the building (P002-04).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.lanes import named
from yuanba.base.text import _
from yuanba.places.rules import BOTTOM, Calendar, Kind


class Series(StrEnum):
    """Two kinds of day, one machinery."""

    SERVICE = "service"  # 服务群众工作日
    BUILDING = "building"  # 楼栋工作日


class Holiday(StrEnum):
    """What happens to a day that falls on a holiday (domain.md 4.6: a setting per county)."""

    SKIP = "skip"  # 停一次
    NEXT = "next"  # 顺延到下一个工作日


class Seat(StrEnum):
    """As what somebody sits in a working group (P004-02, P002-04)."""

    COUNTY = "county"  # 联系区县领导
    DEPARTMENT = "department"  # 区县部门负责人
    TOWNSHIP = "township"  # 镇街负责人
    CADRE = "cadre"  # 镇街、村社干部
    DEPUTY = "deputy"  # 两代表一委员
    BUILDLEAD = "buildlead"  # 楼栋长
    OTHER = "other"  # 其他


class Deed(StrEnum):
    """The five things a working group does besides receiving people (P004-05)."""

    VISIT = "visit"  # 调研走访
    HELP = "help"  # 志愿服务
    PARTY = "party"  # 共联组织生活
    JOINT = "joint"  # 落实党建联席会议
    SOLVE = "solve"  # 解决急难问题


class Question(StrEnum):
    """五问群众 (P004-06)."""

    POLICY = "policy"  # 问政
    NEED = "need"  # 问需
    IDEA = "idea"  # 问计
    EFFECT = "effect"  # 问效
    CLEAN = "clean"  # 问廉


SERIES_WORDS: dict[str, Any] = {
    Series.SERVICE: _("服务群众工作日"),
    Series.BUILDING: _("楼栋工作日"),
}
HOLIDAY_WORDS: dict[str, Any] = {
    Holiday.SKIP: _("停一次"),
    Holiday.NEXT: _("顺延到下一个工作日"),
}
SEAT_WORDS: dict[str, Any] = {
    Seat.COUNTY: _("联系区县领导"),
    Seat.DEPARTMENT: _("区县部门负责人"),
    Seat.TOWNSHIP: _("镇街负责人"),
    Seat.CADRE: _("镇街、村社干部"),
    Seat.DEPUTY: _("两代表一委员"),
    Seat.BUILDLEAD: _("楼栋长"),
    Seat.OTHER: _("其他"),
}
DEED_WORDS: dict[str, Any] = {
    Deed.VISIT: _("调研走访"),
    Deed.HELP: _("志愿服务"),
    Deed.PARTY: _("共联组织生活"),
    Deed.JOINT: _("落实党建联席会议"),
    Deed.SOLVE: _("解决急难问题"),
}
QUESTION_WORDS: dict[str, Any] = {
    Question.POLICY: _("问政：对政策和工作怎么看"),
    Question.NEED: _("问需：最需要办的是什么"),
    Question.IDEA: _("问计：有什么好办法"),
    Question.EFFECT: _("问效：上次说的办得怎样"),
    Question.CLEAN: _("问廉：干部办事公不公道"),
}
WEEKDAY_WORDS: tuple[Any, ...] = (
    _("周一"),
    _("周二"),
    _("周三"),
    _("周四"),
    _("周五"),
    _("周六"),
    _("周日"),
)
# A group serves one whole village or community; a building day may go to any place inside one.
SERVED: dict[Series, frozenset[Kind]] = {
    Series.SERVICE: BOTTOM,
    Series.BUILDING: BOTTOM | {Kind.ESTATE, Kind.BUILDING, Kind.COURTYARD, Kind.GRID},
}
LONGEST_LOOK = 370  # days that are worked out at once


# ---- which days


@dataclass(frozen=True)
class Rhythm:
    """One weekday a week, from a day on; `until` is the first day on which it no longer holds."""

    weekday: int  # 0 is Monday
    holiday: Holiday
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Planned:
    """A day to be held, and the day it stands for if it was moved."""

    day: date
    instead_of: date | None = None


def rests(day: date, calendar: Calendar) -> bool:
    """Whether nobody expects a service day then: a holiday. A Saturday chosen on purpose is none."""
    weekend = day.weekday() >= 5 and day not in calendar.off
    return not weekend and not calendar.works(day)


def days(
    rhythm: Rhythm,
    moved: Mapping[date, date | None],
    calendar: Calendar,
    *,
    start: date,
    end: date,
) -> list[Planned]:
    """The days to be held from `start` to `end`, both included, in order, each once.

    `moved` names the exceptions: the day it would have been → the day it is, or None for "not at
    all". An exception wins over the calendar. At most a year is looked at.
    """
    end = min(end, start + timedelta(days=LONGEST_LOOK))
    back = start - timedelta(days=30)  # a day before may have been moved into the span
    first = max(back, rhythm.since)
    day = first + timedelta(days=(rhythm.weekday - first.weekday()) % 7)
    found: dict[date, Planned] = {}
    while day <= end and (rhythm.until is None or day < rhythm.until):
        held = _held_on(day, rhythm, moved, calendar)
        inside = held is not None and start <= held <= end
        # a holiday week that moves onto the next regular day is held once
        if held is not None and inside and (held == day or held not in found):
            found[held] = Planned(held, day if held != day else None)
        day += timedelta(days=7)
    for was, to in moved.items():  # exceptions that reach further than a month
        if to is not None and start <= to <= end and was < back:
            found.setdefault(to, Planned(to, was))
    return [found[held] for held in sorted(found)]


def _held_on(
    day: date, rhythm: Rhythm, moved: Mapping[date, date | None], calendar: Calendar
) -> date | None:
    if day in moved:
        return moved[day]
    if not rests(day, calendar):
        return day
    return calendar.next_worked(day) if rhythm.holiday is Holiday.NEXT else None


def arrange(*, weekday: int, opens: time, closes: time, kind: Kind) -> None:
    """A rhythm is set for a county or one of its townships."""
    if kind not in {Kind.COUNTY, Kind.TOWNSHIP}:
        raise Refused("wrong_place", _("服务日由区县或者镇街安排。"), field="place")
    if not 0 <= weekday <= 6:
        raise Refused("weekday", _("请选星期几。"), field="weekday")
    if opens >= closes:
        raise Refused("hours", _("结束时间要晚于开始时间。"), field="closes")


def change_day(*, day: date, moved_to: date | None, planned: bool, today: date, reason: str) -> str:
    """An exception: the day is not held, or held on another day, for a reason people read."""
    if day < today:
        raise Refused("past", _("过去的日子不能再改。"), field="day")
    if not planned:
        raise Refused("not_a_day", _("这一天本来就不是服务日，请看看日子。"), field="day")
    if moved_to is not None and (moved_to < today or moved_to == day):
        raise Refused("moved_to", _("改到的日子要在今天以后，而且不是原来那天。"), field="moved_to")
    return say(reason, field="reason")


def say(text: str, *, field: str, least: int = 2) -> str:
    """Words that say something. Raises Refused beside the field."""
    said = " ".join(text.split())
    if len(said) < least:
        raise Refused("say", _("请写几个字，别人看得懂就行。"), field=field)
    return said


# ---- who


def form_group(*, series: Series, kind: Kind, ended: bool, taken: bool) -> None:
    """One group for one village or community (P004-02: 146 groups, 146 places)."""
    if ended or kind not in SERVED[series]:
        raise Refused("wrong_place", _("工作组要定在一个村或者社区。"), field="place")
    if taken:
        raise Refused("has_group", _("这里已经有工作组，请在原来的组里换人。"), field="place")


def seat_member(*, name: str, seated: bool, ended: bool) -> str:
    if ended:
        raise Refused("group_over", _("这个工作组已经结束了。"))
    if seated:
        raise Refused("seated", _("这个人已经在组里了。"), field="name")
    return say(name, field="name")


# ---- the day itself


def open_day(*, series: Series, kind: Kind, planned: bool, already: bool, reason: str) -> str:
    """A day begins. One outside the rhythm says why it is held."""
    if kind not in SERVED[series]:
        raise Refused("wrong_place", _("请到一个村、社区或者楼栋里开。"), field="place")
    if already:
        raise Refused("open_already", _("今天的已经开了，直接记就行。"))
    if planned:
        return " ".join(reason.split())
    if len(reason.strip()) < 2:
        raise Refused("why_today", _("今天不在安排里，请写一句为什么今天办。"), field="reason")
    return " ".join(reason.split())


def writes(*, day: date, today: date, ended: bool) -> None:
    """Something is written down on the day itself, while it is open."""
    if ended:
        raise Refused("day_over", _("这一次已经结束了。现在说的事，请用“记一件”。"))
    if day != today:
        raise Refused("not_today", _("这不是今天的服务日，请打开今天的。"))


def end_day(*, ended: bool, present: int) -> None:
    if ended:
        raise Refused("day_over", _("这一次已经结束了。"))
    if present < 1:
        raise Refused("nobody", _("请先勾上今天来的人，再结束。"), field="members")


def on_the_spot(*, answer: str, lane_chosen: bool) -> str:
    """当场办了: what was said or done, in words, so that it can be asked after."""
    said = say(answer, field="answer", least=4)
    if not lane_chosen:
        raise Refused(
            "lane",
            named(_("当场办的也要分一分：%(government)s、%(communal)s还是%(personal)s。")),
            field="lane",
        )
    return said
