"""地图: what is on it, for whom, how much of it; the same as a list; closer by links."""

import json
import math
from datetime import timedelta
from html import unescape
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.grids import acts as grids
from yuanba.grids.tests.village import PAPER, Network
from yuanba.maps import rules
from yuanba.maps.queries import SMALLEST
from yuanba.patrols.rules import PointKind, Risk
from yuanba.patrols.tests.hills import Hills
from yuanba.places import acts as places
from yuanba.places.models import Place
from yuanba.places.rules import Kind

pytestmark = pytest.mark.django_db
EVERY = {"show": [layer.value for layer in rules.Layer]}


def square(west: float, south: float, side: float) -> str:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


@pytest.fixture
def ground(world: World, monkeypatch: pytest.MonkeyPatch) -> Network:
    """An outline for the village and its grid; twelve buildings; a point, a venue, six matters."""
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(minutes=5))
    net = Network(world)
    net.ground(1)
    by = {"actor": world.admin, "source": PAPER, "now": THURSDAY}
    places.draw_outline(place_id=world.village.pk, text=square(106.49, 29.49, 0.04), **by)
    places.draw_outline(place_id=world.grid.pk, text=square(106.495, 29.495, 0.02), **by)
    hills = Hills(world)
    hills.point("大坡", risk=Risk.MAJOR, lat=29.5, lng=106.5)
    hills.point("坝子", kind=PointKind.VENUE, lat=29.502, lng=106.502)
    grids.open_venue(
        actor=world.worker, place_id=net.courtyard.pk, name="老堂屋", spot="院坝东头",
        functions=["service"], now=THURSDAY,
    )  # fmt: skip
    hills.point("不知道在哪里")
    return net


def page(client: Client, place: Place, **said: object) -> str:
    answer = client.get(reverse("maps:place", args=[place.pk]), said)
    assert answer.status_code == 200, answer
    return unescape(answer.content.decode())


def test_the_map_of_a_village_and_the_same_as_a_list(
    ground: Network, client: Client, django_assert_max_num_queries
):
    world = ground.world
    matters = [world.told() for _n in range(2)]
    client.force_login(world.worker)
    assert client.get(reverse("maps:home")).url == reverse("maps:place", args=[world.village.pk])
    with django_assert_max_num_queries(26):
        shown = page(client, world.village, **EVERY)
    assert shown.count("<polygon") == 2  # the village and its grid; the hamlet has no position
    assert f'href="{reverse("maps:place", args=[world.grid.pk])}?show=' in shown
    assert "三组" in shown
    assert "图上画不出" in shown
    assert "没有位置" in shown  # of the third point
    assert "map__mark" not in shown  # counted for the grid; drawn within it
    assert "map__mark--major" in page(client, world.grid, **EVERY)
    assert all(matter.title not in shown for matter in matters)


def test_venues_are_counted_where_they_are_and_named_with_what_they_are_for(
    ground: Network, client: Client
):
    world = ground.world
    client.force_login(world.worker)
    shown = page(client, world.village, show="venues")
    assert 'data-label="公共场所">1<' in shown
    assert "老堂屋" in shown
    assert "服务站" in shown
    assert "坝子" not in shown  # a point to be looked at is no venue
    assert "老堂屋" not in page(client, world.village)  # not asked for
    client.force_login(world.township)
    above = page(client, world.town, show="venues")
    assert "■1" in above
    assert "老堂屋" not in above


def test_matters_are_told_for_a_grid_and_never_for_a_home(ground: Network, client: Client):
    world = ground.world
    block = Place.objects.filter(kind=Kind.BUILDING).earliest("pk")
    for _n in range(SMALLEST - 1):
        world.told(place_id=block.pk)
    client.force_login(world.worker)
    shown = page(client, world.grid, show="matters")
    assert f"还有 {SMALLEST - 1} 件算在" in shown
    assert "●" in page(client, world.village, show="matters")
    world.told(place_id=block.pk)
    assert "还有" not in page(client, world.grid, show="matters")


def test_who_reads_no_matters_is_offered_none_and_nobody_looks_next_door(
    ground: Network, client: Client
):
    world = ground.world
    world.told()
    client.force_login(world.admin)
    shown = page(client, world.village, **EVERY)
    assert "在办的事" not in shown
    assert "没人联系的户" in shown
    client.force_login(world.worker)
    assert client.get(reverse("maps:place", args=[world.elsewhere.pk])).status_code == 404
    assert client.get(reverse("maps:place", args=[ground.courtyard.pk])).status_code == 404
    client.force_login(world.handler)
    assert client.get(reverse("maps:home")).status_code == 403


def test_layers_are_links_and_all_of_them_can_be_off(ground: Network, client: Client):
    client.force_login(ground.world.worker)
    usual = page(client, ground.world.village)
    assert 'href="?show=gaps"' in usual  # without matters
    off = page(client, ground.world.village, show="none")
    assert 'aria-current="true"' not in off.split("</nav>")[2]
    assert "✕12" not in off
    assert "✕12" in page(client, ground.world.village, show="gaps")


def test_a_county_zooms_down_and_says_what_it_cannot_draw(
    ground: Network, client: Client, django_assert_max_num_queries
):
    world = ground.world
    world.told()
    client.force_login(world.coordinator)
    with django_assert_max_num_queries(26):
        county = page(client, world.county, **EVERY)
    assert "桂溪镇" in county
    assert "map__rough" in county or "还画不出图" in county


def test_an_empty_place_says_so(world: World, client: Client):
    client.force_login(world.admin)
    alone = world.place(Kind.GRID, "石桥村第九网格", world.village)
    assert "这里下面还没有地方" in page(client, alone)
    assert "还画不出图" in page(client, world.village)


def test_corners_are_bounded_and_words_stand_apart():
    def ring(n: int) -> list[tuple[float, float]]:
        at = [
            (500 + 400 * math.cos(2 * math.pi * k / n), 500 + 400 * math.sin(2 * math.pi * k / n))
            for k in range(n)
        ]
        return [*at, at[0]]

    many = [[ring(5_000)] for _n in range(200)]
    thinned = rules.thinned(many)
    assert sum(len(r) for s in thinned for r in s) <= rules.MOST_CORNERS
    line = rules.thin(ring(5_000), rules.FINE)
    assert 20 < len(line) < 200
    assert line[0] == line[-1]
    words = [rules.Words(500, 200 + n / 10, ["第一网格", "●3"]) for n in range(6)]
    rules.apart(words, 1000, 1000)
    ys = sorted(w.y for w in words)
    assert all(b - a >= words[0].box[1] - 0.01 for a, b in pairwise(ys))


def test_outlines_leave_for_who_works_there_only(ground: Network, client: Client):
    world = ground.world
    url = f"/api/maps/{world.grid.pk}/outline"
    assert client.get(url).status_code == 401
    client.force_login(world.worker)
    got = client.get(url).json()
    assert got["geometry"]["type"] == "MultiPolygon"
    assert got["geometry"]["coordinates"][0][0][0] == [106.495, 29.495]
    assert client.get(f"/api/maps/{world.elsewhere.pk}/outline").status_code == 403
    client.force_login(world.resident)
    assert client.get(url).status_code == 403
