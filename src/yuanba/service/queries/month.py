"""服务日一个月: days, what was told, done and heard, by kind. Nobody's name, no place ranked."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q

from yuanba.service import rules
from yuanba.service.models import DeedDone, Opinion, Reception, ServiceDay, Tick
from yuanba.service.rules.checklists import CHECKLIST_WORDS, Checklist


@dataclass(frozen=True)
class Counted:
    """A kind and how often; of a checklist its lines as well."""

    kind: str
    word: Any
    n: int
    lines: list[tuple[str, int]]


@dataclass(frozen=True)
class Month:
    first: date
    days: list[Counted]  # by series
    told: int
    spot: int
    deeds: list[Counted]
    asked: list[Counted]
    upward: int
    lists: list[Counted]
    to_follow: int  # of what was ticked in this month, nobody has come back to yet
    followed: int


def month(column: str, scope_id: int, first: date) -> Month:
    """One month of a village, township or county, by the day it was held. Five statements."""
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    own = {column: scope_id, "day__range": (first, last)}
    on = {f"day__{name}": value for name, value in own.items()}
    held = dict(
        ServiceDay.objects.filter(**own).values_list("series").annotate(n=Count("id")).order_by()
    )
    # what is about somebody is counted by who hears it
    told = Reception.objects.filter(**on, matter__concerned=False).aggregate(
        n=Count("id"), spot=Count("id", filter=Q(spot=True))
    )
    deeds = dict(DeedDone.objects.filter(**on).values_list("deed").annotate(n=Count("id")))
    asked, upward = Counter[str](), 0
    for question, up, n in (
        Opinion.objects.filter(**on).values_list("question", "upward").annotate(n=Count("id"))
    ):
        asked[question] += n
        upward += n if up else 0
    counted = Tick.objects.filter(**on).values(
        kind=F("line__checklist__kind"), text=F("line__text")
    )
    ticked = list(
        counted.annotate(
            n=Count("id"),
            open=Count("id", filter=Q(line__follow=True, came_at=None)),
            done=Count("id", filter=Q(came_at__isnull=False)),
        ).order_by("-n", "text")
    )
    return Month(
        first=first,
        days=_rows(rules.SERIES_WORDS, held),
        told=told["n"],
        spot=told["spot"],
        deeds=_rows(rules.DEED_WORDS, deeds),
        asked=_rows(rules.QUESTION_WORDS, asked),
        upward=upward,
        lists=[_list(kind, ticked) for kind in Checklist],
        to_follow=sum(row["open"] for row in ticked),
        followed=sum(row["done"] for row in ticked),
    )


def _rows(words: dict[str, Any], found: dict[Any, int]) -> list[Counted]:
    return [Counted(str(kind), word, found.get(kind, 0), []) for kind, word in words.items()]


def _list(kind: Checklist, ticked: list[Any]) -> Counted:
    lines = [(row["text"], row["n"]) for row in ticked if row["kind"] == kind]
    return Counted(kind, CHECKLIST_WORDS[kind], sum(n for _text, n in lines), lines)
