"""Rule rows: read from the shipped file, and the composition they ask of a body."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.councils.rules import numbers, terms
from yuanba.councils.rules.kinds import UNIT_WORDS, BodyKind, Measure

SOME = "some"  # at least one woman


@dataclass(frozen=True)
class Row:
    """A rule row as it is shipped or entered."""

    code: str
    name: str
    body: BodyKind
    unit: Measure
    valid: str
    decides: str
    initiative: str
    notice_days: int
    publicity_days: int
    proxies: int
    leave_out: bool
    paper_only: bool
    composition: Mapping[str, Any]
    numbers: Mapping[str, int]
    source: str
    article: str
    note: str
    since: date
    until: date | None
    carried: bool


@cache
def shipped() -> tuple[Row, ...]:
    """The rows of rules.toml; one with `carry` becomes two: the text as it was read, and the same
    numbers carried over to the changed law, unread."""
    text = files("yuanba.councils").joinpath("rules.toml").read_text(encoding="utf-8")
    rows: list[Row] = []
    for said in tomllib.loads(text)["row"]:
        carry: date | None = said.get("carry")
        first = check(
            Row(
                code=said["code"],
                name=said["name"],
                body=BodyKind(said["body"]),
                unit=Measure(said["unit"]),
                valid=said["valid"],
                decides=said["decides"],
                initiative=said.get("initiative", ""),
                notice_days=said.get("notice_days", 0),
                publicity_days=said.get("publicity_days", 0),
                proxies=said.get("proxies", 0),
                leave_out=said.get("leave_out", False),
                paper_only=said.get("paper_only", False),
                composition=said.get("composition", {}),
                numbers=said.get("numbers", {}),
                source=said["source"],
                article=said["article"],
                note=said.get("note", ""),
                since=said["since"],
                until=carry,
                carried=False,
            )
        )
        rows.append(first)
        if carry is not None:
            rows.append(replace(first, since=carry, until=None, carried=True))
    return tuple(rows)


def check(row: Row) -> Row:
    """The row, if a meeting can be judged by it. Raises Refused beside the field."""
    if row.unit not in UNIT_WORDS:
        raise Refused("unit", _("名册上一行只能是户、人、选民、成员或者业主。"), field="unit")
    terms.read(row.initiative, field="initiative")
    _speaks_of(
        row.valid,
        "valid",
        set(Measure) - {Measure.VOTES, Measure.GROUPS},
        _("到会看的是来了多少户、多少人、多少面积，不看票（votes），也不看小组（groups）。"),
    )
    _speaks_of(
        row.decides,
        "decides",
        {Measure.VOTES, Measure.AREA, Measure.SHARES},
        _("表决看的是票（votes）、面积（area）或者份额（shares）。"),
    )
    for field in ("source", "article"):
        if len(getattr(row, field).strip()) < 2:
            raise Refused("source", _("请写清依据哪部法、哪一条。"), field=field)
    for name in row.numbers:
        assert name in numbers.WORDS, name
    if row.until is not None and row.until <= row.since:
        raise Refused("until", _("停止的日子要在开始以后。"), field="until")
    return row


def _speaks_of(text: str, field: str, known: set[Measure], message: Any) -> None:
    """Only of what is counted there: another word could never be met."""
    if any(share.measure not in known for way in terms.read(text, field=field) for share in way):
        raise Refused(field, message, field=field)
