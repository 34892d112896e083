"""X-XLS: tables from outside and tables for people."""

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from yuanba.base import table_guard, tables_out
from yuanba.base.cells import Kind
from yuanba.base.errors import Refused
from yuanba.base.tables_in import Column, open_table
from yuanba.base.tests.table_files import (
    COLUMNS,
    GOOD,
    NAME,
    REFUSED,
    csv,
    with_sheet,
    workbook,
)


@pytest.mark.parametrize("name", REFUSED)
def test_a_table_that_harms_or_misleads_is_refused_with_its_sentence(name: str):
    why, make = REFUSED[name]
    data = make()
    begin = time.process_time()  # of the processor: neighbours on the machine do not count
    with pytest.raises(Refused) as refused:
        list(open_table(data, "台账").rows(COLUMNS))
    seconds = time.process_time() - begin
    if why == "text":  # read as text, and refused as text: control signs
        why = "letters"
    assert refused.value.code == f"table_{why}"
    assert refused.value.field == "file"
    assert str(refused.value.message).endswith("。")
    if why in {"unpacked", "unsafe"}:
        assert seconds <= 0.05


def one(data: bytes, columns: list[Column] = COLUMNS, **named: Any) -> dict[str, Any]:
    """The only row, with what is wrong in it under the key of its column."""
    (row,) = open_table(data, "台账", **named).rows(columns)
    wrong = {str(each.field): each.code.removeprefix("cell_") for each in row.wrong}
    return {key: value for key, value in (row.values | wrong).items() if value not in (None, "")}


def held(*cells: tuple[str, Any], form: str = "") -> dict[str, Any]:
    """What a workbook row with these cells, beside a good code and name, is read as."""
    rows = [["编码", "姓名", *(name for name, _cell in cells)], [*GOOD, *(c for _name, c in cells)]]
    formats = dict.fromkeys(range(2, 9), form) if form else None
    read = one(workbook(rows, formats=formats))
    assert read.pop("code") == "500112001"
    assert read.pop("name") == "罗小红"
    return read


