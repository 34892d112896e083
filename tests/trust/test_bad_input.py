"""Bad input: a clear sentence beside the field, what was typed is kept, nothing half is written."""

import io

import pytest
from django.test import Client
from PIL import Image

from tests.test_story import fields
from tests.world import World
from yuanba.base.models import Key, Record
from yuanba.matters.models import Contact, Matter, Photo, Register

KIND = "路灯不亮，老人晚上摔了一跤。"


def bomb() -> bytes:
    """Few bytes, very many pixels."""
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    return out.getvalue()


def upload(name: str, data: bytes) -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = name
    return file


CASES = {
    "nothing": ({"text": ""}, "text"),
    "far too much": ({"text": "灯" * 10_000}, "text"),
    "control characters": ({"text": "\x01\x02\x07"}, "text"),
    "only pictures": ({"text": "😀😀🎉"}, "text"),
    "a place of another county": ({"place": "99"}, "place"),
    "a day before the founding": ({"happened_on": "1949-09-30"}, "happened_on"),
    "a day to come": ({"happened_on": "2999-01-01"}, "happened_on"),
    "half a number": ({"contact_phone": "138"}, "contact_phone"),
    "no photo at all": ({"photos": upload("a.jpg", b"this is no photo")}, "photos"),
    "a bomb": ({"photos": upload("b.png", bomb())}, "photos"),
    "a broken file": ({"photos": upload("c.jpg", b"\xff\xd8\xff\xe0" + b"0" * 40)}, "photos"),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_clear_sentence_and_nothing_half(world: World, case, language):
    said, field = CASES[case]
    for value in said.values():
        if hasattr(value, "seek"):
            value.seek(0)
    client = Client()
    client.cookies["language"] = language
    path = f"/c/{world.village.pk}/report"
    shown = fields(client.get(path).content)
    name = {"phone": "phone"}.get("phone", "phone")
    body = (
        shown | {"text": KIND, "place": str(world.grid.pk), name: "１３８００００１２６０"} | said
    )
    answer = client.post(path, body)
    page = answer.content.decode()
    assert answer.status_code == 422, case
    assert f'id="id_{field}_error"' in page or 'class="err' in page
    if said.get("text", KIND) == KIND:
        assert KIND in page  # what was typed is still there
    for table in (Matter, Contact, Photo, Register, Key):
        assert not table.objects.exists(), table
    assert not Record.objects.filter(act="matters.report").exists()


def test_a_number_in_full_width_digits_goes_in(world: World):
    client = Client()
    path = f"/c/{world.village.pk}/report"
    body = fields(client.get(path).content) | {
        "text": KIND,
        "contact_phone": "１３８００００１２６０",
    }
    assert client.post(path, body).status_code in (302, 303)
    assert Contact.objects.get().phone == "13800001260"


def test_a_form_sent_twice_is_one_matter(world: World):
    client = Client()
    path = f"/c/{world.village.pk}/report"
    body = fields(client.get(path).content) | {"text": KIND}
    first, again = client.post(path, body), client.post(path, body)
    assert first["Location"] == again["Location"]
    assert Matter.objects.count() == 1


def test_a_session_that_ends_in_the_middle_loses_nothing_typed(world: World):
    client = Client()
    client.force_login(world.resident)
    path = f"/c/{world.village.pk}/report"
    body = fields(client.get(path).content) | {"text": KIND}
    client.logout()
    answer = client.post(path, body)  # it goes in as from anybody; nothing has to be typed again
    assert answer.status_code in (302, 303)
    matter = Matter.objects.get()
    assert (matter.text, matter.reporter) == (KIND, None)


@pytest.mark.parametrize(
    "path",
    ["/desk/search?q=2026%00", "/desk/register?q=a%00b", "/desk/queue?q=%00"],
)
def test_a_nul_in_an_address_is_left_out(world: World, client: Client, path):
    client.force_login(world.worker)
    assert client.get(path).status_code == 200


def test_a_nul_in_a_number_finds_what_the_rest_says(world: World, client: Client):
    client.force_login(world.worker)
    first, again = world.sorted(), world.sorted(text="还是那盏路灯，没亮。")
    said = {"number": f"{first.number}\0", "reason": "同一盏灯"}
    answer = client.post(f"/api/matters/{again.pk}/merge", said, "application/json")
    assert answer.status_code == 200, answer.content
