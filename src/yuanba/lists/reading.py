"""A table of lists: read, each wrong line with a plain sentence. A file goes in whole or not at all."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from yuanba.base import clock, words_in
from yuanba.base.errors import Refused
from yuanba.base.report import Report
from yuanba.base.tables_in import Column, Row, open_table
from yuanba.base.text import _
from yuanba.lists import acts, queries, rules
from yuanba.lists.models import Edition
from yuanba.lists.rules import COLUMNS, KIND_WORDS, Kind, Line
from yuanba.places import queries as places
from yuanba.places.acts.founding import FOUNDER
from yuanba.places.models import Place

Progress = Callable[[int, int], object]

# The headings, in the order in which a table of ours is written.
HEADINGS: dict[str, str] = {
    "kind": "清单", "code": "编号", "name": "事项", "basis": "依据", "lead": "牵头单位",
    "along": "配合单位", "procedure": "办理流程", "form": "表单", "contact": "联系方式",
    "office": "应找部门", "name_en": "英文名称",
}  # fmt: skip
ALSO: dict[str, tuple[str, ...]] = {
    "kind": ("清单名称", "类别", "list"),
    "code": ("序号", "条目编号", "code"),
    "name": ("事项名称", "名称", "清单事项", "证明名称", "name"),
    "basis": ("法定依据", "法律依据", "设定依据", "政策依据", "basis"),
    "lead": ("牵头部门", "责任单位", "责任部门", "主管部门", "lead"),
    "along": ("配合部门", "协同单位"),
    "procedure": ("流程", "工作流程", "怎么办"),
    "form": ("所需材料", "材料", "表格"),
    "contact": ("联系人及电话", "联系电话", "电话"),
    "office": ("应找", "出具部门", "应当出具的部门", "替代办法", "办理单位"),
    "name_en": ("name_en", "english"),
}
ALIASES: dict[str, Kind] = {
    "自治": Kind.SELF, "协助": Kind.ASSIST, "负面": Kind.NEGATIVE, "不得出具": Kind.PROOF_NO,
    "不应出具": Kind.PROOF_NO, "可以出具": Kind.PROOF_YES, "保留证明": Kind.PROOF_YES,
    "基本履职": Kind.TOWN_BASE, "配合履职": Kind.TOWN_WITH, "收回": Kind.TOWN_BACK,
}  # fmt: skip
NEEDED = {"code", "name", "basis"}


@dataclass
class Read:
    """What a file holds: sound lines by list, and what is wrong by row."""

    lines: dict[Kind, list[tuple[int, Line]]] = field(default_factory=dict)
    wrong: list[tuple[int, str]] = field(default_factory=list)
    rows: int = 0

    def of(self, kind: Kind) -> list[Line]:
        return [line for _row, line in self.lines.get(kind, [])]


def read(source: bytes | Path, name: str, *, kind: Kind | None = None) -> Read:
    """Every row understood. `kind`: the list of a file that has no column for it. Raises Refused
    (field "file") for a file that cannot be read at all."""
    columns = [
        Column(key, (words, *ALSO[key]), needed=key in NEEDED or (key == "kind" and kind is None))
        for key, words in HEADINGS.items()
    ]
    found, rows = Read(), dict[int, Row]()
    table = open_table(source, name)
    if table.beside:
        message = _("文件里还有工作表“%(names)s”。请合到一张表里，加一列“清单”，或者分开存。")
        raise Refused("sheets", message % {"names": "、".join(table.beside)}, field="file")
    for row in table.rows(columns):
        found.rows += 1
        try:
            of, line = _line(row, kind)
        except Refused as refused:
            found.wrong.append((row.number, _beside(row, refused.field, refused.message)))
            continue
        found.lines.setdefault(of, []).append((row.number, line))
        rows[row.number] = row
    for lines in found.lines.values():
        wrong = rules.unlike(lines)
        found.wrong += [(n, _beside(rows[n], column, why)) for n, column, why in wrong]
    found.wrong += [(n, _beside(rows[n], "name", why)) for n, why in _both_ways(found)]
    found.wrong.sort()
    for of, lines in found.lines.items():
        if len(lines) > rules.MOST:
            rules.too_many(of, len(lines))
    if not found.rows:
        raise Refused("no_lines", _("一条也没有读到，请核对文件。"), field="file")
    return found


def _beside(row: Row, column: str | None, why: object) -> str:
    """The sentence after the cell that it is about: C5 事项：…"""
    cell, heading = row.cells.get(column or ""), HEADINGS.get(column or "", "")
    words = " ".join(part for part in (cell, heading) if part)
    return f"{words}：{why}" if words else str(why)


def _line(row: Row, kind: Kind | None) -> tuple[Kind, Line]:
    for wrong in row.wrong:
        raise wrong
    said = {key: "" if value is None else str(value) for key, value in row.values.items()}
    of = _kind(said.pop("kind", ""), kind)
    return of, rules.line(of, Line(**{c: said.get(c, "").strip() for c in COLUMNS}))


def _kind(said: str, kind: Kind | None) -> Kind:
    """The list that a cell names, or the one that was chosen for the whole file."""
    text = words_in.match_form(said)
    if not text and kind is not None:
        return kind
    exact = [k for k, words in HEADED.items() if text in {k.value, words}]
    near = [k for alias, k in ALIASES.items() if text and alias in text]
    if not (exact or near):
        message = _("看不懂“%(said)s”是哪一份清单。可以写：%(names)s。")
        names = "、".join(HEADED[k] for k in Kind)
        raise Refused("kind", message % {"said": said, "names": names}, field="kind")
    return (exact or near)[0]


HEADED: dict[Kind, str] = {
    Kind.SELF: "自治清单", Kind.ASSIST: "协助清单", Kind.NEGATIVE: "负面清单",
    Kind.PROOF_NO: "不得出具的证明", Kind.PROOF_YES: "可以出具的证明",
    Kind.TOWN_BASE: "基本履职", Kind.TOWN_WITH: "配合履职", Kind.TOWN_BACK: "收回",
}  # fmt: skip


def _both_ways(found: Read) -> list[tuple[int, str]]:
    """What is forbidden on one list and allowed on another of the same file."""
    wrong = []
    for no, yes in ((Kind.PROOF_NO, Kind.PROOF_YES), (Kind.NEGATIVE, Kind.ASSIST)):
        forbidden = {words_in.match_form(one.name): row for row, one in found.lines.get(no, [])}
        for row, one in found.lines.get(yes, []):
            first = forbidden.get(words_in.match_form(one.name))
            if first is not None:
                message = _("“%(name)s”在第 %(row)s 行写的是“%(other)s”，两份清单打架了。")
                facts = {"name": one.name, "row": first, "other": KIND_WORDS[no]}
                wrong.append((row, str(message % facts)))
    return wrong


def table(lines: Sequence[tuple[Kind, Line]]) -> list[list[str]]:
    """The rows of a table as it is written, and as it can be brought in again."""
    return [[HEADED[kind], *(getattr(one, c) for c in list(HEADINGS)[1:])] for kind, one in lines]


# ---- what the house is shipped with


@dataclass(frozen=True)
class Example:
    """The lines of a public source, to begin from. Nobody has checked them for this county."""

    kind: Kind
    source: str
    told: int
    note: Any


EXAMPLES: dict[Kind, Example] = {
    Kind.SELF: Example(
        Kind.SELF,
        "村民委员会组织法（2018年文本）第二十四条、第二十七条",
        10,
        _("2026年1月1日起有新文本，条号要重新核对；渝北的自治清单有23项，名称没有公开。"),
    ),
    Kind.PROOF_NO: Example(
        Kind.PROOF_NO,
        "民政部等六部门《关于改进和规范基层群众性自治组织出具证明工作的指导意见》（2020年4月）附件，第一批",
        20,
        _("名称按公开报道录入；应找哪个部门是一般做法，要按本县的办事指南核对。"),
    ),
}


def example(kind: Kind) -> list[Line]:
    """The lines shipped for this list, none where no public source names them."""
    path = files("yuanba.lists").joinpath("examples.csv")
    return read(path.read_bytes(), "examples.csv").of(kind) if kind in EXAMPLES else []


# ---- yuanba import lists


def run(
    path: Path,
    *,
    county: str = "",
    kind: str = "",
    source: str = "",
    since: date | None = None,
    told: int | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Take a file in: each list of it becomes an edition that waits to be checked by a person."""
    began = time.perf_counter()
    found = read(path, path.name, kind=_kind(kind, None) if kind else None)
    if told and len(found.lines) > 1:
        message = _("文件里有好几份清单，条数请空着，或者一份一份导入。")
        raise Refused("told", message, field="told")
    place, report = _county(county), Report(rows=found.rows, refused=found.wrong)
    today = clock.day_of(clock.now())
    standing, newest = queries.standing(place.pk, today), queries.newest(place.pk)
    for of in found.lines:
        rules.later(of, since=since or today, before=newest.get(of))
    for of, lines in found.lines.items():
        seen = rules.compare(_before(standing.get(of)), [line for _row, line in lines])
        report.made += len(seen.added)
        report.changed += len(seen.changed)
        report.unchanged += len(lines) - len(seen.added) - len(seen.changed)
    if found.wrong:
        report.made = report.changed = report.unchanged = 0  # whole or not at all
    elif not dry_run:
        for of in found.lines:
            acts.adopt(
                actor=FOUNDER, county_id=place.pk, kind=of, lines=found.of(of), source=source,
                since=since or today, told=told, now=clock.now(),
            )  # fmt: skip
    if progress is not None:
        progress(report.rows, report.rows)
    report.seconds = time.perf_counter() - began
    return report


def _before(edition: Edition | None) -> list[Line]:
    return [line.said for line in edition.lines.all()] if edition else []


def _county(said: str) -> Place:
    counties = list(places.counties()[:2]) if not said else []
    found = counties or [p for p in places.find(said) if p.kind == "county" and p.until is None]
    if len(found) != 1:
        message = _("请用 --county 写明是哪个区县（名称或者代码）。")
        raise Refused("county", message, field="county")
    return found[0]
