"""A clock that stops and goes on: nothing is gained, nothing is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yuanba.places.rules import SHANGHAI, Calendar, Limit, Unit, due
from yuanba.places.running import SECOND, advance, due_with, elapsed, midnight

# Autumn 2026: the festival of 25 September, the National Day week, Sunday 20 September and Saturday
# 10 October are worked for it.
AUTUMN = Calendar(
    off=frozenset({date(2026, 9, 25)} | {date(2026, 10, d) for d in range(1, 8)}),
    worked=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    settled=frozenset({2026, 2027}),
)
SPRING = Calendar(settled=frozenset({2026, 2027}))

unhurried = settings(deadline=None)  # a busy machine is no failure
moments = st.integers(0, 92 * 24 * 3600).map(
    lambda seconds: datetime(2026, 8, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
limits = st.one_of(
    st.builds(Limit, st.integers(1, 30), st.just(Unit.WORKDAYS)),
    st.builds(Limit, st.integers(1, 40), st.just(Unit.DAYS)),
    st.builds(Limit, st.integers(1, 60), st.just(Unit.WORKHOURS)),
    st.builds(Limit, st.integers(1, 200), st.just(Unit.HOURS)),
)
gaps = st.lists(st.integers(1, 60 * 24 * 20), min_size=2, max_size=8)  # minutes


def shanghai(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def end_of(day: int, month: int = 9) -> datetime:
    return midnight(date(2026, month, day) + timedelta(days=1)) - SECOND


def stops_from(start: datetime, minutes: list[int]) -> list[tuple[datetime, datetime]]:
    """Running, standing, running, standing … from `start` on."""
    at, edges = start, []
    for gap in minutes:
        at += timedelta(minutes=gap)
        edges.append(at)
    return list(zip(edges[::2], edges[1::2], strict=False))


def tail(limit: Limit) -> timedelta:
    return SECOND if limit.unit in (Unit.DAYS, Unit.WORKDAYS) else timedelta(0)


@unhurried
@given(moments, limits)
def test_a_clock_that_never_stops_ends_where_it_always_did(start, limit):
    assert due_with(start, limit, [], AUTUMN) == due(start, limit, AUTUMN)


@unhurried
@given(moments, limits, st.integers(0, 60 * 24 * 40), st.integers(1, 60 * 24 * 30))
def test_what_was_left_at_the_stop_is_left_when_it_goes_on(start, limit, until, stood):
    if limit.unit is Unit.DAYS:
        return  # below: natural days also end on a worked day
    a = start + timedelta(minutes=until)
    b = a + timedelta(minutes=stood)
    before = due_with(start, limit, [], AUTUMN).at + tail(limit)
    after = due_with(start, limit, [(a, b)], AUTUMN).at + tail(limit)
    if a >= before:
        assert after == before, "late stays late"
    else:
        left = elapsed(limit.unit, a, before, AUTUMN)
        assert elapsed(limit.unit, b, after, AUTUMN) == left > timedelta(0)


@unhurried
@given(moments, limits, gaps)
def test_however_often_it_stops_the_time_that_ran_is_the_time_that_was_promised(
    start, limit, minutes
):
    stops = stops_from(start, minutes)
    plain = due_with(start, limit, [], SPRING).at + tail(limit)
    end = due_with(start, limit, stops, SPRING).at + tail(limit)
    counted = [(a, min(b, end)) for a, b in stops if a < end]
    ran = elapsed(limit.unit, start, end, SPRING) - sum(
        (elapsed(limit.unit, a, b, SPRING) for a, b in counted), timedelta(0)
    )
    promised = elapsed(limit.unit, start, plain, SPRING)
    if limit.unit is Unit.DAYS:  # moved off a weekend at most, never short
        raw = midnight(start.astimezone(SHANGHAI).date() + timedelta(days=limit.amount + 1)) - start
        assert raw <= ran <= raw + timedelta(days=2) * (len(counted) + 1)
        assert SPRING.works((end - SECOND).astimezone(SHANGHAI).date())
    else:
        assert ran == promised


@unhurried
@given(moments, limits, gaps)
def test_a_stop_never_brings_the_end_nearer(start, limit, minutes):
    stops = stops_from(start, minutes)
    ends = [due_with(start, limit, stops[:n], AUTUMN).at for n in range(len(stops) + 1)]
    assert ends == sorted(ends)


@unhurried
@given(moments, limits, st.integers(0, 60 * 24 * 20), st.integers(1, 60 * 24 * 9))
def test_two_stops_back_to_back_are_one(start, limit, until, stood):
    a = start + timedelta(minutes=until)
    b, c = a + timedelta(minutes=stood), a + timedelta(minutes=2 * stood)
    one = due_with(start, limit, [(a, c)], AUTUMN)
    two = due_with(start, limit, [(a, b), (b, c)], AUTUMN)
    if limit.unit is Unit.DAYS:
        assert abs(two.at - one.at) <= timedelta(days=9), "only the day of rest it ends on"
    else:
        assert one == two


@unhurried
@given(st.sampled_from(list(Unit)), moments, st.integers(0, 60 * 24 * 30))
def test_going_on_and_measuring_are_each_other_s_mirror(unit, start, minutes):
    left = timedelta(minutes=minutes)
    assert elapsed(unit, start, advance(unit, start, left, AUTUMN), AUTUMN) == left


def test_a_stop_of_two_worked_days_moves_the_end_by_two_worked_days():
    start, limit = shanghai(9, 14, 10), Limit(5, Unit.WORKDAYS)
    assert due(start, limit, AUTUMN).at == end_of(20)  # a Sunday that is worked
    moved = due_with(start, limit, [(shanghai(9, 15), shanghai(9, 17))], AUTUMN)
    assert moved.at == end_of(22)


@pytest.mark.parametrize(
    ("stop", "ends"),
    [
        # 22 and 23 September stood; 24, 28 and 29 are the next three that are worked
        ((shanghai(9, 22), shanghai(9, 24)), end_of(29)),
        # only the 24th was left; the festival and the weekend in the stop were never running
        ((shanghai(9, 24), shanghai(9, 28)), end_of(28)),
    ],
)
def test_a_holiday_inside_a_stop_is_not_counted_twice(stop, ends):
    start, limit = shanghai(9, 21, 9), Limit(3, Unit.WORKDAYS)
    assert due(start, limit, AUTUMN).at == end_of(24)
    assert due_with(start, limit, [stop], AUTUMN).at == ends


def test_a_make_up_saturday_inside_a_stop_is_a_day_that_stood():
    start, limit = shanghai(10, 8, 9), Limit(2, Unit.WORKDAYS)  # Friday 9, Saturday 10
    assert due(start, limit, AUTUMN).at == end_of(10, 10)
    moved = due_with(start, limit, [(shanghai(10, 9, 12), shanghai(10, 11))], AUTUMN).at
    # half of Friday and the whole Saturday are left: they run from Monday on
    assert moved == shanghai(10, 13, 12) - SECOND


def test_working_hours_stand_still_overnight_and_in_a_stop():
    start, limit = shanghai(9, 21, 9), Limit(4, Unit.WORKHOURS)  # to 15:00 the same day
    assert due(start, limit, AUTUMN).at == shanghai(9, 21, 15)
    moved = due_with(start, limit, [(shanghai(9, 21, 11), shanghai(9, 22, 16))], AUTUMN).at
    assert moved == shanghai(9, 23, 9)  # two hours left: 16:00 to 17:30, 8:30 to 9:00


def test_a_stop_that_began_when_it_was_late_heals_nothing():
    start, limit = shanghai(9, 21, 9), Limit(1, Unit.WORKDAYS)
    plain = due(start, limit, AUTUMN)
    assert due_with(start, limit, [(shanghai(9, 23), shanghai(9, 30))], AUTUMN) == plain


def test_a_stop_before_the_clock_began_is_cut_at_its_beginning():
    start, limit = shanghai(9, 21, 9), Limit(6, Unit.HOURS)
    moved = due_with(start, limit, [(shanghai(9, 20), shanghai(9, 21, 11))], AUTUMN).at
    assert moved == shanghai(9, 21, 17)
