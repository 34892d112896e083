"""Answers that go back to the hotline: its own number, our answer, the outcome, the days, what the
person said (domain.md 3.5 and 13.1). Reads only."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils import timezone

from yuanba.base.tables_out import Cell
from yuanba.base.text import _
from yuanba.exchange import mapping
from yuanba.exchange.models import Answered, TableOut
from yuanba.matters import sight
from yuanba.matters.models import Matter
from yuanba.matters.queries import labels, lists

HEADER = [
    _("工单号"), _("我方编号"), _("承办单位"), _("办理结果"), _("答复内容"), _("收到时间"), _("受理时间"),
    _("办结时间"), _("答复时间"), _("答复方式"), _("是否超期"), _("本人说办好了没有"), _("满意度"),
]  # fmt: skip
FIELDS = [
    "id", "number", "outside_number", "unit__name", "outcome", "reply", "reported_at",
    "accepted_at", "finished_at", "replied_at", "reply_how", "late", "solved", "satisfied",
    "restricted",
]  # fmt: skip


def before() -> str:
    """What stands before the hotline's own numbers here."""
    return f"{mapping.load('hotline').source}-"


def due(scope: lists.Scope | None) -> QuerySet[Matter]:
    """Answered matters of the hotline whose last answer has not gone back, the oldest first."""
    if scope is None:
        return Matter.objects.none()
    start = before()
    sent = Answered.objects.filter(matter=OuterRef("pk"), replied_at=OuterRef("replied_at"))
    found = scope.rows().filter(
        # a range, so that the index of outside numbers answers it
        outside_number__gte=start, outside_number__lt=f"{start[:-1]}.", replied_at__isnull=False,
    )  # fmt: skip
    return found.filter(~Exists(sent)).order_by("replied_at", "id")


def _seen(table: TableOut, stand: sight.Stand) -> QuerySet[Answered]:
    """The answers of one file that are not kept from this reader, as they were given: what was named
    since is in it no more."""
    found = table.answers.filter(sight.open_to(stand, "matter__"))
    return found.order_by("replied_at", "id")


def rows(table: TableOut, stand: sight.Stand) -> Iterator[list[Cell]]:
    """The answers of one file, in the order in which they were given."""
    found = _seen(table, stand).values(*(f"matter__{name}" for name in FIELDS), at=F("replied_at"))
    start = before()
    for row in found.iterator(chunk_size=1_000):
        m = {name: row[f"matter__{name}"] for name in FIELDS}
        yield _cells(m, start)


def _cells(m: dict[str, Any], start: str) -> list[Cell]:
    solved = {True: _("办好了"), False: _("没办好"), None: _("没有回音")}
    satisfied = {True: _("满意"), False: _("不满意"), None: ""}
    late = {True: _("是"), False: _("否"), None: ""}
    return [
        m["outside_number"].removeprefix(start),
        m["number"],
        m["unit__name"] or "",
        str(labels.OUTCOMES.get(m["outcome"], "")),
        "" if m["restricted"] else m["reply"],
        m["reported_at"],
        m["accepted_at"],
        m["finished_at"],
        m["replied_at"],
        str(labels.REPLY_HOW.get(m["reply_how"], "")),
        str(late[m["late"]]),
        str(solved[m["solved"]]),
        str(satisfied[m["satisfied"]]),
    ]


def receipt(table: TableOut, stand: sight.Stand) -> list[tuple[str, str, datetime]]:
    """Which answers went in this file: the hotline's number, ours, when it was answered."""
    start = before()
    found = _seen(table, stand).values_list(
        "matter__outside_number", "matter__number", "replied_at"
    )
    return [(o.removeprefix(start), n, timezone.localtime(at)) for o, n, at in found]


def counted(tables: Iterable[TableOut], stand: sight.Stand) -> dict[int, int]:
    """How many answers of each file are not kept from this reader. One statement."""
    found = Answered.objects.filter(sight.open_to(stand, "matter__"), table__in=list(tables))
    return dict(found.values_list("table_id").annotate(n=Count("id")).order_by())


def moment(at: datetime) -> str:
    """As both databases keep a moment given as text: UTC, without offset."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
