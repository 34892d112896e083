"""What may become of a table on its way in or out. Plain Python: no database."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _


class TableState(StrEnum):
    """A table on its way in (导入)."""

    READING = "reading"  # 正在看列名
    ASKING = "asking"  # 等人说每列是什么
    CHECKING = "checking"  # 正在一行一行看
    CHECKED = "checked"  # 看过了，等人同意
    WRITING = "writing"  # 正在写进台账
    DONE = "done"  # 写完了
    FAILED = "failed"  # 读不出来
    DROPPED = "dropped"  # 不导了


class What(StrEnum):
    """What stands in a table that is brought."""

    MATTERS = "matters"  # 事项
    CORNERS = "corners"  # 网格、小组、院坝
    UNITS = "units"  # 单位
    STAFF = "staff"  # 工作人员和岗位
    HOUSEHOLDS = "households"  # 住户
    POINTS = "points"  # 旧积分
    ROSTER = "roster"  # 网格花名册


# The right that each row asks for again, of whoever agreed.
RIGHTS = {
    What.MATTERS: "exchange.import_matters",
    What.CORNERS: "places.found",
    What.UNITS: "people.found_unit",
    What.STAFF: "people.add_person",
    What.HOUSEHOLDS: "people.enrol",
    What.POINTS: "points.import_opening",
    What.ROSTER: "grids.take_roster_row",
}
WHOLE = {What.POINTS, What.ROSTER}  # all rows or none

BUSY = {TableState.READING, TableState.CHECKING, TableState.WRITING}
OPEN = {TableState.ASKING, TableState.CHECKED, TableState.FAILED}  # a person may still change it
KEPT = timedelta(days=7)  # an uploaded table and its rejected rows; then the files are taken away


def set_columns(
    *,
    state: TableState,
    columns: Mapping[str, str],
    needed: Sequence[str],
    words: Mapping[str, Any],
) -> dict[str, str]:
    """Which column is what, as a person said: each meaning once, and those that must be there.
    Returns the columns that mean something. Raises Refused."""
    if state not in OPEN:
        raise Refused("table_moved_on", _("这张表已经在往下走了，请刷新再看。"))
    chosen = {heading: key for heading, key in columns.items() if key}
    for key in chosen.values():
        if list(chosen.values()).count(key) > 1:
            message = _("“%(what)s”选了两列，请只留一列。") % {"what": words.get(key, key)}
            raise Refused("column_twice", message)
    if missing := [str(words.get(key, key)) for key in needed if key not in chosen.values()]:
        names = "、".join(missing)
        raise Refused("column_missing", _("还要指出哪一列是：%(names)s。") % {"names": names})
    return chosen


def agree(*, state: TableState, ready: int, what: What, same: bool) -> TableState:
    """A person saw what would happen and agrees: only now anything is written. Points are entered by
    two people (`same`: who agrees is who brought it)."""
    if state is not TableState.CHECKED:
        raise Refused("table_moved_on", _("这张表已经在往下走了，请刷新再看。"))
    if ready == 0:
        raise Refused("nothing_new", _("这张表里没有要写进台账的。"))
    if what is What.POINTS and same:
        raise Refused("two_people", _("旧积分要由另一个人看过再同意。"))
    return TableState.WRITING


def drop(*, state: TableState) -> TableState:
    """Not this table after all; nothing was written."""
    if state not in OPEN:
        raise Refused("table_moved_on", _("这张表已经在往下走了，请刷新再看。"))
    return TableState.DROPPED


def go_on(*, state: TableState, done: int, since: int) -> None:
    """A batch follows the last one that was kept: a second worker on the same table stops here."""
    if state is not TableState.WRITING or done != since:
        raise Refused("table_moved_on", _("这张表已经在往下走了，请刷新再看。"))


# ---- out


class OutKind(StrEnum):
    """What leaves the house in a file (导出单)."""

    REGISTER = "register"  # 台账: names and telephones masked
    CONTACTS = "contacts"  # 台账带联系方式: two persons
    HOTLINE = "hotline"  # 给热线的答复


class OutState(StrEnum):
    ASKED = "asked"  # 等另一个人同意
    WRITING = "writing"  # 正在写
    READY = "ready"  # 可以取
    FETCHED = "fetched"  # 取走了（带联系方式的只取一次）
    DENIED = "denied"  # 没有同意
    FAILED = "failed"  # 没有写成


FETCH = timedelta(days=1)  # a file waits this long for the one who asked
DIRECT = 2_000  # rows handed over at once; more are written by a job
MOST = {OutKind.REGISTER: 200_000, OutKind.CONTACTS: 5_000, OutKind.HOTLINE: 5_000}


def ask_export(*, kind: OutKind, rows: int, reason: str) -> tuple[OutState, str]:
    """May this be asked for? With contacts a reason is needed, and another person. Raises Refused."""
    said = " ".join(reason.split())[:200]
    if rows == 0:
        raise Refused("nothing", _("没有可以导出的。"))
    if rows > MOST[kind]:
        message = _("超过 %(most)s 件。请选一个月份，再分开导出。")
        raise Refused("too_many", message % {"most": MOST[kind]})
    if kind is not OutKind.CONTACTS:
        return OutState.WRITING, said
    if len(said) < 4:
        raise Refused("reason_needed", _("请写明要联系方式做什么用。"), field="reason")
    return OutState.ASKED, said


def decide_export(*, state: OutState, actor_id: int | None, asked_by: int) -> None:
    """Somebody else decides about an export with contacts. Raises Refused."""
    if state is not OutState.ASKED:
        raise Refused("table_moved_on", _("这一份已经有人处理过，请刷新再看。"))
    if actor_id is None or actor_id == asked_by:
        raise Refused("second_person", _("自己要的要由别人来同意。"))


def fetch_export(
    *, kind: OutKind, state: OutState, actor_id: int | None, asked_by: int, over: bool
) -> OutState:
    """Only who asked fetches it, within a day; with contacts once. Raises Refused."""
    if actor_id != asked_by:
        raise Refused("not_yours", _("谁要的谁来取。"))
    if state is OutState.FETCHED and kind is OutKind.CONTACTS:
        raise Refused("fetched", _("带联系方式的只能取一次，已经取走了。"))
    if state not in {OutState.READY, OutState.FETCHED} or over:
        raise Refused("over", _("这份文件只留一天，已经清理，请重新导出。"))
    return OutState.FETCHED


def why_not(reason: str) -> str:
    """Why an export with contacts is not agreed to. Raises Refused beside the reason."""
    said = " ".join(reason.split())[:200]
    if len(said) < 2:
        raise Refused("reason_needed", _("请写明为什么不同意。"), field="reason")
    return said
