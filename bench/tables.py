"""A worker's own Excel of 100,000 rows by 10 columns through the jobs of the import page, and out again."""

import argparse
import io
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

from bench import _house

HEAD = [
    "序号",
    "登记日期",
    "反映人",
    "联系电话",
    "地点",
    "反映的事",
    "类别",
    "办理结果",
    "销号日期",
    "备注",
]
SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: int) -> bytes:
    """As an office saves it, written as text: a library would take longer than what is measured."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet()
    book.close()
    source = zipfile.ZipFile(out)
    names = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    inner = "".join(_row(n) for n in range(1, rows + 2))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in source.namelist():
            if name != SHEET:
                archive.writestr(name, source.read(name))
        sheet = f'<worksheet xmlns="{names}"><sheetData>{inner}</sheetData></worksheet>'
        archive.writestr(SHEET, sheet)
    return made.getvalue()


def _row(n: int) -> str:
    done = n % 2
    said = HEAD if n == 1 else [
        f"{n:06d}", f"2025-{1 + n % 12:02d}-{1 + n % 28:02d}", "罗女士", "13800000126",
        f"第{n % 50}栋前", f"第{n}盏灯不亮，请来看看。", "路灯不亮", "已修好" if done else "",
        "2025-12-30" if done else "", "留着",
    ]  # fmt: skip
    cells = "".join(
        f'<c r="{"ABCDEFGHIJ"[at]}{n}" t="inlineStr"><is><t>{words}</t></is></c>'
        for at, words in enumerate(said)
    )
    return f'<row r="{n}">{cells}</row>'


def peak() -> int:
    """The most memory this process has held, in megabytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) // 1024


def measure(kind: str, rows: int, file: Path) -> None:
    with _house.database(kind) as (made, folder):
        _house.begin(made, folder)
        from datetime import date

        from yuanba.base import clock
        from yuanba.base.models import Record
        from yuanba.duties import acts as duties
        from yuanba.exchange import acts, jobs, keeping
        from yuanba.exchange.rules import OutKind
        from yuanba.people.door import FOUNDER
        from yuanba.people.models import Person, Post, Unit
        from yuanba.places import acts as places

        now = clock.now()
        founding: dict[str, Any] = {"actor": FOUNDER, "source": "bench", "now": now}
        day = date(2020, 1, 1)
        county = places.found_county(name="云溪区", on=day, **founding)
        town = places.found(parent_id=county.pk, kind="township", name="桂溪镇", on=day, **founding)
        village = places.found(parent_id=town.pk, kind="village", name="石桥村", on=day, **founding)
        duties.load_categories(actor=FOUNDER, now=now)
        Unit.objects.create(kind="committee", name="石桥村村民委员会", place=village)
        person = Person.objects.create(username="worker", name="王小芹")
        post = Post.objects.create(person=person, place=village, role="worker", since=day)

        def job(function: Any, act: str, subject: Any) -> str:
            wall, cpu = time.perf_counter(), time.process_time()
            record = Record.objects.filter(act=act, subject_id=subject.pk).latest("id")
            function(now=clock.now(), record=str(record.pk))
            subject.refresh_from_db()
            return f"{time.perf_counter() - wall:.1f} s (CPU {time.process_time() - cpu:.1f})"

        token = keeping.keep(file.read_bytes())
        table = acts.bring_table(
            actor=person, place_id=village.pk, token=token, name="大.xlsx", sha256="0" * 64,
            language="zh-hans", now=now,
        )  # fmt: skip
        read = job(jobs.read_table, "exchange.bring_table", table)
        run: dict[str, Any] = {"actor": person, "table_id": table.pk, "now": now}
        acts.set_columns(columns=table.columns, **run)
        looked = job(jobs.check_table, "exchange.set_columns", table)
        assert table.ready == rows, (table.state, table.trouble, table.ready)
        print(f"{kind}: {rows:,} rows by 10: headings {read}, every row {looked}, {peak()} MB")
        acts.agree_table(**run)
        table.refresh_from_db()
        turns = []
        while table.state == "writing":
            turns.append(job(jobs.write_table, "exchange.agree_table", table))
        print(f"{kind}: written in turns of {', '.join(turns)}; {peak()} MB")
        out = acts.ask_export(
            actor=person, post_id=post.pk, kind=OutKind.REGISTER, filters={}, rows=rows,
            language="zh-hans", now=now,
        )  # fmt: skip
        written = job(jobs.write_export, "exchange.ask_export", out)
        print(f"{kind}: {out.rows:,} rows of the register out in {written}; {peak()} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=["sqlite", "pg"])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--file", type=Path)
    said = parser.parse_args()
    if said.db:
        measure(said.db, said.rows, said.file)
    else:
        file = Path(f"/tmp/yuanba-bench-{said.rows}.xlsx")  # noqa: S108  a measured file, no secret
        file.write_bytes(workbook(said.rows))
        for kind in ("sqlite", "pg"):
            more = ["--db", kind, "--file", str(file)]
            subprocess.run([sys.executable, *sys.argv, *more], check=True)
        file.unlink()
