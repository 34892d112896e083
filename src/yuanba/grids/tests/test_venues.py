"""院坝六站: a venue has its functions, each once at a place, and people read where to go."""

from typing import Any

import pytest
from django.test import Client

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.grids import acts
from yuanba.grids.models import Venue
from yuanba.grids.rules import venues as rules
from yuanba.grids.tests.village import Network


@pytest.fixture
def network(world: World) -> Network:
    return Network(world)


def opened(network: Network, **said: Any) -> Venue:
    usual: dict[str, Any] = {
        "actor": network.world.worker, "place_id": network.courtyard.pk, "name": "黄桷树下",
        "spot": "院坝中间", "functions": ["mediation", "publicity"], "now": THURSDAY,
    }  # fmt: skip
    return acts.open_venue(**usual | said)


def test_the_six_are_six_and_say_what_they_are_for():
    assert [one.name for one in rules.stations().values()] == [
        "宣传站", "民情站", "调解站", "加油站", "服务站", "文化站",
    ]  # fmt: skip
    assert all(one.does and one.does_en for one in rules.stations().values())
    assert rules.source()


def test_a_venue_has_its_functions_in_the_order_of_the_list(network: Network):
    venue = opened(network)
    assert [one.name for one in venue.serves] == ["宣传站", "调解站"]
    assert [r.act for r in records.about(venue)] == ["grids.open_venue"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"functions": []}, "functions"),
        ({"functions": ["nothing"]}, "functions"),
        ({"functions": ["mediation"]}, "twice"),
        ({"functions": ["culture"], "name": ""}, "words_missing"),
        ({"functions": ["culture"], "spot": ""}, "words_missing"),
    ],
)
def test_what_makes_no_sense_is_refused(network: Network, said: dict[str, Any], code: str):
    opened(network)
    with pytest.raises(Refused, match=code):
        opened(network, **said)


def test_a_function_moves_from_one_venue_to_another(network: Network):
    first = opened(network)
    said = {"actor": network.world.worker, "name": "黄桷树下", "spot": "院坝中间", "now": THURSDAY}
    acts.change_venue(venue_id=first.pk, functions=["publicity"], **said)
    other = opened(network, name="陈家堂屋", functions=["mediation"])
    acts.close_venue(actor=network.world.worker, venue_id=other.pk, reason="房子拆了", now=THURSDAY)
    with pytest.raises(Denied):
        acts.change_venue(venue_id=other.pk, functions=["culture"], **said)


def test_only_those_who_keep_the_network_open_one(network: Network):
    for who in ("gridworker", "neighbour_worker", "resident", "supervisor"):
        with pytest.raises(Denied):
            opened(network, actor=getattr(network.world, who))


def test_residents_read_where_to_go_and_the_desk_changes_it(network: Network, client: Any):
    venue = opened(network, hours="每周四下午", keeper="何老师", phone="13800000777")
    page = client.get(f"/c/{network.courtyard.pk}/who").content.decode()
    assert "调解站" in page
    assert "院坝中间" in page
    assert "tel:13800000777" in page
    client.force_login(network.world.worker)
    at = f"/desk/grids/venue/{venue.pk}/"
    wrong = client.post(at, {"name": "新名字", "spot": "", "functions": ["mediation"]})
    assert "新名字" in wrong.content.decode()
    client.post(at, {"name": "新名字", "spot": "原处", "functions": ["mediation"]})
    venue.refresh_from_db()
    assert (venue.name, venue.functions) == ("新名字", ["mediation"])
    client.post(f"{at}close", {"reason": "房子拆了"})
    assert "调解站" not in client.get(f"/c/{network.courtyard.pk}/who").content.decode()


def test_venues_over_json_are_the_same(network: Network, client: Client):
    place, worker = network.courtyard.pk, network.world.worker
    client.force_login(worker)
    said = {"name": "老堂屋", "spot": "院坝东头", "functions": ["service"]}
    made = client.post(f"/api/venues/{place}", said, content_type="application/json").json()
    wrong = said | {"functions": []}
    path = f"/api/venues/one/{made['id']}"
    refused = client.post(f"{path}/change", wrong, content_type="application/json")
    assert (refused.status_code, refused.json()["field"]) == (409, "functions")
    (shown,) = client.get(f"/api/venues/{network.world.village.pk}").json()
    assert (shown["id"], shown["functions"]) == (made["id"], ["service"])
    ended = client.post(f"{path}/close", {"reason": "房子收回了"}, content_type="application/json")
    assert ended.status_code == 200
    assert client.get(f"/api/venues/{place}").json() == []