READ: dict[str, tuple[Callable[[], dict[str, Any]], dict[str, Any]]] = {
    "a code typed as a number": (
        lambda: one(workbook([["编码", "姓名"], [500112001, "罗"]])),
        {"code": "500112001", "name": "罗"},
    ),
    "a code typed as a number, in text": (
        lambda: one(csv("编码,姓名", "500112001.0,罗")),
        {"code": "500112001", "name": "罗"},
    ),
    "a code in full-width digits": (
        lambda: one(csv("编码,姓名", "５００１１２００１,罗")),
        {"code": "500112001", "name": "罗"},
    ),
    "a code that lost its zeros": (
        lambda: one(workbook([["编码", "姓名"], [12001, "罗"]])),
        {"code": "zeros_lost", "name": "罗"},
    ),
    "a code with its zeros": (
        lambda: one(workbook([["编码", "姓名"], ["000012001", "罗"]])),
        {"code": "000012001", "name": "罗"},
    ),
    "a code too long": (
        lambda: one(workbook([["编码", "姓名"], ["5001120011", "罗"]])),
        {"code": "code", "name": "罗"},
    ),
    "nineteen digits as a number": (
        lambda: one(workbook([["编码", "姓名"], [1234567890123456789, "罗"]])),
        {"code": "digits_lost", "name": "罗"},
    ),
    "nineteen digits as text": (
        lambda: one(
            workbook([["编码", "姓名"], ["1234567890123456789", "罗"]]),
            [Column("code", ("编码",), Kind.CODE), NAME],
        ),
        {"code": "1234567890123456789", "name": "罗"},
    ),
    "a code in powers of ten": (
        lambda: one(csv("编码,姓名", "5.00112E+11,罗")),
        {"code": "digits_lost", "name": "罗"},
    ),
    "a phone as a number": (lambda: held(("电话", 13800001234)), {"phone": "13800001234"}),
    "a phone in full-width digits": (
        lambda: held(("联系电话", "１３８ ０００ ０１２３４")),
        {"phone": "13800001234"},
    ),
    "a landline that lost its zero": (lambda: held(("电话", 2362800000)), {"phone": "phone_wrong"}),
    "a day as a day": (
        lambda: held(("日期", date(2026, 11, 20)), form="yyyy-mm-dd"),
        {"day": date(2026, 11, 20)},
    ),
    "a day as a number": (lambda: held(("日期", 46346)), {"day": date(2026, 11, 20)}),
    "a day as text": (lambda: held(("日期", "2026年11月20日")), {"day": date(2026, 11, 20)}),
    "a day that is none": (lambda: held(("日期", "2026-02-30")), {"day": "day"}),
    "a day beyond the calendar": (lambda: held(("日期", 9e12)), {"day": "day"}),
    "a moment of Shanghai": (
        lambda: held(("时间", "2026/11/20 08:30")),
        {"at": datetime(2026, 11, 20, 0, 30, tzinfo=UTC)},
    ),
    "a moment as a number": (
        lambda: held(("时间", 46346.5)),
        {"at": datetime(2026, 11, 20, 4, tzinfo=UTC)},
    ),
    "whole and broken numbers": (
        lambda: held(("人数", "１，２００"), ("金额", 12.5)),
        {"count": 1200, "money": Decimal("12.5")},
    ),
    "half a person": (
        lambda: held(("人数", 2.5), ("金额", "许多")),
        {"count": "whole", "money": "number"},
    ),
    "a number without end": (lambda: held(("金额", "Infinity")), {"money": "number"}),
    "a formula reads as its result": (
        lambda: one(
            workbook(
                [["编码", "姓名", "人数"], GOOD],
                more=lambda book, page: page.write_formula(1, 2, "=1+1", None, 2),
            )
        ),
        {"code": "500112001", "name": "罗小红", "count": 2},
    ),
    "a title and a unit above the header": (
        lambda: one(workbook([["某某街道台账"], [], ["编码*", "姓 名\n（必填）"], GOOD])),
        {"code": "500112001", "name": "罗小红"},
    ),
    "a table that does not begin in the corner": (
        lambda: one(workbook([[], [], ["", "", "编码", "姓名"], ["", "", *GOOD]])),
        {"code": "500112001", "name": "罗小红"},
    ),
    "a chosen sheet": (
        lambda: one(
            workbook(
                [["编码", "姓名"], ["500112009", "错"]],
                more=lambda book, page: [
                    (other := book.add_worksheet("乙")).write_row(0, 0, ["编码", "姓名"]),
                    other.write_row(1, 0, GOOD),
                ],
            ),
            sheet="乙",
        ),
        {"code": "500112001", "name": "罗小红"},
    ),
    "borders drawn to the end of the sheet": (
        lambda: one(
            workbook(
                [["编码", "姓名"], GOOD],
                more=lambda book, page: page.write_blank(
                    1_048_575, 16_383, None, book.add_format({"border": 1})
                ),
            )
        ),
        {"code": "500112001", "name": "罗小红"},
    ),
    "gb18030": (
        lambda: one(csv("编码,姓名", "500112001,罗小红", encoding="gb18030")),
        {"code": "500112001", "name": "罗小红"},
    ),
    "tabs": (
        lambda: one(csv("编码\t姓名", "500112001\t罗,小红")),
        {"code": "500112001", "name": "罗,小红"},
    ),
    "line ends inside a cell": (
        lambda: one(csv("编码,姓名", '500112001,"罗\n小红"')),
        {"code": "500112001", "name": "罗\n小红"},
    ),
    "invisible signs in a name": (
        lambda: one(csv("编码,姓名", "500112001,罗\u202e\u200b小红")),
        {"code": "500112001", "name": "罗小红"},
    ),
    "an error of a formula, in text": (
        lambda: one(csv("编码,姓名", "500112001,#REF!")),
        {"code": "500112001", "name": "error"},
    ),
    "a short line": (lambda: one(csv("编码,姓名,电话", "500112001")), {"code": "500112001"}),
}


