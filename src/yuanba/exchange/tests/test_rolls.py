"""A village's own tables by a page: looked at first, written when somebody agrees, each row by its act."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import World, signed
from yuanba.base import clock, jobs, records
from yuanba.base.errors import Denied, Refused
from yuanba.exchange import acts, keeping
from yuanba.exchange.models import TableIn
from yuanba.exchange.rules import TableState
from yuanba.people.models import Household, Membership, Person, Post, Unit

PAGE = "/desk/import"
UNITS = (
    "地点,单位名称,类型,电话\n云岭县,云岭县供水公司,水电气信,02300000001\n不知道哪里,甲公司,物业,\n"
)
STAFF = "地点,姓名,岗位,单位\n石桥村,何新来,社区工作者,\n云岭县,吴水,部门经办人,云岭县城市管理局\n"
HOMES = "网格,住址,姓名,户主,电话\n石桥村第一网格,三组8号,罗桂英,是,13800000001\n石桥村第一网格,三组8号,罗小明,,\n"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def work() -> None:
    while jobs.run_due(clock.now(), most=50):
        pass


def brought(client: Client, what: str, text: str) -> TableIn:
    sent = SimpleUploadedFile("名册.csv", text.encode("utf-8-sig"), "text/csv")
    answer = client.post(PAGE, {"what": what, "file": sent})
    assert answer.status_code == 303, answer.content.decode()[:2000]
    work()
    table = TableIn.objects.latest("pk")
    assert answer.headers["Location"] == f"{PAGE}/{table.pk}"
    return table


def test_nothing_is_written_before_somebody_agrees_and_a_bad_row_comes_back(world: World):
    client = signed(world.admin)
    table = brought(client, "units", UNITS)
    assert (table.state, table.rows, table.ready, table.refused) == (TableState.CHECKED, 2, 1, 1)
    assert not Unit.objects.filter(name="云岭县供水公司").exists()
    page = client.get(f"{PAGE}/{table.pk}").content.decode()
    assert "同意，写进去（1 行）" in page
    assert "没有这个地方：不知道哪里" in page
    back = client.get(f"{PAGE}/{table.pk}/back")
    assert b"".join(back.streaming_content).startswith(b"PK")
    assert client.post(f"{PAGE}/{table.pk}", {"do": "agree"}).status_code == 303
    work()
    table.refresh_from_db()
    assert (table.state, table.made, table.refused) == (TableState.DONE, 1, 1)
    unit = Unit.objects.get(name="云岭县供水公司")
    assert unit.place == world.county
    assert [r.actor for r in records.about(unit)] == [world.admin]
    assert [r.act for r in records.about(table)] == [
        "exchange.bring_table",
        "exchange.agree_table",
    ]


def test_the_same_table_twice_changes_nothing(world: World):
    client = signed(world.admin)
    first = brought(client, "units", UNITS)
    client.post(f"{PAGE}/{first.pk}", {"do": "agree"})
    work()
    again = brought(client, "units", UNITS)
    assert (again.ready, again.unchanged, again.refused) == (0, 1, 1)
    assert "这张表里没有新的" in client.get(f"{PAGE}/{again.pk}").content.decode()
    with pytest.raises(Refused, match="nothing_new"):
        acts.agree_table(actor=world.admin, table_id=again.pk, now=clock.now())
    assert Unit.objects.filter(name="云岭县供水公司").count() == 1


def test_staff_are_brought_by_the_security_administrator_only(world: World):
    page = signed(world.admin).get(PAGE).content.decode()
    assert 'value="units"' in page
    assert 'value="staff"' not in page
    sent = {"what": "staff", "file": SimpleUploadedFile("a.csv", STAFF.encode())}
    assert signed(world.admin).post(PAGE, sent).status_code == 422
    client = signed(world.security)
    table = brought(client, "staff", STAFF)
    assert (table.ready, table.refused) == (2, 0)
    assert not Person.objects.filter(name="何新来").exists()
    client.post(f"{PAGE}/{table.pk}", {"do": "agree"})
    work()
    posts = Post.objects.filter(person__name__in=["何新来", "吴水"]).order_by("pk")
    assert [(p.person.name, p.place.name) for p in posts] == [
        ("何新来", "石桥村"),
        ("吴水", "云岭县"),
    ]
    assert signed(world.admin).get(f"{PAGE}/{table.pk}").status_code == 403


def test_a_worker_brings_the_households_of_his_village_and_no_other(world: World):
    client = signed(world.worker)
    other = HOMES + "柳湾社区,一栋2号,别家人,是,\n"
    table = brought(client, "households", other)
    assert (table.rows, table.ready, table.refused) == (3, 2, 1)
    client.post(f"{PAGE}/{table.pk}", {"do": "agree"})
    work()
    home = Household.objects.get(address="三组8号")
    names = Membership.objects.filter(household=home).values_list("person__name", flat=True)
    assert set(names) == {"罗桂英", "罗小明"}
    assert not Person.objects.filter(name="别家人").exists()


@pytest.mark.parametrize("who", ["neighbour_worker", "handler", "supervisor", "resident"])
def test_nobody_else_sees_or_writes_it(world: World, who: str):
    table = brought(signed(world.worker), "households", HOMES)
    person = Person.objects.get(pk=getattr(world, who).pk)
    client = signed(person)
    assert client.get(f"{PAGE}/{table.pk}").status_code in (302, 403, 404)
    assert client.post(f"{PAGE}/{table.pk}", {"do": "agree"}).status_code in (302, 403, 404)
    with pytest.raises(Denied):
        acts.agree_table(actor=person, table_id=table.pk, now=clock.now())
    table.refresh_from_db()
    assert table.state == TableState.CHECKED
    assert not Household.objects.filter(address="三组8号").exists()


def test_who_lost_his_post_writes_nothing_any_more(world: World):
    table = brought(signed(world.worker), "households", HOMES)
    signed(world.worker).post(f"{PAGE}/{table.pk}", {"do": "agree"})
    Post.objects.filter(person=world.worker).update(until=clock.day_of(clock.now()))
    work()
    table.refresh_from_db()
    assert (table.made, table.refused) == (0, 2)
    assert not Household.objects.filter(address="三组8号").exists()


def test_a_table_without_its_columns_says_so_and_a_dropped_one_writes_nothing(world: World):
    client = signed(world.worker)
    wrong = brought(client, "households", "甲,乙\n1,2\n")
    assert wrong.state == TableState.FAILED
    assert wrong.trouble
    assert wrong.trouble in client.get(f"{PAGE}/{wrong.pk}").content.decode()
    table = brought(client, "households", HOMES)
    client.post(f"{PAGE}/{table.pk}", {"do": "drop"})
    table.refresh_from_db()
    assert table.state == TableState.DROPPED
    keeping.forget(table.token)
    assert not Household.objects.exists()


def test_who_may_not_write_such_rows_neither_sees_the_list_nor_names_its_columns(world: World):
    table = brought(signed(world.security), "staff", STAFF)
    for person in (world.worker, world.admin, world.coordinator):
        client = signed(person)
        assert client.get(f"{PAGE}/{table.pk}").status_code == 403
        assert f"{PAGE}/{table.pk}" not in client.get(PAGE).content.decode()
        assert client.get(f"/api/exchange/tables/{table.pk}").status_code == 403
    with pytest.raises(Denied):
        acts.set_columns(actor=world.security, table_id=table.pk, columns={}, now=clock.now())
    with pytest.raises(Denied):
        acts.bring_table(
            actor=world.security, place_id=world.village.pk, token="0" * 32, name="a.csv",
            sha256="0" * 64, language="zh-hans", now=clock.now(),
        )  # fmt: skip


def test_the_api_does_the_same(world: World):
    table, client = brought(signed(world.worker), "households", HOMES), signed(world.worker)
    here = f"/api/exchange/tables/{table.pk}"
    assert client.get(here).json()["ready"] == 2
    assert signed(world.neighbour_worker).post(f"{here}/agree").status_code == 403
    assert client.post(f"{here}/agree").json()["state"] == "writing"
    work()
    assert client.get(here).json()["made"] == 2
    again = client.post(f"{here}/agree")
    assert (again.status_code, again.json()["code"]) == (409, "table_moved_on")
    assert client.post(f"{here}/drop").status_code == 409
