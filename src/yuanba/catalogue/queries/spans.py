"""The matters of a period by the parts of it, counted as the period itself is: the parts add up to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from yuanba.catalogue.queries.drawing import COUNTS
from yuanba.catalogue.rules.items import after
from yuanba.disclosure.models import DayTally
from yuanba.places.models import Place

TENTHS = (1, 11, 21)  # 上旬、中旬、下旬


@dataclass(frozen=True)
class Slice:
    """From this day to before that day; `n` in the order of COUNTS. `tenth`: 0 to 2 within a month, None
    where it is a month."""

    since: date
    until: date
    tenth: int | None
    n: list[int]


def matters(village: Place, since: date, until: date, today: date) -> list[Slice]:
    """A month by its 旬, a quarter or year by its months, as far as today. One statement."""
    rows = DayTally.objects.filter(village_id=village.pk, day__gte=since, day__lt=until).order_by()
    sums = {f"n_{key}": Sum(name, default=0) for key, name in COUNTS.items()}
    of_day = {day: n for day, *n in rows.values("day").annotate(**sums).values_list("day", *sums)}
    return [
        Slice(first, last, tenth, _sum(n for day, n in of_day.items() if first <= day < last))
        for first, last, tenth in _parts(since, until)
        if first <= today
    ]


def _sum(rows: Iterator[list[int]]) -> list[int]:
    return [sum(column) for column in zip([0] * len(COUNTS), *rows, strict=True)]


def _parts(since: date, until: date) -> Iterator[tuple[date, date, int | None]]:
    if after(since, 1) == until:
        begins = [since.replace(day=day) for day in TENTHS]
        for n, (first, last) in enumerate(zip(begins, [*begins[1:], until], strict=True)):
            yield first, last, n
        return
    while since < until:
        yield since, after(since, 1), None
        since = after(since, 1)
