"""Which days a service day falls on."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.base.errors import Refused
from yuanba.places.rules import Calendar, Kind
from yuanba.service import rules
from yuanba.service.rules import Holiday, Planned, Rhythm

# National Day 2026 in the calendar of the tests: 1 to 7 October off, Saturday 10 October worked.
AUTUMN = Calendar(
    off=frozenset(date(2026, 10, d) for d in range(1, 8)),
    worked=frozenset({date(2026, 10, 10)}),
    settled=frozenset({2025, 2026, 2027}),
)
THURSDAYS = Rhythm(3, Holiday.SKIP, date(2026, 9, 1))
FROM, TO = date(2026, 9, 24), date(2026, 10, 15)


def held(rhythm, moved=None, start=FROM, end=TO):
    return [p.day for p in rules.days(rhythm, moved or {}, AUTUMN, start=start, end=end)]


def test_a_thursday_on_a_holiday_is_skipped():
    assert held(THURSDAYS) == [date(2026, 9, 24), date(2026, 10, 8), date(2026, 10, 15)]


def test_or_moves_to_the_next_day_that_is_worked_and_is_held_once():
    moves = Rhythm(3, Holiday.NEXT, date(2026, 9, 1))
    found = rules.days(moves, {}, AUTUMN, start=FROM, end=TO)
    # 1 October moves to the 8th, which is the next Thursday: one day, not two
    assert [p.day for p in found] == [date(2026, 9, 24), date(2026, 10, 8), date(2026, 10, 15)]
    tuesdays = Rhythm(1, Holiday.NEXT, date(2026, 9, 1))
    tuesday = rules.days(tuesdays, {}, AUTUMN, start=date(2026, 10, 5), end=date(2026, 10, 9))
    assert tuesday == [Planned(date(2026, 10, 8), date(2026, 10, 6))]


def test_an_exception_wins_over_the_calendar():
    assert date(2026, 9, 30) in held(THURSDAYS, {date(2026, 10, 1): date(2026, 9, 30)})
    assert date(2026, 10, 8) not in held(THURSDAYS, {date(2026, 10, 8): None})


def test_a_saturday_chosen_on_purpose_is_held_although_nobody_works():
    saturdays = Rhythm(5, Holiday.SKIP, date(2026, 9, 1))
    assert date(2026, 9, 26) in held(saturdays)
    assert date(2026, 10, 3) not in held(saturdays)  # a public holiday all the same


def test_a_rhythm_begins_and_ends():
    short = Rhythm(3, Holiday.SKIP, date(2026, 10, 8), date(2026, 10, 15))
    assert held(short) == [date(2026, 10, 8)]


@given(
    weekday=st.integers(0, 6),
    holiday=st.sampled_from(list(Holiday)),
    start=st.dates(date(2025, 1, 1), date(2027, 6, 1)),
    span=st.integers(0, 370),
)
def test_days_are_in_order_each_once_within_the_span_and_never_on_a_holiday(
    weekday, holiday, start, span
):
    rhythm = Rhythm(weekday, holiday, date(2024, 1, 1))
    found = rules.days(rhythm, {}, AUTUMN, start=start, end=start + timedelta(days=span))
    days = [p.day for p in found]
    assert days == sorted(set(days))
    assert all(start <= day <= start + timedelta(days=span) for day in days)
    assert not any(rules.rests(day, AUTUMN) for day in days)
    if holiday is Holiday.SKIP:
        assert all(day.weekday() == weekday for day in days)


@given(days=st.integers(0, 200))
def test_moving_a_day_neither_loses_nor_adds_one(days):
    day = date(2026, 11, 5) + timedelta(days=7 * (days % 20))
    to = day + timedelta(days=1 + days % 5)
    usual = held(THURSDAYS, {}, date(2026, 11, 1), date(2027, 4, 30))
    moved = held(THURSDAYS, {day: to}, date(2026, 11, 1), date(2027, 4, 30))
    expected = [to if d == day else d for d in usual]
    assert moved == sorted(expected)


def test_a_rhythm_is_set_by_a_county_or_township_with_hours_that_follow_each_other():
    go = {"weekday": 3, "opens": time(9), "closes": time(17), "kind": Kind.COUNTY}
    rules.arrange(**go)
    with pytest.raises(Refused, match="wrong_place"):
        rules.arrange(**go | {"kind": Kind.VILLAGE})
    with pytest.raises(Refused, match="hours"):
        rules.arrange(**go | {"closes": time(9)})


def test_yesterday_is_not_moved_and_a_day_is_not_moved_to_itself():
    today = date(2026, 11, 5)
    go = {"planned": True, "today": today, "reason": "全县大会"}
    with pytest.raises(Refused, match="past"):
        rules.change_day(day=date(2026, 11, 4), moved_to=None, **go)
    with pytest.raises(Refused, match="moved_to"):
        rules.change_day(day=today, moved_to=today, **go)
    with pytest.raises(Refused, match="not_a_day"):
        rules.change_day(day=today, moved_to=None, **go | {"planned": False})
