"""Points and teams go where the ground goes: a plan adopted, grids merged, split, closed."""

from datetime import timedelta

import pytest

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.grids import acts as grids
from yuanba.grids import queries as network
from yuanba.grids.tests.village import PAPER, Network
from yuanba.patrols import queries
from yuanba.patrols.tests.hills import Hills
from yuanba.places import acts as places
from yuanba.places.models import Place
from yuanba.places.rules import Kind

pytestmark = pytest.mark.django_db
LATER = THURSDAY + timedelta(days=2)


@pytest.fixture
def hills(world: World, monkeypatch: pytest.MonkeyPatch) -> Hills:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return Hills(world)


def test_points_follow_the_ground_when_a_plan_is_adopted(world: World, hills: Hills):
    plan = Network(world).plan  # two grids where one was, twelve buildings in a row
    spots = {s.place_id: s for s in plan.spots.select_related("place", "part")}
    near = {
        pk: hills.point(f"{s.place.name}边坡", lat=s.place.lat + 0.0001, lng=s.place.lng)
        for pk, s in spots.items()
    }
    lost = hills.point("没有位置的点")
    grids.adopt_plan(actor=world.admin, plan_id=plan.pk, source=PAPER, now=LATER)
    for pk, point in near.items():
        point.refresh_from_db()
        assert point.place_id == Place.objects.get(pk=pk).grid_id
    lost.refresh_from_db()
    assert lost.place_id == world.grid.pk
    moved = [p for p in near.values() if p.place_id != world.grid.pk]
    assert len(moved) == 6
    assert {p.version for p in moved} == {2}  # a telephone hears that something changed
    made = Place.objects.get(pk=moved[0].place_id)
    today = queries.stops(made, clock.day_of(LATER), world.gridworker)
    assert [stop.point.n for stop in today] == [1, 2, 3, 4, 5, 6]


def test_a_merged_grid_leaves_points_team_and_cover_to_its_heir(world: World, hills: Hills):
    net = Network(world)
    other = world.place(Kind.GRID, "石桥村第二网格", world.village)
    team = net.founded(other, "grid")
    net.seated(team, "worker", "周小河")
    branch = net.founded(world.village, "branch", covers=[net.hamlet.pk])
    mine = hills.point("庙坡井盖")
    same = hills.point("河坝")
    theirs = [hills.point(name, place_id=other.pk) for name in ("河坝", "老鹰岩")]
    places.merge(
        actor=world.admin, place_ids=[other.pk], into_id=world.grid.pk, source=PAPER, now=LATER
    )
    points = [(p.name, p.n) for p in queries.living(world.grid).order_by("n")]
    assert points == [("庙坡井盖", 1), ("河坝", 2), ("河坝（2）", 3), ("老鹰岩", 4)]
    assert (mine.place_id, same.place_id, len(theirs)) == (world.grid.pk, world.grid.pk, 2)
    team.refresh_from_db()
    assert team.until is not None  # one of its kind stands there already
    assert not team.seats.filter(until=None).exists()
    assert branch.covers.filter(until=None).count() == 1


def test_the_team_of_a_grid_goes_on_at_the_heir_that_has_none(world: World, hills: Hills):
    net = Network(world)
    grids.end_team(actor=world.worker, team_id=net.team.pk, reason="并格", now=THURSDAY)
    other = world.place(Kind.GRID, "石桥村第二网格", world.village)
    net.seated(net.founded(other, "grid"), "worker", "周小河")
    home = net.home(other, "二网格1号")
    places.merge(
        actor=world.admin, place_ids=[other.pk], into_id=world.grid.pk, source=PAPER, now=LATER
    )
    home.refresh_from_db()
    assert [c.name for c in network.contacts(home.place)] == ["周小河"]


def test_a_split_or_closed_grid_keeps_no_points(world: World, hills: Hills):
    net = Network(world)
    blocks = net.ground(1)
    rows = {p.pk: p for p in Place.objects.filter(kind=Kind.BUILDING)}
    far = hills.point("东边坡", lat=rows[blocks[-1].pk].lat, lng=rows[blocks[-1].pk].lng)
    near = hills.point("西边坡", lat=rows[blocks[0].pk].lat, lng=rows[blocks[0].pk].lng)
    (made,) = places.split(
        actor=world.admin, place_id=world.grid.pk, ends=False, source=PAPER, now=LATER,
        parts=[places.Part("石桥村第三网格", children=tuple(b.pk for b in blocks[6:]))],
    )  # fmt: skip
    far.refresh_from_db()
    near.refresh_from_db()
    assert (far.place_id, near.place_id) == (made.pk, world.grid.pk)
    alone = world.place(Kind.GRID, "石桥村第四网格", world.village)
    point = hills.point("井口", place_id=alone.pk)
    team = net.founded(alone, "grid")
    places.close(actor=world.admin, place_id=alone.pk, source=PAPER, now=LATER)
    point.refresh_from_db()
    team.refresh_from_db()
    assert (point.place_id, team.until is not None) == (world.village.pk, True)
