"""`yuanba import`: places, matters, the calendar. The contexts do it; this shows how it went."""

import argparse
import csv
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from yuanba.cli.begin import begin, require_tables
from yuanba.cli.faults import Fault
from yuanba.cli.say import Bar, tell

SHOWN = 20  # refused rows on the screen; --report writes all


class Report(Protocol):
    """What an import answers: counts of rows, and why a row was refused."""

    rows: int
    made: int
    unchanged: int
    refused: list[tuple[int, str]]
    seconds: float


# what: (module, function, what it is)
KINDS = {
    "places": ("yuanba.places.imports", "run", "区划 · divisions (folder, csv or parquet)"),
    "matters": ("yuanba.exchange.matters_in", "run", "事项 · matters (csv or xlsx)"),
    "calendar": ("yuanba.places.imports", "calendar", "放假安排 · the holiday calendar (csv)"),
}


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="|".join(KINDS))
    for kind, (_module, _function, what) in KINDS.items():
        one = kinds.add_parser(kind, help=what, description=what.replace(" · ", "\n"))
        one.add_argument("file", type=Path, help="文件 · file")
        one.add_argument(
            "--dry-run", action="store_true", help="只看会怎样，不写入 · preview, write nothing"
        )
        one.add_argument("--report", type=Path, help="逐行结果写到这里 · refused rows as csv")
        if kind == "matters":
            one.add_argument("--mapping", help="列的对应表 · which column is what")


def run(args: argparse.Namespace) -> int:
    if not args.file.exists():
        raise Fault(f"找不到这个文件：{args.file}", f"Not found: {args.file}")
    begin()
    require_tables()
    work = function(*KINDS[args.kind][:2])
    more = {"mapping": args.mapping} if args.kind == "matters" else {}
    with Bar("导入 rows") as bar:
        report: Report = work(args.file, dry_run=args.dry_run, progress=bar, **more)
    show(report, dry_run=args.dry_run)
    if args.report:
        with args.report.open("w", newline="", encoding="utf-8-sig") as out:
            csv.writer(out).writerows([("行 row", "原因 reason"), *report.refused])
    return 0 if report.made or report.unchanged or not report.refused else 1


def function(module: str, name: str) -> Callable[..., Any]:
    """A context's function. Raises Fault where this version does not carry it."""
    try:
        return getattr(importlib.import_module(module), name)  # type: ignore[no-any-return]
    except (ModuleNotFoundError, AttributeError) as missing:
        if isinstance(missing, ModuleNotFoundError) and missing.name != module:
            raise
        raise Fault(
            "这个版本还不能做这件事。", f"This version cannot: {module}.{name}."
        ) from missing


def show(report: Report, *, dry_run: bool) -> None:
    refused = len(report.refused)
    rate = report.rows / max(report.seconds, 0.001)
    tell(
        f"{'预览：' if dry_run else ''}共 {report.rows:,} 行：新增 {report.made:,}，"
        f"未变 {report.unchanged:,}，退回 {refused:,}；"
        f"用时 {report.seconds:.1f} 秒，每秒 {rate:,.0f} 行。",
        f"{report.rows:,} rows: {report.made:,} new, {report.unchanged:,} unchanged,"
        f" {refused:,} refused; {report.seconds:.1f} s, {rate:,.0f} rows/s.",
    )
    for row, reason in report.refused[:SHOWN]:
        print(f"  {row}: {reason}")
    if refused > SHOWN:
        tell(f"  ……还有 {refused - SHOWN:,} 行，用 --report 写到文件里看。", "")
