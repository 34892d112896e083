"""Accounts over JSON: the same acts, the same answers when the answer is no."""

from django.test import Client

from yuanba.people.models import Card, Person, Reset
from yuanba.people.tests.test_cards import home  # noqa: F401  a fixture
from yuanba.people.tests.test_resets import zhou  # noqa: F401  a fixture
from yuanba.people.tests.village import Village


def post(client: Client, path: str, **said: str):
    return client.post(f"/api/accounts/{path}", said, content_type="application/json")


def test_two_people_and_two_halves(client: Client, village: Village, zhou: Person):  # noqa: F811
    client.force_login(village.village_security)
    nothing = post(client, f"people/{zhou.pk}/reset")
    assert (nothing.status_code, Reset.objects.count()) == (409, 0)
    asked = post(client, f"people/{zhou.pk}/reset", reason="手机丢了。").json()
    assert len(asked["half"]) == 5
    alone = post(client, f"resets/{asked['id']}/agree")
    assert (alone.status_code, alone.json()["code"]) == (409, "another_person")
    client.force_login(village.worker)
    assert post(client, f"resets/{asked['id']}/agree").status_code == 403
    client.force_login(village.admin)
    assert len(post(client, f"resets/{asked['id']}/agree").json()["half"]) == 5
    ended = post(client, f"resets/{asked['id']}/end", reason="弄错了。").json()
    assert ended["ended_at"]


def test_a_card_from_asking_to_stopping(client: Client, village: Village, home):  # noqa: F811
    client.force_login(village.worker)
    path = f"households/{home.pk}/card"
    card = post(client, path, person_id=str(village.resident.pk)).json()
    assert post(client, path, person_id=str(village.resident.pk)).json()["code"] == "card_there"
    printed = post(client, f"cards/{card['id']}/print").json()
    assert (len(printed["number"]), len(printed["first_code"])) == (26, 6)
    client.force_login(village.neighbour)
    assert post(client, f"cards/{card['id']}/stop", reason="试。").status_code == 403
    client.force_login(village.worker)
    assert post(client, f"cards/{card['id']}/stop", reason="丢了。").json()["ended_at"]
    assert Card.objects.get().ended_at is not None


def test_signing_out_elsewhere_and_a_stranger(client: Client, village: Village):
    assert post(client, "me/sign-out-others").status_code in {401, 403}
    client.force_login(village.worker)
    assert post(client, "me/sign-out-others").json() == {"ok": True}
