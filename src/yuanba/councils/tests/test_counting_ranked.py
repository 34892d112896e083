"""Ranked ballots, against a count done ballot by ballot and against official rounds. No database."""

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yuanba.councils.rules.counting import lots, ranked
from yuanba.councils.rules.counting.ranked import Blank, Count, End

NAMES = "甲乙丙丁戊"
LOT = lots.Lot(tuple("丙甲戊乙丁"))


def counted(ballots: Sequence[Sequence[str]], seats: int = 1, **rest: object) -> Count:
    return ranked.count(ranked.alike(ballots), NAMES, seats=seats, lot=LOT, **rest)


def test_the_least_goes_out_until_one_has_more_than_half():
    told = counted(["甲"] * 8 + ["乙丙"] * 6 + ["丙乙"] * 5 + ["丁"] * 2)
    assert told.elected == ("乙",)
    assert [one.out for one in told.rounds] == [("丁", "戊"), ("丙",), ()]
    assert [one.quota for one in told.rounds] == [11, 10, 10]
    assert [one.ended[End.EXHAUSTED] for one in told.rounds] == [0, 2, 2]
    assert told.rounds[2].votes == {"甲": 8, "乙": 11}


def test_half_is_not_more_than_half():
    told = counted(["甲"] * 5 + ["乙"] * 5)
    last = told.rounds[-1]
    assert told.rounds[-2].tied == ("甲", "乙")
    assert told.rounds[-2].out == ("乙",)  # 甲 was drawn before
    assert told.elected == ("甲",) == last.elected


def test_a_surplus_goes_on_at_a_part_of_its_value():
    """Quota (20 // 3 + 1) = 7. 甲 has 3 more; each of his ten goes on at 3/10."""
    told = counted(["甲乙"] * 10 + ["乙"] * 3 + ["丙"] * 5 + ["丁"] * 2, seats=2)
    first, second = told.rounds[:2]
    assert (first.quota, first.elected) == (70_000, ("甲",))
    assert second.votes == {"甲": 70_000, "乙": 60_000, "丙": 50_000, "丁": 20_000, "戊": 0}
    assert set(told.elected) == {"甲", "乙"}


def test_what_is_cut_off_is_stated():
    told = counted(["甲乙"] * 9 + ["乙"] * 4 + ["丙"] * 4, seats=2)
    # quota 6, surplus 3 of 9 ballots: 0.3333 each, 0.0003 lost
    assert told.rounds[1].cut_off == 3
    assert told.rounds[1].votes["乙"] == 40_000 + 9 * 3_333


def test_no_more_than_seats_left_are_elected_if_anybody_named_them():
    told = counted(["甲"] * 3 + ["乙"], seats=5)
    assert told.elected == ("甲", "乙")
    assert counted([], seats=1).elected == ()
    assert counted([[Blank.SKIPPED]] * 4).empty == 4


def test_empty_ranks_and_double_names():
    skip, two = Blank.SKIPPED, Blank.OVERVOTED
    ballots = [(skip, "甲"), (skip, skip, "甲"), (two, "乙"), ("丙", two, "丁"), ("丁", "丁", "甲")]
    kind = counted(ballots).rounds[0]
    assert kind.votes == {"甲": 2, "乙": 1, "丙": 1, "丁": 1, "戊": 0}
    strict = counted(ballots, empty_ranks=1, overvote_ends=True).rounds[0]
    assert strict.votes == {"甲": 1, "乙": 0, "丙": 1, "丁": 1, "戊": 0}
    assert strict.ended == {End.EXHAUSTED: 0, End.SKIPPED: 1, End.OVERVOTED: 1}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"seats": 0}, "seats"),
        ({"seats": 6}, "seats"),
        ({"lot": lots.Lot(("甲",))}, "lot"),
        ({"ballots": {("己",): 1}}, "stand"),
        ({"candidates": "甲甲乙"}, "twice"),
    ],
)
def test_what_does_not_fit_is_not_counted(change, why):
    usual = {"ballots": {("甲",): 1}, "candidates": NAMES, "seats": 1, "lot": LOT}
    with pytest.raises(ValueError, match=why):
        ranked.count(**usual | change)


