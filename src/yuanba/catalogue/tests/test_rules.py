"""The days of a year, the words that hold no figure of their own, the way of an issue."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from yuanba.base.errors import Refused
from yuanba.catalogue.rules import figures, issues, items
from yuanba.catalogue.rules.figures import Drawn, Figure
from yuanba.catalogue.rules.issues import State
from yuanba.catalogue.rules.items import Cycle, Draws, Slot
from yuanba.places.rules import Calendar

TERMS = items.shipped().terms
CALENDAR = Calendar()


def test_the_catalogue_that_is_shipped_passes_its_own_rules_and_says_where_its_days_are_from():
    told = items.shipped()
    kept, days, source = items.catalogue(
        told.items, told.terms, year=2026, source=told.source, today=date(2026, 9, 24)
    )
    assert (days.month_day, days.once_days, days.board_days, days.answer_days) == (15, 10, 10, 3)
    assert len(kept) == 11
    assert "第三十、三十一" in source


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "一"}, "code"), ({"basis": " "}, "basis"), ({"keep_years": 0}, "keep_years"),
        ({"board_days": 0}, "board_days"), ({"board_days": 61}, "board_days"),
        ({"cycle": Cycle.ONCE, "draws": Draws.MATTERS}, "draws"),
    ],
)  # fmt: skip
def test_an_item_that_cannot_be(change: dict[str, Any], field: str):
    with pytest.raises(Refused) as no:
        items.item(replace(items.shipped().items[0], **change))
    assert no.value.field == field


def test_days_that_cannot_be_and_a_code_twice():
    told = items.shipped()
    with pytest.raises(Refused) as no:
        items.terms(replace(told.terms, month_day=29))
    assert no.value.field == "month_day"
    with pytest.raises(Refused, match="code_twice"):
        items.catalogue(
            [*told.items, told.items[0]], told.terms, year=2026, source="x1", today=date(2026, 9, 1)
        )
    with pytest.raises(Refused, match="year_odd"):
        items.catalogue(told.items, told.terms, year=2030, source="x1", today=date(2026, 9, 1))


@pytest.mark.parametrize(
    ("cycle", "day", "due"),
    [
        (Cycle.MONTH, date(2026, 11, 20), date(2026, 12, 15)),
        (Cycle.MONTH, date(2026, 7, 1), date(2026, 8, 17)),  # the 15th is a Saturday
        (Cycle.QUARTER, date(2026, 12, 31), date(2027, 1, 15)),
        (Cycle.QUARTER, date(2026, 5, 5), date(2026, 7, 15)),
    ],
)
def test_by_which_day_an_issue_is_published(cycle: Cycle, day: date, due: date):
    slot = items.slot(cycle, day, TERMS, CALENDAR)
    assert slot.since <= day < slot.until
    assert slot.due == due


def test_the_plan_of_a_year_holds_each_month_and_quarter_once():
    plan = items.plan(2026, TERMS, CALENDAR, [Cycle.MONTH, Cycle.QUARTER])
    assert len(plan) == 16
    assert plan == sorted(plan, key=lambda one: (one.due, one.cycle))
    months = [one for one in plan if one.cycle is Cycle.MONTH]
    assert all(isinstance(one, Slot) for one in months)
    assert {one.since.month for one in months} == set(range(1, 13))
    assert len(items.plan(2026, TERMS, CALENDAR, [Cycle.QUARTER, Cycle.ONCE])) == 4


DRAWN = Drawn(
    figures=[Figure("received", 38, "件"), Figure("cost", 1234500, "元")],
    heads=["title", "day"], rows=[["村口3盏灯", "2026-11-09"]],
    words="2026年11月，大家说了38件事。",
)  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "十一月大家说了38件事，一件一件都在下面。", "说了三十八件，花了12,345元。",
        "１１月９日装了3盏灯，一共12345.00元。", "大家说的都办了。",
    ],
)  # fmt: skip
def test_words_may_be_edited(words: str):
    figures.no_other_figures(
        words, drawn=DRAWN, drafted=DRAWN.words, days=[date(2026, 11, 1), date(2026, 11, 30)]
    )


@pytest.mark.parametrize(
    "words", ["大家说了40件事。", "说了四十件。", "花了1万2千元", "花了１２３４６元", "办完37.5%"]
)
def test_a_figure_from_the_keyboard_is_refused(words: str):
    with pytest.raises(Refused, match="other_figure"):
        figures.no_other_figures(
            words, drawn=DRAWN, drafted=DRAWN.words, days=[date(2026, 11, 1), date(2026, 11, 30)]
        )


def test_few_homes_are_not_counted_in_public():
    assert [figures.small(n) for n in (0, 1, 4, 5)] == [0, None, None, 5]
    assert Figure("homes", None, "户").shown == "不满 5"
    assert Figure("cost", 1234500, "元").shown == "12,345.00"
    assert figures.of_plain(DRAWN.plain()) == DRAWN


def test_nobody_reviews_what_he_sent_and_an_objection_says_what_is_wrong():
    with pytest.raises(Refused, match="second_person"):
        issues.review(state=State.SENT, agree=True, words="", reviewer=1, sender=1)
    with pytest.raises(Refused) as no:
        issues.review(state=State.SENT, agree=False, words=" ", reviewer=2, sender=1)
    assert no.value.field == "words"
    with pytest.raises(Refused, match="wrong_state"):
        issues.review(state=State.DRAFT, agree=True, words="", reviewer=2, sender=1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"agreed": 2}, "no_majority"), ({"agreed": 5}, "agreed_odd"),
        ({"present": 0}, "present_odd"), ({"on": date(2026, 9, 25)}, "on_future"),
        ({"on": date(2026, 9, 20)}, "on_before"), ({"state": State.SENT}, "wrong_state"),
    ],
)  # fmt: skip
def test_the_committee_decides_with_most_of_those_who_came(change: dict[str, Any], code: str):
    said: dict[str, Any] = {
        "state": State.AGREED,
        "on": date(2026, 9, 24),
        "present": 4,
        "agreed": 3,
    }
    said |= {"today": date(2026, 9, 24), "sent": date(2026, 9, 23)}
    with pytest.raises(Refused, match=code):
        issues.decide(**(said | change))
    assert issues.decide(**said) is State.DECIDED


def test_words_for_everybody_hold_no_telephone():
    with pytest.raises(Refused, match="personal"):
        issues.said("找13800000126问", field="words", ask="")
