"""Owners decide by area and by heads (Civil Code art. 278, domain.md O1 and O2). No database."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.base.errors import Refused
from yuanba.councils.rules.counting import owners
from yuanba.councils.rules.counting.owners import Answer, Flat, Rule
from yuanba.councils.rules.counting.thresholds import Threshold

TWO_THIRDS, HALF = Threshold(2, 3, strict=False), Threshold(1, 2, strict=True)
QUARTERS = Threshold(3, 4, strict=False)
ORDINARY = Rule(TWO_THIRDS, TWO_THIRDS, HALF, HALF)
SPECIAL = Rule(TWO_THIRDS, TWO_THIRDS, QUARTERS, QUARTERS)


def estate(owners_: int, area: int = 10_000) -> list[Flat]:
    return [Flat(f"{n}号", f"业主{n}", area) for n in range(owners_)]


def said(agree: int, against: int = 0, abstain: int = 0) -> dict[str, Answer]:
    each = [Answer.FOR] * agree + [Answer.AGAINST] * against + [Answer.ABSTAIN] * abstain
    return {f"业主{n}": answer for n, answer in enumerate(each)}


@pytest.mark.parametrize(
    ("answers", "rule", "valid", "passed"),
    [
        (said(67), ORDINARY, True, True),
        (said(66), ORDINARY, False, False),  # 66 of 100 took part
        (said(34, 33), ORDINARY, True, True),  # 34 of 67 is more than half
        (said(34, 34), ORDINARY, True, False),  # half is not more than half
        (said(34, 0, 34), ORDINARY, True, False),  # who abstains takes part and does not agree
        (said(51, 17), SPECIAL, True, True),  # 51 of 68 is three quarters
        (said(50, 18), SPECIAL, True, False),
    ],
)
def test_at_just_below_and_just_above_each_bound(answers, rule, valid, passed):
    told = owners.decide(estate(100), answers, rule)
    assert (told.valid, told.passed) == (valid, passed)


def test_many_heads_with_little_area_do_not_decide():
    flats = [*estate(99, area=5_000), Flat("商铺", "业主99", 505_000)]
    answers = said(99) | {"业主99": Answer.AGAINST}
    told = owners.decide(flats, answers, ORDINARY)
    assert told.valid
    assert not told.passed
    area = next(check for check in told.checks if check.name == "agree_area")
    assert (area.count, area.base, area.missing) == (495_000, 1_000_000, 5_001)


def test_an_owner_of_three_flats_is_one_head():
    flats = [*estate(3), Flat("9号", "业主0", 700), Flat("10号", "业主0", 800)]
    told = owners.decide(flats, said(1), ORDINARY)
    assert told.heads[Answer.FOR] == 1
    assert [check.base for check in told.checks[:2]] == [31_500, 3]
    assert told.area[Answer.FOR] == 11_500


@pytest.mark.parametrize(
    ("flats", "answers", "code"),
    [
        ([*estate(2), Flat("1号", "业主1", 10)], {}, "flat_twice"),
        ([Flat("1号", "业主1", 0)], {}, "area_missing"),
        (estate(2), {"路人": Answer.FOR}, "not_an_owner"),
    ],
)
def test_a_roll_that_is_not_in_order_is_not_counted(flats, answers, code):
    with pytest.raises(Refused, match=code):
        owners.decide(flats, answers, ORDINARY)


@given(
    areas=st.lists(st.integers(1, 50_000), min_size=1, max_size=40),
    answers=st.lists(st.sampled_from([*Answer, None]), max_size=40),
    special=st.booleans(),
)
def test_the_same_as_with_fractions(areas, answers, special):
    flats = [Flat(f"{n}号", f"业主{n}", area) for n, area in enumerate(areas)]
    given_ = {f"业主{n}": a for n, a in enumerate(answers[: len(areas)]) if a}
    told = owners.decide(flats, given_, SPECIAL if special else ORDINARY)
    part = [n for n in range(len(areas)) if f"业主{n}" in given_]
    agree = [n for n in part if given_[f"业主{n}"] is Answer.FOR]
    area = [sum(areas), sum(areas[n] for n in part), sum(areas[n] for n in agree)]
    heads = [len(areas), len(part), len(agree)]
    took_part = all(Fraction(n[1], n[0]) >= Fraction(2, 3) for n in (area, heads))
    assert told.valid == took_part
    if part:
        shares = [Fraction(n[2], n[1]) for n in (area, heads)]
        enough = all(s >= Fraction(3, 4) if special else s > Fraction(1, 2) for s in shares)
        assert told.passed == (took_part and enough)
    for check in told.checks:
        if check.base:
            assert check.passed == (check.missing == 0)
