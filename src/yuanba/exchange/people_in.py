"""A village's own tables: `yuanba import corners|units|staff|households FILE`.

Each row goes through the acts people use (exchange.people_rows), and stands for itself: one that does
not fit is in the report with its line and the reason. The same file twice changes nothing.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from yuanba.base import clock
from yuanba.base.cells import Kind as Cell
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.report import Report
from yuanba.base.tables_in import Column, Row, open_table
from yuanba.base.text import _
from yuanba.exchange import people_rows as rows
from yuanba.people.door import FOUNDER

BATCH = 100  # rows a transaction
Progress = Callable[[int, int], object]

PLACE = Column(
    "place", ("地点", "网格", "小组", "村民小组", "所属网格", "村社区", "村", "社区", "place", "grid"),
    needed=True,
)  # fmt: skip
HOMES = (
    PLACE,
    Column("code", ("户号", "门牌户号", "家庭编号", "household", "code")),
    Column("address", ("住址", "地址", "门牌", "家庭住址", "详细地址", "address"), needed=True),
    Column("name", ("姓名", "家庭成员", "name"), needed=True),
    Column("phone", ("电话", "手机", "手机号", "联系电话", "phone"), Cell.TEXT),
    Column("head", ("户主", "是否户主", "与户主关系", "关系", "head")),
)
STAFF = (
    PLACE,
    Column("name", ("姓名", "name"), needed=True),
    Column("username", ("用户名", "登录名", "账号", "username")),
    Column("phone", ("电话", "手机", "手机号", "联系电话", "phone"), Cell.TEXT),
    Column("role", ("岗位", "角色", "职责", "role"), needed=True),
    Column("unit", ("单位", "所在单位", "unit")),
    Column("title", ("职务", "title")),
)
CORNERS = (
    PLACE,
    Column("name", ("名称", "名字", "name"), needed=True),
    Column("kind", ("类型", "种类", "kind"), needed=True),
    Column("source", ("依据", "source")),
)
UNITS = (
    PLACE,
    Column("name", ("单位", "单位名称", "名称", "name"), needed=True),
    Column("kind", ("类型", "单位类型", "kind"), needed=True),
    Column("phone", ("电话", "联系电话", "phone"), Cell.TEXT),
)


Said = dict[str, str]  # the cells of a row, by the keys of its columns


@dataclass(frozen=True)
class Table:
    """One kind of table: its columns, what a row of it does (True if that changed anything), and which
    columns name what an earlier row of the same file may have made."""

    columns: tuple[Column, ...]
    take: Callable[[rows.Known, Said], bool]
    builds_on: tuple[str, ...]


TABLES = {
    "households": Table(HOMES, rows.household, ("code", "address")),  # one row a person
    "staff": Table(STAFF, rows.post, ("username", "name")),  # passwords are given face to face
    "units": Table(UNITS, rows.unit, ("name",)),  # whom matters can be given to
    # grids, groups, estates, buildings, courtyards: one may lie in another of the same file
    "corners": Table(CORNERS, rows.corner, ("place", "name")),
}


class _Preview(Exception):
    pass


@dataclass
class Undone:
    """A preview keeps no transaction open for the whole of a long file: each batch is undone. What a later
    row builds on is made again for it, out of the rows before that name the same."""

    table: Table
    known: rows.Known
    before: dict[str, list[Said]] = field(default_factory=dict)  # a name → rows of undone batches
    made: list[Said] = field(default_factory=list)  # in this batch
    again: set[str] = field(default_factory=set)  # names made again in this batch

    def names(self, said: Said) -> set[str]:
        return {said[key] for key in self.table.builds_on if said.get(key)}

    def make_again(self, said: Said) -> None:
        for name in self.names(said) & self.before.keys() - self.again:
            self.again.add(name)
            for earlier in self.before[name]:
                self.make_again(earlier)
                self.table.take(self.known, earlier)

    def undo(self) -> None:
        for said in self.made:
            for name in self.names(said):
                self.before.setdefault(name, []).append(said)
        self.made.clear()
        self.again.clear()
        self.known.homes.clear()
        self.known.places.clear()


def run(
    kind: str,
    path: Path | bytes,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    actor: Actor = FOUNDER,
    name: str = "",
    now: datetime | None = None,
) -> Report:
    """Take in a table of this kind (a name in TABLES). Raises Refused for an unreadable file."""
    began, report = time.perf_counter(), Report()
    known, wanted = rows.Known(actor, now or clock.now()), TABLES[kind]
    undone = Undone(wanted, known) if dry_run else None
    table = open_table(path, name or (path.name if isinstance(path, Path) else ""))
    for some in _batches(table.rows(wanted.columns)):
        try:
            with transaction.atomic():
                for row in some:
                    _one(row, wanted, known, report, undone)
                if undone:
                    raise _Preview
        except _Preview:
            assert undone is not None
            undone.undo()
        if progress:
            progress(report.rows, max(table.about, report.rows))
    report.refused.sort()
    report.seconds = time.perf_counter() - began
    return report


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == BATCH:
            yield some
            some = []
    if some:
        yield some


def _one(row: Row, table: Table, known: rows.Known, report: Report, undone: Undone | None) -> None:
    report.rows += 1
    if row.wrong:
        report.refused.append((row.number, str(row.wrong[0].message)))
        return
    said = {key: str(value or "").strip() for key, value in row.values.items()}
    if undone:
        undone.make_again(said)
    try:
        with transaction.atomic():  # a refused row leaves nothing half written
            made = table.take(known, said)
    except Refused as refusal:
        report.refused.append((row.number, str(refusal.message)))
    except Denied:
        report.refused.append((row.number, str(_("这个地方不归您管。"))))
    else:
        if undone and made:
            undone.made.append(said)
        report.made += made
        report.unchanged += not made
