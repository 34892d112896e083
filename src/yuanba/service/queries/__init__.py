"""What is shown of service days: when the next one is, who comes, what was told, what is still open."""

from yuanba.service.queries.checklists import (
    day_lists,
    history,
    one_tick,
    standing,
    standing_lines,
    ticks,
    ticks_to_follow,
)  # fmt: skip
from yuanba.service.queries.days import (
    called,
    day_of,
    days_today,
    figures,
    held,
    held_in,
    known,
    living,
    one_day,
    present,
    to_follow,
    told_on,
)  # fmt: skip
from yuanba.service.queries.groups import coverage, group, group_of, members
from yuanba.service.queries.month import Month, month
from yuanba.service.queries.open import sheet, suggestions
from yuanba.service.queries.when import is_planned, next_days, planned, schedule, schedule_for

__all__ = [
    "Month",
    "called",
    "coverage",
    "day_lists",
    "day_of",
    "days_today",
    "figures",
    "group",
    "group_of",
    "held",
    "held_in",
    "history",
    "is_planned",
    "known",
    "living",
    "members",
    "month",
    "next_days",
    "one_day",
    "one_tick",
    "planned",
    "present",
    "schedule",
    "schedule_for",
    "sheet",
    "standing",
    "standing_lines",
    "suggestions",
    "ticks",
    "ticks_to_follow",
    "to_follow",
    "told_on",
]
