from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.base.errors import Refused
from yuanba.places import official, rules
from yuanba.places.rules import SHANGHAI, Calendar, DayKind, Kind, Limit, Unit, due


def by_the_notices() -> Calendar:
    days = [day for year in (2025, 2026) for day in official.days_of(year)]
    return Calendar(
        off=frozenset(day for day, kind, _name in days if kind is DayKind.OFF),
        worked=frozenset(day for day, kind, _name in days if kind is DayKind.WORKED),
        settled=frozenset({2025, 2026}),
    )


CALENDAR = by_the_notices()
minutes = st.integers(0, 6 * 365 * 24 * 60)
moments = minutes.map(lambda n: datetime(2024, 1, 1, tzinfo=SHANGHAI) + timedelta(minutes=n))
units = st.sampled_from(Unit)
amounts = st.integers(0, 90)


def here(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)  # type: ignore[misc,arg-type]


def ends(start: datetime, amount: int, unit: Unit) -> datetime:
    return due(start, Limit(amount, unit), CALENDAR).at.astimezone(SHANGHAI)


def test_the_saturday_worked_for_the_holiday_counts():
    assert CALENDAR.after(date(2025, 9, 30), 3) == date(2025, 10, 11)


def test_the_first_day_is_not_counted_and_the_last_ends_at_midnight():
    assert ends(here(2026, 11, 23, 10), 1, Unit.WORKDAYS) == here(2026, 11, 24, 23, 59, 59)
    assert ends(here(2026, 11, 23, 10), 1, Unit.DAYS) == here(2026, 11, 24, 23, 59, 59)


def test_natural_days_that_end_in_the_spring_festival_end_after_it():
    assert ends(here(2026, 2, 10, 9), 7, Unit.DAYS).date() == date(2026, 2, 24)


def test_hours_run_through_the_night():
    assert ends(here(2026, 11, 27, 22), 24, Unit.HOURS) == here(2026, 11, 28, 22)


def test_working_hours_skip_noon_and_the_night():
    assert ends(here(2026, 11, 27, 11), 4, Unit.WORKHOURS) == here(2026, 11, 27, 17)
    assert ends(here(2026, 11, 27, 17), 1, Unit.WORKHOURS) == here(2026, 11, 30, 9)
    assert ends(here(2026, 11, 28, 3), 0, Unit.WORKHOURS) == here(2026, 11, 30, 8, 30)


def test_working_hours_count_a_quarter_past_exactly():
    assert ends(here(2026, 11, 23, 8, 45), 4, Unit.WORKHOURS) == here(2026, 11, 23, 14, 45)


@given(moments, units, amounts)
def test_a_longer_limit_is_never_earlier(start: datetime, unit: Unit, amount: int):
    shorter, longer = (due(start, Limit(n, unit), CALENDAR).at for n in (amount, amount + 1))
    assert shorter <= longer
    assert shorter >= start


@given(moments, st.sampled_from([Unit.DAYS, Unit.WORKDAYS]), amounts)
def test_no_limit_in_days_ends_on_a_rest_day(start: datetime, unit: Unit, amount: int):
    end = ends(start, amount, unit)
    assert CALENDAR.works(end.date())
    assert end.time() == time(23, 59, 59)


@given(moments, st.integers(1, 60))
def test_exactly_so_many_working_days_lie_between(start: datetime, amount: int):
    last, day, counted = ends(start, amount, Unit.WORKDAYS).date(), start.date(), 0
    while day < last:
        day += timedelta(days=1)
        counted += CALENDAR.works(day)
    assert counted == amount


@given(moments, amounts)
def test_working_hours_end_within_a_shift(start: datetime, amount: int):
    end = ends(start, amount, Unit.WORKHOURS)
    assert CALENDAR.works(end.date())
    assert any(opens <= end.time() <= shuts for opens, shuts in CALENDAR.shifts)


@given(moments, st.integers(1, 60))
def test_working_hours_are_counted_to_the_microsecond(start: datetime, amount: int):
    end, total, day = ends(start, amount, Unit.WORKHOURS), timedelta(0), start.date()
    while day <= end.date():
        for opens, shuts in CALENDAR.shifts if CALENDAR.works(day) else ():
            begin = max(start, datetime.combine(day, opens, SHANGHAI))
            stop = min(end, datetime.combine(day, shuts, SHANGHAI))
            total += max(timedelta(0), stop - begin)
        day += timedelta(days=1)
    assert total == timedelta(hours=amount)


@given(moments, units, amounts)
def test_a_limit_is_kept_in_utc(start: datetime, unit: Unit, amount: int):
    assert due(start, Limit(amount, unit), CALENDAR).at.tzinfo is UTC


def test_without_a_notice_the_fixed_holidays_rest_and_the_year_is_provisional():
    assert not CALENDAR.works(date(2027, 10, 1))
    assert not CALENDAR.works(date(2028, 5, 2))
    assert CALENDAR.works(date(2027, 10, 4))  # swapped days are not guessed
    assert due(here(2027, 1, 4, 9), Limit(1, Unit.WORKDAYS), CALENDAR).provisional
    assert due(here(2026, 12, 31, 9), Limit(2, Unit.DAYS), CALENDAR).provisional
    assert not due(here(2026, 11, 23, 9), Limit(15, Unit.WORKDAYS), CALENDAR).provisional


def test_hours_ask_no_calendar_and_are_never_provisional():
    assert not due(here(2027, 1, 4, 9), Limit(24, Unit.HOURS), CALENDAR).provisional


def test_the_second_of_may_is_a_holiday_since_2025():
    assert date(2024, 5, 2) not in rules.fixed_holidays(2024)
    assert date(2025, 5, 2) in rules.fixed_holidays(2025)


def test_a_settled_year_knows_only_its_notice():
    assert Calendar(settled=frozenset({2027})).works(date(2027, 10, 1))


@pytest.mark.parametrize(
    "shifts", [(), ((time(9), time(9)),), ((time(14), time(17)), (time(8), time(12)))]
)
def test_shifts_that_make_no_day_are_a_mistake(shifts):
    with pytest.raises(ValueError, match="shifts"):
        Calendar(shifts=shifts)


def test_every_kind_has_its_place_in_the_tree():
    assert set(rules.UNDER) == set(Kind)
    rules.stands_under(Kind.BUILDING, Kind.COURTYARD)
    for parent in Kind:
        with pytest.raises(Refused, match="wrong_parent"):
            rules.stands_under(Kind.COUNTY, parent)


@pytest.mark.parametrize("name", ["", "  ", "柳\x00湾", "村" * 81])
def test_a_place_needs_a_name_that_can_be_read(name: str):
    with pytest.raises(Refused, match="name_"):
        rules.named(name, [])


@pytest.mark.parametrize("code", [("x", "2023", "1"), ("stat", "", "1"), ("stat", "2023", "一号")])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(Refused):
        rules.coded(*code)
