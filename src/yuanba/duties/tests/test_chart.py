"""我的事归哪一类: every way through the chart ends, the examples of domain.md 3.4 come out right, and the
bound among neighbours is local."""

from itertools import product

import pytest

from yuanba.duties.chart import ANSWERS, Found, Q, walk
from yuanba.duties.rules import Lane

BIG, SMALL, OWN = Lane.GOVERNMENT, Lane.COMMUNAL, Lane.PERSONAL


@pytest.mark.parametrize("neighbours", [True, False])
def test_every_way_ends_after_at_most_five_questions(neighbours: bool):
    for said in product(ANSWERS, repeat=5):
        assert isinstance(walk("".join(said), neighbours=neighbours), Found)


@pytest.mark.parametrize(
    ("trouble", "answers", "lane"),
    [
        ("路灯不亮", "nny", BIG),
        ("人车混行要装隔离桩", "nny", BIG),
        ("三个小区一起漏水", "nnnnn", BIG),
        ("小区装摄像头", "nnnny", SMALL),
        ("楼道堆东西", "nnnny", SMALL),
        ("跳舞的时间", "nnnny", SMALL),
        ("给老人打扫屋子", "nyy", OWN),
        ("家里吵架", "nyy", OWN),
    ],
)
def test_examples_of_the_reports(trouble: str, answers: str, lane: Lane):
    found = walk(answers, neighbours=False)
    assert isinstance(found, Found)
    assert found.lane is lane, trouble


def test_a_shared_pipe_is_a_household_matter_in_jiangjin_and_communal_in_nanan():
    here, there = walk("nnny", neighbours=True), walk("nnny", neighbours=False)
    assert isinstance(here, Found)
    assert isinstance(there, Found)
    assert (here.lane, there.lane) == (OWN, SMALL)


def test_danger_calls_first_and_who_cannot_manage_is_looked_after():
    first, alone = walk("y", neighbours=False), walk("nyn", neighbours=False)
    assert isinstance(first, Found)
    assert first.danger
    assert isinstance(alone, Found)
    assert (alone.lane, alone.hardship) == (OWN, True)


def test_not_knowing_is_an_answer_and_nonsense_is_none():
    unsure = walk("nu", neighbours=False)
    assert isinstance(unsure, Found)
    assert unsure.lane is None
    assert walk("u", neighbours=False) is Q.FAMILY
    assert walk("x?", neighbours=False) is Q.DANGER
