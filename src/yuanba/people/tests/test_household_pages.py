"""The register of households as the community worker keeps it."""

import pytest
from django.test import Client

from yuanba.people import acts
from yuanba.people.models import Household, Person
from yuanba.people.tests.village import THURSDAY, Village
from yuanba.places.rules import Kind


@pytest.fixture
def desk(client: Client, village: Village) -> Client:
    client.force_login(village.worker)
    return client


def found(desk: Client, village: Village, address: str = "三组12号", code: str = "") -> Household:
    said = {"place_id": str(village.grid.pk), "address": address, "code": code}
    assert desk.post("/desk/households/add/", said).status_code == 302
    return Household.objects.get(address=address)


def test_a_household_is_founded_filled_split_and_merged(desk: Client, village: Village):
    home = found(desk, village)
    here = f"/desk/households/{home.pk}/"
    desk.post(here + "enrol/", {"name": "罗大爷", "head": "on"})
    answer = desk.post(here + "enrol/", {"name": "罗大娘", "phone": "13800000126"})
    assert answer.url == here
    page = desk.get(here).content.decode()
    assert "罗大爷" in page
    assert "138****0126" in page
    assert village.resident.memberships.get().household == home  # known, so not made again
    answer = desk.post(
        here + "split/", {"person_ids": [str(village.resident.pk)], "address": "三组14号"}
    )
    assert answer.status_code == 302
    new = Household.objects.get(address="三组14号")
    assert "分出一户" in desk.get(here).content.decode()
    assert desk.get(f"/desk/households/{new.pk}/split/").status_code == 200
    answer = desk.post(f"/desk/households/{new.pk}/merge/", {"code": home.code})
    assert answer.status_code == 302
    new.refresh_from_db()
    assert new.until is not None
    stay = home.members.get(person=village.resident, until=None)
    desk.post(f"{here}leave/{stay.pk}/", {"reason": "搬走。"})
    stay.refresh_from_db()
    assert stay.until is not None


def test_a_number_of_somebody_else_is_not_written_in(desk: Client, village: Village):
    home = found(desk, village)
    before = Person.objects.count()
    said = {"name": "别的人", "phone": "13800000126"}
    answer = desk.post(f"/desk/households/{home.pk}/enrol/", said)
    assert answer.status_code == 422
    assert "已经登记在另一个人名下" in answer.content.decode()
    assert Person.objects.count() == before


def test_what_cannot_be_is_said_beside_the_field(desk: Client, village: Village):
    home = found(desk, village, code="SQ-001")
    here = f"/desk/households/{home.pk}/"
    again = {"place_id": str(village.grid.pk), "address": "别处", "code": "SQ-001"}
    for path, said, words in [
        ("/desk/households/add/", again, "这个户号已经有了"),
        (here + "merge/", {"code": "没有"}, "没有找到这个户号"),
        (here + "merge/", {"code": "SQ-001"}, "同一户"),
        (here + "enrol/", {"name": "\u200b", "phone": ""}, "请填写姓名"),
        (here + "enrol/", {"name": "罗", "since": "1990-01-01"}, "日期太早了"),
        (here + "split/", {"address": "三组14号"}, "还没填"),
    ]:
        answer = desk.post(path, said)
        assert answer.status_code == 422, path
        assert words in answer.content.decode(), path
    assert Household.objects.count() == 1


def test_neighbours_and_readers_change_nothing(client: Client, village: Village):
    home = acts.found_household(
        actor=village.worker, place_id=village.grid.pk, address="三组12号", now=THURSDAY
    )
    here = f"/desk/households/{home.pk}/"
    client.force_login(village.neighbour)
    for path in (here, here + "enrol/", here + "split/", here + "merge/", here + "leave/1/"):
        assert client.get(path).status_code == 404
    client.force_login(village.supervisor)
    assert client.get(here).status_code == 200
    for path in ("enrol/", "split/", "merge/", "leave/1/"):
        assert client.post(here + path, {"name": "x"}).status_code == 403
    assert client.get("/desk/households/add/").status_code == 403
    client.logout()
    assert client.get(here).url.startswith("/signin/")


def test_a_household_moves_by_a_click_and_over_json(desk: Client, village: Village):
    home = found(desk, village)
    block = village.place(village.grid, Kind.BUILDING, "2栋")
    here = f"/desk/households/{home.pk}/move/"
    assert "2栋（" in desk.get(here).content.decode()
    wrong = desk.post(here, {"place_id": str(village.grid.pk), "address": ""})
    assert (wrong.status_code, "地方和住址都没有变" in wrong.content.decode()) == (422, True)
    assert desk.post(here, {"place_id": str(block.pk), "address": "2栋301"}).status_code == 302
    page = desk.get(f"/desk/households/{home.pk}/").content.decode()
    assert "原来住在" in page
    assert "三组12号" in page
    again = desk.post(
        f"/api/households/{home.pk}/move",
        {"place_id": str(block.pk)},
        content_type="application/json",
    )
    assert (again.status_code, again.json()["code"]) == (409, "same_place")