BALLOTS = st.lists(st.permutations(NAMES).flatmap(lambda p: st.integers(1, 5).map(lambda n: p[:n])))


@given(ballots=BALLOTS, seats=st.integers(1, 3))
def test_no_ballot_is_lost_or_counted_twice_in_any_round(ballots, seats):
    told = counted(ballots, seats)
    for one in told.rounds:
        counts = one.active + sum(one.ended.values()) + one.cut_off
        assert counts == (told.ballots - told.empty) * told.unit
    assert len(told.elected) <= seats
    assert len(set(told.elected)) == len(told.elected)


@given(ballots=BALLOTS, seats=st.integers(1, 3), seed=st.integers())
def test_the_order_of_the_ballots_does_not_matter(ballots, seats, seed):
    mixed = list(ballots)
    random.Random(seed).shuffle(mixed)
    assert counted(mixed, seats) == counted(ballots, seats)


@given(ballots=BALLOTS)
def test_who_is_first_on_more_than_half_wins_at_once(ballots):
    for name in NAMES:
        if 2 * sum(ballot[0] == name for ballot in ballots) > len(ballots):
            told = counted(ballots)
            assert (told.elected, len(told.rounds)) == ((name,), 1)


# ── the same count as one would do it by hand, ballot by ballot ──


def by_hand(
    ballots: Sequence[Sequence[str]], seats: int
) -> tuple[list[str], list[dict[str, Decimal]]]:
    """One paper after the other; one candidate out at a time; values as decimals of four places.
    Who is elected, and what lay before those still in, round by round."""
    papers = [[list(ballot), Decimal(1)] for ballot in ballots]
    standing, elected, rounds = list(NAMES), [], []
    quota = len(ballots) // (seats + 1) + 1
    while len(elected) < seats:
        heaps: dict[str, list] = {name: [] for name in standing}
        for paper in papers:
            left = [name for name in paper[0] if name in standing]
            if left:
                heaps[left[0]].append(paper)
        votes = {name: sum((p[1] for p in heap), Decimal(0)) for name, heap in heaps.items()}
        rounds.append(votes)
        if seats == 1:
            quota = int(sum(votes.values())) // 2 + 1
        order = sorted(standing, key=lambda name: (-votes[name], LOT.order.index(name)))
        if len(standing) <= seats - len(elected):
            return elected + [name for name in order if votes[name]], rounds
        winners = [name for name in order if votes[name] >= quota]
        for name in winners:
            part = ((votes[name] - quota) / votes[name]).quantize(Decimal("0.0001"), "ROUND_DOWN")
            for paper in heaps[name]:
                paper[1] = (paper[1] * part).quantize(Decimal("0.0001"), "ROUND_DOWN")
        elected += winners
        standing = [name for name in standing if name not in (winners or [order[-1]])]
    return elected, rounds


@example(
    ballots=["甲乙丙"] * 10 + ["乙丙"] * 4 + ["丙"] * 2 + ["丁"] * 3, seats=3
)  # a surplus twice
@given(ballots=BALLOTS, seats=st.integers(1, 3))
def test_as_counted_by_hand(ballots, seats):
    told = counted(ballots, seats)
    elected, rounds = by_hand(ballots, seats)
    assert sorted(told.elected) == sorted(elected)
    if seats > 1:  # with one seat several may go out at once, and the rounds are fewer
        for one, votes in zip(told.rounds, rounds, strict=False):
            assert {name: Decimal(one.votes[name]) / told.unit for name in votes} == votes


# ── official rounds (Minneapolis 2013 and 2017; not shipped) ──

