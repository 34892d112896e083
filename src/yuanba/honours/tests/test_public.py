"""X-LIST: what everybody reads of points and honours, pages and data, names nobody who should not be named; and
the same acts over JSON."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.world import THURSDAY, World, signed
from yuanba.base import clock
from yuanba.councils.tests.village import Village
from yuanba.honours.models import Nominee
from yuanba.honours.rules.campaigns import NomineeState, Shown
from yuanba.honours.tests.village import HEARD, JUDGING, PRESENTING, UNTIL, Honours
from yuanba.people.models import Person
from yuanba.points import acts as points
from yuanba.points.tests.village import LATER

PAGES = (
    "/c/{v}/points", "/c/{v}/points/print", "/c/{v}/honours", "/honours/awards/{award}/",
    "/honours/awards/{listed}/",
)  # fmt: skip
DATA = (
    "/api/points/places/{v}/book", "/api/points/places/{v}/list", "/api/points/places/{v}/figures",
    "/api/points/places/{v}/shop", "/api/points/places/{v}/shop_hours",
    "/api/honours/places/{v}/red_list",
)  # fmt: skip


@pytest.fixture
def village(world: World) -> Honours:
    return Honours(world)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda when: monkeypatch.setattr(clock, "now", lambda: when)


def test_what_everybody_reads_names_nobody_who_should_not_be_named(
    village: Honours, world: World, at: Any
):
    """Points booked, listed and taken; an honour without a name, one listed with the family name; somebody on
    the naming list. Nobody's full name, telephone, address or number, and no word that anybody typed."""
    home, resident = village.points.home, world.resident
    village.points.budget()
    village.points.booked("H4", note="给隔壁孙大爷送药，他瘫了。")
    award = village.awarded(Shown.NOBODY)
    listed = village.posted(Shown.FAMILY, name="文明户").nominees.get()
    village.filed(village.decided(Village(world, households=6)))
    hung = village.hung()
    at(HEARD)
    fill = {"v": world.village.pk, "award": award.pk, "listed": listed.pk}
    never = [
        resident.name, resident.phone, home.address, home.code, str(home.pk), str(resident.pk),
        "孙大爷", hung.deed, hung.one, *(one.name for one in village.points.others),
    ]  # fmt: skip
    for path in (*PAGES, *DATA):
        answer = Client().get(path.format(**fill))
        assert answer.status_code == 200, path
        text = answer.content.decode()
        found = [word for word in never if word and word in text]
        assert not found, (path, found)
    listed_page = Client().get(f"/honours/awards/{listed.pk}/").content.decode()
    assert "罗**" in listed_page
    assert "一户（不写名字）" in Client().get(f"/honours/awards/{award.pk}/").content.decode()


def test_the_naming_list_is_for_people_of_the_village_and_for_no_machine(
    village: Honours, world: World, at: Any
):
    village.filed(village.decided(Village(world, households=6)))
    hung = village.hung()
    at(HEARD)
    path = f"/c/{world.village.pk}/named"
    assert Client().get(path).status_code == 302
    stranger = Person.objects.create(username="far", name="外村人")
    assert signed(stranger).get(path).status_code == 404
    page = signed(village.points.others[5]).get(path)
    text = page.content.decode()
    assert "罗**" in text
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    for typed in (hung.deed, hung.one, hung.two, hung.basis_text, world.resident.name):
        assert typed not in text
    schema = json.dumps(Client().get("/api/openapi.json").json())
    assert "red_list" in schema
    assert "naming" not in schema.lower().replace("renaming", "")
    assert not Client().get(f"/c/{world.elsewhere.pk}/named").content.count("罗".encode())


def test_small_numbers_say_nothing_of_anybody(village: Honours, world: World, at: Any):
    """One booked award: no part of one checker's points stands there; the concentration is told of checkers
    with ten awards and more."""
    village.points.budget()
    village.points.booked("H4")
    at(LATER)
    text = Client().get(f"/c/{world.village.pk}/points").content.decode()
    assert "大家盯着" in text
    assert "100%" not in text
    figures = Client().get(f"/api/points/places/{world.village.pk}/figures").json()
    assert set(figures) == {"allowed", "issued", "left", "owed", "redeemed", "lapsed"} | {
        "dry", "shelf", "empty",
    }  # fmt: skip


def test_an_honour_over_json_from_the_call_to_the_red_list(village: Honours, world: World, at: Any):
    at(THURSDAY)
    desk, resident = signed(world.worker), signed(world.resident)

    def post(who: Client, path: str, **body: Any) -> Any:
        answer = who.post(f"/api/honours/{path}", json.dumps(body), "application/json")
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    said = {"name": "最美庭院", "whom": "household", "criteria": "一、院坝干净。二、不占公共。"}
    said |= {"source": "村民代表会议2026年3月12日定的", "until": UNTIL.isoformat()}
    rest = {"seats": 2, "nominators": "anybody", "judge": "panel"}
    campaign = post(desk, f"places/{world.village.pk}/campaigns", **said, **rest)["id"]
    home = str(village.points.home.pk)
    named = post(resident, f"campaigns/{campaign}/nominate", household_id=home, why="院坝干净。")
    nominee = f"nominees/{named['id']}"
    mine = resident.get("/api/honours/mine").json()
    assert [(one["id"], one["state"]) for one in mine] == [(named["id"], "named")]
    assert post(resident, f"{nominee}/consent", shown="family")["state"] == "agreed"
    at(JUDGING)
    votes = [{"member_id": str(pk), "yes": yes} for pk, yes in village.points.votes().items()]
    post(desk, f"{nominee}/judge", votes=votes)
    assert post(desk, f"campaigns/{campaign}/post")["state"] == "posted"
    other = signed(village.points.others[6])
    objection = post(other, f"{nominee}/object", words="上个月还堆着板子。")["id"]
    no = [{**vote, "yes": not vote["yes"]} for vote in votes]
    answer = {"upheld": False, "answer": "看过了，板子已经拉走。"}
    post(desk, f"objections/{objection}/answer", votes=no, **answer)
    at(PRESENTING)
    assert post(desk, f"campaigns/{campaign}/present")["awarded_on"]
    (told,) = Client().get(f"/api/honours/places/{world.village.pk}/red_list").json()
    assert [one["name"] for one in told["honoured"]] == ["罗**"]
    assert told["unnamed"] == 0
    back = {"reason": "院坝又堆满了", "votes": votes}
    assert post(desk, f"{nominee}/revoke", **back)["state"] == "revoked"
    assert Nominee.objects.get().state == NomineeState.REVOKED
    for who, status in ((Client(), 401), (resident, 403)):
        path = f"/api/honours/places/{world.village.pk}/campaigns"
        body = json.dumps(said | rest)
        assert who.post(path, body, "application/json").status_code == status


def test_a_sign_in_list_sent_again_with_its_key_is_answered_with_the_list(
    village: Honours, world: World
):
    said = {"place_id": world.village.pk, "item": "E3", "on": clock.day_of(THURSDAY)}
    said |= {"what": "扫村口", "homes": [village.points.home.pk], "key": "list-1"}
    first = points.tell_list(actor=world.worker, now=THURSDAY, **said)
    again = points.tell_list(actor=world.worker, now=THURSDAY + timedelta(minutes=1), **said)
    assert again == first
