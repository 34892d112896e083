"""Shares of a whole, lots, tallies that cannot be. No database."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.councils.rules.counting import lots
from yuanba.councils.rules.counting.tallies import Tally
from yuanba.councils.rules.kinds import Measure
from yuanba.councils.rules.terms import Share

V = Measure.VOTES
HALF, TWO_THIRDS = Share(V, 1, 2, strict=True), Share(V, 2, 3, strict=False)


@pytest.mark.parametrize(
    ("count", "base", "share", "enough"),
    [
        (201, 400, HALF, True),
        (200, 400, HALF, False),
        (199, 400, HALF, False),
        (67, 100, TWO_THIRDS, True),
        (66, 100, TWO_THIRDS, False),
        (2, 3, TWO_THIRDS, True),
        (1, 1, HALF, True),
        (0, 0, TWO_THIRDS, False),  # nobody decides nothing
        (0, 5, Share(V, 0, 1, strict=False), True),
        (5, 5, Share(V, 1, 1, strict=False), True),
    ],
)
def test_bounds_are_met_in_whole_people(count, base, share, enough):
    assert share.met(count, base) is enough


@given(
    base=st.integers(1, 10**9),
    denominator=st.integers(1, 1000),
    part=st.integers(0, 1000),
    strict=st.booleans(),
)
def test_what_is_needed_is_the_least_that_is_enough(base, denominator, part, strict):
    share = Share(V, min(part, denominator), denominator, strict)
    needed = share.least(base)
    assert share.met(needed, base)
    assert needed == 0 or not share.met(needed - 1, base)
    part_of = Fraction(share.p, denominator)
    assert share.met(needed, base) == (
        Fraction(needed, base) > part_of if strict else Fraction(needed, base) >= part_of
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"votes": {"a": -1}, "ballots": 3},
        {"votes": {"a": 3}, "ballots": 3, "blank": 1},
        {"votes": {"a": 0}, "ballots": 3, "blank": 2, "spoiled": 2},
    ],
)
def test_a_tally_that_cannot_be_is_none(wrong):
    with pytest.raises(ValueError, match=r"tally|votes"):
        Tally(**wrong)


def test_the_lot_can_be_drawn_again_by_anybody():
    drawn = lots.draw("骰子 3 5 1", ["甲", "乙", "丙"])
    assert drawn == lots.draw("骰子 3 5 1", ["丙", "乙", "甲"])
    assert sorted(drawn.order) == sorted(["甲", "乙", "丙"])
    assert (drawn.first("甲乙"), drawn.last("甲乙")) in {("甲", "乙"), ("乙", "甲")}
    assert {lots.draw(str(n), "abc").order for n in range(200)} > {tuple("abc"), tuple("cba")}


def test_a_name_is_drawn_once():
    with pytest.raises(ValueError, match="twice"):
        lots.Lot(("甲", "甲"))
