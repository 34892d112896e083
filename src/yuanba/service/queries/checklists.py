"""The county's checklists, what was ticked on a day, what has to be come back to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from yuanba.service.models import Checklist, ChecklistLine, ServiceDay, Tick
from yuanba.service.queries.days import MOST
from yuanba.service.rules.checklists import CHECKLIST_WORDS
from yuanba.service.rules.checklists import Checklist as Kind

ORDER = list(Kind)


def standing(county_id: int) -> dict[str, Checklist]:
    """The lists that hold today, by kind, with their lines. Two statements."""
    rows = Checklist.objects.filter(place_id=county_id, until=None).prefetch_related("lines")
    return {row.kind: row for row in rows}


def history(county_id: int, kind: Kind) -> list[Checklist]:
    """The versions that no longer hold, the newest first. Two statements."""
    rows = Checklist.objects.filter(place_id=county_id, kind=kind, until__isnull=False)
    return list(rows.prefetch_related("lines").order_by("-n")[:MOST])


def standing_lines(county_id: int) -> "QuerySet[ChecklistLine]":
    rows = ChecklistLine.objects.filter(
        checklist__place_id=county_id, checklist__until=None
    ).select_related("checklist")
    return rows.order_by("n")


def ticks(day: ServiceDay) -> list[Tick]:
    """What was done on a day, in the order of the lists. One statement."""
    rows = day.ticks.select_related("line__checklist")
    return sorted(rows, key=lambda t: (ORDER.index(Kind(t.line.checklist.kind)), t.line.n, t.pk))


@dataclass(frozen=True)
class DayList:
    """One list as it stands on a day: each line with what was done, or nothing yet."""

    kind: str
    name: Any
    source: str
    lines: list[tuple[ChecklistLine, Tick | None]]

    @property
    def done(self) -> int:
        return sum(tick is not None for _line, tick in self.lines)


def day_lists(day: ServiceDay) -> list[DayList]:
    """The lists of a day: the county's of today with what is ticked; of a day that is over only what
    was ticked, under the lines that stood then. Two statements."""
    done = ticks(day)
    lines = [] if day.ended_at else list(standing_lines(day.county_id))
    by_line = {tick.line_id: tick for tick in done}
    known = {line.pk for line in lines}
    lines += [tick.line for tick in done if tick.line_id not in known]  # the list changed that day
    found = []
    for kind in ORDER:
        mine = [line for line in lines if line.checklist.kind == kind]
        if mine:
            rows = [(line, by_line.get(line.pk)) for line in mine]
            found.append(DayList(kind, CHECKLIST_WORDS[kind], mine[0].checklist.source, rows))
    return found


def ticks_to_follow(village_id: int, today: date) -> list[Tick]:
    """要跟进的: found on an earlier day here, and nobody has written what came of it. One statement."""
    rows = Tick.objects.filter(
        day__village_id=village_id, day__day__lt=today, line__follow=True, came_at=None
    )
    return list(rows.select_related("line__checklist", "day").order_by("at", "id")[:MOST])


def one_tick(tick_id: int) -> Tick | None:
    rows = Tick.objects.select_related("line__checklist", "day__place")
    return rows.filter(pk=tick_id).first()
