"""The indicators of domain.md 13.2: each with its formula, what is divided by what, what was left out.

A matter counts on the day it was told (cohort), whenever it was finished. What was told twice counts
once as work and each as a voice: work is in I1, I2, I3, I6, I7, I8, I10; voices are in I4, I5, I9. What a
county leaves out on a published ground is shown beside, never gone. Plain Python: no database.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.utils.text import format_lazy

from yuanba.base.text import _
from yuanba.duties.rules import LANE_WORDS, Lane
from yuanba.places.rules import SHANGHAI, Calendar, Limit, due

W = TypeVar("W")
FORMULA = "2026-11-3"  # goes with every figure; a change of a formula changes it
SMALLEST = 5  # below this no rate is shown, only the counts

LAST_HOUR = timedelta(hours=1)  # finished this shortly before the limit: counted and shown
BULK, WITHIN = 5, timedelta(minutes=10)  # so many closed by one person within this time [P]
AGAIN = timedelta(days=90)  # a matter that comes back within this time is told again (I9)
STEP, LONG, LONG_STEP = 30, 40 * 60, 240  # minutes: classes of waiting, fine up to 40 hours


@dataclass(frozen=True, slots=True)
class Rate:
    """One indicator: how it is worked out, from what, and what was left out."""

    id: str
    name: Any
    formula: Any
    numerator: int
    denominator: int
    excluded: int
    excluded_why: Any
    minutes: int | None = None  # of a median of times, instead of a rate

    @property
    def shown(self) -> bool:
        """A base under five says more about single persons than about the work."""
        return self.denominator >= SMALLEST

    @property
    def tenths(self) -> int | None:
        """The rate in tenths of a per cent, rounded to the nearest; None for a small base."""
        if not self.shown or self.minutes is not None:
            return None
        return (self.numerator * 1000 + self.denominator // 2) // self.denominator

    @property
    def percent(self) -> str:
        """92.3%, or empty for a small base and for times."""
        tenths = self.tenths
        return "" if tenths is None else f"{tenths // 10}.{tenths % 10}%"

    @property
    def hours(self) -> str:
        """3.5, for a median of times; empty for a small base and for rates."""
        if not self.shown or self.minutes is None:
            return ""
        return f"{self.minutes // 60}.{self.minutes % 60 * 10 // 60}"


def work_of(n: Mapping[str, int]) -> int:
    """How many things there were to do: told, without those told twice and those left out."""
    return n["received"] - n["merged"] - n["excluded"]


def rates(n: Mapping[str, int], *, waits: Mapping[int, int] | None = None) -> list[Rate]:
    """I1 to I10 of a set of matters from their counts; `waits` are the first answers by their class.

    Refused matters stay in the base (trust.md T2): refusing must not lift a rate.
    """
    answers, satisfied = n["solved"] + n["unsolved"], n["satisfied"] + n["unsatisfied"]
    work, sorted_ = work_of(n), n["government"] + n["communal"] + n["personal"]
    beside = n["merged"] + n["excluded"]
    reached = n["contacted"] + n["uncontacted"] - n.get("contact_open", 0)
    two = _("并到别件一起办的、按公布的理由不计入的")
    return [
        Rate(
            "I1",
            _("办结率"),
            _("办结 ÷ 这段时间说的（不予受理的也算在里面；等条件的不算办结）"),
            n["finished"],
            work,
            beside,
            two,
        ),
        Rate(
            "I2",
            _("按时办结率"),
            _("期限内办结 ÷ 办结（重办过的，第一次超期也算超期；写明理由停着的时间不算）"),
            n["timed"] - n["late"],
            n["timed"],
            n["finished"] - n["timed"],
            _("从别处转来、没有办结时间的"),
        ),
        Rate(
            "I3",
            _("响应率"),
            _("两个工作日内有人受理 ÷ 该有人受理的"),
            n["contacted_in_time"],
            reached,
            n.get("contact_open", 0) + n["contact_unknown"],
            _("还没到两个工作日的、不予受理的、从别处转来的"),
        ),
        Rate(
            "I4",
            _("解决率"),
            _("本人说“办好了” ÷ 本人评过的（含回访；一件事几家说的，各家各算一次）"),
            n["solved"],
            answers,
            n["replied"] - answers if n["replied"] > answers else 0,
            _("答复了还没评的"),
        ),
        Rate(
            "I5",
            _("满意率"),
            _("本人说“满意” ÷ 说了满意或不满意的"),
            n["satisfied"],
            satisfied,
            answers - satisfied if answers > satisfied else 0,
            _("评了但没说满不满意的"),
        ),
        Rate(
            "I6",
            _("首次响应时长"),
            _("从说出来到有人受理的工作小时，取中位数（一半的事比它短）"),
            n["contacted"],
            n["contacted"],
            n["uncontacted"] + n["contact_unknown"],
            _("还没有人受理的、不予受理的、从别处转来的"),
            minutes=median(waits or {}),
        ),
        *(
            Rate(
                f"I7{letter}",
                name,
                _("分到这一类的 ÷ 分了类的"),
                n[lane],
                sorted_,
                work - sorted_,
                _("没有分类的"),
            )
            for letter, name, lane in (
                ("a", format_lazy(_("{lane}占比"), lane=LANE_WORDS[Lane.GOVERNMENT]), "government"),
                ("b", format_lazy(_("{lane}占比"), lane=LANE_WORDS[Lane.COMMUNAL]), "communal"),
                ("c", format_lazy(_("{lane}占比"), lane=LANE_WORDS[Lane.PERSONAL]), "personal"),
            )
        ),
        Rate(
            "I7d",
            _("改分率"),
            _("分好以后又改了三事类别的 ÷ 分了类的"),
            n["reclassified"],
            sorted_,
            work - sorted_,
            _("没有分类的"),
        ),
        Rate(
            "I8",
            _("销号率"),
            _("有依据销号 ÷ 办结（含等条件的）"),
            n["closed"],
            n["finished"] + n["waiting"],
            0,
            _("没有"),
        ),
        Rate(
            "I8c",
            _("本人认可销号率"),
            _("本人认可后销号 ÷ 销号"),
            n["confirmed"],
            n["confirmed"] + n["unconfirmed"],
            n["unasked"],
            _("从别处转来、没有问过本人的"),
        ),
        Rate(
            "I9",
            _("重复诉求率"),
            _("并办的、办结九十天内又重办的、因为重复不予受理的 ÷ 这段时间说的"),
            n["repeated"],
            n["received"] - n["excluded"],
            n["excluded"],
            _("按公布的理由不计入的"),
        ),
        *_levels(n),
        Rate(
            "S1",
            _("抽查不一致率"),
            _("销号后抽查，本人说没办好 ÷ 抽查问到的"),
            n["spot_unsolved"],
            n["spot_asked"],
            n["spot_unreached"],
            _("抽到了没联系上的"),
        ),
    ]


# ---- 小事不出格，大事不出网 (P001-08, 16)

LEVELS = (
    ("I10a", _("网格办结占比（小事不出格）"), "in_grid", _("网格员、网格长办结的 ÷ 办结")),
    ("I10b", _("村社区办结占比"), "in_village", _("村社区自己办结的 ÷ 办结（网格里的另算）")),
    ("I10c", _("镇街办结占比"), "in_township", _("报到镇街、或者由镇街的单位办结的 ÷ 办结")),
    ("I10d", _("区县办结占比"), "in_county", _("报到区县、或者由区县的单位办结的 ÷ 办结")),
)


def _levels(n: Mapping[str, int]) -> list[Rate]:
    """I10, and the level at which each was settled: of what came to its end here. The four add up."""
    known = sum(n[name] for _id, _name, name, _formula in LEVELS)
    elsewhere = (n["finished"] - known, _("从别处转来、不知道在哪一级办结的"))
    here = n["in_grid"] + n["in_village"]
    near = Rate(
        "I10", _("就地办结率（大事不出网）"), _("在网格和村社区办结的 ÷ 办结"), here, known, *elsewhere
    )  # fmt: skip
    rows = [Rate(id_, name, how, n[of], known, *elsewhere) for id_, name, of, how in LEVELS]
    return [near, *rows]


# ---- how long until somebody took it in


def wait_class(minutes: int) -> int:
    """The upper end of the class these working minutes fall into: by half hours, later by four."""
    step = STEP if minutes <= LONG else LONG_STEP
    return max(STEP, -(-minutes // step) * step)


def median(waits: Mapping[int, int]) -> int:
    """The class in which the middle one lies; 0 for none."""
    middle, seen = -(-sum(waits.values()) // 2), 0
    for minutes in sorted(waits):
        seen += waits[minutes]
        if seen >= middle:
            return minutes
    return 0


def taken_in_by(day: date, limit: Limit, calendar: Calendar) -> datetime:
    """The last moment at which what was told on this day is taken in in time."""
    return due(datetime.combine(day, time(12), SHANGHAI), limit, calendar).at


# ---- many at once


def bursts(closings: Iterable[tuple[Any, datetime, W]]) -> set[W]:
    """Of (who, when, which) in the order of time: those closed with at least four others by the same
    person within ten minutes."""
    found: set[W] = set()
    last: dict[Any, list[tuple[datetime, W]]] = {}
    for who, at, which in closings:
        if who is None:
            continue
        row = last.setdefault(who, [])
        row.append((at, which))
        while row and at - row[0][0] > WITHIN:
            row.pop(0)
        if len(row) >= BULK:
            found |= {one for _at, one in row}
    return found
