"""The catalogue (公开目录): its items, the days it sets, and the plan of a year that follows from them."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from enum import StrEnum
from importlib import resources
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.places.rules import Calendar


class Cycle(StrEnum):
    MONTH = "month"  # 每月
    QUARTER = "quarter"  # 每季度
    ONCE = "once"  # 随时


class Draws(StrEnum):
    """From which part of the house an item is drafted."""

    MATTERS = "matters"
    DECISIONS = "decisions"
    MEETINGS = "meetings"
    POINTS = "points"
    MONEY = "money"
    PATROLS = "patrols"
    PROJECTS = "projects"
    TYPED = "typed"  # no ledger here holds it: written by hand, and said to be so


CYCLE_WORDS: dict[Cycle, Any] = {
    Cycle.MONTH: _("每月"),
    Cycle.QUARTER: _("每季度"),
    Cycle.ONCE: _("随时"),
}
DRAWS_WORDS: dict[Draws, Any] = {
    Draws.MATTERS: _("事项台账"),
    Draws.DECISIONS: _("议事决定"),
    Draws.MEETINGS: _("会议记录"),
    Draws.POINTS: _("积分账"),
    Draws.MONEY: _("资金账"),
    Draws.PATROLS: _("巡查台账"),
    Draws.PROJECTS: _("需求、资源、项目台账"),
    Draws.TYPED: _("手工填写"),
}


@dataclass(frozen=True)
class Item:
    """One line of the catalogue, in the columns of domain.md 13.1."""

    code: str
    name: str
    basis: str  # the law or paper it stands on
    content: str  # what has to be said
    cycle: Cycle
    who: str  # which post publishes it
    channel: str
    level: str  # village, group, township
    draws: Draws
    keep_years: int
    board_days: int | None = None  # on the board at least so many days; none: as the catalogue says


@dataclass(frozen=True)
class Terms:
    """The days of a catalogue. Each installation's own, with its source: none is built in."""

    month_day: int  # monthly items: by this day of the next month
    quarter_day: int  # quarterly ones: by this day of the first month of the next quarter
    once_days: int  # at-once ones: within so many days
    board_days: int  # on the board at least so many days
    review_days: int  # the supervision committee objects within
    reply_days: int  # and is answered within
    answer_days: int  # a villager's question is answered by the committee within
    above_days: int  # and by the township within


TERM_WORDS: dict[str, Any] = {
    "month_day": _("每月的：下个月几号以前"),
    "quarter_day": _("每季度的：下季度首月几号以前"),
    "once_days": _("随时的：几天以内"),
    "board_days": _("张贴至少几天"),
    "review_days": _("监督委员会几天以内提意见"),
    "reply_days": _("监督委员会的意见几天以内答复"),
    "answer_days": _("群众的疑问，村（居）委会几天以内答复"),
    "above_days": _("群众请镇街再看的，几天以内答复"),
}
ITEMS, DAYS, YEARS = range(1, 81), range(1, 61), range(1, 101)
_CODE = re.compile(r"[A-Z]\d{1,2}")


def item(told: Item) -> Item:
    """The line as it may stand. Raises Refused beside its field."""
    code = told.code.strip().upper()
    if not _CODE.fullmatch(code):
        raise Refused("code_odd", _("代号写一个字母和数字，比如 A1。"), field="code")
    said: dict[str, Any] = {
        name: words_in.clean(getattr(told, name), most=most, field=name, ask=ask)
        for name, most, ask in (
            ("name", 40, _("请写公开什么。")),
            ("basis", 200, _("请写依据哪部法律、哪个文件。")),
            ("content", 300, _("请写要说清哪些内容。")),
            ("who", 40, _("请写由谁公开。")),
            ("channel", 80, _("请写在哪里公开。")),
            ("level", 20, _("请写公开到哪一级。")),
        )
    }
    if told.keep_years not in YEARS:
        raise Refused("years_odd", _("存档写 1 到 100 年。"), field="keep_years")
    if told.board_days is not None and told.board_days not in DAYS:
        say = _("写 1 到 %(most)s 之间的整数。") % {"most": DAYS[-1]}
        raise Refused("days_odd", say, field="board_days")
    if told.cycle is Cycle.ONCE and told.draws not in {Draws.DECISIONS, Draws.TYPED}:
        raise Refused("draws_odd", _("随时公开的，取自议事决定，或者手工填写。"), field="draws")
    return replace(told, code=code, **said)


