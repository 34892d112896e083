"""Two tellers, and what may be shown of the parts. No database."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.base.errors import Refused
from yuanba.councils.rules.counting import splits, tellers
from yuanba.councils.rules.counting.tellers import Difference

WANG = {"1": 41, "2": 36, "spoiled": 3}


def test_two_who_agree_make_a_result_and_one_alone_does_not():
    assert tellers.agree([WANG, dict(WANG)], tellers=2)
    assert not tellers.agree([WANG], tellers=2)
    assert not tellers.agree([WANG, WANG | {"1": 14}], tellers=2)


def test_a_typing_error_is_named():
    assert tellers.differences(WANG, WANG | {"1": 14}) == (Difference("1", 41, 14),)
    assert tellers.differences(WANG, {"1": 41, "spoiled": 3}) == (Difference("2", 36, 0),)
    assert tellers.differences(WANG, dict(WANG)) == ()


@pytest.mark.parametrize(
    ("counts", "spoiled", "code"),
    [
        ({"1": -1, "2": 78}, 0, "negative"),
        ({"1": 1, "2": 1}, -1, "negative"),
        ({"1": 41, "2": 37}, 3, "too_many"),  # 81 of 80
        ({"1": 0, "2": 0}, 81, "too_many"),
        ({"1": 0, "2": 0}, 0, "nothing"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(counts, spoiled, code):
    with pytest.raises(Refused, match=f"^{code}$") as told:
        tellers.checked(counts, spoiled, given=80, most=1)
    assert str(told.value.message)


def test_fewer_than_were_given_out_are_no_fault():
    tellers.checked({"1": 41, "2": 36}, 3, given=80, most=1)
    tellers.checked({"1": 41, "2": 30}, 3, given=80, most=1)
    tellers.checked({"1": 0, "2": 0}, 0, given=80, most=1, exact=False)


def test_of_two_beans_a_voter_no_bowl_holds_more_than_there_are_voters():
    tellers.checked({"1": 10, "2": 5}, 5, given=10, most=2, papers=False)
    for counts, spoiled in (({"1": 11, "2": 5}, 0), ({"1": 10, "2": 5}, 6)):
        with pytest.raises(Refused, match="too_many"):
            tellers.checked(counts, spoiled, given=10, most=2, papers=False)
    with pytest.raises(Refused, match="too_many"):  # one paper is spoiled: nine are left
        tellers.checked({"1": 10, "2": 5}, 1, given=10, most=2)


LINES = st.integers(0, 20)


@given(votes=st.tuples(LINES, LINES, LINES, LINES), at=st.integers(0, 3), by=st.integers(1, 9))
def test_no_single_slip_gets_through(votes, at, by):
    """Planted: one figure of the second sheet is off, in any line, by any amount."""
    first = dict(zip("123s", votes, strict=True))
    second = first | {"123s"[at]: votes[at] + by}
    assert not tellers.agree([first, second], tellers=2)
    assert [one.line for one in tellers.differences(first, second)] == ["123s"[at]]


# ── splits ──


def shown(parts: dict[str, int], least: int = 10) -> list[tuple[tuple[str, ...], int]]:
    return [(part.names, part.voted) for part in splits.shown(parts, least=least)]


def test_a_small_channel_is_put_with_the_next_so_that_it_cannot_be_taken_away():
    assert shown({"手机": 92, "现场": 39, "流动票箱": 4}) == [
        (("手机",), 92),
        (("现场", "流动票箱"), 43),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        {"手机": 92, "现场": 4},  # the rest would be the small one
        {"手机": 6, "现场": 4},
        {"手机": 9},
        {"手机": 0, "现场": 0},
        {},
    ],
)
def test_sometimes_there_is_only_the_whole(parts):
    assert shown(parts) == []


def test_where_nobody_voted_nothing_is_given_away():
    assert shown({"手机": 32, "现场": 0, "票箱": 18}) == [(("手机",), 32), (("票箱",), 18)]


def test_ten_are_enough_and_nine_are_not():
    assert shown({"手机": 10, "现场": 39}) == [(("手机",), 10), (("现场",), 39)]
    assert shown({"手机": 9, "现场": 39}) == []


def unmasked(parts: list[int], whole: int, least: int) -> list[int]:
    """What somebody learns who adds parts and takes sums away from the whole: sizes below least."""
    found = []
    several = chain.from_iterable(combinations(parts, n) for n in range(len(parts) + 1))
    for some in several:
        size = sum(some)
        found += [n for n in (size, whole - size) if 0 < n < least]
    return found


def test_leaving_out_alone_would_be_seen_through():
    assert unmasked([92, 39], 135, 10)


@given(sizes=st.lists(st.integers(0, 50), min_size=1, max_size=7), least=st.integers(1, 15))
def test_no_adding_and_taking_away_shows_fewer_than_least(sizes, least):
    parts = {f"第{n}组": size for n, size in enumerate(sizes)}
    found = splits.shown(parts, least=least)
    if found:
        assert sum(part.voted for part in found) == sum(sizes)
        named = sorted(chain.from_iterable(part.names for part in found))
        assert named == sorted(name for name, n in parts.items() if n)
        assert unmasked([part.voted for part in found], sum(sizes), least) == []
