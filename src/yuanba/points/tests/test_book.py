"""The rule book: what a line may say, what points may never touch, versions that stand from a day on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.world import World
from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.councils import acts as councils
from yuanba.councils.tests.village import Village
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
    with pytest.raises(Refused, match="words_missing"):  # no procedure, and no word why
        acts.adopt_book(lines=lines, since=soon, **said, **village.go())
    said["unratified"] = "会开了，没有用本系统记"
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
    with pytest.raises(Refused, match="no_procedure"):
        acts.adopt_book(lines=lines, since=soon, procedure_id=1, **said, **village.go())
    for nobody in (world.gridworker, world.resident, world.neighbour_worker):
        with pytest.raises(Denied):
            acts.adopt_book(lines=lines, since=soon, **said, **village.go(actor=nobody))
    assert len(books.versions(world.village.pk)) == 2


def test_a_version_waits_for_the_council_s_decision_and_is_in_force_only_then(world: World):
    village = Points(world)
    hall = Village(world, households=2)
    question = hall.ready()
    lines, said = [replace(CLEAN, points=6, cap=6)], {"place_id": world.village.pk}
    book_ = acts.adopt_book(
        lines=lines, source="村民会议要定的", since=TODAY, procedure_id=question.pk, **said,
        **village.go(),
    )  # fmt: skip
    here, day = world.village.pk, TODAY + timedelta(days=30)
    assert (books.standing(here, day), books.waiting(here)) == (village.book, book_)
    with pytest.raises(Refused, match="not_decided"):
        acts.ratify_book(**said, **village.go())
    desk = Client()
    desk.force_login(world.worker)
    assert "还没有定，现在仍按原来的算" in desk.get("/desk/points/book/").content.decode()
    meeting = hall.begun(hall.called(question))
    many = [entry.n for entry in hall.lines(meeting)]
    hall.come(meeting, len(many))
    ballot = hall.voting(meeting, title="通过新的细则", choices=["通过", "不通过"])
    councils.hand_out(**hall.go(ballot_id=ballot.pk, entries=many))
    hall.stopped(ballot)
    hall.both_count(ballot, {1: len(many), 2: 0})
    hall.settled(ballot)
    hall.ended(meeting)
    later = meeting.starts_at + timedelta(hours=3)
    with pytest.raises(Denied):
        acts.ratify_book(actor=world.gridworker, now=later, **said)
    kept = acts.ratify_book(**said, **village.go(now=later))
    assert kept.since == clock.day_of(later)
    assert books.standing(here, clock.day_of(later)) == kept
    assert books.standing(here, clock.day_of(later) - timedelta(days=1)) == village.book
    assert books.waiting(here) is None
    with pytest.raises(Refused, match="nothing_waits"):
        acts.ratify_book(**said, **village.go(now=later))
    public = Client().get(f"/c/{here}/points").content.decode()
    assert "看怎么通过的" in public  # and leads to the certificate
