"""A form sent twice is done once, on every page that answers through carried_out."""

import re

from tests.world import World
from yuanba.base.models import Key
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
