"""Tables from outside: guarded, opened, their columns found by name, their rows read one by one.

Nothing here writes: an importer shows the rows and what is wrong with them, and a person agrees
before anything is kept (trust rule 23). Large ones belong in a job.
"""

import csv
import io
import logging
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import python_calamine

from yuanba.base import table_guard
from yuanba.base.cells import Cell, Kind, Value, plain, read
from yuanba.base.errors import Refused
from yuanba.base.table_guard import FIELD, MOST_CELLS, MOST_ROWS, refuse
from yuanba.base.text import _

_log = logging.getLogger(__name__)

MOST_COLUMNS = 500
# Registers carry a title, a unit and a date above their header.
HEADER_WITHIN = 20


@dataclass(frozen=True)
class Column:
    """One column an importer asks for, under any of the names offices give it."""

    key: str
    names: tuple[str, ...]
    kind: Kind = Kind.TEXT
    needed: bool = False
    """Without it the table is refused; a cell in it may still be empty."""
    digits: tuple[int, ...] = ()
    """For codes: the lengths one may have, so that lost leading zeros are noticed."""


@dataclass(frozen=True)
class Row:
    """One row as read: values by key, and what is wrong in it, each beside its key."""

    number: int
    """As the table program counts: the first row of the sheet is 1."""
    values: dict[str, Value]
    wrong: tuple[Refused, ...]
    cells: dict[str, str] = field(default_factory=dict)
    """Where each stands, as the table program names it: C5."""


@dataclass(frozen=True)
class Table:
    """A table that may be read, as often as wanted."""

    name: str
    about: int
    """Rows, roughly: for a progress bar."""
    lines: Callable[[], Iterator[tuple[int, Sequence[Cell]]]]
    """Every row with its number, cells as they are, merged ones filled."""
    left: int = 0
    """Empty columns before the first cell of a row."""
    beside: tuple[str, ...] = ()
    """Other visible sheets of the same file that hold something; they are not read."""

    def rows(self, columns: Sequence[Column]) -> Iterator[Row]:
        """The rows below the header; blank ones left out. Refused if a needed column is missing."""
        lines = self.lines()
        places = _header(lines, columns)
        for number, cells in lines:
            if all(cell is None or cell == "" for cell in cells):
                continue
            yield _row(number, cells, places, self.left)


def open_table(source: bytes | Path, name: str, *, sheet: str | None = None) -> Table:
    """Guard and open a workbook or a text table; raises Refused("table_…", field="file").

    `name` is what the person called it. `sheet` chooses one by name; else the first that holds
    something. A text table is utf-8 or gb18030, separated by commas, tabs or semicolons.
    """
    if isinstance(source, Path):
        if source.stat().st_size > table_guard.MOST_BYTES:
            refuse("heavy")
        source = source.read_bytes()
    if table_guard.kind(source) == "text":
        return _text_table(source, name)
    table_guard.check_workbook(source)
    return _workbook_table(source, name, sheet)


# ---- the header


def _heading(cell: Cell) -> str:
    """A column's name as compared: no blanks, no line ends, no star for "must be filled in"."""
    words = unicodedata.normalize("NFKC", plain(cell))
    return re.sub(r"[\s*:]|\(必填\)|\(选填\)", "", words).lower()


def _header(
    lines: Iterator[tuple[int, Sequence[Cell]]], columns: Sequence[Column]
) -> dict[int, Column]:
    """Which column stands where; the iterator is left at the first row below."""
    by_name = {_heading(name): column for column in columns for name in column.names}
    nearest = {column.key: column for column in columns if column.needed}
    for _number, cells in lines:
        headings = [_heading(cell) for cell in cells]
        places = {at: by_name[text] for at, text in enumerate(headings) if text in by_name}
        found = {column.key for column in places.values()}
        missing = {c.key: c for c in columns if c.needed and c.key not in found}
        if found and not missing:
            if len(found) < len(places):
                # A merged heading is filled across; the first of its cells is the column.
                places = _first_of_each(places, headings)
            return places
        if len(missing) < len(nearest):
            nearest = missing
        if _number >= HEADER_WITHIN:
            break
    names = "、".join(column.names[0] for column in nearest.values() or columns)
    message = _("表格里没有找到这些列：%(names)s。请对照模板补上列名。") % {"names": names}
    raise Refused("table_header", message, field=FIELD)


