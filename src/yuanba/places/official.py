"""The yearly notices of the State Council as the package chinesecalendar knows them (2004-2026)."""

from datetime import date
from importlib.metadata import version

from chinese_calendar.constants import Holiday, holidays, workdays

from yuanba.places.rules import DayKind

NAMES = {holiday.value: holiday.chinese for holiday in Holiday}
PREFIX = "国务院办公厅放假通知（日历包 chinesecalendar"
SOURCE = f"{PREFIX} {version('chinesecalendar')}）"


def years() -> range:
    """The years the package knows."""
    return range(min(holidays).year, max(holidays).year + 1)


def days_of(year: int) -> list[tuple[date, DayKind, str]]:
    """Holidays and make-up workdays of that year, with their names, in order of the date."""
    rows = [(day, DayKind.OFF, NAMES[name]) for day, name in holidays.items() if day.year == year]
    rows += [
        (day, DayKind.WORKED, NAMES[name]) for day, name in workdays.items() if day.year == year
    ]
    return sorted(rows)
