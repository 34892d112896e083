"""Neighbours over JSON: the same acts as the pages, and no telephone to who may not see it."""

from typing import Any

import pytest
from django.test import Client

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.neighbours.tests.street import Street
from yuanba.people.models import Person


@pytest.fixture
def street(world: World, monkeypatch: pytest.MonkeyPatch) -> Street:
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    return Street(world)


def asked(person: Person, method: str, path: str, **body: Any) -> Any:
    client = Client()
    client.force_login(person)
    said = {} if method == "get" else {"data": body, "content_type": "application/json"}
    return getattr(client, method)(f"/api/neighbours/{path}", **said)


def test_a_need_is_put_up_taken_on_and_thanked_for(street: Street):
    made = asked(
        street.luo, "post", str(street.yard.pk), kind="ask", text="下周二请人陪着去镇上拿药。"
    )
    assert made.status_code == 200, made.content
    note = made.json()["id"]
    (seen,) = asked(street.chen, "get", str(street.world.village.pk)).json()
    assert (seen["id"], seen["phone"], seen["own"]) == (note, "", False)
    taken = asked(street.chen, "post", f"notes/{note}/answer").json()
    assert (taken["state"], taken["phone"]) == ("matched", street.luo.phone)
    done = asked(street.luo, "post", f"notes/{note}/finish", thanks="谢谢。").json()
    assert (done["state"], done["helper_name"]) == ("done", street.chen.name)


def test_who_lives_elsewhere_reads_and_does_nothing(street: Street):
    note = street.put_up()
    stranger = street.far
    assert asked(stranger, "get", str(street.world.village.pk)).json() == []
    assert asked(stranger, "get", f"notes/{note.pk}").status_code == 403
    assert asked(stranger, "post", f"notes/{note.pk}/answer").status_code == 403


def test_a_refusal_names_its_field_and_nothing_is_put_up(street: Street):
    said = asked(street.luo, "post", str(street.yard.pk), kind="offer", text="帮")
    assert (said.status_code, said.json()["field"]) == (409, "text")
    assert asked(street.luo, "get", str(street.yard.pk)).json() == []


def test_the_township_reads_and_writes_nothing_down(street: Street):
    note, reader = street.put_up(), street.world.township
    (seen,) = asked(reader, "get", str(street.world.village.pk)).json()
    assert seen["id"] == str(note.pk)
    for_other = {"kind": "ask", "text": "请人换灯泡。", "name": "周大爷", "agreed": True}
    assert asked(reader, "post", str(street.yard.pk), **for_other).status_code == 403
    assert asked(reader, "post", f"notes/{note.pk}/answer", name="周大爷").status_code == 403
