"""Planning grids: neighbours, parts of one piece, complete and disjoint, even, round; few moved."""

import csv
import math
import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yuanba.base.errors import Refused
from yuanba.grids.rules import mesh, partition, plan
from yuanba.grids.rules.organisations import sizes
from yuanba.grids.rules.plan import Spot

CITY = sizes()["city"]
DATA = Path(os.environ.get("YUANBA_DATA", "/nowhere"))


def places(many: int, seed: int = 1, *, villages: int = 1, most: int = 9) -> list[Spot]:
    dice = random.Random(seed)
    return [
        Spot(n, 29.5 + dice.random() * 0.02, 106.5 + dice.random() * 0.02, dice.randint(1, most), n % villages)
        for n in range(many)
    ]  # fmt: skip


def lies(parts: list[plan.Part]) -> dict[int, int]:
    return {key: part.n for part in parts for key in part.keys}


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=40, unique=True)
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_neighbours_are_those_with_nobody_between_them(found):
    points = mesh._shaken([(float(x), float(y)) for x, y in found])
    graph = mesh.neighbours([(float(x), float(y)) for x, y in found])
    near = {(i, j) for i, row in enumerate(graph) for j in row if i < j}
    many = range(len(points))
    right = {
        (i, j)
        for i in many
        for j in range(i + 1, len(points))
        if not any(mesh._inside(points[i], points[j], points[k]) for k in many if k not in (i, j))
    }
    assert near == right
    assert len(mesh.components(graph)) == 1


@pytest.mark.parametrize(
    "points",
    [[(0.0, 0.0)], [(1.0, 1.0)] * 4, [(float(n), 0.0) for n in range(9)], [(0.0, 0.0), (0.0, 0.0), (5.0, 1.0)]],
)  # fmt: skip
def test_a_row_of_houses_and_houses_on_one_spot_have_neighbours_too(points):
    assert len(mesh.components(mesh.neighbours(points))) == 1


@given(
    found=st.lists(
        st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 9), st.integers(0, 1)),
        min_size=2,
        max_size=40,
    ),
    many=st.integers(2, 6),
    keep=st.booleans(),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_plan_is_complete_disjoint_and_of_one_piece_each(found, many, keep):
    spots = [
        Spot(
            n,
            29 + y / 5000,
            106 + x / 5000,
            homes,
            village,
            was=village * 9 + n % 3 if keep else None,
        )
        for n, (x, y, homes, village) in enumerate(found)
    ]
    villages = {s.village for s in spots}
    if not len(villages) <= many <= len(spots):
        with pytest.raises(Refused):
            plan.propose(spots, size=CITY, many=many, keep=keep)
        return
    with pytest.MonkeyPatch.context() as few:  # many small maps, not the last percent of each
        few.setattr(partition, "MOST", 40)
        few.setattr(partition, "FEWEST", 40)
        parts = plan.propose(spots, size=CITY, many=many, keep=keep)
    assert sorted(key for part in parts for key in part.keys) == [s.key for s in spots]
    assert len(parts) == many
    assert all(part.keys for part in parts)
    by_key = {s.key: s for s in spots}
    assert all({by_key[key].village for key in part.keys} == {part.village} for part in parts)
    names = [part.grid for part in parts if part.grid is not None]
    assert len(names) == len(set(names)), "one grid goes on as two"
    assert plan.figures(spots, lies(parts), {p.n: p.grid for p in parts}).whole


