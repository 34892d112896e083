"""A neighbour at the wall: a word, a photo if he likes, no account; floods slow down."""

from typing import Any

import pytest

from tests.world import World
from yuanba.disclosure.models import Row
from yuanba.matters.models import Contest
from yuanba.matters.tests.test_contest import public


def test_page_and_api_take_a_neighbours_word(world: World, client: Any):
    row = public(world)
    here = f"/wall/rows/{row.pk}/contest"
    assert client.get(here).status_code == 200
    done = client.post(here, {"why": "我们这头还黑着", "key": "a" * 32})
    assert (done.status_code, done["Location"].split("?")[0]) == (303, f"/wall/{row.village_id}/")
    client.post(here, {"why": "我们这头还黑着", "key": "a" * 32})
    answer = client.post(f"/api/wall/rows/{row.pk}/contest", {"why": "还黑"}, "application/json")
    assert answer.status_code == 200
    assert sorted(Contest.objects.values_list("why", flat=True)) == ["我们这头还黑着", "还黑"]
    wall = client.get(f"/wall/{row.village_id}/?month={row.closed:%Y-%m}").content.decode()
    assert "有 2 位邻居说还没好" in wall
    assert "我们这头还黑着" not in wall


@pytest.mark.parametrize("said", ["", "。。。", "好" * 301])
def test_no_word_no_contest(world: World, client: Any, said: str):
    row = public(world)
    assert client.post(f"/wall/rows/{row.pk}/contest", {"why": said}).status_code == 422
    assert not Contest.objects.exists()


def test_what_does_not_hang_there_cannot_be_contested(world: World, client: Any):
    row = Row.objects.get(matter_id=world.closed().pk)
    for path in (f"/wall/rows/{row.pk}/contest", "/wall/rows/1/contest"):
        assert client.post(path, {"why": "还黑着"}).status_code == 404
        assert client.post(f"/api{path}", {"why": "还黑着"}, "application/json").status_code == 404


def test_many_from_one_address_have_to_wait(world: World, client: Any):
    row = public(world)
    for _n in range(7):
        last = client.post(f"/wall/rows/{row.pk}/contest", {"why": "还黑着呢"})
    assert last.status_code == 422
    assert Contest.objects.count() == 5
