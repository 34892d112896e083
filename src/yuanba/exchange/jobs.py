"""What runs later for tables: read the headings, look at every row, write what was agreed to.

Each can be killed at any moment and is started again: looking begins anew, writing goes on behind
the last batch that was kept.
"""

import hashlib
import json
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import translation

from yuanba.base import jobs, lanes
from yuanba.base.cells import plain
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Record
from yuanba.base.report import Report
from yuanba.base.tables_in import Table, open_table
from yuanba.base.tables_out import write_xlsx
from yuanba.base.text import _
from yuanba.duties import queries as duties
from yuanba.exchange import (
    files_out,
    headings,
    keeping,
    mapping,
    matters_in,
    people_in,
    points_in,
    queries,
    roster_in,
    rules,
    spool,
)
from yuanba.exchange.mapping import Mapping
from yuanba.exchange.matters_in import BATCH, Bringing, Brought
from yuanba.exchange.models import Layout, TableIn, TableOut
from yuanba.exchange.rules import WHOLE, OutKind, OutState, TableState, What
from yuanba.people import door

TURN = 40  # seconds one job writes before it lets the others go first
GONE = _("传上来的文件已经清理，请再传一次。已经导入的不会重复。")
STOPPED = _("同意导入的人已经没有这个权力，停在这里。请有权的人再传一次，已经导入的不会重复。")

NO_POST = _("要文件的人已经不在这个岗位，没有写。")


def read_table(*, now: datetime, record: str) -> None:
    """After 送来一张表: what are its columns? Known from before, or to be asked. Those of a village's own
    list are known: its rows are looked at at once."""
    table = _of(record)
    if table is not None and table.what != What.MATTERS:
        _look_at_list(table, now)
        return
    if table is None or table.state != TableState.READING:
        return
    with translation.override(table.language):
        try:
            head = headings.find(_open(table))
        except Refused as refused:
            _fail(table, str(refused.message), now)
            return
    fits, columns = headings.propose(head)
    table.headings, table.samples, table.digest = head.headings, head.samples, head.digest
    known = Layout.objects.filter(place=table.place, digest=head.digest).first()
    table.mapping, table.columns = fits.key, columns
    table.state = TableState.ASKING
    if known is not None:
        table.mapping, table.kind, table.columns = known.mapping, known.kind, known.columns
        table.remembered, table.state = True, TableState.CHECKING
    elif not fits.own:
        table.state = TableState.CHECKING  # a shipped mapping fits: the person may still correct it
    table.save()
    if table.state == TableState.CHECKING:
        _check(table, now)


def check_table(*, now: datetime, record: str) -> None:
    """After 认列: every row looked at, nothing written."""
    table = _of(record)
    if table is not None and table.state == TableState.CHECKING:
        _check(table, now)


def write_table(*, now: datetime, record: str) -> None:
    """After 同意写进去: batch by batch, in the name of the person who agreed."""
    table = _of(record)
    if table is None or table.state != TableState.WRITING:
        return
    if table.what != What.MATTERS:
        _write_list(table, now)
        return
    actor = door.with_posts(table.agreed_by_id or 0)
    lines, began = keeping.file(table.token, "lines"), time.monotonic()
    with translation.override(table.language):
        if actor is None or not lines.exists():
            _fail(table, str(STOPPED if actor is None else GONE), now)
            return
        report = Brought()
        bringing = Bringing(
            actor, _chosen(table), report, now, dry=False, about=_about(table),
            home=table.place, table_id=table.pk, seen=table.done,
        )  # fmt: skip
        for some in spool.batches(lines, BATCH, skip=table.done):
            try:
                bringing.take(some)
            except Denied:
                _fail(table, str(STOPPED), now)
                return
            except Refused:
                return  # another worker has this table
            _note_refused(table, report)
            if time.monotonic() - began > TURN:
                key = f"table:{table.pk}:{bringing.seen}"  # its own row: this job's is done now
                jobs.plan(write_table, key=key, run_at=now, record=record)
                return
        _end(table, now)


def _look_at_list(table: TableIn, now: datetime) -> None:
    """Every row tried, nothing kept; the rows given back with their reasons."""
    if table.state != TableState.CHECKING:
        return
    report = _people(table, table.brought_by_id, now, dry=True)
    if report is None:
        return
    table.rows, table.lines, table.ready = report.rows, report.rows, report.made
    table.unchanged, table.refused, table.done = report.unchanged, len(report.refused), 0
    if isinstance(report, points_in.Brought | roster_in.Brought):
        table.sums = report.sums
    table.state = TableState.CHECKED
    table.save()


