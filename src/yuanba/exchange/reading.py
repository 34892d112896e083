"""From a table to lines that can be written: each cell understood, each wrong row with its reason.
Reads the file; writes nothing, asks no database."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.conf import settings

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.tables_in import Row, Table
from yuanba.base.text import _
from yuanba.exchange.headings import WORDS
from yuanba.exchange.mapping import Mapping
from yuanba.places.rules import SHANGHAI


@dataclass(slots=True)
class Line:
    """One row understood: words only, no ids yet."""

    row: int
    number: str
    at: datetime
    timed: bool  # False: only the day was known, kept as 00:00
    closed: bool  # dealt with elsewhere, not to be worked on here
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
    grid: str = ""
    kind: str = ""  # the words of its category
    lane: str = ""
    reason: str = ""
    result: str = ""
    evidence: str = ""
    ended: str = ""  # the day it was closed elsewhere, if the table says so (ISO)
    facts: dict[str, Any] = field(default_factory=dict)


WHY = {
    "number": _("没有编号，下次导入就认不出来。"),
    "twice": _("这个编号在文件里出现了两次，前面是第 %(row)s 行。"),
    "same": _("这一行和第 %(row)s 行一样。"),
    "day": _("没有日期，或者日期看不懂。"),
    "future": _("日期还没到。"),
    "old": _("日期太早了，请核对年份。"),
    "ended": _("办结的日期比登记的早，请核对。"),
    "township": _("没有写是哪个街道或乡镇。"),
    "village": _("没有写是哪个社区或村。"),
    "unit": _("没有写是哪个单位办的，办结的事要有责任单位。"),
    "outcome": _("办理结果看不懂。"),
    "said": _("没有写内容。"),
    "phone": _("电话号码不对。"),
}
# by the first sign; 公事, 共事, 家事 are what other counties call them (duties/variants.py)
LANES = {
    "大": "government", "小": "communal", "私": "personal",
    "公": "government", "共": "communal", "家": "personal",
}  # fmt: skip
# Not repeated in the record's facts: they stand in the matter itself, or are private.
APART = {
    "number", "day", "county", "township", "village", "unit", "outcome", "said", "person",
    "phone", "address", "title_said", "reason_said", "result_said", "evidence_said", "ended",
}  # fmt: skip


def lines(
    table: Table, mapping: Mapping, now: datetime, *, place: str = ""
) -> Iterator[Line | tuple[int, str]]:
    """Every row as a line, or its number and why it cannot be one. `place` (of a village's own
    register) stands in its numbers: two villages both begin with 1."""
    seen: dict[str, int] = {}
    for row in table.rows(mapping.columns):
        try:
            line = _line(row, mapping, now, place)
            if line.number in seen:
                why = "same" if "#" in line.number else "twice"
                raise Refused("twice", str(WHY[why]) % {"row": seen[line.number]})
            seen[line.number] = line.row
            yield line
        except Refused as refused:
            yield row.number, str(refused.message)


def _line(row: Row, mapping: Mapping, now: datetime, place: str) -> Line:
    for wrong in row.wrong:
        column = WORDS.get(wrong.field or "", "")
        raise Refused(wrong.code, f"{column}：{wrong.message}" if column else wrong.message)
    said = {key: _plain(value, mapping) for key, value in row.values.items()}
    at, timed = _when(row, now)
    for key in mapping.needed_in_rows:
        if not said.get(key):
            raise Refused(key, WHY[key])
    late, ends = None, mapping.said.get("late")
    if ends is not None:
        if said.get("outcome") not in ends:
            raise Refused("outcome", WHY["outcome"])
        late = bool(ends[said["outcome"]])
    words = _Words(said)
    text = words_in.clean(mapping.said["text"].format_map(words), most=2000)
    title = words_in.clean(mapping.said["title"].format_map(words)[:60], most=60, least=0)
    return Line(
        row=row.number,
        number=_number(said, at, mapping, place),
        at=at,
        timed=timed,
        closed=mapping.closed(said),
        county=said.get("county", ""),
        township=said.get("township", ""),
        village=said.get("village", ""),
        title=title or " ".join(text[:40].split()),
        text=text,
        nature=said.get("nature", "")[:12],
        channel=said.get("channel_said", ""),
        code=mapping.category(said.get("event", ""), said.get("main", ""), said.get("sub", "")),
        unit=said.get("unit", ""),
        late=late,
        outcome=said.get("outcome_said", "") or said.get("outcome", ""),
        person=said.get("person", "")[:40],
        phone=_phone(said.get("phone", "")),
        address=said.get("address", "")[:120],
        grid=said.get("grid", ""),
        kind="|".join(filter(None, [said.get("sub", ""), said.get("main", "")])),
        lane=LANES.get(said.get("lane_said", "")[:1], ""),
        reason=said.get("reason_said", "")[:300],
        result=said.get("result_said", "")[:2000],
        evidence=said.get("evidence_said", "")[:500],
        ended=_ended(row, at, now),
        facts={k: v for k, v in said.items() if v and v != "0" and k not in APART},
    )


def _number(said: dict[str, str], at: datetime, mapping: Mapping, place: str) -> str:
    """What makes the row known again: its number at the source; without one, what it says."""
    if not mapping.own:
        return f"{mapping.source}-{said['number']}"[:60]
    before = f"{mapping.source}-{place[:16]}-{at.astimezone(SHANGHAI).year}"
    if number := said.get("number"):
        return f"{before}-{number}"[:60]
    told = "|".join([at.isoformat(), said.get("person", ""), said.get("phone", ""), said["said"]])
    return f"{before}-#{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def _phone(said: str) -> str:
    return words_in.phone(said, field="phone") if said else ""


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _plain(value: Any, mapping: Mapping) -> str:
    text = "" if value is None else words_in.visible(str(value)).strip()
    return "" if text in mapping.empty else text


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


def _ended(row: Row, at: datetime, now: datetime) -> str:
    """The day on which it was closed elsewhere, if the table has one."""
    value = row.values.get("ended")
    if not isinstance(value, datetime):
        return ""
    if value > now:
        raise Refused("future", WHY["future"])
    if value.date() < at.astimezone(SHANGHAI).date():
        raise Refused("ended", WHY["ended"])
    return value.isoformat()
