"""Two tellers, and what may be shown of the parts. No database."""

from dataclasses import replace
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.base.errors import Refused
from yuanba.councils.rules.counting import splits, tellers
from yuanba.councils.rules.counting.tallies import Tally, together
from yuanba.councils.rules.counting.tellers import Difference, Sheet

WANG = Sheet("wang", {"修路": 41, "修桥": 36}, ballots=80, blank=2, spoiled=1)
LUO = replace(WANG, teller="luo")


def test_two_who_agree_make_a_result():
    told = tellers.agreed(WANG, LUO, most=1, given=80)
    assert told == Tally({"修路": 41, "修桥": 36}, 80, 2, 1)


def test_a_typing_error_blocks_and_is_named():
    slip = replace(LUO, votes={"修路": 14, "修桥": 36})
    assert tellers.differences(WANG, slip) == (Difference("修路", 41, 14),)
    with pytest.raises(Refused, match="tellers_differ"):
        tellers.agreed(WANG, slip, most=1, given=80)


def test_a_line_only_one_of_them_wrote_is_a_difference():
    assert tellers.differences(WANG, replace(LUO, votes={"修路": 41})) == (
        Difference("修桥", 36, 0),
    )


def test_one_person_is_not_two():
    with pytest.raises(Refused, match="two_tellers"):
        tellers.agreed(WANG, WANG, most=1, given=80)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"blank": -1}, "below_zero", "blank"),
        ({"votes": {"修路": -1, "修桥": 78}}, "below_zero", "修路"),
        ({"ballots": 81}, "more_than_given", "ballots"),
        ({"blank": 80}, "too_many_spoiled", "spoiled"),
        ({"votes": {"修路": 42, "修桥": 36}}, "too_many_votes", "votes"),
        ({"votes": {"修路": 40, "修桥": 36}}, "too_few_votes", "votes"),
    ],
)
def test_a_sheet_that_cannot_be_is_told_where(change, code, field):
    with pytest.raises(Refused, match=code) as told:
        tellers.checked(replace(WANG, **change), most=1, given=80)
    assert told.value.field == field
    assert str(told.value.message)


def test_of_two_beans_a_voter_no_bowl_holds_more_than_there_are_voters():
    beans = Sheet("wang", {"甲": 11, "乙": 5}, ballots=10)
    with pytest.raises(Refused, match="too_many_votes"):
        tellers.checked(beans, most=2, given=10)
    assert tellers.checked(replace(beans, votes={"甲": 10, "乙": 5}), most=2, given=10).valid == 10


LINES = st.integers(0, 20)


@given(votes=st.tuples(LINES, LINES, LINES), at=st.integers(0, 4), by=st.integers(1, 9))
def test_no_single_slip_gets_through(votes, at, by):
    """Planted: one figure of the second sheet is off, in any line, by any amount."""
    ballots = sum(votes) + 3
    first = Sheet("wang", dict(zip("abc", votes, strict=True)), ballots, blank=2, spoiled=1)
    changed = dict(first.votes)
    second = replace(first, teller="luo")
    if at < 3:
        changed["abc"[at]] += by
        second = replace(second, votes=changed)
    else:
        second = replace(second, **{("blank", "spoiled")[at - 3]: by + 2})
    with pytest.raises(Refused, match="tellers_differ"):
        tellers.agreed(first, second, most=1, given=ballots)


# ── splits ──


def of(yes: int, no: int = 0) -> Tally:
    return Tally({"赞成": yes, "反对": no}, ballots=yes + no)


def test_a_small_channel_is_put_with_the_next_so_that_it_cannot_be_taken_away():
    groups = {"手机": of(80, 12), "现场": of(30, 9), "流动票箱": of(3, 1)}
    shown = splits.publishable(groups, least=10)
    assert [part.names for part in shown] == [("手机",), ("现场", "流动票箱")]
    assert shown[1].tally == of(33, 10)


@pytest.mark.parametrize(
    "groups",
    [
        {"手机": of(80, 12), "现场": of(3, 1)},  # the rest would be the small one
        {"手机": of(5, 1), "现场": of(3, 1)},
        {"手机": of(80, 12)},
        {"手机": of(80, 12), "现场": of(15)},  # all alike: everybody's vote would be known
        {"手机": of(0), "现场": of(0)},
    ],
)
def test_sometimes_there_is_only_the_whole(groups):
    shown = splits.publishable(groups, least=10)
    assert [part.names for part in shown] == [tuple(groups)]
    assert shown[0].tally == together(groups.values())


def test_where_nobody_voted_nothing_is_given_away():
    shown = splits.publishable({"手机": of(20, 12), "现场": of(0), "票箱": of(9, 9)}, least=10)
    assert [part.names for part in shown] == [("手机",), ("现场",), ("票箱",)]


def test_ten_are_enough_and_nine_are_not():
    shown = splits.publishable({"手机": of(8, 2), "现场": of(30, 9)}, least=10)
    assert [part.names for part in shown] == [("手机",), ("现场",)]
    assert len(splits.publishable({"手机": of(7, 2), "现场": of(30, 9)}, least=10)) == 1


def naive(groups: dict[str, Tally], least: int) -> list[splits.Part]:
    """Planted: leave out what is small, and show the rest beside the whole."""
    return [splits.Part((name,), tally) for name, tally in groups.items() if tally.ballots >= least]


def unmasked(shown: list[splits.Part], whole: Tally, least: int) -> list[int]:
    """What somebody learns who adds parts and takes sums away from the whole: sizes below least."""
    found = []
    several = chain.from_iterable(combinations(shown, n) for n in range(len(shown) + 1))
    for some in several:
        size = sum(part.tally.ballots for part in some)
        found += [n for n in (size, whole.ballots - size) if 0 < n < least]
    return found


def test_leaving_out_alone_would_be_seen_through():
    groups = {"手机": of(80, 12), "现场": of(30, 9), "流动票箱": of(3, 1)}
    assert unmasked(naive(groups, 10), together(groups.values()), 10)


@given(
    sizes=st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), min_size=1, max_size=7),
    least=st.integers(1, 15),
)
def test_no_adding_and_taking_away_shows_fewer_than_least(sizes, least):
    groups = {f"第{n}组": of(*votes) for n, votes in enumerate(sizes)}
    shown = list(splits.publishable(groups, least=least))
    whole = together(groups.values())
    assert sorted(chain.from_iterable(part.names for part in shown)) == sorted(groups)
    assert together(part.tally for part in shown) == whole
    if len(shown) > 1:
        assert unmasked(shown, whole, least) == []
        for part in shown:
            assert part.tally.ballots == 0 or 0 < part.tally.votes["赞成"] < part.tally.ballots
