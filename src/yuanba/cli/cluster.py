"""`yuanba cluster`: the issues that many rows of a file tell of, without a database or a network."""

import argparse
import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path

from yuanba.cli.faults import Fault
from yuanba.cli.say import tell

COLUMNS = ("id", "subject", "body", "posted_at")
OUT = ("id", "issue", "title", "first", "last", "heat", "place")
_NUMBERS = re.compile(r"\d+")


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument("file", type=Path, help="CSV：id, subject, body, posted_at")
    parser.add_argument("--out", type=Path, required=True, help=f"CSV：{', '.join(OUT)}")


def run(args: argparse.Namespace) -> int:
    from yuanba.problems import files
    from yuanba.problems.rules.texts import Said

    rows = _read(args.file)
    texts = [Said(i, row["subject"].strip(), row["body"].strip()) for i, row in enumerate(rows)]
    times = {i: _time(row["posted_at"]) for i, row in enumerate(rows)}
    found = files.issues(texts, times)
    of = {i: n for n, issue in enumerate(found, 1) for i in issue.rows}
    with args.out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(OUT)
        for i, row in enumerate(rows):
            issue = found[of[i] - 1]
            first, last = issue.first.date().isoformat(), issue.last.date().isoformat()
            line = [row["id"], of[i], issue.title, first, last, issue.heat, issue.place]
            writer.writerow(line)
    many = sum(len(issue.rows) > 1 for issue in found)
    tell(
        f"{len(rows)} 条里有 {many} 个不止一条的问题，写到 {args.out}。",
        f"{len(rows)} rows, {many} issues told more than once.",
    )
    return 0


def _read(path: Path) -> list[dict[str, str]]:
    """The rows; UTF-8 or, as older offices save it, GB18030."""
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise Fault(f"打不开 {path}。", f"{path} cannot be read.") from fault
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    rows = [
        {name: value or "" for name, value in row.items() if name}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]
    missing = [name for name in COLUMNS if rows and name not in rows[0]]
    if missing:
        said = ", ".join(missing)
        raise Fault(f"文件里没有这些列：{said}。", f"Columns missing: {said}.")
    return rows


def _time(said: str) -> datetime:
    """2019-08-01 11:25:05, 2019/8/1 11:25 or 2019年8月1日; the oldest day where nothing is said."""
    numbers = [int(n) for n in _NUMBERS.findall(said)[:6]]
    try:
        year, month, day, hour, minute, second = [*numbers, 0, 0, 0][:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return datetime(1900, 1, 1, tzinfo=UTC)