@pytest.mark.parametrize("name", READ)
def test_a_cell_is_read_as_its_column_or_refused_where_something_was_lost(name: str):
    read, expected = READ[name]
    assert read() == expected


def test_there_are_at_least_forty_tables():
    assert len(REFUSED) + len(READ) >= 40


def test_merged_cells_are_filled_and_blank_rows_left_out():
    rows = [["编码", "姓名", "电话"], [], [], ["500112002", "三"], [], ["", "四"]]
    data = workbook(
        rows,
        more=lambda book, page: [
            page.merge_range(1, 0, 2, 0, "500112001"),
            page.write(1, 1, "一"),
            page.write(2, 1, "二"),
        ],
    )
    found = [(row.number, row.values["code"], row.values["name"])
             for row in open_table(data, "台账").rows(COLUMNS)]  # fmt: skip
    assert found == [(2, "500112001", "一"), (3, "500112001", "二"), (4, "500112002", "三"),
                     (6, None, "四")]  # fmt: skip


def test_a_table_can_be_read_again_and_from_a_file(tmp_path: Path):
    file = tmp_path / "台账.xlsx"
    file.write_bytes(workbook([["编码", "姓名"], GOOD]))
    table = open_table(file, file.name)
    assert list(table.rows(COLUMNS)) == list(table.rows(COLUMNS))
    with pytest.raises(Refused, match="table_sheet"):
        open_table(file, file.name, sheet="没有")


BOMBS = [
    name
    for name, (why, _make) in REFUSED.items()
    if why in {"unpacked", "unsafe", "cells"} and name != "six hundred columns"
]


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_fifty_milliseconds_of_work(name: str):
    data, taken = REFUSED[name][1](), []
    for _again in range(3):
        began = time.process_time()
        with pytest.raises(Refused):
            open_table(data, "台账")
        taken.append(time.process_time() - began)
    assert min(taken) <= 0.05


def test_without_the_guard_the_far_corner_takes_the_parser_down():
    _why, make = REFUSED["a cell in the far corner"]
    code = (
        "import io,resource,sys,python_calamine as p\n"
        "resource.setrlimit(resource.RLIMIT_AS,(1<<30,1<<30))\n"
        "resource.setrlimit(resource.RLIMIT_CORE,(0,0))\n"
        "p.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))"
        ".get_sheet_by_index(0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], input=make(), capture_output=True)
    assert done.returncode != 0


LARGE = """
import sys, time, django
django.setup()
from yuanba.base.tables_in import Column, open_table
begin = time.monotonic()
columns = [Column(f"c{at}", (f"列{at}",), needed=True) for at in range(10)]
table = open_table(sys.stdin.buffer.read(), "大")
rows = sum(1 for _row in table.rows(columns))
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
sys.stdout.write(f"{rows} {time.monotonic() - begin} {peak}")
"""


def test_a_hundred_thousand_rows_are_read_in_time_and_in_little_memory():
    def cell(row: int, at: int) -> str:
        if row > 1 and at > 4:
            return f'<c r="{"ABCDEFGHIJ"[at]}{row}"><v>{row}.5</v></c>'
        words = f"列{at}" if row == 1 else f"第{row}行的话{at}"
        return f'<c r="{"ABCDEFGHIJ"[at]}{row}" t="inlineStr"><is><t>{words}</t></is></c>'

    inner = "".join(
        f'<row r="{row}">{"".join(cell(row, at) for at in range(10))}</row>'
        for row in range(1, 100_002)
    )
    data = with_sheet(inner.encode(), compresslevel=1)
    done = subprocess.run(
        [sys.executable, "-c", LARGE], input=data, capture_output=True, check=True
    )
    rows, seconds, kilobytes = done.stdout.split()
    assert int(rows) == 100_000
    assert float(seconds) <= 60
    assert int(kilobytes) <= 250 * 1024


# ---- out


ATTACKS = ["=1+1", "=HYPERLINK(\"http://x\",\"y\")", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1",
           "=cmd|'/c calc'!A0", "http://example.org", "00123", "1234567890123456789", "＝1+1",
           " =1+1", "'=1", "{=1}", "12.50", "路灯坏了"]  # fmt: skip


def parts(data: bytes) -> str:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return "".join(archive.read(name).decode() for name in archive.namelist() if "xml" in name)


def written(rows: list[list[Any]], **named: Any) -> tuple[bytes, list[list[Any]]]:
    out = io.BytesIO()
    tables_out.write_xlsx(out, ["甲", "=乙"], rows, sheet="台账/一[1]", **named)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue()))
    return out.getvalue(), book.get_sheet_by_index(0).to_python(skip_empty_area=False)


