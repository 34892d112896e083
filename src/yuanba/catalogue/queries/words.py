"""How an issue is called, and its steps as everybody reads them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import dateformat
from django.utils.translation import gettext

from yuanba.base.masking import mask
from yuanba.base.text import _
from yuanba.catalogue.models import Issue, Part
from yuanba.catalogue.queries import vouchers
from yuanba.catalogue.rules import figures, spoken
from yuanba.catalogue.rules.issues import State
from yuanba.catalogue.rules.items import CYCLE_WORDS, Cycle, Slot
from yuanba.matters.queries.words import day
from yuanba.places.rules import Kind

LATE_WORDS: dict[str, Any] = {
    "none": _("到期还没起草"),
    "issue": _("到期还没公开"),
    "once": _("该马上公开的还没公开"),
    "review": _("监督委员会还没看完"),
    "reply": _("监督委员会的意见还没答复"),
    "asked": _("群众的疑问还没答复"),
    "above": _("请镇街再看的还没答复"),
}


def period(cycle: str, since: date) -> str:
    """2026年11月, 2026年第4季度, 11月20日."""
    if cycle == Cycle.MONTH:
        return dateformat.format(since, gettext("Y年n月"))
    if cycle == Cycle.QUARTER:
        said = {"year": since.year, "n": (since.month + 2) // 3}
        return gettext("%(year)s年第%(n)s季度") % said
    return dateformat.format(since, gettext("Y年n月j日"))


def title(issue: Issue) -> str:
    if issue.procedure is not None:
        return gettext("随时公开：%(title)s") % {"title": mask(issue.procedure.title)}
    when = period(issue.cycle, issue.since)
    if issue.cycle == Cycle.ONCE:
        return gettext("随时公开：%(when)s") % {"when": when}
    return gettext("%(when)s公开") % {"when": when}


def slot_title(slot: Slot) -> str:
    return slot_named(slot.cycle, slot.since)


def slot_named(cycle: str, since: date) -> str:
    return gettext("%(when)s公开") % {"when": period(cycle, since)}


def cycle_words(cycle: str) -> Any:
    return CYCLE_WORDS[Cycle(cycle)]


def steps(issue: Issue) -> list[dict[str, Any]]:
    """Plan, review, decision, publication, archive: for base/steps.html."""
    state = State(issue.state)
    order = list(State)
    at = order.index(state)
    rows: list[tuple[Any, str, bool, bool]] = [
        (gettext("起草"), day(issue.drafted_at), at > 0, state is State.DRAFT),
        (
            gettext("监督委员会审查"),
            day(issue.agreed_at) if issue.agreed_at else "",
            at >= order.index(State.AGREED),
            state in {State.SENT, State.OBJECTED},
        ),
        (
            gettext("村（居）委会定"),
            _decided(issue),
            at >= order.index(State.DECIDED),
            state is State.AGREED,
        ),
        (
            gettext("公开张贴"),
            _hangs(issue),
            at >= order.index(State.PUBLISHED),
            state is State.DECIDED,
        ),
        (gettext("存档"), issue.archive, state is State.ARCHIVED, state is State.PUBLISHED),
    ]
    return [
        {"title": name, "meta": meta, "state": "done" if done else "now" if now else ""}
        for name, meta, done, now in rows
    ]


def _decided(issue: Issue) -> str:
    if issue.decided_on is None:
        return ""
    said = {"day": day(issue.decided_on), "present": issue.present, "agreed": issue.agreed}
    return gettext("%(day)s议定：到会 %(present)s 人，同意 %(agreed)s 人") % said


def _hangs(issue: Issue) -> str:
    if issue.hung_since is None or issue.hung_until is None:
        return ""
    said = {"a": day(issue.hung_since), "b": day(issue.hung_until), "where": issue.where}
    return gettext("%(a)s至%(b)s，%(where)s") % said


@dataclass(frozen=True)
class Table:
    """The rows behind the figures, as they are shown."""

    heads: list[Any]
    rows: list[tuple[list[str], str]]  # cells, and the link of the proof
    cut: int
    first: str  # which column comes first: the sheet keeps a number on one line


@dataclass(frozen=True)
class Shown:
    """One item as everybody reads it."""

    part: Part
    words: str
    figures: list[tuple[Any, str, Any, Any]]  # name, value, unit, how it is counted
    table: Table | None
    typed: bool  # written by hand: no ledger here holds it

    @property
    def papers(self) -> list[vouchers.Shown]:
        return vouchers.of(self.part)

    @property
    def counted(self) -> vouchers.Counted | None:
        return vouchers.counted(self.part.vouchers.all())

    @property
    def corrections(self) -> list[Any]:
        return list(self.part.corrections.all())

    @property
    def asked(self) -> list[Any]:
        return list(self.part.asked.all())


@dataclass(frozen=True)
class Fresh:
    """An item as it would be drafted now: no issue, no words of people."""

    words: str
    figures: list[tuple[Any, str, Any, Any]]
    table: Table | None
    typed: bool


def drawn(told: figures.Drawn) -> Fresh:
    return Fresh(told.words, figures_of(told.figures), _table(told), bool(told.missing))


def figures_of(told: Iterable[figures.Figure]) -> list[tuple[Any, str, Any, Any]]:
    """Name, value, unit, and how it is counted."""
    return [
        (figures.FIGURES[f.key][0], f.shown, figures.UNITS[f.unit], figures.FIGURES[f.key][1])
        for f in told
    ]


def shown(part: Part) -> Shown:
    drawn = figures.of_plain(part.drawn)
    return Shown(
        part=part,
        words=part.words,
        figures=figures_of(drawn.figures),
        table=_table(drawn),
        typed=bool(drawn.missing),
    )


def _table(drawn: figures.Drawn) -> Table | None:
    if not drawn.rows:
        return None
    links = [*drawn.links, *[""] * (len(drawn.rows) - len(drawn.links))]
    rows = [
        ([_cell(head, c) for head, c in zip(drawn.heads, row, strict=False)], to)
        for row, to in zip(drawn.rows, links, strict=False)
    ]
    return Table([figures.HEADS[h] for h in drawn.heads], rows, drawn.cut, drawn.heads[0])


def _cell(head: str, cell: Any) -> str:
    """As people read it: a day is kept as 2026-11-26."""
    if head == "day" and cell:
        return day(date.fromisoformat(cell))
    if head == "kind":
        return gettext(cell)  # the house's own word for a kind of place
    return str(figures.CELLS.get(cell, cell))


def script(issue: Issue, parts: list[Shown]) -> Iterator[str]:
    """广播稿: plain sentences, one a line, every number as it is spoken, in the language the issue is written
    in (Chinese)."""
    return map(spoken.aloud, _lines(issue, parts))


def _lines(issue: Issue, parts: list[Shown]) -> Iterator[str]:
    last = issue.until - timedelta(days=1)
    rural = issue.place.kind == Kind.VILLAGE
    people, where = ("乡亲", "村里") if rural else ("居民", "社区")
    yield f"{issue.place.name}的各位{people}，现在念{_spoken(issue, last)}的公开内容，一共{len(parts)}项。"
    for n, one in enumerate(parts, 1):
        words = one.words.removeprefix(f"{_spoken(issue, last)}，")  # said once, at the beginning
        yield f"第{n}项，{one.part.item.name}。{words}"
        for correction in one.corrections:
            yield f"更正一处：{correction.words}"
    if issue.hung_until is not None:
        until = f"{issue.hung_until.month}月{issue.hung_until.day}日"
        yield f"纸贴在{issue.where}，贴到{until}。"
    days = issue.catalogue.answer_days
    yield f"哪一项不明白、觉得不对，到{where}问，或者在手机上点“有疑问，问一句”，{days}天内答复。"


def _spoken(issue: Issue, last: date) -> str:
    if issue.procedure is not None:
        return mask(issue.procedure.title)
    if issue.cycle == Cycle.MONTH:
        return f"{issue.since.year}年{issue.since.month}月"
    if issue.cycle == Cycle.QUARTER:
        return f"{issue.since.year}年{issue.since.month}月至{last.month}月"
    return f"{issue.since.year}年{issue.since.month}月{issue.since.day}日"
