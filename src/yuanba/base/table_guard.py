"""What a table from outside must survive before any parser sees it (trust rule 23).

A workbook is a zip of XML. Both can be small outside and endless inside, so the sizes are read from
the directory, each part is unpacked once in pieces to see that the directory told the truth, and
the far corner of each sheet is found: two cells can span seventeen billion.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NoReturn

from yuanba.base.errors import Refused
from yuanba.base.text import _

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 150
MOST_PARTS = 1_000
MOST_ROWS = 1_000_000
MOST_CELLS = 5_000_000

FIELD = "file"
SAY = {
    "empty": _("这个表格是空的，请重新选一个文件。"),
    "heavy": _("表格太大了，请选20兆以内的文件，或者分成几个。"),
    "kind": _("这个文件不是表格，请选新版工作簿文件，或者逗号分隔的文本。"),
    "old": _("这是旧版工作簿，请用表格软件打开，另存为新版工作簿后再传。"),
    "web": _("这个文件其实是网页，请用表格软件打开，另存为新版工作簿后再传。"),
    "locked": _("表格加了密码，请取消密码后再传。"),
    "macros": _("表格里带有宏，请另存为不带宏的工作簿后再传。"),
    "links": _("表格引用了别的文件，请复制后只粘贴数值，保存再传。"),
    "unsafe": _("表格的内部结构不正常，请用表格软件打开，另存为新版工作簿后再传。"),
    "unpacked": _("表格展开后太大，请分成几个文件再传。"),
    "cells": _("表格的行或列太多，请删去空白的行和列，或者分成几个文件。"),
    "rows": _("表格超过一百万行，请分成几个文件。"),
    "merged": _("表格里合并的单元格太多，请取消合并后再传。"),
    "broken": _("表格没有传完整，或者已经损坏，请重新选一次。"),
    "letters": _("表格里的文字认不出来，请用表格软件打开，另存为新版工作簿后再传。"),
    "sheet": _("工作簿里没有这一张表，请检查表名。"),
}


def refuse(why: str) -> NoReturn:
    """Say no to a table, beside its field."""
    raise Refused(f"table_{why}", SAY[why], field=FIELD)


def kind(data: bytes) -> str:
    """ "workbook" or "text", told from the first bytes, not from the name; else Refused."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        refuse("empty")
    if len(data) > MOST_BYTES:
        refuse("heavy")
    if data.startswith(b"PK\x03\x04"):
        return "workbook"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        # A workbook with a password is an old-style container around the new one.
        refuse("locked" if "EncryptedPackage".encode("utf-16-le") in data else "old")
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        refuse("web")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse("letters")
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")):
        refuse("kind")
    return "text"


# ---- text


_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


def encoding(data: bytes) -> str:
    """utf-8-sig, then gb18030, else Refused; a table of text holds no NUL and no control signs."""
    if _NOT_TEXT.search(data):
        refuse("letters")
    for name in ("utf-8-sig", "gb18030"):
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    refuse("letters")


# ---- workbooks


def check_workbook(data: bytes) -> None:
    """Refuse a zip that is a bomb, lies, climbs out of its folder, or carries more than cells."""
    infos = _directory(data)
    names = {info.filename for info in infos}
    _check_names(names)
    _check_sizes(infos, len(data))
    if len({name.lower() for name in names}) != len(infos):
        refuse("unsafe")
    for info in infos:
        _check_part(data, info)


def _directory(data: bytes) -> list[zipfile.ZipInfo]:
    # No remark behind the directory and nothing between it and the end: with two possible
    # directories the guard would read one and the parser the other.
    if len(data) < 22 or data[-22:-18] != b"PK\x05\x06":
        refuse("broken")
    disk, start_disk, here, parts, size, offset, remark = struct.unpack("<4H2LH", data[-18:])
    if parts > MOST_PARTS or size > MOST_PARTS * 300:
        refuse("unsafe")
    if disk or start_disk or here != parts or remark or offset + size + 22 != len(data):
        refuse("broken")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError):
        refuse("broken")
    if len(infos) != parts:
        refuse("unsafe")
    return infos


