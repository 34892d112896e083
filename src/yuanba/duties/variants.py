"""How a county calls the three lanes, who sits together about each, and how often (domain.md 3.2).

What a lane means and who may lead in it is the same everywhere (rules.py); names, meetings and the
bound between 小事 and 私事 among neighbours are local. Plain Python.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.duties.rules import Lane
from yuanba.places.rules import sourced

LONGEST_NAME = 6
SOON = timedelta(days=7)  # a topic put on the list later than this waits for the next meeting [P]


class Cadence(StrEnum):
    WHENEVER = "whenever"  # 随时
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALFYEARLY = "halfyearly"


CADENCE_WORDS: dict[Cadence, Any] = {
    Cadence.WHENEVER: _("随时"),
    Cadence.WEEKLY: _("每周"),
    Cadence.MONTHLY: _("每月"),
    Cadence.QUARTERLY: _("每季度"),
    Cadence.HALFYEARLY: _("每半年"),
}
MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.HALFYEARLY: 6}


@dataclass(frozen=True)
class Called:
    """One lane as a county has it. `neighbours` (only of 私事): what two or three neighbours settle
    between them belongs here, not to 小事 (a shared down-pipe is 家事 in Jiangjin, 小事 in Nan'an)."""

    name: str
    name_en: str
    meeting: str = ""
    leads: str = ""
    cadence: Cadence = Cadence.WHENEVER
    neighbours: bool = False


Set = Mapping[Lane, Called]
BIG, SMALL, OWN = Lane.GOVERNMENT, Lane.COMMUNAL, Lane.PERSONAL
USUAL: Set = {
    BIG: Called("大事", "Public matter"),
    SMALL: Called("小事", "Communal matter"),
    OWN: Called("私事", "Private matter"),
}
PUBLIC: Set = {
    BIG: Called("公事", "Public matter"),
    SMALL: Called("共事", "Shared matter"),
    OWN: Called("家事", "Household matter"),
}
# Sets that stand in the reports, to begin from; a county names its own paper for what it keeps.
PRESETS: dict[str, tuple[Any, Set]] = {
    "nanan": (
        _("南岸：大事、小事、私事"),
        {
            BIG: replace(
                USUAL[BIG],
                meeting="街镇党建联席会议",
                leads="服务群众工作组组长",
                cadence=Cadence.HALFYEARLY,
            ),
            SMALL: replace(
                USUAL[SMALL],
                meeting="社区党建联席会议",
                leads="联系社区的街镇领导",
                cadence=Cadence.QUARTERLY,
            ),
            OWN: USUAL[OWN],
        },
    ),
    "jiangjin": (
        _("江津：公事、共事、家事"),
        {
            BIG: replace(
                PUBLIC[BIG],
                meeting="街道联席会",
                leads="街道党工委",
                cadence=Cadence.QUARTERLY,
            ),
            SMALL: replace(
                PUBLIC[SMALL],
                meeting="社区评议会",
                leads="社区党委",
                cadence=Cadence.MONTHLY,
            ),
            OWN: replace(PUBLIC[OWN], meeting="网格邻里会", leads="网格党支部", neighbours=True),
        },
    ),
    "daan": (_("大安：大事、小事、私事，居民照流程图自己分"), USUAL),
    "mentougou": (_("门头沟城子：公事、共事、家事"), PUBLIC),
}


def name_lanes(new: Set, *, source: str) -> tuple[Set, str]:
    """The set as it is kept. Raises Refused beside its field: three different names whose first
    characters differ too, because they stand in the seals; and the paper that says so."""
    kept: dict[Lane, Called] = {}
    for lane in Lane:
        one = new[lane]
        name = words_in.clean(
            one.name, most=LONGEST_NAME, field=f"{lane}_name", ask=_("请填写叫法。")
        )
        name_en = words_in.clean(
            one.name_en, most=20, field=f"{lane}_name_en", ask=_("请填写英文叫法。")
        )
        meeting, leads = (
            words_in.clean(said, most=60, least=0, field=f"{lane}_{field}") if said.strip() else ""
            for said, field in ((one.meeting, "meeting"), (one.leads, "leads"))
        )
        if one.cadence is not Cadence.WHENEVER and not meeting:
            raise Refused("meeting", _("定了多久一次，请写明是哪个会。"), field=f"{lane}_meeting")
        neighbours = one.neighbours and lane is Lane.PERSONAL
        kept[lane] = Called(name, name_en, meeting, leads, one.cadence, neighbours)
    if len({called.name[0] for called in kept.values()}) < len(Lane):
        raise Refused(
            "first_signs",
            _("三个叫法的第一个字要不一样，印章上只写第一个字。"),
            field=f"{Lane.PERSONAL}_name",
        )
    return kept, sourced(source)


def meets_by(cadence: Cadence, today: date) -> date:
    """By when the next sitting is, for a topic put on its list today. Of a cadence that runs out
    within seven days the next one counts."""
    if cadence is Cadence.WHENEVER:
        return today + SOON
    if cadence is Cadence.WEEKLY:
        return today + timedelta(days=13 - today.weekday())
    step = MONTHS[cadence]
    month = (today.month - 1) // step * step + step  # the last of the running span
    end = _end(today.year, month)
    return end if end - today >= SOON else _end(today.year, month + step)


def _end(year: int, month: int) -> date:
    """The last day of a month; the thirteenth is next January."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])
