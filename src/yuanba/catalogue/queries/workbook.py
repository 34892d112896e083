"""An issue as a workbook: the county's table, the figures, the rows behind them. A number is a number."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from yuanba.base import clock
from yuanba.base.tables_out import Cell, Sheet
from yuanba.base.text import _
from yuanba.catalogue.models import Issue
from yuanba.catalogue.queries.words import Shown, cycle_words
from yuanba.catalogue.rules import figures as rules

HEADS = (
    _("公开事项"), _("依据"), _("内容要素"), _("时限"), _("主体"), _("渠道"), _("层级"),
    _("公示起止"), _("审核（监督委员会）"), _("公开内容"), _("更正"), _("异议和答复"), _("存档"),
)  # fmt: skip
MONEY = {"cost", "amount"}  # columns of yuan, kept as text so that no fen is lost


def items(issue: Issue, parts: Sequence[Shown]) -> tuple[list[str], list[list[Cell]]]:
    """In the columns of domain.md 13.1: heads and rows."""
    return [str(one) for one in HEADS], [_item(issue, one) for one in parts]


def _item(issue: Issue, one: Shown) -> list[Cell]:
    item = one.part.item
    hangs = f"{issue.hung_since} — {issue.hung_until}"
    reviewed = gettext("%(day)s 同意") % {"day": clock.day_of(issue.agreed_at or issue.drafted_at)}
    fixed = [f"{clock.day_of(c.at)} {c.words}" for c in one.corrections]
    asks = [f"{q.shown} → {q.answer or gettext('待答复')}" for q in one.asked]
    return [
        item.called, item.basis, item.tells, str(cycle_words(item.cycle)), item.by_whom, item.where_told,
        item.told_to, hangs, reviewed, one.words, "\n".join(fixed), "\n".join(asks), issue.archive,
    ]  # fmt: skip


def figures(parts: Sequence[Shown]) -> Sheet:
    """Each figure in a row of its own; empty where a count is too small to be shown."""
    head = [_("公开事项"), _("数"), _("多少"), _("单位"), _("怎么算的")]
    return Sheet(gettext("数字"), [str(one) for one in head], _figures(parts))


def _figures(parts: Sequence[Shown]) -> Iterator[list[Cell]]:
    for one in parts:
        for figure in rules.of_plain(one.part.drawn).figures:
            name, how = rules.FIGURES[figure.key]
            n: Any = figure.n
            if figure.unit == "元" and n is not None:
                n = Decimal(n) / 100
            yield [one.part.item.called, str(name), n, str(rules.UNITS[figure.unit]), str(how)]


def rows(parts: Sequence[Shown]) -> Iterator[Sheet]:
    """The rows behind the figures, a sheet for each item that has some."""
    for one in parts:
        told = rules.of_plain(one.part.drawn)
        if told.rows:
            heads = [str(rules.HEADS[key]) for key in told.heads]
            lines = [
                [_typed(key, cell) for key, cell in zip(told.heads, row, strict=False)]
                for row in told.rows
            ]
            yield Sheet(f"{one.part.item.code} {one.part.item.called}", heads, lines)


def _typed(key: str, cell: Any) -> Cell:
    return Decimal(cell) if key in MONEY else cell
