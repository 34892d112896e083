"""`yuanba import`: places, matters, the calendar. The contexts do it; this shows how it went."""

import argparse
import csv
import importlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yuanba.cli.begin import begin, require_tables
from yuanba.cli.faults import Fault
from yuanba.cli.say import Bar, tell

if TYPE_CHECKING:
    from yuanba.base.report import Report

SHOWN = 20  # refused rows on the screen; --report writes all


KINDS = {
    "places": "区划 · divisions (csv or parquet, or a table of reorganisation)",
    "corners": "网格、小组、小区、楼栋、院坝 · what lies below a village (csv or xlsx)",
    "units": "单位 · units that matters can be given to (csv or xlsx)",
    "staff": "人员和岗位 · staff and their posts (csv or xlsx)",
    "households": "住户 · households, one row a person (csv or xlsx)",
    "roster": "网格花名册，全部对得上才写 · grids, what lies in them, who holds which post; all rows or none",
    "points": "旧积分，全部对得上才写 · balances of points, all rows or none (csv or xlsx)",
    "matters": "事项 · matters (csv or xlsx)",
    "lists": "四张清单 · lists that bound a village's work (csv or xlsx)",
    "calendar": "放假安排 · holidays and make-up workdays (csv, or a year)",
}


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="|".join(KINDS))
    for kind, what in KINDS.items():
        one = kinds.add_parser(kind, help=what, description=what.replace(" · ", "\n"))
        one.add_argument("file", help="文件 · file")
        one.add_argument(
            "--dry-run", action="store_true", help="只看会怎样，不写入 · preview, write nothing"
        )
        one.add_argument("--report", type=Path, help="退回的行写到这里 · refused rows as csv")
        if kind == "places":
            one.add_argument(
                "--under",
                action="append",
                default=[],
                metavar="CODE",
                help="只要这些编码之下的 · only what lies under these codes",
            )
            one.add_argument(
                "--on",
                type=date.fromisoformat,
                metavar="2025-07-01",
                help="调整从哪天起生效 · the day a reorganisation took effect",
            )
        elif kind == "points":
            one.add_argument(
                "--village",
                default="",
                help="表里没有写村的，是哪个村 · the village of rows that name none",
            )
        elif kind == "matters":
            one.add_argument("--mapping", help="列的对应表 · which column is what")
        elif kind == "lists":
            one.add_argument("--county", default="", help="哪个区县 · which county, name or code")
            one.add_argument("--list", default="", help="文件里只有一份清单时写 · which list it is")
            one.add_argument("--source", default="", help="哪份文件 · from which paper")
            one.add_argument(
                "--since",
                type=date.fromisoformat,
                metavar="2026-12-01",
                help="从哪天起 · the day from which it stands",
            )
            one.add_argument(
                "--told",
                type=int,
                help="文件上说一共几条，少一条不能生效 · how many lines the paper says it has",
            )
        elif kind == "calendar":
            one.add_argument("--source", default="", help="哪份通知 · which notice")


def run(args: argparse.Namespace) -> int:
    if args.kind != "calendar" and not Path(args.file).exists():
        raise Fault(f"找不到这个文件：{args.file}", f"Not found: {args.file}")
    begin()
    require_tables()
    with Bar("导入 rows") as bar:
        report = work(args, bar)
    show(report, dry_run=args.dry_run)
    if args.report:
        with args.report.open("w", newline="", encoding="utf-8-sig") as out:
            csv.writer(out).writerows([("行 row", "原因 reason"), *report.refused])
    return 0 if report.made or report.changed or report.unchanged or not report.refused else 1


def work(args: argparse.Namespace, bar: Bar) -> "Report":
    """Let the context that owns the kind take the file in."""
    report: Report
    if args.kind == "calendar":
        from yuanba.cli import calendar_in

        return calendar_in.run(args.file, source=args.source, dry_run=args.dry_run)
    file, dry = Path(args.file), args.dry_run
    if args.kind == "places":
        take = function("yuanba.places.imports", "run")
        report = take(file, dry_run=dry, progress=bar, roots=args.under, on=args.on)
    elif args.kind == "lists":
        take = function("yuanba.lists.reading", "run")
        said = {"county": args.county, "kind": args.list, "source": args.source}
        report = take(file, dry_run=dry, progress=bar, since=args.since, told=args.told, **said)
    elif args.kind == "matters":
        take = function("yuanba.exchange.matters_in", "run")
        report = take(file, mapping=args.mapping, dry_run=dry, progress=bar)
    elif args.kind == "points":
        find = function("yuanba.exchange.points_in", "village")
        take = function("yuanba.exchange.points_in", "run")
        found = take(file, place=find(args.village), dry_run=dry, progress=bar)
        tell(f"表上合计 {found.sheet:,} 分。", f"The sheet sums to {found.sheet:,} points.")
        report = found
    elif args.kind == "roster":
        take = function("yuanba.exchange.roster_in", "run")
        brought = take(file, dry_run=dry, progress=bar)
        for gap in brought.gaps:
            tell(str(gap), str(gap))
        report = brought
    else:
        take = function("yuanba.exchange.people_in", "run")
        report = take(args.kind, file, dry_run=dry, progress=bar)
    return report


def function(module: str, name: str) -> Callable[..., Any]:
    """A context's function. Raises Fault where this version does not carry it."""
    try:
        found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    except (ModuleNotFoundError, AttributeError) as missing:
        if isinstance(missing, ModuleNotFoundError) and missing.name != module:
            raise
        raise Fault(
            "这个版本还不能做这件事。", f"This version cannot: {module}.{name}."
        ) from missing
    return found


def show(report: "Report", *, dry_run: bool) -> None:
    refused = len(report.refused)
    tell(
        f"{'预览：' if dry_run else ''}共 {report.rows:,} 行：新增 {report.made:,}，"
        f"改动 {report.changed:,}，未变 {report.unchanged:,}，退回 {refused:,}；"
        f"用时 {report.seconds:.1f} 秒，每秒 {report.rate:,.0f} 行。",
        f"{report.rows:,} rows: {report.made:,} new, {report.changed:,} changed, {report.unchanged:,} unchanged,"
        f" {refused:,} refused; {report.seconds:.1f} s, {report.rate:,.0f} rows/s.",
    )
    for row, reason in report.refused[:SHOWN]:
        print(f"  {row}: {reason}")
    if refused > SHOWN:
        tell(f"  ……还有 {refused - SHOWN:,} 行，用 --report 写到文件里看。", "")
