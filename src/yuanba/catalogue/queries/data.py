"""开放数据: what hangs on the board of a village, and the figures of a township or county, as rows for a
program, with the dictionary of every key."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from yuanba.base.text import _
from yuanba.catalogue.models import Issue, Part
from yuanba.catalogue.queries.over import Summed, summed
from yuanba.catalogue.rules import figures, periods
from yuanba.catalogue.rules.figures import Figure
from yuanba.catalogue.rules.issues import OUT
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM

VERSION = "2"
MOST = 600
COLUMNS = (
    "issue", "cycle", "since", "until", "published", "item", "name", "figure", "value", "unit",
)  # fmt: skip
COLUMNS_OVER = (
    "place", "name", "kind", "since", "until", "section", "figure", "value", "unit",
)  # fmt: skip
# Every key that stands in a document, and every column of a table: what it means.
KEYS: dict[str, Any] = {
    "version": _("这份格式的版本"), "terms": _("怎么用"), "dictionary": _("数据字典，就是这里"),
    "place": _("哪个地方"), "id": _("编号，一直不变"), "name": _("名称"), "kind": _("哪一级，或者按月、按季度、按年"),
    "items": _("贴出来的每一项"), "issue": _("哪一期"), "cycle": _("每月、每季度还是随时"),
    "since": _("第一天"), "until": _("最后一天的后一天"), "published": _("什么时候公开的"),
    "item": _("目录里的编号"), "words": _("贴出来的文字"), "by_hand": _("是不是手工填写的"),
    "figures": _("数，没有的是空"), "columns": _("每一列是什么"), "rows": _("数后面的一行一行"),
    "cut": _("还有几行没列"), "corrections": _("后来的更正"), "period": _("哪一段日子"),
    "sections": _("办了、花了、定了各一段"), "section": _("哪一段"), "parts": _("下面每一处的同一个数"),
    "figure": _("哪个数"), "value": _("数值"), "unit": _("单位"), "units": _("单位是什么意思"),
    "money": _("钱怎么写"), "null": _("空是什么意思"), "keys": _("每个键是什么意思"),
    "counted": _("怎么算的"),
}  # fmt: skip
SMALL = _("不满 5 户的不写数；各处加起来的，有一处不写就都不写")
TERMS = _("贴出来的每一个数，随便用，注明出处就行。")


def of(place: Place, period: str, today: date) -> dict[str, Any]:
    """What is published of a village; the figures of a township or county in this period. Thirteen statements
    at most."""
    if place.kind in BOTTOM:
        return document(place, published(place))
    kind, since, until = periods.span_of(period, today)
    return document_over(place, summed(place, since, until), kind, since, until)


def published(place: Place) -> list[Part]:
    """Two statements."""
    rows = Part.objects.filter(issue__place=place, issue__state__in=sorted(OUT))
    found = rows.select_related("issue__procedure", "item").prefetch_related("corrections")
    return list(found.order_by("-issue__until", "-issue_id", "item__code")[:MOST])


def lines(parts: Sequence[Part]) -> Iterator[list[Any]]:
    """A row for each figure. Money in fen; a count that is too small to be shown stays empty."""
    for part in parts:
        issue, told = part.issue, figures.of_plain(part.drawn)
        head = [
            str(issue.pk), issue.cycle, issue.since, issue.until, issue.published_at,
            part.item.code, part.item.name,
        ]  # fmt: skip
        for one in told.figures:
            yield [*head, one.key, one.n, _unit(one)]


def document(place: Place, parts: Sequence[Part]) -> dict[str, Any]:
    """The same with words, rows and corrections, and the dictionary of every key."""
    return _headed(place) | {"items": [_item(part) for part in parts]}


def lines_over(
    place: Place, found: Sequence[Summed], since: date, until: date
) -> Iterator[list[Any]]:
    """The figures of a township or county and of each place below it. A figure that is not shown on the page
    is empty here; what a place does not keep has no row."""
    for one in found:
        for where, told in [(place, one.figures), *((p.place, p.figures) for p in one.parts)]:
            head = [str(where.pk), where.name, where.kind, since, until, str(one.draws)]
            for figure in told:
                yield [*head, figure.key, figure.n, _unit(figure)]


def document_over(
    place: Place, found: Sequence[Summed], kind: str, since: date, until: date
) -> dict[str, Any]:
    """The same, with how it is counted."""
    return _headed(place) | {
        "period": {"kind": kind, "since": str(since), "until": str(until)},
        "sections": [
            {
                "section": str(one.draws),
                "name": str(figures.SECTIONS[one.draws]),
                "figures": _plain(one.figures),
                "parts": [
                    {"place": _place(p.place), "figures": _plain(p.figures)} for p in one.parts
                ],
            }
            for one in found
        ],
    }


def _headed(place: Place) -> dict[str, Any]:
    return {
        "version": VERSION,
        "terms": str(TERMS),
        "place": _place(place),
        "dictionary": {
            "figures": {
                key: {"name": str(name), "counted": str(how)}
                for key, (name, how) in figures.FIGURES.items()
            },
            "columns": {key: str(name) for key, name in figures.HEADS.items()},
            "keys": {key: str(what) for key, what in KEYS.items()},
            "units": {key: str(name) for key, name in figures.UNITS.items()}
            | {"fen": str(_("分（0.01 元）"))},
            "money": str(_("分（0.01 元）")),
            "null": str(SMALL),
        },
    }


def _place(place: Place) -> dict[str, str]:
    return {"id": str(place.pk), "name": place.name, "kind": place.kind}


def _plain(found: Sequence[Figure]) -> dict[str, int | None] | None:
    return {one.key: one.n for one in found} or None


def _unit(one: Figure) -> str:
    return "fen" if one.unit == "元" else one.unit


def _item(part: Part) -> dict[str, Any]:
    told = figures.of_plain(part.drawn)
    issue: Issue = part.issue
    return {
        "issue": str(issue.pk),
        "cycle": issue.cycle,
        "since": str(issue.since),
        "until": str(issue.until),
        "published": issue.published_at.isoformat() if issue.published_at else "",
        "item": part.item.code,
        "name": part.item.name,
        "words": part.words,
        "by_hand": bool(told.missing),
        "figures": _plain(told.figures) or {},
        "columns": told.heads,
        "rows": told.rows,
        "cut": told.cut,
        "corrections": [c.words for c in part.corrections.all()],
    }