BY_HAND = "Undeclared Write-ins"
MARKS = {"undervote": Blank.SKIPPED, "overvote": Blank.OVERVOTED, "UWI": BY_HAND}
ELECTIONS = [
    ("mayor2013", 1, 1, True),
    ("mayor2017", 1, 1, False),
    ("park2013", 3, 2, False),
]
LINES = {
    "Current Round Threshold": lambda one: one.quota,
    "Active Ballots": lambda one: one.active,
    "Inactive Ballots by Exhausted Choices": lambda one: one.ended[End.EXHAUSTED],
    "Inactive Ballots by Skipped Rankings": lambda one: one.ended[End.SKIPPED],
    "Inactive Ballots by Overvotes": lambda one: one.ended[End.OVERVOTED],
    "Residual surplus": lambda one: one.cut_off,
    "Final Round Surplus": lambda one: one.left_over,
}


def official(folder: Path, name: str) -> list[dict[str, str]]:
    """Each round: what stands on each line."""
    with (folder / f"{name}_expected_rounds.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if row]
    first = next(at for at, row in enumerate(rows) if row[0] == "Rounds")
    columns = [at for at, head in enumerate(rows[first]) if head.endswith("Votes")]
    return [{row[0]: row[at] for row in rows[first + 1 :]} for at in columns]


def differences(told: Count, rounds: list[dict[str, str]]) -> Iterator[str]:
    if len(told.rounds) != len(rounds):
        yield f"{len(told.rounds)} rounds, not {len(rounds)}"
    for number, (one, lines) in enumerate(zip(told.rounds, rounds, strict=False), 1):
        names = {"Eliminated": one.out, "Elected": one.elected}
        for line, said in lines.items():
            if line in names:
                same = {name for name in said.split("; ") if name} == set(names[line])
            elif line in {"Inactive Ballots by Repeated Rankings", "Inactive Ballots Total"}:
                same = line.endswith("Total") or Decimal(said) == 0
            else:
                units = LINES[line](one) if line in LINES else one.votes.get(line, 0)
                same = Decimal(said or 0) == Decimal(units) / told.unit
            if not same:
                yield f"round {number}, {line}: {said}"


def election(folder: Path, name: str) -> tuple[dict[tuple[str, ...], int], list[dict[str, str]]]:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(folder / f"{name}_ballots.parquet").to_pydict()
    piles: dict[tuple[str, ...], int] = {}
    for *ranks, number in zip(
        *(table[f"choice{n}"] for n in (1, 2, 3)), table["count"], strict=True
    ):
        ballot = tuple(MARKS.get(rank, rank) for rank in ranks)
        piles[ballot] = piles.get(ballot, 0) + number
    return piles, official(folder, name)


@pytest.mark.data
@pytest.mark.parametrize(("name", "seats", "empty_ranks", "overvote_ends"), ELECTIONS)
def test_every_line_of_every_official_round(data_folder, name, seats, empty_ranks, overvote_ends):
    piles, rounds = election(data_folder / "city-elections", name)
    others = {*LINES, "Eliminated", "Elected"}
    candidates = [
        line for line in rounds[0] if line not in others and not line.startswith("Inactive")
    ]
    how = {"seats": seats, "empty_ranks": empty_ranks, "overvote_ends": overvote_ends}
    lot = lots.draw("0", candidates)
    told = ranked.count(piles, candidates, lot=lot, by_hand=BY_HAND, **how)
    assert list(differences(told, rounds)) == []
    assert not any(one.tied for one in told.rounds), "no lot was drawn in these counts"
    # planted: one ballot less, or one line of one round off by one
    some = next(ballot for ballot in piles if ballot[0] in candidates)
    less = ranked.count(
        piles | {some: piles[some] - 1}, candidates, lot=lot, by_hand=BY_HAND, **how
    )
    assert list(differences(less, rounds))
    last = told.rounds[-1]
    wrong = replace(last, votes=last.votes | {told.elected[0]: last.votes[told.elected[0]] + 1})
    assert list(differences(replace(told, rounds=(*told.rounds[:-1], wrong)), rounds))
