"""The same acts through the other door."""

import json

import pytest

from tests.world import World
from yuanba.matters import follow
from yuanba.matters.models import Matter
from yuanba.matters.rules import State


def post(client, path, body, **headers):
    return client.post(f"/api{path}", json.dumps(body), "application/json", **headers)


def test_a_resident_tells_and_follows_without_an_account(world: World, client):
    said = {"place_id": str(world.grid.pk), "text": "路灯不亮，三天了。"}
    first = post(client, "/matters", said, headers={"Idempotency-Key": "k" * 20})
    again = post(client, "/matters", said, headers={"Idempotency-Key": "k" * 20})
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert Matter.objects.count() == 1
    told = first.json()
    seen = client.get(f"/api/follow/{told['follow']}").json()
    assert (seen["number"], seen["state"]) == ("石桥-2026-0001", "reported")
    assert follow.right_code(int(told["id"]), 0, told["code"])


def test_other_content_under_the_same_key_is_422(world: World, client):
    said = {"place_id": str(world.grid.pk), "text": "路灯不亮，三天了。"}
    key = {"Idempotency-Key": "k" * 20}
    post(client, "/matters", said, headers=key)
    answer = post(client, "/matters", said | {"text": "井盖没了。"}, headers=key)
    assert (answer.status_code, answer.json()["code"]) == (422, "key_reused")


def test_api_refuses_as_the_page_does(world: World, client):
    client.force_login(world.worker)
    body = {
        "lane": "communal",
        "category_id": str(world.clutter.pk),
        "unit_id": str(world.committee.pk),
    }
    answer = post(client, f"/matters/{world.told().pk}/triage", body)
    assert (answer.status_code, answer.json()["field"]) == (409, "reason")


@pytest.mark.parametrize("who", [None, "resident", "neighbour_worker", "admin"])
def test_a_stranger_gets_nothing_and_the_same_as_for_nothing(world: World, client, who):
    matter = world.told()
    if who:
        client.force_login(getattr(world, who))
    there, nowhere = (
        post(client, f"/matters/{pk}/accept", {}) for pk in (matter.pk, matter.pk + 1)
    )
    assert there.status_code in (401, 403)
    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)
    matter.refresh_from_db()
    assert matter.state == State.REPORTED


def test_a_wrong_follow_link_opens_nothing(world: World, client):
    token = follow.token(world.told().pk)
    flipped = token[:-1] + ("2" if token[-1] != "2" else "3")
    for wrong in (flipped, token[:-1], "x" * 33, "Ⅷ" * 33):
        assert client.get(f"/api/follow/{wrong}").status_code in (403, 404)


def test_a_batch_needs_a_signed_in_person(world: World, client):
    lines = [{"key": "key-00001", "place_id": str(world.grid.pk), "text": "坡上有裂缝。"}]
    assert post(client, "/matters/batch", lines).status_code == 401
    client.force_login(world.gridworker)
    (line,) = post(client, "/matters/batch", lines).json()
    assert (line["number"], line["message"]) == ("石桥-2026-0001", None)