def _write_list(table: TableIn, now: datetime) -> None:
    """In the name of the person who agreed. Started again it begins anew: the same list twice changes
    nothing."""
    before, report = table.unchanged, _people(table, table.agreed_by_id or 0, now, dry=False)
    if report is None:
        return
    table.refused, table.done = len(report.refused), report.rows
    table.made, table.unchanged = report.rows - before - len(report.refused), before
    if table.what in WHOLE and report.refused:
        table.made = 0  # all or nothing, and somebody else was quicker
    table.state, table.ended_at = TableState.DONE, now
    table.save()


def _people(table: TableIn, person_id: int, now: datetime, *, dry: bool) -> Report | None:
    """Go through the rows; None where the table cannot be read or the person may no longer."""
    actor, file = door.with_posts(person_id), keeping.file(table.token, "data")
    with translation.override(table.language):
        try:
            if actor is None or not file.exists():
                raise Refused("stopped", STOPPED if actor is None else GONE)
            go: dict[str, Any] = {
                "dry_run": dry, "actor": actor, "name": table.name, "now": now,
                "progress": partial(_show_rows, table.pk),
            }  # fmt: skip
            if table.what == What.POINTS:
                by: dict[str, Any] = {"place": table.place, "second": table.brought_by}
                report: Report = points_in.run(file, **by, **go)
            elif table.what == What.ROSTER:
                report = roster_in.run(file, place=table.place, **go)
            else:
                report = people_in.run(table.what, file, **go)
            _give_back(table, _open(table), report.refused)
        except Refused as refused:
            _fail(table, str(refused.message), now)
            return None
    return report


def _show_rows(pk: int, done: int, of: int) -> None:
    TableIn.objects.filter(pk=pk).update(done=done, lines=of)


def _of(record: str) -> TableIn | None:
    pk = Record.objects.values_list("subject_id", flat=True).get(pk=int(record))
    return TableIn.objects.select_related("place").filter(pk=pk).first()


def _open(table: TableIn) -> Table:
    file = keeping.file(table.token, "data")
    if not file.exists():
        raise Refused("file_gone", GONE)
    return open_table(file, table.name)


def _chosen(table: TableIn) -> Mapping:
    return mapping.load(table.mapping).chosen(table.columns, table.kind)


def _about(table: TableIn) -> dict[str, str]:
    return {"source": _chosen(table).source, "mapping": table.mapping, "sha256": table.sha256}


def _fail(table: TableIn, why: str, now: datetime) -> None:
    table.state, table.trouble, table.ended_at = TableState.FAILED, why[:300], now
    table.save(update_fields=["state", "trouble", "ended_at"])


def _check(table: TableIn, now: datetime) -> None:
    """Gather the lines, then go through them dry; keep what would happen and the rows given back."""
    with translation.override(table.language):
        chosen, report = _chosen(table), Brought()
        file, actor = keeping.file(table.token, "lines"), door.with_posts(table.brought_by_id)
        try:
            if actor is None:
                raise Refused("stopped", STOPPED)
            whose = table.place.short or table.place.name
            opened = _open(table)
            n = matters_in.gather(opened, chosen, file, report, now=now, place=whose)
            TableIn.objects.filter(pk=table.pk).update(rows=report.rows, lines=n)
            bringing = Bringing(
                actor, chosen, report, now, dry=True, about=_about(table), home=table.place
            )
            for some in spool.batches(file, BATCH):
                bringing.take(some)
                TableIn.objects.filter(pk=table.pk).update(done=bringing.seen)
            _give_back(table, opened, report.refused)
        except Refused as refused:
            _fail(table, str(refused.message), now)
            return
    table.rows, table.lines, table.ready, table.told = report.rows, n, report.made, report.told
    table.unchanged, table.refused, table.done = report.unchanged, len(report.refused), 0
    table.made_places, table.state = report.places, TableState.CHECKED
    table.save()


def _note_refused(table: TableIn, report: Brought) -> None:
    """Rows that were fine when looked at and no longer are (somebody else was quicker)."""
    if not report.refused:
        return
    with keeping.file(table.token, "refused").open("a") as out:
        out.writelines(f"{json.dumps(one, ensure_ascii=False)}\n" for one in report.refused)
    report.refused.clear()