def _first_of_each(places: dict[int, Column], headings: list[str]) -> dict[int, Column]:
    first: dict[str, int] = {}
    for at, column in places.items():
        before = first.setdefault(column.key, at)
        neighbours = all(headings[between] == headings[at] for between in range(before, at))
        if before != at and not neighbours:
            message = _("这一列出现了两次：%(name)s。请只留一列。") % {"name": column.names[0]}
            raise Refused("table_header_twice", message, field=FIELD)
    return {at: places[at] for at in first.values()}


def _row(number: int, cells: Sequence[Cell], places: dict[int, Column], left: int) -> Row:
    values: dict[str, Value] = {}
    wrong: list[Refused] = []
    for at, column in places.items():
        cell = cells[at] if at < len(cells) else None
        try:
            value = read(cell, column.kind, key=column.key, digits=column.digits)
        except Refused as refused:
            wrong.append(refused)
            value = None
        values[column.key] = value
    where = {column.key: f"{letters(left + at)}{number}" for at, column in places.items()}
    return Row(number, values, tuple(wrong), where)


def letters(at: int) -> str:
    """A column as table programs name it: 0 is A, 26 is AA."""
    before, last = divmod(at, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


# ---- text


def _text_table(data: bytes, name: str) -> Table:
    encoding = table_guard.encoding(data)
    first = data.split(b"\n", 1)[0]
    separator = max(",\t;", key=lambda sign: first.count(sign.encode()))

    def lines() -> Iterator[tuple[int, Sequence[Cell]]]:
        text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
        reader = csv.reader(text, delimiter=separator, strict=True)
        try:
            for number, cells in enumerate(reader, start=1):
                if number > MOST_ROWS + HEADER_WITHIN:
                    refuse("rows")
                if len(cells) > MOST_COLUMNS:
                    refuse("cells")
                yield number, cells
        except csv.Error as error:
            message = _("表格第%(line)s行读不出来，请检查这一行的引号。") % {
                "line": reader.line_num
            }
            raise Refused("table_line", message, field=FIELD) from error

    return Table(name, about=data.count(b"\n") + 1, lines=lines)


# ---- workbooks


Merge = tuple[tuple[int, int], tuple[int, int]]


def _workbook_table(data: bytes, name: str, sheet: str | None) -> Table:
    page, *beside = _pages(data, sheet)
    if page.height > MOST_ROWS + HEADER_WITHIN:
        refuse("rows")
    if page.width > MOST_COLUMNS:
        refuse("cells")
    merges = _merges(page)
    # The parser leaves out empty columns on the left, but not empty rows above.
    left = page.start[1] if page.start else 0

    def lines() -> Iterator[tuple[int, Sequence[Cell]]]:
        waiting, filling = list(merges), list[tuple[Merge, Cell]]()
        for number, cells in enumerate(page.iter_rows(), start=1):
            while waiting and waiting[-1][0][0] < number:
                merge = waiting.pop()
                at = merge[0][1] - left
                filling.append((merge, cells[at] if 0 <= at < len(cells) else None))
            filling = [each for each in filling if each[0][1][0] >= number - 1]
            for ((_top, first), (_bottom, last)), value in filling:
                for at in range(max(0, first - left), min(last - left + 1, len(cells))):
                    cells[at] = "" if value is None else value
            yield number, cells

    return Table(
        name, about=page.height, lines=lines, left=left, beside=tuple(p.name for p in beside)
    )


def _pages(data: bytes, sheet: str | None) -> list[python_calamine.CalamineSheet]:
    """The sheet of this name, or the visible ones that hold something, the first first."""
    found = []
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for meta in book.sheets_metadata:
            if meta.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            if sheet is None and meta.visible is not python_calamine.SheetVisibleEnum.Visible:
                continue
            if sheet in (None, meta.name):
                page = book.get_sheet_by_name(meta.name)
                if page.height or sheet is not None:
                    found.append(page)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001  a panic in Rust is no ordinary Exception
        _log.info("workbook not read: %s", type(error).__name__)
        refuse("broken")
    if not found:
        refuse("empty" if sheet is None else "sheet")
    return found


def _merges(page: python_calamine.CalamineSheet) -> list[Merge]:
    """Merged cells, the topmost last; refused if filling them would take too long."""
    merges = page.merged_cell_ranges or []
    filled = sum(
        (min(bottom, page.total_height) - top + 1) * (min(right, page.total_width) - left + 1)
        for (top, left), (bottom, right) in merges
        if top < page.total_height and left < page.total_width
    )
    if filled > MOST_CELLS:
        refuse("merged")
    return sorted(merges, reverse=True)