@pytest.mark.parametrize("words", ATTACKS)
def test_what_a_resident_writes_stays_text_in_a_workbook(words: str):
    data, rows = written([[words, "x"]])
    assert rows[0] == ["甲", "=乙"]
    assert rows[1] == [words, "x"]
    assert "<f>" not in parts(data)
    assert "<hyperlinks" not in parts(data)


def test_the_plain_way_would_have_written_a_formula():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet().write(0, 0, "=1+1")
    book.close()
    assert "<f>" in parts(out.getvalue())


def test_numbers_stay_numbers_and_days_can_be_read():
    seen: list[int] = []
    long = 1234567890123456789
    row = [3, Decimal("2.5"), None, True, date(2026, 11, 20),
           datetime(2026, 11, 20, 0, 30, tzinfo=UTC), long, float("nan")]  # fmt: skip
    _data, rows = written([row], title="某某街道台账", progress=seen.append)
    assert rows[0][0] == "某某街道台账"
    assert rows[2] == [3, 2.5, "", "是", "2026-11-20", "2026-11-20 08:30", str(long), "nan"]
    assert seen[-1] == 1


def test_a_text_table_starts_no_program():
    out = io.BytesIO()
    attacks = [[words, -5] for words in ATTACKS]
    assert tables_out.write_csv(out, ["甲", "乙"], attacks) == len(ATTACKS)
    assert out.getvalue().startswith(b"\xef\xbb\xbf")
    lines = out.getvalue().decode("utf-8-sig").split("\r\n")
    assert lines[1] == "'=1+1,-5"
    assert not any(line.strip(' "')[:1] in set("=+-@\t\r") for line in lines if line)


@given(st.text(max_size=20))
def test_no_text_at_all_begins_a_program_in_a_text_table(words: str):
    assert tables_out.harmless(words)[:1] not in set("=+-@\t\r")
    assert tables_out.harmless(words).endswith(words)


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path):
    def rows() -> Any:
        yield ["甲", "乙"]
        raise RuntimeError("power")

    for write in (tables_out.write_csv, lambda *args: tables_out.write_xlsx(*args, sheet="表")):
        with pytest.raises(RuntimeError, match="power"):
            write(tmp_path / "out", ["甲", "乙"], rows())
        assert not list(tmp_path.iterdir())
    assert tables_out.write_csv(tmp_path / "out.csv", ["编码", "姓名"], [GOOD]) == 1
    assert one((tmp_path / "out.csv").read_bytes()) == {"code": "500112001", "name": "罗小红"}


def test_the_guard_knows_the_limits_of_the_rule():
    assert (table_guard.MOST_UNPACKED, table_guard.MOST_RATIO) == (200 << 20, 150)
    assert (table_guard.MOST_PARTS, table_guard.MOST_ROWS) == (1_000, 1_000_000)
