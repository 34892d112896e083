"""The administrators' acts over JSON: done, recorded, refused with the page's own sentence, denied."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from yuanba.base import records
from yuanba.base.models import Record
from yuanba.duties.models import Category
from yuanba.people.models import Person, Post, Unit
from yuanba.places.models import Day, Place


def sends(client: Client, path: str, body: dict[str, Any], key: str = "") -> Any:
    said = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    return client.post(f"/api{path}", json.dumps(body), "application/json", **said)


@pytest.fixture
def clients(world: World) -> dict[str, Client]:
    found = {}
    for who in ("admin", "security", "worker"):
        found[who] = Client()
        found[who].force_login(getattr(world, who))
    return found


def test_places_are_founded_renamed_and_closed(world: World, clients: dict[str, Client]):
    admin, village = clients["admin"], str(world.village.pk)
    body = {"kind": "grid", "name": "石桥村第三网格", "source": "村委会决定"}
    made = sends(admin, f"/places/{village}/found", body, key="one-key-for-it").json()
    again = sends(admin, f"/places/{village}/found", body, key="one-key-for-it").json()
    assert made["id"] == again["id"]
    assert Place.objects.filter(name="石桥村第三网格").count() == 1
    renamed = sends(admin, f"/places/{village}/rename", {"name": "大桥村", "source": "批复"})
    assert (renamed.status_code, renamed.json()["name"]) == (200, "大桥村")
    assert [r.act for r in records.about(world.village)][-1] == "places.rename"


def test_people_are_added_appointed_and_blocked(world: World, clients: dict[str, Client]):
    security, village = clients["security"], str(world.village.pk)
    body = {"place_id": village, "username": "xiaolin", "name": "林小妹"}
    added = sends(security, "/people", body)
    assert added.status_code == 200, added.content
    pk = added.json()["id"]
    post = sends(security, f"/people/{pk}/appoint", {"role": "worker", "place_id": village}).json()
    assert Post.objects.get(pk=post["id"]).person.name == "林小妹"
    blocked = sends(security, f"/people/{pk}/block", {"reason": "离岗"}).json()
    assert blocked["active"] is False
    assert sends(security, f"/people/{pk}/unblock", {"reason": "回来了"}).json()["active"] is True
    ended = sends(security, f"/people/posts/{post['id']}/end", {"reason": "调走"})
    assert ended.status_code in (200, 409)  # a post that began today ends tomorrow


def test_units_categories_and_days_are_changed(world: World, clients: dict[str, Client]):
    admin = clients["admin"]
    unit = {"place_id": str(world.county.pk), "kind": "housing", "name": "云岭县房管所"}
    assert (
        Unit.objects.get(pk=sends(admin, "/people/units", unit).json()["id"]).name == unit["name"]
    )
    change = {
        "name": "路灯不亮", "name_en": "Lamps", "lane": "government", "unit_kind": "urban",
        "amount": 5, "limit_unit": "workday", "reason": "县里定的",
    }  # fmt: skip
    answer = sends(admin, f"/duties/categories/{world.lamp.pk}", change)
    if answer.status_code == 422:  # the words for units of time are the house's own
        change["limit_unit"] = world.lamp.limit_unit
        answer = sends(admin, f"/duties/categories/{world.lamp.pk}", change)
    assert answer.status_code == 200, answer.content
    assert Category.objects.get(pk=world.lamp.pk).amount == 5
    off = sends(
        admin, "/calendar/days/2026-12-25", {"kind": "off", "name": "县庆", "source": "通知"}
    )
    assert off.status_code == 200, off.content
    assert Day.objects.get(day="2026-12-25").name == "县庆"
    assert {"2026-12-25"} <= {d["day"] for d in admin.get("/api/calendar/2026").json()["days"]}


CASES = [  # who, JSON path, its body, the page, what is typed there
    (
        "admin", "/places/{village}/rename", {"name": "大桥村", "source": ""},
        "/desk/places/{village}/rename/", {"name": "大桥村", "source": "无", "sure": "1"},
    ),
    (
        "security", "/people/{colleague}/block", {"reason": ""},
        "/desk/people/{colleague}/block/", {"reason": " "},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[c[1] for c in CASES])
def test_a_refusal_changes_nothing(world: World, clients: dict[str, Client], case: Any):
    who, path, body, _page, _typed = case
    names = {"village": world.village.pk, "colleague": world.colleague.pk}
    before = Record.objects.count()
    answer = sends(clients[who], path.format(**names), body)
    assert answer.status_code == 409, answer.content
    assert answer.json()["message"]
    assert Record.objects.count() == before


DENIED = [
    ("/places/{village}/rename", {"name": "大桥村", "source": "x"}),
    ("/people", {"place_id": "{village}", "username": "a", "name": "甲"}),
    ("/people/{colleague}/block", {"reason": "x"}),
    ("/people/units", {"place_id": "{village}", "kind": "urban", "name": "甲"}),
    ("/duties/lists/pause", {"code": "x", "name": "甲", "name_en": "A", "source": "x"}),
    ("/calendar/days/2026-12-25", {"kind": "off", "source": "x"}),
]


@pytest.mark.parametrize(("path", "body"), DENIED, ids=[path for path, _body in DENIED])
def test_a_worker_is_denied_and_nothing_changes(
    world: World, clients: dict[str, Client], path: str, body: dict[str, Any]
):
    names = {"village": str(world.village.pk), "colleague": str(world.colleague.pk)}
    said = {k: v.format(**names) if isinstance(v, str) else v for k, v in body.items()}
    before = Record.objects.count(), Person.objects.count()
    assert sends(clients["worker"], path.format(**names), said).status_code == 403
    assert (Record.objects.count(), Person.objects.count()) == before
