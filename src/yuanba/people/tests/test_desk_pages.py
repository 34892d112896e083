"""The administrator's pages about people, units and households."""

import pytest
from django.test import Client

from yuanba.base.permits import Role
from yuanba.people import acts, queries
from yuanba.people.models import Person, Unit
from yuanba.people.tests.village import PASSWORD, THURSDAY, Village


@pytest.fixture
def desk(client: Client, village: Village) -> Client:
    client.force_login(village.security)
    return client


def text(client: Client, path: str, **query: str) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_person_is_added_appointed_and_ended_through_the_pages(desk: Client, village: Village):
    place = str(village.village.pk)
    new = {"username": "zhou", "name": "周文", "place_id": place, "password": PASSWORD}
    answer = desk.post("/desk/people/add/", new)
    zhou = Person.objects.get(username="zhou")
    assert answer.url == f"/desk/people/{zhou.pk}/appoint/"
    answer = desk.post(answer.url, {"role": "worker", "place_id": place, "title": "民政专干"})
    assert answer.status_code == 302
    assert "石桥村 · 民政专干" in text(desk, "/desk/people/")
    post = zhou.posts.get()
    assert desk.get(f"/desk/posts/{post.pk}/end/").status_code == 200
    assert desk.post(f"/desk/posts/{post.pk}/end/", {"reason": ""}).status_code == 422
    assert desk.post(f"/desk/posts/{post.pk}/end/", {"reason": "调走。"}).status_code == 302
    assert "到哪天止" in text(desk, f"/desk/people/{zhou.pk}/")
    desk.post(f"/desk/people/{zhou.pk}/block/", {"reason": "调走。"})
    assert "已停用" in text(desk, f"/desk/people/{zhou.pk}/")
    desk.post(f"/desk/people/{zhou.pk}/unblock/", {"reason": "回来。"})
    zhou.refresh_from_db()
    assert zhou.is_active


