"""The tables of X-XLS that are refused, and how tables are made. Made, not collected."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import xlsxwriter

from yuanba.base.cells import Kind
from yuanba.base.tables_in import Column

CODE = Column("code", ("网格编码", "编码"), Kind.CODE, needed=True, digits=(9, 12))
NAME = Column("name", ("姓名", "联系人"), needed=True)
PHONE = Column("phone", ("电话", "联系电话"), Kind.PHONE)
DAY = Column("day", ("日期", "受理日期"), Kind.DAY)
MOMENT = Column("at", ("时间",), Kind.MOMENT)
COUNT = Column("count", ("人数",), Kind.WHOLE)
MONEY = Column("money", ("金额",), Kind.NUMBER)
COLUMNS = [CODE, NAME, PHONE, DAY, MOMENT, COUNT, MONEY]
GOOD = ["500112001", "罗小红"]


def workbook(
    rows: list[list[Any]],
    *,
    more: Callable[[Any, Any], None] | None = None,
    sheet: str = "台账",
    formats: dict[int, str] | None = None,
) -> bytes:
    """A workbook as an office saves it; texts as texts, numbers as numbers."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(sheet)
    styles = {at: book.add_format({"num_format": form}) for at, form in (formats or {}).items()}
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            page.write(number, at, cell, styles.get(at))
    if more:
        more(book, page)
    book.close()
    return out.getvalue()


def repacked(
    data: bytes | None = None,
    *,
    add: dict[str, bytes] | None = None,
    drop: str = "",
    **options: Any,
) -> bytes:
    """The workbook with parts added, replaced or left out."""
    source = zipfile.ZipFile(io.BytesIO(data or workbook([["编码", "姓名"], GOOD])))
    parts = {name: source.read(name) for name in source.namelist() if name != drop} | (add or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def with_sheet(inner: bytes, **options: Any) -> bytes:
    return repacked(add={SHEET: HEAD + inner + TAIL}, **options)


def many_merges() -> bytes:
    """A thousand merged blocks, each over all of five thousand rows."""
    cell = '<c r="{0}" t="inlineStr"><is><t>{0}</t></is></c>'
    rows = "".join(
        f'<row r="{row}">{cell.format(f"A{row}")}{cell.format(f"B{row}")}</row>'
        for row in range(1, 5_001)
    )
    merges = '<mergeCell ref="A2:B5000"/>' * 1_000
    inner = f"{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    return repacked(add={SHEET: HEAD + inner.encode()}, compresslevel=1)


def lying() -> bytes:
    """A directory that says a part is small though it is not."""
    data = bytearray(repacked(add={"xl/media/a.xml": b"x" * 30_000_000}, compresslevel=9))
    at = data.rindex(b"xl/media/a.xml") - 46
    data[at + 24 : at + 28] = (5_000).to_bytes(4, "little")
    return bytes(data)


def renamed(old: bytes, new: bytes) -> bytes:
    return repacked(add={old.decode(): b"x"}).replace(old, new)


def empty_archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("words.txt", "hello")
    return out.getvalue()


def csv(*lines: str, encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join(lines).encode(encoding)


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    # bombs and lies
    "a part of 201 megabytes": (
        "unpacked",
        lambda: repacked(add={SHEET: HEAD + b" " * (201 << 20)}, compresslevel=1),
    ),
    "a small part that swells": ("unpacked", lambda: repacked(add={SHEET: bytes(40 << 20)})),
    "a directory that lies": ("unsafe", lying),
    "a cell in the far corner": (
        "cells",
        lambda: with_sheet(
            b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'
        ),
    ),
    "a cell in the far corner, written oddly": (
        "cells",
        lambda: with_sheet(b"<row><c  t='n' a='>' r = 'xfd1048576' ><v>1</v></c></row>"),
    ),
    "cells without an address": (
        "cells",
        lambda: with_sheet(b"<row>" + b"<c><v>1</v></c>" * 9_000 + b"</row>" + b"<row/>" * 9_000),
    ),
    "cells without an address, among others that have one": (
        "cells",
        lambda: with_sheet(
            b'<row r="1">' + b'<c r="A1"/>' * 900 + b"<c><v>1</v></c>" * 900 + b"</row>"
            b'<row r="1048576"><c><v>1</v></c></row>'
        ),
    ),
    "words that define words": (
        "unsafe",
        lambda: repacked(
            add={SHEET: b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + HEAD + TAIL}
        ),
    ),
    "two thousand parts": (
        "unsafe",
        lambda: repacked(add={f"xl/media/{at}.png": b"" for at in range(2_000)}),
    ),
    "a part that climbs out": ("unsafe", lambda: repacked(add={"../../etc/cron.d/x": b"x"})),
    "a part from the root": ("unsafe", lambda: repacked(add={"/etc/passwd": b"x"})),
    "a part of another system": ("unsafe", lambda: renamed(b"xl/media/a:b", b"xl/media\\..b")),
    "the same part twice": ("unsafe", lambda: repacked(add={"XL/WORKBOOK.XML": b"<x/>"})),
    "a second document": ("unsafe", lambda: repacked(add={"content.xml": b"<x/>"})),
    "something behind the directory": ("broken", lambda: repacked() + b"tail"),
    "something before the beginning": ("text", lambda: b"MZ" + repacked()),
    "macros": ("macros", lambda: repacked(add={"xl/vbaProject.bin": b"x"})),
    "links to another file": (
        "links",
        lambda: repacked(add={"xl/externalLinks/externalLink1.xml": b"<x/>"}),
    ),
    # the wrong thing
    "empty": ("empty", lambda: b""),
    "blanks": ("empty", lambda: b"\xef\xbb\xbf\r\n \r\n"),
    "an empty sheet": ("empty", lambda: workbook([])),
    "another zip": ("kind", empty_archive),
    "cut in the middle": ("broken", lambda: repacked()[:2_000]),
    "a sheet that is no XML": (
        "broken",
        lambda: with_sheet(b'<row r="1"><c r="A1"><v>1</c></row>'),
    ),
    "no workbook inside": ("kind", lambda: repacked(drop="xl/workbook.xml")),
    "old workbook": ("old", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3_000)),
    "workbook with a password": (
        "locked",
        lambda: b"\xd0\xcf\x11\xe0" + bytes(99) + "EncryptedPackage".encode("utf-16-le"),
    ),
    "page called a workbook": ("web", lambda: b"<html><table><tr><td>1</td></tr></table>"),
    "picture": ("kind", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99)),
    "twenty-one megabytes": ("heavy", lambda: b"a," * (21 << 19)),
    "text with NUL": ("letters", lambda: csv("编码,姓名", "1,\0")),
    "utf-16": ("letters", lambda: "编码,姓名".encode("utf-16")),
    "noise": ("letters", lambda: bytes(range(128, 256)) * 9 + b"\xff\xff"),
    # a table, but not this one
    "no column we know": ("header", lambda: workbook([["甲", "乙"], ["1", "2"]])),
    "one column missing": ("header", lambda: csv("编码,电话", "500112001,")),
    "a column twice": ("header_twice", lambda: csv("编码,姓名,电话,姓名", "500112001,甲,,乙")),
    "a quotation that never ends": ("line", lambda: csv("编码,姓名", '500112001,"甲', "x,y")),
    "six hundred columns": ("cells", lambda: csv("编码,姓名," + "," * 600, "1")),
    "merged far beyond reason": ("merged", many_merges),
}
