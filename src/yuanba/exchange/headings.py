"""The head of a table: which row holds its headings, and what each of its columns probably is."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from yuanba.base.cells import plain
from yuanba.base.errors import Refused
from yuanba.base.tables_in import HEADER_WITHIN, Table
from yuanba.base.text import _
from yuanba.exchange import mapping
from yuanba.exchange.mapping import Mapping

SAMPLES = 3
# What the columns are called on the page, in the order in which they are offered.
WORDS = {
    "number": _("编号"),
    "day": _("日期"),
    "said": _("说的是什么事"),
    "title_said": _("标题"),
    "person": _("反映人"),
    "phone": _("电话"),
    "channel_said": _("怎么反映的"),
    "county": _("区县"),
    "township": _("街道、乡镇"),
    "village": _("村、社区"),
    "grid": _("网格"),
    "address": _("地点"),
    "lat": _("纬度"),
    "lng": _("经度"),
    "nature": _("诉求类型"),
    "event": _("事件类型"),
    "main": _("类别（大类）"),
    "sub": _("类别（小类）"),
    "lane_said": _("三事分类"),
    "reason_said": _("划分依据"),
    "unit": _("责任单位"),
    "owner_said": _("责任人"),
    "done": _("办没办完"),
    "result_said": _("办理结果"),
    "ended": _("办结日期"),
    "satisfied_said": _("满意度"),
    "evidence_said": _("佐证材料"),
    "channel": _("来源"),
    "outcome": _("结果代码"),
    "outcome_said": _("结果说明"),
    "sent": _("派单时间"),
    "limit": _("时限"),
    "answered": _("是否回复"),
    "note": _("备注"),
}


@dataclass(frozen=True)
class Head:
    """The headings of a table and the first cells below each."""

    headings: list[str]
    samples: list[list[str]]

    @property
    def digest(self) -> str:
        """The same columns in any order are the same kind of table."""
        return hashlib.sha256("\n".join(sorted(map(same, self.headings))).encode()).hexdigest()


def same(heading: str) -> str:
    """A heading as compared: no blanks, no line ends, brackets alike."""
    words = unicodedata.normalize("NFKC", heading)
    return re.sub(r"[\s*:]|\(必填\)|\(选填\)", "", words).lower()


def find(table: Table) -> Head:
    """The row with most headings we know; else the first with two different words. Raises Refused."""
    known = {same(name) for m in mapping.shipped() for c in m.columns for name in c.names}
    first: list[list[str]] = []
    for number, cells in table.lines():
        first.append([plain(cell) for cell in cells])
        if number >= HEADER_WITHIN + SAMPLES:
            break
    best, at = 0, -1
    for n, row in enumerate(first[:HEADER_WITHIN]):
        score = len({same(cell) for cell in row} & known)
        if score > best:
            best, at = score, n
    if best < 2:
        at = next((n for n, row in enumerate(first) if len(set(filter(None, row))) >= 2), -1)
    if at < 0:
        raise Refused("no_headings", _("没有找到列名，请在第一行写上每一列是什么。"), field="file")
    below = [row for row in first[at + 1 :] if any(row)][:SAMPLES]
    head = first[at]
    columns = [n for n, words in enumerate(head) if words and words not in head[:n]]
    samples = [[row[n] if n < len(row) else "" for row in below] for n in columns]
    return Head([head[n] for n in columns], samples)


def propose(head: Head) -> tuple[Mapping, dict[str, str]]:
    """The shipped mapping that fits best, and what each heading means in it ("" for nothing)."""
    names = {same(heading) for heading in head.headings}
    for candidate in mapping.shipped():
        known = {c.key: {same(n) for n in c.names} for c in candidate.columns}
        if candidate.own or all(names & known[key] for key in candidate.needed):
            return candidate, columns_of(head.headings, candidate)
    raise AssertionError("a register of one's own always fits")


def columns_of(headings: list[str], chosen: Mapping) -> dict[str, str]:
    """Each heading and its meaning: the exact name first, then a name that stands in the heading."""
    left = dict.fromkeys(headings, "")
    free = {c.key: [same(n) for n in c.names] for c in chosen.columns}
    for exact in (True, False):
        for key, names in list(free.items()):
            for heading, taken in left.items():
                words = same(heading)
                fits = words in names if exact else any(n in words for n in names if len(n) > 1)
                if not taken and fits:
                    left[heading] = key
                    del free[key]
                    break
    return left