def test_a_thousand_places_come_out_even_round_and_of_the_wanted_size():
    spots = places(600, most=5)
    parts = plan.propose(spots, size=CITY)
    found = plan.figures(spots, lies(parts), {p.n: p.grid for p in parts})
    assert found.whole
    assert found.even, found.balance
    assert all(CITY.least <= part.households <= CITY.most for part in parts)
    straight = [s.lng for s in spots]  # stripes of like weight, as a ruler would draw them
    order = sorted(range(len(spots)), key=straight.__getitem__)
    stripes = {spots[i].key: n * len(parts) // len(spots) for n, i in enumerate(order)}
    ruled = plan.figures(spots, stripes, {})
    assert found.cut < ruled.cut
    assert found.metres < ruled.metres


def test_keeping_what_there_is_moves_few_and_a_plan_anew_moves_many():
    spots = places(160)
    old = plan.propose(spots, size=CITY, many=4)
    was = lies(old)
    half = sorted(s.lng for s in spots)[80]
    grown = [
        Spot(s.key, s.lat, s.lng, s.households + (3 if s.lng > half else 0), 0, was[s.key]) for s in spots
    ]  # fmt: skip
    kept = plan.propose(grown, size=CITY, many=4, keep=True)
    told = plan.figures(grown, lies(kept), {p.n: p.grid for p in kept})
    assert told.whole
    assert told.even, told.balance
    assert told.moved <= sum(s.households for s in grown) // 4
    more = plan.propose(grown, size=CITY, many=5, keep=True)
    assert sum(part.grid is None for part in more) == 1  # one is new, four go on


def test_a_road_is_crossed_only_where_there_is_no_other_way():
    spots = places(120)
    road = [[(106.51, 29.4), (106.51, 29.6)]]
    parts = plan.propose(spots, size=CITY, many=2, roads=road)
    sides = [
        {next(s for s in spots if s.key == key).lng > 106.51 for key in part.keys} for part in parts
    ]
    assert sum(len(side) == 2 for side in sides) <= 1
    bare = plan.propose(spots, size=CITY, many=4)
    ways = plan.propose(spots, size=CITY, many=4, roads=road)

    def over(found: list[plan.Part]) -> int:
        by_key = {s.key: s for s in spots}
        return sum(len({by_key[k].lng > 106.51 for k in part.keys}) == 2 for part in found)

    assert over(ways) <= over(bare)


def test_a_grid_with_households_of_its_own_goes_on_where_they_lie():
    spots = [Spot(n, 29.5, 106.5 + n / 1000, 10, 0, was=1) for n in range(6)]
    spots[5] = Spot(5, 29.5, 106.505, 1, 0, was=1, fixed=True)
    parts = plan.propose(spots, size=CITY, many=2)
    (own,) = [part for part in parts if part.grid == 1]
    assert 5 in own.keys


@pytest.mark.parametrize(
    ("homes", "many"), [(299, 1), (400, 1), (501, 2), (900, 2), (1200, 3), (25600, 64)]
)
def test_how_many_grids_the_size_asks_for(homes, many):
    assert plan.wanted(many=None, households=homes, spots=999, size=CITY) == many


@pytest.mark.data
def test_sixty_four_grids_of_a_district():
    """P001-16: Shuangyang is cut into 64 grids. Its outline and 134 villages' points are public, its
    households are not: four thousand places are invented inside the outline, openly."""
    folder = DATA / "county-geo"
    if not folder.is_dir():
        pytest.skip("YUANBA_DATA is not set")
    with (folder / "towns_villages_2016.csv").open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["adcode"] == "220112" and r["latitude"]]
    dice = random.Random(64)
    spots = []
    for n in range(3000):
        at = rows[n % len(rows)]
        lat, lng = float(at["latitude"]), float(at["longitude"])
        spots.append(
            Spot(n, lat + dice.gauss(0, 0.02), lng + dice.gauss(0, 0.02), dice.randint(2, 14), 0)
        )
    before = partition.WORK
    partition.WORK = 600_000
    try:
        parts = plan.propose(spots, size=CITY, many=64)
    finally:
        partition.WORK = before
    found = plan.figures(spots, lies(parts), {})
    assert (found.grids, found.whole) == (64, True)
    assert found.even, found.balance
    assert math.isclose(found.mean, sum(s.households for s in spots) / 64)
