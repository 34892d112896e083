"""`yuanba import calendar`: the State Council's yearly notice, as a table or from the package."""

import csv
import time
from datetime import date
from pathlib import Path

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.report import Report
from yuanba.cli.faults import Fault
from yuanba.places import acts
from yuanba.places.rules import DayKind

KINDS = {"放假": DayKind.OFF, "休": DayKind.OFF, "off": DayKind.OFF} | {
    "上班": DayKind.WORKED,
    "班": DayKind.WORKED,
    "worked": DayKind.WORKED,
}
Days = list[tuple[date, DayKind, str]]


def run(what: str, *, source: str, dry_run: bool) -> Report:
    """Take in a year (`2026`, from the package) or a table: date, 放假 or 上班, name.

    Raises Fault for a table that cannot be read, Refused for a year that is not whole. Rows that
    cannot be understood are in the report, and then nothing is written.
    """
    began = time.perf_counter()
    report = Report()
    if what.isdecimal() and len(what) == 4:
        report.rows = report.made = 1
        if not dry_run:
            acts.load_calendar_year(actor=acts.FOUNDER, year=int(what), now=clock.now())
    else:
        years = read(Path(what), report)
        if report.refused:
            report.made = 0  # a notice is taken in whole or not at all
        elif not dry_run:
            settle(years, source)
    report.seconds = time.perf_counter() - began
    return report


def settle(years: dict[int, Days], source: str) -> None:
    if not source:
        raise Fault(
            "请用 --source 写明是哪份通知，例如：--source 国办发明电〔2025〕7号",
            "Say with --source which notice this is.",
        )
    for year, days in years.items():
        acts.settle_year(actor=acts.FOUNDER, year=year, source=source, days=days, now=clock.now())


def read(path: Path, report: Report) -> dict[int, Days]:
    """The days of a table by year; what is not understood goes into the report."""
    if not path.exists():
        raise Fault(f"找不到这个文件，也不是一个年份：{path}", f"Neither a file nor a year: {path}")
    years: dict[int, Days] = {}
    for number, row in enumerate(csv.reader(text_of(path).splitlines()), 1):
        if not any(cell.strip() for cell in row) or (number == 1 and not row[0][:1].isdecimal()):
            continue
        report.rows += 1
        try:
            day, kind, name = understood(row)
        except Refused as refusal:
            report.refused.append((number, str(refusal.message)))
            continue
        years.setdefault(day.year, []).append((day, kind, name))
        report.made += 1
    return years


def understood(row: list[str]) -> tuple[date, DayKind, str]:
    cells = [cell.strip() for cell in row] + ["", ""]
    try:
        day = date.fromisoformat(cells[0].replace("/", "-"))
    except ValueError as wrong:
        raise Refused("date", f"看不懂日期“{cells[0]}”，请写成 2027-01-01。") from wrong
    if cells[1] not in KINDS:
        raise Refused("kind", f"第二列要写“放假”或“上班”，不是“{cells[1]}”。")
    return day, KINDS[cells[1]], cells[2]


def text_of(path: Path) -> str:
    """UTF-8 as we write it, else the older Chinese encoding of Excel (trust.md 23)."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")
