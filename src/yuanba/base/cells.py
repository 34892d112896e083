"""One cell of a table from outside, read as what its column holds.

Table programs turn codes into numbers: 500112001 comes as 500112001.0, 000123 as 123, a 19-digit
number loses its end. What can be put right is; what was lost is refused with how to avoid it.
An empty cell is None everywhere but in texts.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NoReturn
from zoneinfo import ZoneInfo

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _

Cell = str | float | int | bool | datetime | date | time | timedelta | None
Value = str | int | Decimal | date | datetime | None


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    CODE = "code"
    PHONE = "phone"
    WHOLE = "whole"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"


SAY = {
    "digits_lost": _("长编号在表格里变成了数字，后几位已经丢失，请把这一列设为文本后重新填写。"),
    "zeros_lost": _("编号前面的0丢了，请把这一列设为文本后重新填写。"),
    "code": _("编号的位数不对，请核对。"),
    "whole": _("这里要填整数。"),
    "number": _("这里要填数字。"),
    "day": _("看不懂这个日期，请按2026-11-20这样填写。"),
    "moment": _("看不懂这个时间，请按2026-11-20 08:30这样填写。"),
    "error": _("这一格的公式算错了，请改好后再传。"),
    "long": _("这一格的字太多，请删短一些。"),
}

MOST_LETTERS = 32_767  # what one cell can hold in a table program
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_ERRORS = frozenset(
    ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!", "#GETTING_DATA")
)


def refuse(why: str, key: str) -> NoReturn:
    """Say no to one cell, beside its column."""
    raise Refused(f"cell_{why}", SAY[why], field=key)


def read(cell: Cell, kind: Kind, *, key: str, digits: tuple[int, ...] = ()) -> Value:
    """The cell as its column's kind; raises Refused("cell_…", field=key). `digits`: for codes."""
    words = plain(cell)
    if words in _ERRORS:
        refuse("error", key)
    if len(words) > MOST_LETTERS:
        refuse("long", key)
    if kind is Kind.TEXT:
        return words
    if not words:
        return None
    if kind is Kind.CODE:
        return code(cell, key=key, digits=digits)
    if kind is Kind.PHONE:
        return words_in.phone(code(cell, key=key), field=key)
    if kind is Kind.DAY:
        return moment(cell, key=key, why="day").date()
    if kind is Kind.MOMENT:
        return moment(cell, key=key, why="moment")
    return amount(words, whole=kind is Kind.WHOLE, key=key)


def plain(cell: Cell) -> str:
    """The cell as the words a person would see in it."""
    if isinstance(cell, str):
        return words_in.visible(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds").removesuffix(" 00:00:00")
    return str(cell)


_FLOAT_TAIL = re.compile(r"(\d+)\.0+", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.ASCII | re.IGNORECASE)


def code(cell: Cell, *, key: str, digits: tuple[int, ...] = ()) -> str:
    """A code or number that is a name: digits kept as written, 500112001.0 put right.

    With `digits` (the lengths a code may have) a shorter one has lost its zeros.
    """
    # Table programs keep 15 digits of a number; the rest becomes zeros without a word.
    if isinstance(cell, float | int) and abs(cell) >= 1e15:
        refuse("digits_lost", key)
    words = "".join(unicodedata.normalize("NFKC", plain(cell)).split()).lstrip("'")
    if _SCIENTIFIC.fullmatch(words):
        refuse("digits_lost", key)
    if tail := _FLOAT_TAIL.fullmatch(words):
        words = tail[1]
    if digits and len(words) not in digits:
        shorter = words.isdecimal() and len(words) < min(digits)
        refuse("zeros_lost" if shorter else "code", key)
    return words


def amount(words: str, *, whole: bool, key: str) -> int | Decimal:
    """A number: thousands separated or not, full-width digits too."""
    written = unicodedata.normalize("NFKC", words).replace(",", "").replace(" ", "")
    try:
        number = Decimal(written)
    except InvalidOperation:
        refuse("whole" if whole else "number", key)
    if not number.is_finite() or abs(number) >= Decimal("1e15"):
        refuse("whole" if whole else "number", key)
    if not whole:
        return number
    if number != number.to_integral_value():
        refuse("whole", key)
    return int(number)


_MOMENT = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]*(\d{1,2})\s*[:时]\s*(\d{1,2})\s*分?(?:[:]?\s*(\d{1,2})(?:\.\d+)?\s*秒?)?)?",
    re.ASCII,
)
_TIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?", re.ASCII)
_FIRST, _END = 1, 2_958_466  # serial days of a table program: 1900-01-01 to 9999-12-31


def moment(cell: Cell, *, key: str, why: str = "moment") -> datetime:
    """A day or a time of Asia/Shanghai: a date cell, a serial number, or text."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=_SHANGHAI)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day, tzinfo=_SHANGHAI)
    words = unicodedata.normalize("NFKC", plain(cell))
    found = _MOMENT.fullmatch(words) or _TIGHT.fullmatch(words)
    if found:
        try:
            return datetime(*(int(part or 0) for part in found.groups()), tzinfo=_SHANGHAI)  # type: ignore[misc,arg-type]
        except ValueError:
            refuse(why, key)
    try:
        serial = float(words)
    except ValueError:
        refuse(why, key)
    if not _FIRST <= serial < _END:
        refuse(why, key)
    start = datetime(1899, 12, 30, tzinfo=_SHANGHAI)
    return start + timedelta(seconds=round(serial * 86_400))
