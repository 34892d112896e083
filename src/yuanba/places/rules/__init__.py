"""Places and days as rules: kinds of place, the working calendar, time limits. No database."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from yuanba.base.errors import Refused
from yuanba.base.text import _

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Kind(StrEnum):
    COUNTY = "county"  # 区县
    TOWNSHIP = "township"  # 镇街
    VILLAGE = "village"  # 村
    COMMUNITY = "community"  # 社区
    GRID = "grid"  # 网格
    SUBGROUP = "subgroup"  # 村民(居民)小组
    ESTATE = "estate"  # 小区
    BUILDING = "building"  # 楼栋
    COURTYARD = "courtyard"  # 院坝


class DayKind(StrEnum):
    OFF = "off"  # 放假
    WORKED = "worked"  # 调休上班


class Unit(StrEnum):
    """The unit of a time limit (domain.md 0.1 no. 6)."""

    HOURS = "hours"  # 小时
    WORKHOURS = "workhours"  # 工作时
    DAYS = "days"  # 自然日
    WORKDAYS = "workdays"  # 工作日


# ---- the tree -----------------------------------------------------------------------------------

BOTTOM = frozenset({Kind.VILLAGE, Kind.COMMUNITY})
# Grid, group, estate, building and courtyard are parallel divisions, not one chain (domain.md 7.1):
# Qingyang's grid is the villagers' group, elsewhere the courtyard or the building is the unit.
UNDER: dict[Kind, frozenset[Kind]] = {
    Kind.COUNTY: frozenset(),
    Kind.TOWNSHIP: frozenset({Kind.COUNTY}),
    Kind.VILLAGE: frozenset({Kind.TOWNSHIP}),
    Kind.COMMUNITY: frozenset({Kind.TOWNSHIP}),
    Kind.GRID: BOTTOM,
    Kind.SUBGROUP: BOTTOM | {Kind.GRID},
    Kind.ESTATE: BOTTOM | {Kind.GRID},
    Kind.COURTYARD: BOTTOM | {Kind.GRID, Kind.SUBGROUP},
    Kind.BUILDING: BOTTOM | {Kind.GRID, Kind.SUBGROUP, Kind.ESTATE, Kind.COURTYARD},
}
# Which scope column a kind fills with its own id, and the columns from the top down.
SCOPES = ("county_id", "township_id", "village_id", "grid_id")
SCOPE_OF = {
    Kind.COUNTY: "county_id",
    Kind.TOWNSHIP: "township_id",
    Kind.VILLAGE: "village_id",
    Kind.COMMUNITY: "village_id",
    Kind.GRID: "grid_id",
}
CLOSABLE = frozenset(UNDER) - {Kind.COUNTY, Kind.TOWNSHIP} - BOTTOM
KIND_WORDS = {
    Kind.COUNTY: _("区县"),
    Kind.TOWNSHIP: _("镇街"),
    Kind.VILLAGE: _("村"),
    Kind.COMMUNITY: _("社区"),
    Kind.GRID: _("网格"),
    Kind.SUBGROUP: _("小组"),
    Kind.ESTATE: _("小区"),
    Kind.BUILDING: _("楼栋"),
    Kind.COURTYARD: _("院坝"),
}
SYSTEM_WORDS = {
    "stat": _("统计用代码"),
    "admin": _("民政代码"),
    "grid": _("网格代码"),
    "local": _("自编代码"),
}
SYSTEMS = tuple(SYSTEM_WORDS)


def same_level(one: Kind, other: Kind) -> bool:
    """A village and a community are one level: 村改居 makes one of the other."""
    return one == other or {one, other} <= BOTTOM


def stands_under(kind: Kind, parent: Kind) -> None:
    """Raises Refused unless a place of this kind may stand directly under one of that kind."""
    if parent not in UNDER[kind]:
        raise Refused(
            "wrong_parent", _("这类地方不能放在这个上级下面，请换一个上级。"), field="parent"
        )


def readable(name: str) -> bool:
    """No control or invisible character. Private-use ones pass: the bureau's list writes two rare
    characters of village names with them."""
    return not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Cn"} for c in name)


def named(name: str, siblings: Iterable[str]) -> str:
    """The cleaned name. Raises Refused if it is empty, too long or a sibling has it."""
    clean = " ".join(name.split())
    if not clean or not readable(clean):
        raise Refused("name_needed", _("请写上地名。"), field="name")
    if len(clean) > 80:
        raise Refused("name_long", _("地名太长，最多八十个字。"), field="name")
    if clean in siblings:
        raise Refused("name_taken", _("这里已经有一个同名的地方，请换一个名字。"), field="name")
    return clean


def nickname(said: str, name: str) -> str:
    """The cleaned alias of a place of this name. Raises Refused unless it has two to eighty signs and
    is another word: one sign would be found in every text."""
    clean = " ".join(said.split())
    if len(clean) < 2 or not readable(clean):
        raise Refused("alias_needed", _("请写上大家的叫法，至少两个字。"), field="name")
    if len(clean) > 80:
        raise Refused("name_long", _("地名太长，最多八十个字。"), field="name")
    if clean == name:
        raise Refused("alias_same", _("这就是它的正式名称，不用再记。"), field="name")
    return clean


def sourced(source: str) -> str:
    """Every change of places and days names its paper. Raises Refused if it does not."""
    clean = source.strip()
    if len(clean) < 2:
        raise Refused("source_needed", _("请写明依据，比如哪一份文件。"), field="source")
    if len(clean) > 200:
        raise Refused("source_long", _("依据太长，最多二百个字。"), field="source")
    return clean


def effective(on: date, *, today: date, since: date) -> date:
    """The day on which a change holds. Raises Refused for a day to come or before `since`."""
    if on > today:
        raise Refused("too_late", _("这一天还没到，请到那天再办。"), field="on")
    if on < since:
        raise Refused("too_early", _("这一天早于上一次变更，请改一下日期。"), field="on")
    return on


def living(until: date | None) -> None:
    if until is not None:
        raise Refused("ended", _("这个地方已经撤并，不能再改。"))


def coded(system: str, edition: str, code: str) -> tuple[str, str, str]:
    """A code as it is kept. Raises Refused if it is no code: digits and letters, at most 20."""
    clean = code.strip().upper()
    if system not in SYSTEMS:
        raise Refused("system", _("请选一种编码。"), field="system")
    if not clean.isascii() or not clean.replace("-", "").isalnum() or len(clean) > 20:
        raise Refused("code", _("代码只能是数字和字母，最多二十位。"), field="code")
    if not edition.strip() or len(edition) > 20:
        raise Refused("edition", _("请写明是哪一版代码，比如年份。"), field="edition")
    return system, edition.strip(), clean


# ---- the calendar -------------------------------------------------------------------------------

# 全国年节及纪念日放假办法 (2024 text, in force 2025-01-01): the days off that have a fixed date.
# Festivals by the moon and swapped days are known only from each year's notice.
FIXED = frozenset({(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)})


def fixed_holiday(day: date) -> bool:
    """A public holiday whose date needs no notice; 2 May is one since 2025."""
    return (day.month, day.day) in FIXED or ((day.month, day.day) == (5, 2) and day.year >= 2025)


def fixed_holidays(year: int) -> list[date]:
    days = [date(year, month, day) for month, day in sorted(FIXED | {(5, 2)})]
    return [day for day in days if fixed_holiday(day)]


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. `settled` names the years whose official notice is in."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    settled: frozenset[int] = frozenset()
    shifts: tuple[tuple[time, time], ...] = ((time(8, 30), time(12)), (time(14), time(17, 30)))

    def __post_init__(self) -> None:
        edges = [edge for shift in self.shifts for edge in shift]
        if not edges or any(early >= late for early, late in pairwise(edges)):
            raise ValueError("shifts must follow one another within a day")

    def works(self, day: date) -> bool:
        """Whether this day is worked. In a year without a notice: Monday to Friday without the
        fixed-date holidays."""
        if day in self.worked:
            return True
        if day.weekday() >= 5 or day in self.off:
            return False
        return day.year in self.settled or not fixed_holiday(day)

    def next_worked(self, day: date) -> date:
        """This day if it is worked, else the first worked day after it (Civil Code 203)."""
        while not self.works(day):
            day += timedelta(days=1)
        return day

    def after(self, start: date, workdays: int) -> date:
        """The day on which that many working days have passed; the first day is not counted
        (Civil Code 201)."""
        day = start
        while workdays > 0:
            day += timedelta(days=1)
            workdays -= self.works(day)
        return day


# ---- time limits --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Limit:
    amount: int
    unit: Unit


@dataclass(frozen=True)
class Due:
    at: datetime  # aware, UTC
    provisional: bool  # some day counted lies in a year without an official calendar


def due(start: datetime, limit: Limit, calendar: Calendar) -> Due:
    """When a limit that begins at `start` (aware) ends (Civil Code 200-203; domain.md 6.2).

    Days end at 24:00 and never on a rest day; working hours run within the shifts; hours run on.
    """
    local = start.astimezone(SHANGHAI)
    if limit.unit is Unit.HOURS:  # hours do not ask the calendar, so no notice can move them
        return Due(start.astimezone(UTC) + timedelta(hours=limit.amount), provisional=False)
    if limit.unit is Unit.WORKHOURS:
        end = _after_workhours(local, limit.amount, calendar)
    else:
        day = local.date()
        if limit.unit is Unit.WORKDAYS:
            last = calendar.next_worked(calendar.after(day, limit.amount))
        else:
            last = calendar.next_worked(day + timedelta(days=limit.amount))
        end = datetime.combine(last + timedelta(days=1), time(0), SHANGHAI) - timedelta(seconds=1)
    years = set(range(local.year, end.astimezone(SHANGHAI).year + 1))
    return Due(end.astimezone(UTC), provisional=not years <= calendar.settled)


def _after_workhours(start: datetime, hours: int, calendar: Calendar) -> datetime:
    left, day = timedelta(hours=hours), start.date()
    while True:
        if calendar.works(day):
            for opens, shuts in calendar.shifts:
                begin = max(start, datetime.combine(day, opens, SHANGHAI))
                end = datetime.combine(day, shuts, SHANGHAI)
                if begin < end:
                    if left <= end - begin:
                        return begin + left
                    left -= end - begin
        day += timedelta(days=1)


def worked_minutes(start: datetime, end: datetime, calendar: Calendar) -> int:
    """The working minutes between two moments (aware): within the shifts of worked days; 0 if none."""
    begin, until = start.astimezone(SHANGHAI), end.astimezone(SHANGHAI)
    worked, day = timedelta(0), begin.date()
    while day <= until.date():
        if calendar.works(day):
            for opens, shuts in calendar.shifts:
                first = max(begin, datetime.combine(day, opens, SHANGHAI))
                last = min(until, datetime.combine(day, shuts, SHANGHAI))
                worked += max(last - first, timedelta(0))
        day += timedelta(days=1)
    return int(worked.total_seconds()) // 60
