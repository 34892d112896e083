"""上报的梯子: who is told of a hazard that became a matter, when, and by when he takes it; and handing it
over to those whose work it is (P001-08, 16, 18).

Grid, village, township, county: each level is told at its own time. An ordinary one climbs only while
nobody below has taken it; a major one is told to every level whatever the others did. Nothing has to
run for that: who is told follows from the clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.patrols.rules import USUAL_SOURCE as USUAL_SOURCE
from yuanba.patrols.rules import say
from yuanba.patrols.rules.findings import Weight


class RungLevel(StrEnum):
    VILLAGE = "village"  # 村、社区
    TOWNSHIP = "township"  # 镇街
    COUNTY = "county"  # 区县


LEVEL_WORDS: dict[str, Any] = {
    RungLevel.VILLAGE: _("村、社区"),
    RungLevel.TOWNSHIP: _("镇街"),
    RungLevel.COUNTY: _("区县"),
}
ROLE_OF = {
    RungLevel.VILLAGE: Role.WORKER,
    RungLevel.TOWNSHIP: Role.TOWNSHIP,
    RungLevel.COUNTY: Role.COUNTY,
}


@dataclass(frozen=True)
class Rung:
    """Hours after the finding until a level is told, and from then until it has to have taken it."""

    after: int
    within: int


# A proposal of the house, in no law; a county writes its own with its paper.
USUAL: dict[tuple[str, str], Rung] = {
    (Weight.GENERAL, RungLevel.VILLAGE): Rung(0, 24),
    (Weight.GENERAL, RungLevel.TOWNSHIP): Rung(24, 24),
    (Weight.GENERAL, RungLevel.COUNTY): Rung(72, 24),
    (Weight.MAJOR, RungLevel.VILLAGE): Rung(0, 1),
    (Weight.MAJOR, RungLevel.TOWNSHIP): Rung(0, 2),
    (Weight.MAJOR, RungLevel.COUNTY): Rung(2, 4),
}
LONGEST = 30 * 24  # hours


def rungs(rows: Mapping[tuple[str, str], Rung], weight: str) -> list[tuple[RungLevel, Rung]]:
    """The ladder of this weight, from below."""
    known = USUAL | dict(rows)
    return [(level, known[weight, level]) for level in RungLevel]


def set_rung(*, after: int, within: int) -> Rung:
    if not 0 <= after <= LONGEST:
        raise Refused("hours", _("请写 0 到 720 之间的小时数。"), field="after")
    if not 1 <= within <= LONGEST:
        raise Refused("hours", _("请写 1 到 720 之间的小时数。"), field="within")
    return Rung(after, within)


def times(told: datetime, rung: Rung) -> tuple[datetime, datetime]:
    """When the level is told, and by when it has to have taken it."""
    at = told + timedelta(hours=rung.after)
    return at, at + timedelta(hours=rung.within)


def told(*, weight: Weight, at: datetime, now: datetime, taken_below: bool) -> bool:
    """Is this level told by now? An ordinary one that somebody below took does not climb."""
    return at <= now and (weight is Weight.MAJOR or not taken_below)


def take(*, role: Role, level: RungLevel, is_told: bool, taken: bool, fixed: bool) -> None:
    """接到了: by whom it was told to, once."""
    if role is not ROLE_OF[level]:
        raise Refused("level", _("这一级由那一级的人来接。"))
    if taken:
        raise Refused("taken", _("这一级已经有人接了，请刷新看看。"))
    if fixed:
        raise Refused("fixed", _("这一条已经记过弄好了，请刷新看看。"))
    if not is_told:
        raise Refused("not_told", _("还没有到报给这一级的时候。"))


class To(StrEnum):
    """Whose work it is."""

    POLICE = "police"  # 公安
    FIRE = "fire"  # 消防
    DEPARTMENT = "department"  # 部门、单位


TO_WORDS: dict[str, Any] = {
    To.POLICE: _("公安（110、网格民警）"),
    To.FIRE: _("消防（119）"),
    To.DEPARTMENT: _("部门、单位"),
}
WHOM, ANSWER = 80, 300  # signs


def hand_over(*, to: To, whom: str, called: datetime | None, found: datetime, now: datetime) -> str:
    """移交: to whom, and when; a time written afterwards lies between the finding and now."""
    said = say(whom, field="whom", most=WHOM)
    if called is not None and not found <= called <= now:
        raise Refused("called", _("移交的时间要在发现以后、现在以前。"), field="called")
    return said


def answer(*, answered: bool, text: str) -> str:
    """回音: what came of it, once."""
    if answered:
        raise Refused("answered", _("已经记过回音了，请刷新看看。"))
    return say(text, field="answer", most=ANSWER)
