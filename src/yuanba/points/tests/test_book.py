"""The rule book: what a line may say, what points may never touch, versions that stand from a day on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.world import World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.points import acts
from yuanba.points.queries import books
from yuanba.points.rules import book
from yuanba.points.rules.book import Checker, Evidence, Line, Period
from yuanba.points.tests.village import TODAY, Points

CLEAN = Line("E1", "院坝干净", 5, 5, Period.MONTH, Evidence.PHOTO, Checker.GRID, "村民会议")


def test_the_book_that_is_shipped_passes_its_own_rules():
    lines, source = book.shipped()
    kept, _said = book.book(lines, source=source, since=TODAY, today=TODAY)
    assert [one.code for one in kept if one.points < 0] == ["N1", "N2"]
    assert len(kept) == 19


@pytest.mark.parametrize(
    "name",
    [
        "积分满100优先评低保", "低 保 户打扫卫生", "按时交医保", "交养老金", "投票一次", "参加选举",
        "不上访", "投诉村干部", "提意见", "还清欠债", "入学加分", "積分換土地分配", "特-困",
    ],
)  # fmt: skip
def test_a_forbidden_link_is_refused_with_its_clause(name: str):
    with pytest.raises(Refused, match="forbidden_link") as no:
        book.line(replace(CLEAN, name=name))
    assert "第二十七条" in str(no.value.message) or "49号" in str(no.value.message)
    assert no.value.field == "name"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"points": 0}, "points_odd"),
        ({"points": 10**18}, "points_odd"),
        ({"points": -51}, "points_odd"),
        ({"cap": 4}, "cap_odd"),
        ({"cap": None}, "cap_odd"),
        ({"cap": 5, "period": Period.EACH}, "cap_odd"),
        ({"points": -5}, "council_alone"),
        ({"code": "一"}, "code_odd"),
        ({"name": " "}, "words_missing"),
        ({"source": ""}, "words_missing"),
    ],
)
def test_a_line_that_cannot_be(change: dict[str, object], code: str):
    with pytest.raises(Refused, match=code):
        book.line(replace(CLEAN, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "first", "after"),
    [
        (date(2026, 11, 30), date(2026, 10, 1), date(2027, 1, 1)),
        (date(2026, 2, 1), date(2026, 1, 1), date(2026, 4, 1)),
    ],
)
def test_a_quarter_ends_with_its_last_month(day: date, first: date, after: date):
    assert book.period_of(Period.QUARTER, day) == (first, after)


def test_december_ends_with_the_year():
    month = book.period_of(Period.MONTH, date(2026, 12, 31))
    assert month == (date(2026, 12, 1), date(2027, 1, 1))


def test_a_village_takes_a_book_over_and_another_version_later(world: World):
    village = Points(world)
    lines = [replace(CLEAN, points=6, cap=6)]
    soon = TODAY + timedelta(days=10)
    said = {"place_id": world.village.pk, "source": "村民会议9月24日通过"}
    second = acts.adopt_book(lines=lines, since=soon, **said, **village.go())
    assert (second.n, [r.act for r in records.about(second)]) == (2, ["points.adopt_book"])
    first = books.standing(world.village.pk, TODAY)
    assert first is not None
    assert first.n == 1
    assert books.standing(world.village.pk, soon) == second
    assert books.coming(world.village.pk, TODAY) == second
    with pytest.raises(Refused, match="since_before_last"):
        acts.adopt_book(lines=lines, since=TODAY, **said, **village.go())
    with pytest.raises(Refused, match="code_twice"):
        acts.adopt_book(lines=lines * 2, since=soon, **said, **village.go())
    with pytest.raises(Refused, match="since_past"):
        acts.adopt_book(lines=lines, since=TODAY - timedelta(days=1), **said, **village.go())
    with pytest.raises(Refused, match="procedure_not_done"):
        acts.adopt_book(lines=lines, since=soon, procedure_id=1, **said, **village.go())
    for nobody in (world.gridworker, world.resident, world.neighbour_worker):
        with pytest.raises(Denied):
            acts.adopt_book(lines=lines, since=soon, **said, **village.go(actor=nobody))
    assert len(books.versions(world.village.pk)) == 2
