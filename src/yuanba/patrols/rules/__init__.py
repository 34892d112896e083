"""巡查 as rules: points and how often each is looked at, what a look may say, what weighs so much that it
becomes a matter. Plain Python; days are days of Shanghai.

What is measured is whether the points of risk were looked at, never who walked: no route is kept, no
time is taken of anybody (product.md row 10).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.places.rules import SHANGHAI, sourced
from yuanba.places.rules import Kind as PlaceKind


class PointKind(StrEnum):
    """What kind of point it is; a checklist for each."""

    SLOPE = "slope"  # 边坡、地灾点
    WATER = "water"  # 水塘、河沟
    FIRE = "fire"  # 消防通道、充电处
    WIRE = "wire"  # 用电用气
    HOUSE = "house"  # 老房、危房
    ROAD = "road"  # 道路、桥
    FOREST = "forest"  # 山林防火
    SHOP = "shop"  # 门店、作坊
    VENUE = "venue"  # 公共场所
    OTHER = "other"


KIND_WORDS: dict[str, Any] = {
    PointKind.SLOPE: _("边坡、地灾点"),
    PointKind.WATER: _("水塘、河沟"),
    PointKind.FIRE: _("消防通道、充电处"),
    PointKind.WIRE: _("用电用气"),
    PointKind.HOUSE: _("老房、危房"),
    PointKind.ROAD: _("道路、桥"),
    PointKind.FOREST: _("山林防火"),
    PointKind.SHOP: _("门店、作坊"),
    PointKind.VENUE: _("公共场所"),
    PointKind.OTHER: _("其他"),
}


class Risk(StrEnum):
    """How much may happen there; it decides how often somebody looks (domain.md 13.3)."""

    LOW = "low"  # 低
    NORMAL = "normal"  # 一般
    RAISED = "raised"  # 较大
    MAJOR = "major"  # 重大


RISK_WORDS: dict[str, Any] = {
    Risk.LOW: _("低风险"),
    Risk.NORMAL: _("一般风险"),
    Risk.RAISED: _("较大风险"),
    Risk.MAJOR: _("重大风险"),
}


class Pace(StrEnum):
    """The rows of time: days between two looks by risk, days to put a finding right by its weight."""

    LOOK_LOW = "look_low"
    LOOK_NORMAL = "look_normal"
    LOOK_RAISED = "look_raised"
    LOOK_MAJOR = "look_major"
    FIX_GENERAL = "fix_general"
    FIX_MAJOR = "fix_major"


PACE_WORDS: dict[str, Any] = {
    Pace.LOOK_LOW: _("风险低的点，几天看一次"),
    Pace.LOOK_NORMAL: _("风险一般的点，几天看一次"),
    Pace.LOOK_RAISED: _("风险较大的点，几天看一次"),
    Pace.LOOK_MAJOR: _("风险重大的点，几天看一次"),
    Pace.FIX_GENERAL: _("一般隐患，几天内整改"),
    Pace.FIX_MAJOR: _("重大隐患，几天内先控制住"),
}
# Monthly, fortnightly, weekly, daily: a proposal of the house, in no law; a county writes its own.
USUAL: dict[str, int] = {
    Pace.LOOK_LOW: 30,
    Pace.LOOK_NORMAL: 14,
    Pace.LOOK_RAISED: 7,
    Pace.LOOK_MAJOR: 1,
    Pace.FIX_GENERAL: 7,
    Pace.FIX_MAJOR: 1,
}
USUAL_SOURCE = _("系统自带的建议，没有法定出处，请按当地文件核实后改。")
LOOK_PACE = {risk: Pace(f"look_{risk.value}") for risk in Risk}
LONGEST = 366  # days

NAME, SPOT, MIND, WORDS = 60, 120, 200, 500  # signs
LINES, LINE = 8, 40  # lines of a checklist, signs of a line: read standing, on a telephone
POINTS = 60  # of one grid: a round that takes longer is two grids' [P]


def say(text: str, *, field: str, most: int, least: int = 2) -> str:
    """Words that say something, on one line. Raises Refused beside the field."""
    said = " ".join(text.split())
    if len(said) < least:
        raise Refused("say", _("请写几个字，别人看得懂就行。"), field=field)
    if len(said) > most:
        message = _("太长了，最多 %(most)s 个字。") % {"most": most}
        raise Refused("long", message, field=field)
    return said


# ---- points and rows


def add_point(*, kind: PlaceKind, ended: bool, there: int) -> None:
    """A point lies in a grid, or in a village that has none."""
    if ended or kind not in {PlaceKind.GRID, PlaceKind.VILLAGE, PlaceKind.COMMUNITY}:
        raise Refused(
            "wrong_place", _("点位要定在一个网格里，没有网格的定在村或社区。"), field="place"
        )
    if there >= POINTS:
        message = _("一个网格最多 %(most)s 个点，请先停用不用看的点。") % {"most": POINTS}
        raise Refused("many", message)


def set_pace(*, kind: PlaceKind, days: int, source: str) -> str:
    """A row of the county's: how many days, and by which paper."""
    county_only(kind)
    if not 1 <= days <= LONGEST:
        message = _("请写 1 到 %(most)s 之间的天数。") % {"most": LONGEST}
        raise Refused("days", message, field="days")
    return sourced(source)


