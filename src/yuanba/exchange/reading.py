"""From a table to lines that can be written: each cell understood, each wrong row with its reason.
Reads the file and asks the database what is there; writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.conf import settings

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.tables_in import Row, Table
from yuanba.base.text import _
from yuanba.exchange.mapping import Mapping
from yuanba.places.rules import SHANGHAI


@dataclass(slots=True)
class Line:
    """One row understood: words only, no ids yet."""

    row: int
    number: str
    at: datetime
    timed: bool  # False: only the day was known, kept as 00:00
    county: str
    township: str
    village: str
    title: str
    text: str
    nature: str
    channel: str
    code: str  # of the leaf
    unit: str
    late: bool | None
    outcome: str
    person: str = ""
    phone: str = ""
    address: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


WHY = {
    "number": _("没有编号，下次导入就认不出来。"),
    "twice": _("这个编号在文件里出现了两次。"),
    "day": _("没有日期，或者日期看不懂。"),
    "future": _("日期还没到。"),
    "old": _("日期太早了，请核对年份。"),
    "township": _("没有写是哪个街道或乡镇。"),
    "village": _("没有写是哪个社区或村。"),
    "unit": _("没有写是哪个单位办的，办结的事要有责任单位。"),
    "outcome": _("办理结果看不懂。"),
    "said": _("没有写内容。"),
    "phone": _("电话号码不对。"),
}


def lines(table: Table, mapping: Mapping, now: datetime) -> Iterator[Line | tuple[int, str]]:
    """Every row as a line, or its number and why it cannot be one."""
    seen: set[str] = set()
    for row in table.rows(mapping.columns):
        try:
            line = _line(row, mapping, now)
            if line.number in seen:
                raise Refused("twice", WHY["twice"])
            seen.add(line.number)
            yield line
        except Refused as refused:
            yield row.number, str(refused.message)


def _line(row: Row, mapping: Mapping, now: datetime) -> Line:
    for wrong in row.wrong:
        raise wrong
    said = {key: _plain(value, mapping) for key, value in row.values.items()}
    _need(said, "number")
    at, timed = _when(row, now)
    late, outcome = None, ""
    if mapping.closed:
        for key in ("township", "village", "unit"):
            _need(said, key)
        outcome = said.get("outcome", "")
        if outcome not in mapping.said["late"]:
            raise Refused("outcome", WHY["outcome"])
        late = bool(mapping.said["late"][outcome])
    else:
        _need(said, "said")
    words = _Words(said)
    text = words_in.clean(mapping.said["text"].format_map(words), most=2000)
    title = words_in.clean(mapping.said["title"].format_map(words)[:60], most=60, least=0)
    known = {"number", "day", "county", "township", "village", "unit", "outcome", "said"}
    private = {"person", "phone", "address"}
    return Line(
        row=row.number,
        number=f"{mapping.source}-{said['number']}"[:60],
        at=at,
        timed=timed,
        county=said.get("county", ""),
        township=said.get("township", ""),
        village=said.get("village", ""),
        title=title or text[:40],
        text=text,
        nature=said.get("nature", "")[:12],
        channel=said.get("channel", ""),
        code=mapping.category(said.get("event", ""), said.get("main", ""), said.get("sub", "")),
        unit=said.get("unit", ""),
        late=late,
        outcome=said.get("outcome_said", "") or outcome,
        person=said.get("person", "")[:40],
        phone=_phone(said.get("phone", "")),
        address=said.get("address", "")[:120],
        facts={k: v for k, v in said.items() if v and v != "0" and k not in known | private},
    )


def _phone(said: str) -> str:
    return words_in.phone(said, field="phone") if said else ""


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _plain(value: Any, mapping: Mapping) -> str:
    text = "" if value is None else words_in.visible(str(value)).strip()
    return "" if text in mapping.empty else text


def _need(said: dict[str, str], key: str) -> None:
    if not said.get(key):
        raise Refused(key, WHY[key])


def _when(row: Row, now: datetime) -> tuple[datetime, bool]:
    """The moment, and whether its time of day is known. A day alone counts from 00:00."""
    value = row.values.get("day")
    if not isinstance(value, date):
        raise Refused("day", WHY["day"])
    at = value if isinstance(value, datetime) else datetime.combine(value, time(0), SHANGHAI)
    local = at.astimezone(SHANGHAI)
    if at > now:
        raise Refused("future", WHY["future"])
    if local.date() < date.fromisoformat(settings.FOUNDED):
        raise Refused("old", WHY["old"])
    return at, local.time() != time(0)
