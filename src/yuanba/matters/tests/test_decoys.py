"""试探件 (trust.md T10): planted where somebody curious looks; a look at one is seen by a person."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.disclosure import recounting
from yuanba.disclosure.models import DayTally, Row
from yuanba.matters import acts, rules
from yuanba.matters.acts import looks
from yuanba.matters.models import Alarm, Decoy, Matter
from yuanba.matters.queries import alarms, lists
from yuanba.notices.models import Message
from yuanba.people.models import Person

NAME, PHONE = "欧阳白鹭", "13800009999"
SAID = {"text": "门岗收停车费不开票。", "about": "门岗那个人", "name": NAME, "phone": PHONE}


def planted(world: World, **said: object) -> Decoy:
    said = {"actor": world.security, "place_id": world.village.pk, "now": THURSDAY} | SAID | said
    return acts.plant_decoy(**said)


def look(world: World, who: str, matter_id: int) -> None:
    reader = Person.objects.get(pk=getattr(world, who).pk)
    acts.reveal(actor=reader, matter_id=matter_id, reason="核对一下", now=timezone.now())


def test_it_stands_among_the_closed_ones_and_in_nothing_public(world: World, client: Client):
    told = world.told()
    decoy = planted(world)
    matter = Matter.objects.get(pk=decoy.pk)
    assert (matter.state, matter.concerned, matter.contact.phone) == ("closed", True, PHONE)
    assert matter.number.startswith("桂溪镇-2026-")  # the village's own row has no hole
    post = Person.objects.get(pk=world.worker.pk).held()[0]
    scope = lists.scope_of(post)
    assert scope is not None
    assert set(scope.rows()) == {told, matter}
    assert not scope.open().filter(pk=matter.pk).exists()
    recounting.recount_all()
    assert sum(t.received for t in DayTally.objects.all()) == 1
    assert not Row.objects.exists()
    client.force_login(world.worker)
    assert SAID["text"] in client.get("/desk/register").content.decode()
    page = client.get(f"/desk/matters/{matter.pk}/").content.decode()
    assert "试探" not in page
    assert PHONE not in page
    assert client.get("/desk/decoys").status_code == 403
    assert client.get("/api/looks/decoys").status_code == 403


def test_nobody_is_written_to(world: World):
    from yuanba.base import jobs

    planted(world)
    while jobs.run_due(THURSDAY + timedelta(days=9), most=100):
        pass
    assert not Message.objects.exists()


def test_a_look_shows_what_any_look_shows_and_is_seen_at_once_by_others(world: World):
    decoy, plain = planted(world), world.told(contact_name="罗大娘", contact_phone="13800000126")
    look(world, "worker", plain.pk)
    assert not Alarm.objects.exists()
    client = Client()
    client.force_login(world.worker)
    shown = client.post(f"/desk/matters/{decoy.pk}/reveal/", {"reason": "想看看是谁"})
    assert PHONE in shown.content.decode()
    look(world, "worker", decoy.pk)
    alarm = Alarm.objects.get()
    assert (alarm.person, alarm.decoy, alarm.n, alarm.reason) == (
        world.worker, decoy, 2, "想看看是谁",
    )  # fmt: skip
    assert [r.act for r in records.about(alarm)] == ["matters.decoy_alarm"]
    for who in ("supervisor", "security"):
        watcher = Client()
        watcher.force_login(getattr(world, who))
        page = watcher.get("/desk/looks").content.decode()
        assert "王小芹" in page
        assert "想看看是谁" in page
        assert alarms.unseen(Person.objects.get(pk=getattr(world, who).pk)) == 1
        rail = watcher.get("/desk/", follow=True).content.decode()
        assert re.search(
            r"查看提醒\s*</?\w+[^>]*>[^0-9]*1\b", rail
        )  # it is told before it is looked for
    acts.note_alarm(
        actor=world.supervisor, alarm_id=alarm.pk, note="问过本人，谈了话。", now=timezone.now()
    )
    assert alarms.unseen(world.security) == 0


def test_a_watch_that_is_off_would_be_seen(world: World, monkeypatch: pytest.MonkeyPatch):
    """The planted fault: without the watch a look at a decoy passes unseen."""
    monkeypatch.setattr(looks, "_watch", lambda *said: None)
    look(world, "worker", planted(world).pk)
    with pytest.raises(Alarm.DoesNotExist):
        Alarm.objects.get()


def test_ended_it_keeps_its_row_and_raises_nothing(world: World):
    decoy = planted(world)
    go = {"actor": world.security, "matter_id": decoy.pk, "now": THURSDAY}
    with pytest.raises(Refused, match=r"^reason_needed$"):
        acts.end_decoy(reason=" ", **go)
    acts.end_decoy(reason="换一批", **go)
    with pytest.raises(Refused, match=r"^ended$"):
        acts.end_decoy(reason="换一批", **go)
    matter = Matter.objects.get(pk=decoy.pk)
    assert (matter.contact.name, matter.contact.phone, matter.contact.mark) == ("", "", None)
    look(world, "worker", matter.pk)
    assert not Alarm.objects.exists()


@pytest.mark.parametrize("who", ["worker", "supervisor", "admin", "audit", "coordinator", "guest"])
def test_only_the_security_administrator_plants_and_ends(world: World, who: str):
    someone, decoy = getattr(world, who), planted(world)
    with pytest.raises(Denied):
        planted(world, actor=someone, phone="13800009998")
    with pytest.raises(Denied):
        acts.end_decoy(actor=someone, matter_id=decoy.pk, reason="不要了", now=THURSDAY)
    assert Decoy.objects.get().ended_at is None


def test_its_number_is_nobody_s_and_there_are_few(world: World, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(Refused, match=r"^known$"):
        planted(world, phone=world.resident.phone)
    world.told(contact_phone="13800000777")
    with pytest.raises(Refused, match=r"^known$"):
        planted(world, phone="13800000777")
    with pytest.raises(Refused, match=r"^wrong_place$"):
        planted(world, place_id=world.grid.pk)
    monkeypatch.setattr(rules.decoys, "MOST", 1)
    planted(world)
    with pytest.raises(Refused, match=r"^many$"):
        planted(world, phone="13800009998")
    assert Matter.objects.count() == 2


def test_page_and_api_do_the_same(world: World, client: Client):
    client.force_login(world.security)
    said = SAID | {"place": str(world.village.pk), "once": "a" * 32}
    for _again in range(2):
        assert client.post("/desk/decoys", said).status_code == 302
    wrong = client.post("/desk/decoys", said | {"once": "b" * 32})
    assert wrong.status_code == 422
    assert "有人在用" in wrong.content.decode()
    body = SAID | {"place_id": str(world.village.pk)}
    answer = client.post("/api/looks/decoys", body, "application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "known")
    assert (
        client.post(
            "/api/looks/decoys", body | {"phone": "13800009998"}, "application/json"
        ).status_code
        == 204
    )
    first, second = client.get("/api/looks/decoys").json()
    end = f"/desk/decoys/{first['id']}/end"
    assert client.post(end, {"reason": ""}).status_code == 422
    assert client.post(end, {"reason": "换一批"}).status_code == 302
    api = client.post(f"/api/looks/decoys/{second['id']}/end", {"reason": "x"}, "application/json")
    assert (api.status_code, api.json()["code"]) == (409, "reason_needed")
    page = client.get("/desk/decoys").content.decode()
    assert "停用了" in page
