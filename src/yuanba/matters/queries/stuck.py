"""Late and stuck (超期与卡住): by village or township, and why. Figures stop at 10,000."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Case, F, Value, When
from django.utils.translation import ngettext

from yuanba.base.text import _
from yuanba.matters.queries import labels, lists
from yuanba.places.models import Place

MOST = 10_000  # open matters looked at, the most overdue first
REASONS: dict[str, Any] = {
    "assign": _("没有责任人"),
    "extend": _("申请延期，没有批"),
    "reopen": _("居民要重办，没有定"),
    "sort": _("没有分流"),
    "answer": _("办了没答复"),
    "call": _("答复满七天没人评"),
    "settle": _("由谁办没有定"),
    "review": _("等条件，到了再看的日子"),
    "leave": _("申请暂停，没有批"),
    "paused": _("停着，没到再看的日子"),
    "asked": _("问了居民，等回音"),
    "helped": _("等别的单位协办"),
    "void": _("申请作废，没有定"),
}
GROUP = {"county_id": "township_id", "township_id": "village_id"}


@dataclass(frozen=True)
class Line:
    """One place with what is open, what is late, and how long the oldest waits."""

    id: int
    name: str
    open: int
    late: int
    stuck: int
    oldest: str
    level: str


def by_place(scope: lists.Scope, now: datetime) -> tuple[list[Line], bool]:
    """Every township or village of the scope with open matters, in the order of their names, and
    whether there were more than 10,000. Two statements."""
    column = GROUP.get(scope.column, "grid_id")
    running = sorted(labels.RUNNING)
    late = Case(When(state__in=running, due_at__lt=now, then=Value(1)), default=Value(0))
    stuck = Case(
        When(reopen_asked_at__isnull=False, then=Value(1)),
        When(extension_days__gt=0, then=Value(1)),
        When(state="triaged", then=Value(1)),
        default=Value(0),
    )
    open_rows = scope.open().annotate(area=F(column), is_late=late, is_stuck=stuck)
    inner = open_rows.order_by("due_at", "id").values("area", "is_late", "is_stuck", "due_at")
    sql, values = inner[: MOST + 1].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT area, count(*), sum(is_late), sum(is_stuck),"  # noqa: S608  built by the ORM
            f" min(CASE WHEN is_late = 1 THEN due_at END) FROM ({sql}) v GROUP BY area",
            values,
        )
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    names = _names(i for i in found if i)
    lines = [
        Line(
            id=area or 0,
            name=names.get(area, ""),
            open=numbers[0],
            late=numbers[1],
            stuck=numbers[2],
            oldest=_oldest(numbers[3], now),
            level="late" if numbers[1] else "soon" if numbers[2] else "none",
        )
        for area, numbers in found.items()
    ]
    total = sum(line.open for line in lines)
    return sorted(lines, key=lambda line: (not line.name, line.name)), total > MOST


def _names(ids: Iterable[int]) -> dict[int | None, str]:
    return dict(Place.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def _oldest(due_at: Any, now: datetime) -> str:
    """超 12 天: how long the oldest has been late."""
    if due_at is None:
        return ""
    if isinstance(due_at, str):  # SQLite gives text where the column has gone through a function
        due_at = datetime.fromisoformat(due_at).replace(tzinfo=now.tzinfo)
    days = max(0, (now - due_at).days)
    return ngettext("超 %(n)d 天", "超 %(n)d 天", days) % {"n": days}
