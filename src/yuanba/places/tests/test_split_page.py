"""拆分 as the administrator clicks it, and over JSON: the same act, refused alike."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import World
from yuanba.base import records
from yuanba.places import queries
from yuanba.places.models import Place
from yuanba.places.rules import Kind


@pytest.fixture
def admin(world: World) -> Client:
    client = Client()
    client.force_login(world.admin)
    return client


def test_one_village_becomes_two(world: World, admin: Client):
    second = world.place(Kind.GRID, "石桥村第二网格", world.village)
    here = reverse("places:split", args=[world.village.pk])
    assert here in admin.get(reverse("places:place", args=[world.village.pk])).content.decode()
    typed = {"name": "新桥村", "short": "新桥", "children": [second.pk], "source": "县政府批复"}
    first = admin.post(here, typed).content.decode()
    assert "新桥村" in first
    assert not Place.objects.filter(name="新桥村").exists(), "the preview wrote something"
    assert admin.post(here, typed | {"sure": "1"}).status_code == 302
    fresh = Place.objects.get(name="新桥村")
    second.refresh_from_db()
    world.village.refresh_from_db()
    assert (second.parent, second.village_id) == (fresh, fresh.pk)
    assert world.village.until is None
    assert [s.after for s in queries.succession(world.village.pk)] == [fresh]
    assert [r.act for r in records.about(world.village)] == ["places.split"]


def test_page_and_api_refuse_alike(world: World, admin: Client):
    world.place(Kind.GRID, "石桥村第二网格", world.village)
    typed = {"name": "新桥村", "children": [world.grid.pk], "ends": "1", "source": "批复"}
    page = admin.post(reverse("places:split", args=[world.village.pk]), typed | {"sure": "1"})
    body = {"parts": [{"name": "新桥村", "children": [str(world.grid.pk)]}], "ends": True}
    answer = admin.post(
        f"/api/places/{world.village.pk}/split",
        json.dumps(body | {"source": "批复"}),
        "application/json",
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "left_over")
    assert answer.json()["message"] in page.content.decode()
    assert not Place.objects.filter(name="新桥村").exists()
