"""Who reads what he was told says so with one tap; nobody else learns of it, and nothing is lost by it."""

from typing import Any

import pytest
from django.test import Client

from tests.world import THURSDAY, World
from yuanba.base.errors import Refused
from yuanba.base.models import Record
from yuanba.catalogue.tests.board import Board
from yuanba.notices import acts, queries
from yuanba.notices.models import Message, Preference
from yuanba.notices.tests.test_tell import run_jobs
from yuanba.people.models import Person


@pytest.fixture
def told(world: World) -> World:
    """The supervisor hears that an issue waits for him."""
    Board(world).sent()
    run_jobs()
    return world


def signed(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_one_tap_marks_them_read_and_what_comes_later_is_new_again(told: World):
    reader = told.supervisor
    assert queries.unread(reader).count() == 1
    client = signed(reader)
    page = client.get("/notices").content.decode()
    assert "都看过了" in page
    assert ">新<" in page
    newest = queries.told(reader)[0].id
    assert client.post("/notices/read", {"upto": newest}).status_code == 303
    page = client.get("/notices").content.decode()
    assert "都看过了" not in page
    assert ">新<" not in page
    assert "送来审查" in page, "it stays to be read again"
    assert queries.unread(reader).count() == 0
    wish = Preference.objects.get(person=reader)
    assert (wish.seen, wish.language) == (newest, "")
    record = Record.objects.get(act="notices.read")
    assert (record.actor_id, record.facts) == (reader.pk, {})
    first = Message.objects.get(person=reader)
    Message.objects.create(
        record_id=first.record_id + 1, person=reader, kind=first.kind, channel=first.channel,
        text="还有一期。", state=first.state, made_at=THURSDAY, sent_at=THURSDAY,
    )  # fmt: skip
    assert [line.new for line in queries.told(reader)] == [True, False]


def test_the_rail_says_how_many_wait(told: World):
    desk = signed(told.supervisor)
    page = desk.get("/desk/open/").content.decode()
    assert '发给我的<span class="count">1</span>' in page
    acts.read(actor=told.supervisor, upto=queries.newest(told.supervisor), now=THURSDAY)
    assert '发给我的<span class="count">' not in desk.get("/desk/open/").content.decode()


def test_nobody_marks_further_than_his_own_newest_and_never_back(told: World):
    reader, newest = told.supervisor, queries.newest(told.supervisor)
    wish = acts.read(actor=reader, upto=newest + 10**6, now=THURSDAY)
    assert wish.seen == newest
    assert acts.read(actor=reader, upto=1, now=THURSDAY).seen == newest
    with pytest.raises(Refused, match="nothing_to_read"):
        acts.read(actor=told.admin, upto=newest, now=THURSDAY)


def test_the_same_over_json(told: World):
    client = signed(told.supervisor)
    (line,) = client.get("/api/notices/mine").json()
    assert line["unread"] is True
    assert line["link"].startswith("/")
    sent: dict[str, Any] = {"content_type": "application/json"}
    answer = client.post("/api/notices/read", {"upto_id": line["id"]}, **sent)
    assert answer.json()["upto"] == line["id"]
    assert client.get("/api/notices/mine").json()[0]["unread"] is False
    assert client.get(f"/api/notices/mine?before={line['id']}").json() == []
    wrong = client.post("/api/notices/read", {"upto_id": "x"}, **sent)
    assert wrong.status_code == 403
    none = signed(told.admin).post("/api/notices/read", {"upto_id": line["id"]}, **sent)
    assert (none.status_code, none.json()["code"]) == (409, "nothing_to_read")
    assert Client().get("/api/notices/mine").status_code == 401


def test_the_language_of_who_only_read_is_still_his_to_choose(told: World):
    reader = told.supervisor
    acts.read(actor=reader, upto=queries.newest(reader), now=THURSDAY)
    assert queries.language(reader) == ""
    acts.choose_language(actor=reader, language="en", now=THURSDAY)
    assert Preference.objects.get(person=reader).seen > 0
