"""Who looked at whose number, when and why; and what is too much in a day (trust.md P8, T10)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Role
from yuanba.matters import acts, follow, rules
from yuanba.matters.models import Alarm, Matter
from yuanba.matters.queries import alarms
from yuanba.matters.rules import Relation, Spoken, Who
from yuanba.people.models import Person

PHONE = "13800000126"


def told(world: World, **said: object) -> Matter:
    return world.told(contact_name="罗大娘", contact_phone=PHONE, **said)


def look(world: World, matter: Matter, reason: str = "核对地点", who: str = "worker") -> None:
    reader = Person.objects.get(pk=getattr(world, who).pk)
    acts.reveal(actor=reader, matter_id=matter.pk, reason=reason, now=timezone.now())


def many(world: World, n: int) -> None:
    matter = told(world)
    for _i in range(n):
        look(world, matter)


def test_a_look_without_a_reason_shows_nothing(world: World):
    matter = told(world)
    with pytest.raises(Refused, match="reason_needed"):
        look(world, matter, reason=" ")
    assert [r.act for r in records.about(matter)] == ["matters.report"]


def test_the_person_reads_who_looked_when_and_why_by_number_and_code(world: World):
    """The page itself stands in rights: what is kept about me."""
    matter = told(world)
    look(world, matter, "打电话核对地点")
    client = Client()
    found = client.post("/follow", {"number": matter.number, "code": follow.code(matter.pk)})
    way = client.get(found.headers["Location"])
    there = f"/f/{follow.token(matter.pk)}/data"
    assert there in way.content.decode()
    page = client.get(there).content.decode()
    assert "王小芹" in page
    assert "打电话核对地点" in page


def test_twenty_looks_a_day_are_usual_and_one_more_raises_an_alarm(world: World):
    many(world, rules.looks.USUAL)
    assert not Alarm.objects.exists()
    look(world, told(world))
    look(world, told(world))
    alarm = Alarm.objects.get()
    assert (alarm.person, alarm.n, alarm.place) == (world.worker, 22, world.village)
    assert [r.act for r in records.about(alarm)] == ["matters.reveal_alarm"]
    assert alarms.unseen(Person.objects.get(pk=world.supervisor.pk)) == 1


def test_somebody_else_notes_what_came_of_it(world: World, client: Client):
    many(world, rules.looks.USUAL + 1)
    client.force_login(world.supervisor)
    page = client.get("/desk/looks")
    assert "王小芹" in page.content.decode()
    alarm = Alarm.objects.get()
    sent = {"alarm_id": alarm.pk, "note": "当天回访，都打通了。"}
    assert client.post("/desk/looks", sent).status_code == 303
    alarm.refresh_from_db()
    assert (alarm.seen_by, alarm.note) == (world.supervisor, "当天回访，都打通了。")
    assert records.about(alarm)[-1].act == "matters.note_alarm"
    again = client.post("/desk/looks", sent)
    assert again.status_code == 422
    assert "已经有人核实过了" in again.content.decode()


@pytest.mark.parametrize("who", ["worker", "township", "handler", "resident", "audit"])
def test_only_those_who_watch_note_an_alarm(world: World, who: str):
    many(world, rules.looks.USUAL + 1)
    actor = Person.objects.get(pk=getattr(world, who).pk)
    with pytest.raises(Denied):
        acts.note_alarm(
            actor=actor, alarm_id=Alarm.objects.get().pk, note="没事", now=timezone.now()
        )
    assert Alarm.objects.get().seen_at is None


def test_nobody_notes_his_own(world: World):
    also = world.person("also", "罗正正", Role.WORKER, world.village)
    world.person("also-s", "罗正二", Role.SUPERVISOR, world.village)
    from yuanba.people.models import Post

    Post.objects.create(
        person=also, place=world.village, role=Role.SUPERVISOR,
        since=THURSDAY.date() - timedelta(days=9),
    )  # fmt: skip
    matter = told(world)
    for _i in range(rules.looks.USUAL + 1):
        acts.reveal(
            actor=Person.objects.get(pk=also.pk), matter_id=matter.pk, reason="核对",
            now=timezone.now(),
        )  # fmt: skip
    with pytest.raises(Refused, match="another"):
        acts.note_alarm(
            actor=Person.objects.get(pk=also.pk), alarm_id=Alarm.objects.get().pk, note="没事",
            now=timezone.now(),
        )  # fmt: skip


def test_page_and_api_show_the_number_and_leave_one_line_each(world: World, client: Client):
    matter = told(world)
    client.force_login(world.worker)
    page = client.post(f"/desk/matters/{matter.pk}/reveal/", {"reason": "核对地点"})
    assert PHONE in page.content.decode()
    answer = client.post(
        f"/api/matters/{matter.pk}/reveal", {"reason": "再核对"}, content_type="application/json"
    )
    assert answer.json() == {
        "name": "罗大娘", "phone": PHONE, "how": "", "speaker": "", "speaker_phone": "",
    }  # fmt: skip
    reasons = [r.facts["reason"] for r in records.about(matter) if r.act == "matters.reveal"]
    assert reasons == ["核对地点", "再核对"]
    silent = client.post(f"/api/matters/{matter.pk}/reveal", {}, content_type="application/json")
    assert (silent.status_code, silent.json()["code"]) == (409, "reason_needed")


def test_who_spoke_for_another_is_hidden_behind_the_same_look(world: World, client: Client):
    spoken = Spoken(
        who=Who.PROXY, relation=Relation.NEIGHBOUR, speaker="王大姐", speaker_phone="13900000001"
    )
    matter = told(world, spoken=spoken)
    client.force_login(world.worker)
    here = f"/desk/matters/{matter.pk}/"
    for hidden in ("王大姐", "13900000001"):
        assert hidden not in client.get(here).content.decode()
        assert hidden not in str(client.get(f"/api/matters/{matter.pk}").json())
    page = client.post(f"{here}reveal/", {"reason": "问他当时的情况"}).content.decode()
    answer = client.post(
        f"/api/matters/{matter.pk}/reveal", {"reason": "再问一句"}, content_type="application/json"
    )
    for shown in ("王大姐", "13900000001"):
        assert shown in page
        assert shown in answer.json().values()
    assert [r.act for r in records.about(matter)].count("matters.reveal") == 2
