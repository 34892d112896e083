"""`yuanba staff`: an empty installation gets its three administrators; the last resort still needs two."""

import re

import pytest
from django.test import Client

from yuanba import cli
from yuanba.base.permits import Role
from yuanba.people import acts
from yuanba.people.models import Person, Post, Reset
from yuanba.people.tests.village import THURSDAY, Village

THREE = ["--system", "王文书", "--security", "李主任", "--audit", "罗正"]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = cli.main(["staff", *words])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_an_empty_installation_gets_three_people_who_can_sign_in(
    capsys: pytest.CaptureFixture[str], db: None, client: Client
):
    code, said = run(capsys, "first", "--found", "云岭县", *THREE)
    assert code == 0, said
    held = {post.person.name: post.role for post in Post.objects.select_related("person")}
    assert held == {"王文书": Role.ADMIN, "李主任": Role.SECURITY, "罗正": Role.AUDIT}
    for name in held:
        found = re.search(rf"\t{name}\t(\S+)", said)
        assert found is not None
        answer = client.post("/signin/", {"username": name, "password": found[1]})
        assert answer.url == "/signin/second/set-up/"


def test_it_is_done_once(capsys: pytest.CaptureFixture[str], db: None):
    run(capsys, "first", "--found", "云岭县", *THREE)
    others = ["--system", "甲某", "--security", "乙某", "--audit", "丙某"]
    code, said = run(capsys, "first", *others)
    assert (code, Person.objects.count()) == (1, 3)
    assert "已经有管理员了" in said


@pytest.mark.parametrize(
    "words",
    [
        ["first", *THREE],  # no place yet
        ["first", "--place", "无名村", *THREE],
        ["first", "--found", "云岭县", *THREE[:4], "--audit", "王文书"],  # two offices, one name
    ],
)
def test_three_or_none(capsys: pytest.CaptureFixture[str], db: None, words: list[str]):
    code, _said = run(capsys, *words)
    assert code == 1
    assert not Person.objects.exists()
    assert not Post.objects.exists()


def test_a_place_that_is_there_already(capsys: pytest.CaptureFixture[str], village: Village):
    Post.objects.filter(place=village.elsewhere).delete()
    code, said = run(capsys, "first", "--place", "柳湾社区", *THREE)
    assert code == 0, said
    assert Post.objects.filter(place=village.elsewhere).count() == 3


def test_the_servers_keeper_asks_and_an_administrator_agrees(
    capsys: pytest.CaptureFixture[str], village: Village
):
    person = village.village_security
    acts.give_password(
        actor=village.security,
        person_id=person.pk,
        username="cunguan",
        password="石桥村的井水很甜又很凉啊",
        now=THURSDAY,
    )
    code, said = run(capsys, "reset", "cunguan", "--because", "手机丢了。")
    assert code == 0
    found = re.search(r"前一半重置码：([2-9A-Z]{5})", said)
    assert found is not None
    reset = Reset.objects.get()
    assert (reset.asked_by, reset.agreed_by) == (None, None)
    assert person.posts.exists()
    assert run(capsys, "reset", "nobody", "--because", "试。")[0] == 1