def county_only(kind: PlaceKind) -> None:
    if kind is not PlaceKind.COUNTY:
        raise Refused("wrong_place", _("巡查的规矩由区县来定。"), field="place")


def set_lines(*, kind: PlaceKind, text: str, source: str) -> tuple[str, str]:
    """What to look at, one line each, and by which paper. No line at all ends the list."""
    county_only(kind)
    lines: list[str] = []
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if not line or line in lines:
            continue
        if len(line) > LINE:
            message = _("一条最多 %(most)s 个字，请写短一点。") % {"most": LINE}
            raise Refused("long", message, field="lines")
        lines.append(line)
    if len(lines) > LINES:
        message = _("一类点最多 %(most)s 条，请合并几条。") % {"most": LINES}
        raise Refused("many", message, field="lines")
    return "\n".join(lines), sourced(source)


# ---- when


def next_on(*, last: date | None, days: int, begun: date, recheck: Iterable[date] = ()) -> date:
    """The day on which a point is to be looked at: so many days after the last look (never looked at:
    on the day it was put down), earlier where something found there is to be looked at again."""
    usual = begun if last is None else last + timedelta(days=days)
    return min([usual, *recheck])


def noon(day: date) -> datetime:
    """What a paper sheet can tell of the time."""
    return datetime.combine(day, time(12), SHANGHAI)


MOST_AGE = timedelta(days=60)
SLACK = timedelta(minutes=10)


def looked_on(
    *, now: datetime, today: date, seen: datetime | None, day: date | None
) -> tuple[datetime, date, bool]:
    """(when, on which day, doubtful) somebody looked, as far as a telephone or a sheet can tell.

    The time of writing it down is always the server's; this is another field (trust.md T1). What cannot
    be, a time to come or months ago, is not believed: it counts as now, and is marked.
    """
    if seen is None or day is None:
        return now, today, False
    if seen > now + SLACK or seen < now - MOST_AGE:
        return now, today, True
    return min(seen, now), min(day, today), False


@dataclass(frozen=True)
class Coverage:
    """Points of one risk: how many there are, how many were looked at in time."""

    risk: str
    points: int
    in_time: int


def coverage(points: Iterable[tuple[str, date]], today: date) -> list[Coverage]:
    """From (risk, day of the next look) of each point; the most dangerous first. A point is covered while
    its next look is not overdue."""
    said: dict[str, list[date]] = {}
    for risk, day in points:
        said.setdefault(risk, []).append(day)
    return [
        Coverage(risk, len(said[risk]), sum(day >= today for day in said[risk]))
        for risk in reversed(Risk)
        if risk in said
    ]


def days_by(rows: Mapping[str, int]) -> dict[str, int]:
    """The county's rows over the house's own."""
    return USUAL | dict(rows)


def not_typed(typed: bool) -> None:
    if typed:
        raise Refused("typed", _("这张巡查单已经录过了。"))
