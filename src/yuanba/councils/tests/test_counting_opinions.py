"""Opinion mapping: planted camps, small groups, published conversations. No database."""

import csv
import random
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yuanba.councils.rules.counting import opinions
from yuanba.councils.rules.counting.opinions import Answer
from yuanba.councils.rules.kinds import Measure
from yuanba.councils.rules.terms import Share

STATEMENTS = [f"第{n}条" for n in range(20)]
HOW = {"least": 10, "enough": 7, "seed": 1}


def camps(sizes: list[int], seed: int = 0, noise: float = 0.15) -> dict[str, dict[str, Answer]]:
    """Camps that agree on the last four statements and each have a mind of their own on the rest."""
    dice = random.Random(seed)
    said = {}
    for camp, size in enumerate(sizes):
        for one in range(size):
            answers = {}
            for n, name in enumerate(STATEMENTS):
                side = Answer.AGREE if n >= 16 or n % len(sizes) == camp else Answer.DISAGREE
                if dice.random() < noise:
                    side = dice.choice(list(Answer))
                if dice.random() < 0.8:
                    answers[name] = side
            said[f"{camp}-{one}"] = answers
    return said


def rand(first: list[object], second: list[object]) -> float:
    """Adjusted Rand index: 1 the same division, 0 what chance would give."""
    both, one, other = (
        sum(n * (n - 1) // 2 for n in map(pairs.count, set(pairs)))
        for pairs in (list(zip(first, second, strict=True)), first, second)
    )
    chance = one * other / (len(first) * (len(first) - 1) / 2)
    return (both - chance) / ((one + other) / 2 - chance)


@pytest.mark.parametrize("sizes", [[60, 40], [90, 15], [40, 40, 40]])
def test_planted_camps_are_found(sizes):
    said = camps(sizes)
    drawn = opinions.draw(said, STATEMENTS, **HOW)
    assert len(drawn.sizes) == len(sizes)
    assert drawn.sizes == tuple(sorted(drawn.sizes, reverse=True))
    placed = list(drawn.group_of)
    assert rand([who[0] for who in placed], [drawn.group_of[who] for who in placed]) > 0.9


def test_common_ground_is_what_every_camp_agrees_to():
    drawn = opinions.draw(camps([60, 40]), STATEMENTS, **HOW)
    assert opinions.common_ground(drawn, Share(Measure.VOTES, 2, 3, strict=False)) == tuple(
        STATEMENTS[16:]
    )


def test_the_same_answers_draw_the_same_map():
    said = camps([30, 30, 30])
    assert opinions.draw(said, STATEMENTS, **HOW) == opinions.draw(said, STATEMENTS, **HOW)


@pytest.mark.parametrize("sizes", [[12, 4], [9, 9], [5], []])
def test_a_group_of_fewer_than_ten_is_not_made(sizes):
    drawn = opinions.draw(camps(sizes or [1]) if sizes else {}, STATEMENTS, **HOW)
    assert (drawn.sizes, drawn.group_of) == ((), {})
    assert all(one.groups == () for one in drawn.statements)


def test_who_has_hardly_answered_is_not_placed_and_not_counted():
    said = camps([30, 30]) | {"新来": dict.fromkeys(STATEMENTS[:3], Answer.AGREE), "没答": {}}
    drawn = opinions.draw(said, STATEMENTS, **HOW)
    few = sum(len(answers) < 7 for answers in said.values())
    assert drawn.not_placed == few >= 2
    assert drawn.statements[0].all == sum_of(drawn.statements[0])


def sum_of(one: opinions.Statement) -> opinions.Figures:
    return opinions.Figures(
        *(
            sum(getattr(side, name) for side in one.groups)
            for name in ("agree", "disagree", "answered")
        )
    )


def test_all_alike_are_one_group():
    said = {str(n): dict.fromkeys(STATEMENTS, Answer.AGREE) for n in range(40)}
    drawn = opinions.draw(said, STATEMENTS, **HOW)
    assert drawn.sizes == ()
    everything = Share(Measure.VOTES, 1, 1, strict=False)
    assert opinions.common_ground(drawn, everything) == tuple(STATEMENTS)


def test_a_statement_few_have_seen_shows_nobody():
    said = camps([30, 30])
    for who in said:
        said[who].pop("第0条", None)
    for who in list(said)[:12]:  # all of one camp
        said[who]["第0条"] = Answer.AGREE
    first = opinions.draw(said, STATEMENTS, **HOW).statements[0]
    assert (first.all, first.groups) == (opinions.Figures(12, 0, 12), ())
    for who in list(said)[:5]:
        del said[who]["第0条"]
    assert opinions.draw(said, STATEMENTS, **HOW).statements[0].all is None


@settings(max_examples=25, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 25), min_size=1, max_size=4),
    seed=st.integers(0, 999),
    least=st.integers(2, 12),
)
def test_no_figure_and_no_difference_of_figures_is_of_fewer_than_least(sizes, seed, least):
    drawn = opinions.draw(camps(sizes, seed, 0.5), STATEMENTS, least=least, enough=7, seed=seed)
    assert all(size >= least for size in drawn.sizes)
    for one in drawn.statements:
        assert one.all is None or one.all.answered >= least
        if one.groups:
            assert one.all == sum_of(one)
            for number in range(1, len(one.groups)):
                for some in combinations(one.groups, number):
                    seen = sum(side.answered for side in some)
                    assert least <= seen <= one.all.answered - least


# ── published conversations (polis, CC BY 4.0; not shipped) ──

PUBLISHED = [
    ("vtaiwan.uberx", 0.70),
    ("scoop-hivemind.affordable-housing", 0.70),
    ("15-per-hour-seattle", 0.79),
]


def published(folder: Path) -> tuple[dict[str, dict[str, Answer]], list[str], dict[str, str]]:
    with (folder / "participants-votes.csv").open(encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    names = head[6:]
    said = {
        row[0]: {name: Answer(int(one)) for name, one in zip(names, row[6:], strict=True) if one}
        for row in rows
    }
    return said, names, {row[0]: row[1] for row in rows if row[1]}


@pytest.mark.data
@pytest.mark.parametrize(("name", "least"), PUBLISHED)
def test_the_published_groups_are_found_again(data_folder, name, least):
    said, names, groups = published(data_folder / "polis" / name)
    drawn = opinions.draw(said, names, **HOW)
    assert len(drawn.sizes) == len(set(groups.values()))
    both = [who for who in drawn.group_of if who in groups]
    assert rand([groups[who] for who in both], [drawn.group_of[who] for who in both]) >= least


def test_two_camps_that_answer_to_the_letter_alike_are_two_groups():
    one, other = (dict.fromkeys(STATEMENTS, side) for side in (Answer.AGREE, Answer.DISAGREE))
    said = {f"甲{n}": one for n in range(11)} | {f"乙{n}": other for n in range(12)}
    assert opinions.draw(said, STATEMENTS, least=10, enough=7, seed=1).sizes == (12, 11)
    few = {name: answers for name, answers in said.items() if name not in {"甲0", "甲1"}}
    assert opinions.draw(few, STATEMENTS, least=10, enough=7, seed=1).sizes == ()
