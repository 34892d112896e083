"""Tables for people: workbooks and text in which no cell can start a program (trust rule 24).

A resident may write =HYPERLINK(…) as her name. In a workbook every text is a string cell and is
shown as written; in text tables, which know no kinds of cells, a leading ' tells the table program
that what follows is text.
"""

import csv
import io
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | Decimal | date | datetime | bool | None

# Told to `progress` once in so many rows.
EVERY = 1_000
MOST_ROWS = 1_048_576 - 2
_MOST_LETTERS = 32_767
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_STARTS_A_PROGRAM = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Sheet:
    """Another sheet of a workbook; no two of one book have the same name."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def write_xlsx(
    target: Path | IO[bytes],
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    sheet: str,
    title: str | None = None,
    more: Sequence["Sheet"] = (),
    progress: Callable[[int], object] | None = None,
) -> int:
    """Write one sheet, row by row in little memory, and `more` behind it; how many rows the first has.

    Texts are string cells, moments are shown in Asia/Shanghai, whole numbers of more than 15 digits
    become text so that none is lost. A file appears whole or not at all. `progress` is told the
    number of rows now and then.
    """
    import xlsxwriter  # a sixth of the time in which every command starts; only this needs it

    with _whole(target) as place:
        book = xlsxwriter.Workbook(
            place,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        try:
            count = _fill(book, header, rows, sheet, title, progress)
            for one in more:
                _fill(book, one.header, one.rows, one.name, title, None)
        except BaseException:
            # The half book goes nowhere, and takes its temporary file with it.
            book.filename = io.BytesIO()
            book.close()
            raise
        book.close()
    if progress:
        progress(count)
    return count


def _fill(
    book: "Workbook",
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    sheet: str,
    title: str | None,
    progress: Callable[[int], object] | None,
) -> int:
    page = book.add_worksheet(_sheet_name(sheet))
    strong = book.add_format({"bold": True})
    top = 0
    if title:
        page.write_string(0, 0, _text(title), strong)
        top = 1
    for at, words in enumerate(header):
        page.write_string(top, at, _text(words), strong)
    page.freeze_panes(top + 1, 0)
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise ValueError("a sheet holds no more rows")
        for at, cell in enumerate(row):
            _write(page, top + count, at, cell)
        if progress and count % EVERY == 0:
            progress(count)
    return count


def _write(page: "Worksheet", row: int, at: int, cell: Cell) -> None:
    if cell is None or cell == "":
        return
    number = None if isinstance(cell, bool | str | date) else cell
    # a table program keeps fifteen digits; what is no number (NaN) is not less than anything
    if number is not None and -(10**15) < number < 10**15:
        page.write_number(row, at, number)
    else:
        page.write_string(row, at, _text(shown(cell)))


def shown(cell: Cell) -> str:
    """The cell as words: moments in Asia/Shanghai, days as 2026-11-20."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.astimezone(_SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _text(words: str) -> str:
    return words if len(words) <= _MOST_LETTERS else words[: _MOST_LETTERS - 1] + "…"


def _sheet_name(words: str) -> str:
    plain = "".join(" " if sign in "[]:*?/\\" else sign for sign in words).strip(" '")
    return plain[:31] or "表"


def write_csv(
    target: Path | IO[bytes],
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    progress: Callable[[int], object] | None = None,
) -> int:
    """Write a text table (utf-8 with its mark, so that table programs show Chinese).

    A text that begins with = + - @, a tab or a line end gets a leading '; numbers do not.
    """
    count = 0
    with _whole(target) as place:
        lines = csv.writer(_Encoded(place), lineterminator="\r\n")
        place.write(b"\xef\xbb\xbf")
        lines.writerow([harmless(words) for words in header])
        for count, row in enumerate(rows, start=1):
            lines.writerow([harmless(cell) for cell in row])
            if progress and count % EVERY == 0:
                progress(count)
    if progress:
        progress(count)
    return count


def harmless(cell: Cell) -> str:
    """The cell as text that no table program runs."""
    words = shown(cell)
    if isinstance(cell, str) and words.lstrip(" \u3000\ufeff").startswith(_STARTS_A_PROGRAM):
        return f"'{words}"
    return words


class _Encoded:
    """What csv writes to, over a file of bytes; unlike a text wrapper it never closes it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def write(self, words: str) -> Any:
        return self.file.write(words.encode())


@contextmanager
def _whole(target: Path | IO[bytes]) -> Iterator[IO[bytes]]:
    """A file that appears under its name only when it is complete."""
    if not isinstance(target, Path):
        yield target
        return
    half = target.with_name(f".{target.name}.half")
    try:
        with open(half, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