def test_a_refusal_keeps_what_was_typed_but_no_password(desk: Client, village: Village):
    place = str(village.village.pk)
    said = {"username": "worker", "name": "周文", "place_id": place, "password": PASSWORD}
    answer = desk.post("/desk/people/add/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "这个用户名已有人用" in page
    assert "周文" in page
    assert PASSWORD not in page


def test_the_list_finds_by_name_and_masks_telephones(desk: Client, village: Village):
    acts.add_person(
        actor=village.security,
        place_id=village.village.pk,
        username="zhou",
        name="周文",
        phone="13900000777",
        now=THURSDAY,
    )
    page = text(desk, "/desk/people/", q="周")
    assert "周文" in page
    assert "139****0777" in page
    assert "13900000777" not in page
    assert "王小芹" not in page
    assert "没有找到" in text(desk, "/desk/people/", q="查无此人")
    assert "罗大娘" not in text(desk, "/desk/people/")  # residents are not staff


def test_long_lists_go_on_where_they_stopped(
    desk: Client, village: Village, django_assert_num_queries
):
    for i in range(queries.PAGE + 5):
        acts.add_person(
            actor=village.security,
            place_id=village.village.pk,
            username=f"helper{i:02}",
            name=f"帮手{i}",
            now=THURSDAY,
        )
    with django_assert_num_queries(2):  # the people, their posts
        queries.staff(village.security, today=THURSDAY.date(), words="帮手")
    first = desk.get("/desk/people/", {"q": "帮手"})
    assert first.context["next_url"]
    second = desk.get("/desk/people/" + first.context["next_url"])
    names = [row.name for page in (first, second) for row in page.context["rows"]]
    assert len(names) == len(set(names)) == queries.PAGE + 5


def test_a_village_securityistrator_sees_his_village_only(client: Client, village: Village):
    client.force_login(village.village_security)
    page = text(client, "/desk/people/")
    assert "王小芹" in page
    assert "李远" not in page
    assert "孙平" not in page
    for person in (village.neighbour, village.coordinator):
        assert client.get(f"/desk/people/{person.pk}/").status_code == 404
        assert client.get(f"/desk/people/{person.pk}/block/").status_code == 404
    post = village.neighbour.posts.get()
    assert client.get(f"/desk/posts/{post.pk}/end/").status_code == 404
    assert client.get(f"/desk/units/{village.lamps.pk}/").status_code == 404
    assert client.get("/desk/people/1/").status_code == 404


PAGES = ["/desk/people/", "/desk/people/add/", "/desk/units/", "/desk/units/add/"]


@pytest.mark.parametrize("who", ["worker", "coordinator", "resident"])
@pytest.mark.parametrize("page", PAGES)
def test_others_are_told_no(client: Client, village: Village, who: str, page: str):
    client.force_login(getattr(village, who))
    before = Person.objects.count(), Unit.objects.count()
    assert client.get(page).status_code == 403
    assert client.post(page, {"name": "x"}).status_code in {403, 405}
    assert (Person.objects.count(), Unit.objects.count()) == before


@pytest.mark.parametrize("page", [*PAGES, "/desk/households/", "/me/", "/me/password/"])
def test_a_stranger_is_sent_to_the_door(client: Client, db: None, page: str):
    assert client.get(page).url.startswith("/signin/")
    assert client.post(page).url.startswith("/signin/")


def test_the_supervisor_reads_and_changes_nothing(client: Client, village: Village):
    client.force_login(village.supervisor)
    page = text(client, "/desk/people/")
    assert "/desk/people/add/" not in page
    assert client.get("/desk/people/add/").status_code == 403
    path = f"/desk/people/{village.worker.pk}/"
    assert "停用账号" not in text(client, path)
    assert client.post(path + "block/", {"reason": "试。"}).status_code == 403


def test_somebody_without_a_password_gets_one_once(desk: Client, village: Village):
    path = f"/desk/people/{village.worker.pk}/"
    assert "发登录名和密码" in text(desk, path)
    said = {"username": "wang", "password": PASSWORD}
    assert desk.post(path + "password/", said).status_code == 302
    assert "发登录名和密码" not in text(desk, path)
    assert desk.post(path + "password/", said).status_code == 422


def test_units_are_founded_and_changed(client: Client, village: Village):
    client.force_login(village.admin)
    desk = client
    place = str(village.village.pk)
    new = {"kind": "property", "place_id": place, "name": "安居物业", "phone": "12"}
    answer = desk.post("/desk/units/add/", new)
    assert answer.status_code == 422
    assert "电话号码不对" in answer.content.decode()
    assert desk.post("/desk/units/add/", new | {"phone": ""}).status_code == 302
    unit = Unit.objects.get(name="安居物业")
    path = f"/desk/units/{unit.pk}/"
    assert "安居物业" in text(desk, path)
    desk.post(path, {"name": "安心物业", "reason": "改名。"})
    unit.refresh_from_db()
    assert (unit.name, unit.active) == ("安心物业", False)
    assert "安心物业" in text(desk, "/desk/units/", q="安心")


def test_a_unit_serves_its_place_and_all_below(village: Village):
    assert village.lamps in queries.units_serving(village.grid)
    own = village.unit(village.village, acts.staff.rules.UnitKind.COMMITTEE, "石桥村村委会")
    assert own in queries.units_serving(village.grid)
    assert own not in queries.units_serving(village.elsewhere)


def test_the_register_of_households_is_for_the_village(
    client: Client, village: Village, django_assert_num_queries
):
    home = acts.found_household(
        actor=village.worker, place_id=village.grid.pk, address="三组12号", now=THURSDAY
    )
    acts.join_household(
        actor=village.worker,
        household_id=home.pk,
        person_id=village.resident.pk,
        head=True,
        now=THURSDAY,
    )
    client.force_login(village.worker)
    with django_assert_num_queries(2):  # households, members
        queries.households(village.worker, village=village.village.pk)
    page = text(client, "/desk/households/")
    assert "三组12号" in page
    assert "罗大娘" in page
    assert "三组12号" in text(client, "/desk/households/", q="罗大娘")
    assert "没有找到" in text(client, "/desk/households/", q="四组")
    client.force_login(village.neighbour)
    assert "三组12号" not in text(client, "/desk/households/")
    mine = {"village": str(village.village.pk)}
    assert client.get("/desk/households/", mine).status_code == 404
    client.force_login(village.resident)
    assert client.get("/desk/households/").status_code == 403


def test_a_grid_worker_sees_the_households_of_his_grid(client: Client, village: Village):
    acts.found_household(
        actor=village.worker, place_id=village.grid.pk, address="三组12号", now=THURSDAY
    )
    acts.found_household(
        actor=village.worker, place_id=village.village.pk, address="村口1号", now=THURSDAY
    )
    client.force_login(village.staff("grid", "陈大山", Role.GRID, village.grid))
    page = text(client, "/desk/households/")
    assert "三组12号" in page
    assert "村口1号" not in page


def test_strange_addresses_break_nothing(client: Client, village: Village):
    pages = {"/desk/people/": village.security}
    pages |= dict.fromkeys(("/desk/units/", "/desk/households/"), village.admin)
    for page, who in pages.items():
        client.force_login(who)
        for after in ("", "x", "-1", "9" * 30, "１２"):
            assert client.get(page, {"after": after, "q": "%_'\u0000"}).status_code == 200
