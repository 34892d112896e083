"""What everybody may read of a day: its sheet on the wall."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from yuanba.base.masking import mask
from yuanba.matters.models import Matter
from yuanba.service import rules
from yuanba.service.models import Member, Opinion, ServiceDay
from yuanba.service.queries.checklists import ticks
from yuanba.service.queries.days import MOST, SHEET, present
from yuanba.service.rules.checklists import CHECKLIST_WORDS


@dataclass(frozen=True)
class Sheet:
    """A day as it hangs on the wall: who came, counts, what became of what was told. No names of
    those who spoke, no words of theirs."""

    day: ServiceDay
    came: list[Member]
    rows: list[dict[str, Any]]
    told: int
    spot: int
    done: int
    deeds: list[tuple[Any, str]]
    ticks: list[tuple[Any, str, str]]
    opinions: list[tuple[Any, int]]


def sheet(day: ServiceDay) -> Sheet:
    """Six statements, whatever was told. What the group wrote of its own doing is masked as well."""
    open_to_all = Matter.objects.filter(reception__day=day, restricted=False, concerned=False)
    rows: list[Any] = list(
        open_to_all.order_by("reception__at", "id").values(
            "number", "lane", "state", "outcome", "reception__spot", "category__name",
            "category__name_en", "unit__name", "finished_at",
        )[:SHEET]
    )  # fmt: skip
    asked = day.opinions.values("question").annotate(n=Count("id")).order_by("question")
    return Sheet(
        day=day,
        came=present(day),
        rows=rows,
        told=len(rows),
        spot=sum(row["reception__spot"] for row in rows),
        done=sum(row["finished_at"] is not None for row in rows),
        deeds=[(rules.DEED_WORDS[d.deed], mask(d.text)) for d in day.deeds.order_by("id")],
        ticks=[
            (CHECKLIST_WORDS[t.line.checklist.kind], t.line.text, mask(t.note)) for t in ticks(day)
        ],
        opinions=[(rules.QUESTION_WORDS[row["question"]], row["n"]) for row in asked],
    )


def suggestions(column: str, scope_id: int, most: int = MOST) -> QuerySet[Any]:
    """意见建议 sent upward, the newest first. One statement."""
    rows = Opinion.objects.filter(upward=True, **{f"day__{column}": scope_id})
    return rows.select_related("day", "day__place").order_by("-id")[:most]