def _check_names(names: set[str]) -> None:
    for name in names:
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            refuse("unsafe")
        lower = name.lower()
        if "vbaproject" in lower or "macrosheets/" in lower:
            refuse("macros")
        if "externallinks/" in lower:
            refuse("links")
    if "xl/workbook.xml" not in names:
        refuse("kind")
    # A second document inside, which the parser might prefer.
    if {"xl/workbook.bin", "mimetype", "content.xml"} & names:
        refuse("unsafe")


def _check_sizes(infos: list[zipfile.ZipInfo], size: int) -> None:
    if any(info.flag_bits & 0x41 for info in infos):
        refuse("locked")
    if any(info.compress_type not in (0, 8) for info in infos):
        refuse("unsafe")
    unpacked = sum(info.file_size for info in infos)
    if unpacked > MOST_UNPACKED or unpacked > size * MOST_RATIO:
        refuse("unpacked")
    large = (info for info in infos if info.file_size > 1 << 20)
    if any(info.file_size > info.compress_size * MOST_RATIO for info in large):
        refuse("unpacked")
    # Parts that overlap count the same bytes more than once.
    if sum(info.compress_size for info in infos) > size:
        refuse("unsafe")


def _check_part(data: bytes, info: zipfile.ZipInfo) -> None:
    cells = _Corner()
    told = 0
    for piece in _pieces(data, info):
        told += len(piece)
        if told > info.file_size:
            refuse("unsafe")
        cells.see(piece)
    if told != info.file_size:
        refuse("unsafe")
    cells.check()


def _pieces(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked part in pieces of a megabyte, read where the directory says it lies."""
    head = data[info.header_offset : info.header_offset + 30]
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        refuse("unsafe")
    (method,) = struct.unpack("<H", head[8:10])
    name_length, extra_length = struct.unpack("<2H", head[26:30])
    start = info.header_offset + 30 + name_length + extra_length
    packed = data[start : start + info.compress_size]
    if method != info.compress_type or len(packed) != info.compress_size:
        refuse("unsafe")
    if method == 0:
        yield packed
        return
    unpacker = zlib.decompressobj(-15)
    try:
        while piece := unpacker.decompress(packed, 1 << 20):
            yield piece
            packed = unpacker.unconsumed_tail
    except zlib.error:
        refuse("broken")
    if not unpacker.eof or unpacker.unused_data:
        refuse("unsafe")


# Any address of a row or a cell; the third part tells a cell with a border and nothing in it.
_ADDRESS = re.compile(
    rb"""r(?<=[\s"'/]r)\s*=\s*["']([A-Za-z]{0,8})(\d{1,10})["'](?:\s+s="\d+")?\s*(/>)?"""
)
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_CELL_WITH_ADDRESS = re.compile(rb"<(?:\w+:)?c\s+r=\"[A-Z]{1,3}\d{1,7}\"")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class _Corner:
    """The far corner of the cells in one part, found without parsing it."""

    def __init__(self) -> None:
        self.rest = b""
        self.columns: set[bytes] = set()
        self.last_row = self.last_named_row = self.without_address = self.rows = 0

    def see(self, piece: bytes) -> None:
        # Cut where a tag ends, so that nothing is seen twice or torn.
        piece = self.rest + piece
        cut = piece.rfind(b"<")
        cut = cut if cut > 0 and len(piece) - cut < 1 << 16 else len(piece)
        piece, self.rest = piece[:cut], piece[cut:]
        self._count(piece)

    def _count(self, piece: bytes) -> None:
        if _DECLARES.search(piece):
            refuse("unsafe")  # a document that defines its own words can make them endless
        for column, row, empty in _ADDRESS.findall(piece):
            self.last_named_row = max(self.last_named_row, int(row))
            # An empty cell is not read, so it may lie anywhere.
            if column and not empty:
                self.columns.add(column)
                self.last_row = max(self.last_row, int(row))
        self.without_address += len(_CELL.findall(piece)) - len(_CELL_WITH_ADDRESS.findall(piece))
        self.rows += len(_ROW.findall(piece))

    def check(self) -> None:
        self._count(self.rest)
        columns = max((_column(each) for each in self.columns), default=0)
        rows = self.last_row
        if self.without_address:
            # They follow one another: at worst all in one row, and one in each row to the last.
            columns += self.without_address
            rows = max(rows, self.last_named_row + self.rows)
        if columns * rows > MOST_CELLS:
            refuse("rows" if rows > MOST_ROWS and columns <= 50 else "cells")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