def _give_back(table: TableIn, opened: Table, refused: Iterable[tuple[int, str]]) -> None:
    """The rows that were not taken, as they came, with the reason in the last column (W22)."""
    why = dict(sorted(refused))
    lines = (f"{json.dumps(one, ensure_ascii=False)}\n" for one in why.items())
    keeping.file(table.token, "refused").write_text("".join(lines))
    target = keeping.file(table.token, "back.xlsx")
    target.unlink(missing_ok=True)
    if not why:
        return
    head = _head_row(opened, table.headings)
    rows = (
        [*([plain(cell) for cell in cells] + [""] * len(head))[: len(head)], why[number]]
        for number, cells in opened.lines()
        if number in why
    )
    write_xlsx(target, [*head, str(_("退回的原因"))], rows, sheet=str(_("退回的行")))


def _head_row(opened: Table, known: list[str]) -> list[str]:
    for _number, cells in opened.lines():
        row = [plain(cell) for cell in cells]
        if set(known) <= set(row):
            return row
    return known


def _end(table: TableIn, now: datetime) -> None:
    fresh = TableIn.objects.get(pk=table.pk)
    refused = dict(queries.refused_rows(fresh))
    if len(refused) != fresh.refused:
        _give_back(fresh, _open(fresh), refused.items())
    fresh.refused = len(refused)
    fresh.unchanged = fresh.rows - fresh.made - fresh.refused
    fresh.state, fresh.ended_at = TableState.DONE, now
    fresh.save(update_fields=["refused", "unchanged", "state", "ended_at"])
    keeping.file(table.token, "lines").unlink(missing_ok=True)


def sweep_files(*, now: datetime) -> None:
    """Once an hour: uploaded tables and rejected rows after seven days, downloads after one. The first
    rows of a table, shown while its columns are named, go with its file."""
    TableIn.objects.filter(brought_at__lt=now - rules.KEPT).exclude(samples=[]).update(samples=[])
    week, day = rules.KEPT.total_seconds(), timedelta(days=1).total_seconds()
    keeping.sweep(
        {"data": week, "lines": week, "refused": week, "back.xlsx": week, "xlsx": day, "ids": day}
    )


# ---- out


def write_export(*, now: datetime, record: str) -> None:
    """After 要一份文件 or 同意: the file, whole or not at all. Started again it is written again."""
    pk = Record.objects.values_list("subject_id", flat=True).get(pk=int(record))
    found = TableOut.objects.select_related("place", "asked_by", "agreed_by", "post__place")
    table = found.filter(pk=pk).first()
    if table is not None and table.state == OutState.WRITING:
        _write(table, now)


def _write(table: TableOut, now: datetime) -> None:
    names = duties.names_in(table.place.county_id)
    with translation.override(table.language), lanes.called(names):
        file = keeping.file(table.token, "xlsx")
        try:
            table.rows = files_out.write(table, file, now, partial(_show_done, table.pk))
        except Denied:
            table.state, table.answer = OutState.FAILED, str(NO_POST)
            table.save(update_fields=["state", "answer"])
            return
    with file.open("rb") as written:
        table.sha256 = hashlib.file_digest(written, "sha256").hexdigest()
    table.state, table.ready_at = OutState.READY, now
    table.save(update_fields=["rows", "sha256", "state", "ready_at"])


def write_again(*, now: datetime, record: str) -> None:
    """After 记为反映某人: files that still wait for somebody from whom the matter is now kept are
    written anew, without it. Until then they are not handed over (acts.fetch_export)."""
    cause = Record.objects.get(pk=int(record))
    waiting = TableOut.objects.filter(state__in=[OutState.READY, OutState.FETCHED])
    waiting = waiting.filter(ready_at__gt=now - rules.FETCH, ready_at__lte=cause.at)
    waiting = waiting.exclude(state=OutState.FETCHED, kind=OutKind.CONTACTS)  # taken, for good
    for table in waiting.select_related("place", "asked_by", "agreed_by", "post__place"):
        if queries.kept_since(table.asked_by_id, table.ready_at):
            _write(table, now)


def _show_done(pk: int, n: int) -> None:
    TableOut.objects.filter(pk=pk).update(done=n)