def terms(told: Terms) -> Terms:
    """Raises Refused beside the number that cannot be."""
    for field in fields(told):
        many = getattr(told, field.name)
        most = 28 if field.name in {"month_day", "quarter_day"} else DAYS[-1]
        if not 1 <= many <= most:
            say = _("写 1 到 %(most)s 之间的整数。") % {"most": most}
            raise Refused("days_odd", say, field=field.name)
    return told


def catalogue(
    items: Sequence[Item], said: Terms, *, year: int, source: str, today: date
) -> tuple[list[Item], Terms, str]:
    """A whole version as it may stand for a year."""
    if not today.year - 1 <= year <= today.year + 1:
        raise Refused("year_odd", _("目录按年定：去年、今年或者明年的。"), field="year")
    if len(items) not in ITEMS:
        raise Refused("items_odd", _("目录至少一项，最多 80 项。"), field="items")
    kept = [item(one) for one in items]
    codes = [one.code for one in kept]
    if len(set(codes)) < len(codes):
        twice = next(code for code in codes if codes.count(code) > 1)
        raise Refused("code_twice", _("代号 %(code)s 写了两次。") % {"code": twice}, field="items")
    ask = _("请写这版目录和这些天数的依据。")
    return kept, terms(said), words_in.clean(source, most=300, field="source", ask=ask)


@dataclass(frozen=True)
class Shipped:
    source: str
    terms: Terms
    items: list[Item]


def shipped() -> Shipped:
    """The example that comes with the house (domain.md 6.1, 13.1), with its sources."""
    text = resources.files("yuanba.catalogue").joinpath("default_catalogue.toml")
    told = tomllib.loads(text.read_text("utf-8"))
    rows = [
        Item(
            **{k: v for k, v in row.items() if k not in {"cycle", "draws"}},
            cycle=Cycle(row["cycle"]),
            draws=Draws(row["draws"]),
        )
        for row in told["item"]
    ]
    return Shipped(told["source"], Terms(**told["terms"]), rows)


# ---- the calendar of a year


@dataclass(frozen=True)
class Slot:
    """One issue that a year asks for: from `since` to before `until`, to be published by `due`."""

    cycle: Cycle
    since: date
    until: date
    due: date


def after(first: date, months: int) -> date:
    """The first of the month so many months later."""
    n = first.year * 12 + first.month - 1 + months
    return date(n // 12, n % 12 + 1, 1)


def slot(cycle: Cycle, day: date, said: Terms, calendar: Calendar) -> Slot:
    """The month or quarter in which a day lies. A last day that is not worked moves to the next one
    that is (Civil Code 203)."""
    months = 1 if cycle is Cycle.MONTH else 3
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    until = after(first, months)
    on = said.month_day if cycle is Cycle.MONTH else said.quarter_day
    return Slot(cycle, first, until, calendar.next_worked(until.replace(day=on)))


def plan(year: int, said: Terms, calendar: Calendar, cycles: Sequence[Cycle]) -> list[Slot]:
    """Every issue of a year in the order of their last days, for the cycles the catalogue uses."""
    found = [
        slot(cycle, date(year, month, 1), said, calendar)
        for cycle, months in ((Cycle.MONTH, range(1, 13)), (Cycle.QUARTER, range(1, 13, 3)))
        if cycle in cycles
        for month in months
    ]
    return sorted(found, key=lambda one: (one.due, one.cycle))


def days_after(day: date, days: int, calendar: Calendar) -> date:
    """So many days from a day that is not counted; a rest day at the end moves on (Civil Code 201, 203)."""
    return calendar.next_worked(day + timedelta(days=days))
