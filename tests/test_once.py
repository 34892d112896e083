"""A form sent twice is done once (base.middleware.Once); tools/lint.py sees that each has its key."""

import re

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Refused
from yuanba.base.models import Key
from yuanba.matters.models import Matter
from yuanba.people.acts import signing
from yuanba.people.door import Guest
from yuanba.people.models import Unit


def test_a_unit_is_founded_once_though_the_button_was_pressed_twice(world: World, client):
    client.force_login(world.admin)
    page = client.get("/desk/units/add/").content.decode()
    (key,) = re.findall(r'name="once" value="([0-9a-f]{32})"', page)
    said = {"kind": "water", "name": "云岭县水利局", "place_id": world.county.pk, "once": key}
    first, again = (client.post("/desk/units/add/", said) for _ in range(2))
    assert first.status_code == again.status_code == 302
    assert Unit.objects.filter(name="云岭县水利局").count() == 1
    assert Key.objects.get(key=key).subject_kind == "people.unit"
    other = client.post("/desk/units/add/", said | {"name": "云岭县水务局"})
    assert other.status_code == 422


def test_one_press_on_several_is_one_step_of_each(world: World, client):
    """The same form sent again takes no second step; the next form does."""
    mine = [world.sorted(), world.sorted(text="村口路灯又不亮了，第二根杆。")]
    client.force_login(world.worker)
    said = {"matter": [m.pk for m in mine], "do": "note", "text": "去看过，等零件。", "sure": "1"}
    for once in ("a" * 32, "a" * 32, "b" * 32):
        client.post(reverse("desk_matters:several"), said | {"once": once})
    assert [_steps(m, "matters.note") for m in mine] == [2, 2]


def test_a_code_opens_once_whatever_key_comes_with_it(world: World):
    """The answer of an earlier time opens nothing: an act that checks a secret knows no keys."""
    sent = signing.send_code(actor=Guest(), phone="13800000126", now=THURSDAY)
    said = {"actor": Guest(), "phone": sent.phone, "code": sent.code, "now": THURSDAY}
    assert signing.confirm_phone(key="k", **said) == world.resident
    with pytest.raises(Refused):
        signing.confirm_phone(key="k", **said)


def _steps(matter: Matter, act: str) -> int:
    return sum(record.act == act for record in records.about(matter))
