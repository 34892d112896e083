"""Acts that had only a page: households, periods and batches, alarms, arbiters, voices, a firm's answer,
over JSON with the same rules, the same refusals, once under one key."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.ground import Ground
from tests.world import THURSDAY
from yuanba.base import clock
from yuanba.matters.models import Alarm, Arbiter, OutsideLink
from yuanba.people.models import Household, Membership, Post
from yuanba.rights.models import Batch, Period

pytestmark = pytest.mark.django_db
Answer = tuple[int, Any]


@pytest.fixture
def ground(db: None, monkeypatch: pytest.MonkeyPatch) -> Ground:
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(hours=1))
    return Ground()


def post(ground: Ground, who: str, path: str, key: str = "", **said: object) -> Answer:
    client = Client()
    if who:
        client.force_login(ground.person(who))
    headers = {"Idempotency-Key": key} if key else {}
    answer = client.post(f"/api/{path}", said, "application/json", headers=headers)
    return answer.status_code, answer.json() if answer.content else None


def test_a_household_from_its_first_day_to_its_last(ground: Ground):
    grid = str(ground.world.grid.pk)
    said = {"place_id": grid, "address": "三组12号"}
    first = post(ground, "worker", "households", key="found-once", **said)
    assert first[0] == 200
    assert post(ground, "worker", "households", key="found-once", **said) == first
    assert Household.objects.count() == 1
    assert post(ground, "neighbour", "households", **said)[0] == 403
    home = first[1]["id"]
    stays = [
        post(ground, "worker", f"households/{home}/enrol", name=name, head=not n)[1]
        for n, name in enumerate(("罗桂英", "罗小明", "罗小红"))
    ]
    assert [stay["head"] for stay in stays] == [True, False, False]
    leave = f"households/stays/{stays[2]['id']}/leave"
    assert post(ground, "worker", leave)[1]["code"] == "words_missing"
    assert post(ground, "worker", leave, reason="嫁到外县")[1]["until"] == "2026-09-24"
    split = f"households/{home}/split"
    person = stays[1]["person_id"]
    own = {"person_ids": [person], "head_id": person, "address": "三组13号"}
    status, new = post(ground, "worker", split, **own)
    assert (status, new["address"]) == (200, "三组13号")
    again = post(ground, "worker", f"households/{new['id']}/merge", into_id=home)
    assert (again[0], again[1]["id"]) == (200, home)
    assert Membership.objects.filter(household_id=int(home), until=None).count() == 2
    assert post(ground, "gridlead", f"households/{home}/enrol", name="某人")[0] == 403


def test_periods_and_batches_by_two_people(ground: Ground):
    low = post(ground, "security", "rights/periods/contact", days=1, source="办法第三条")
    assert low[0] == 409
    assert post(ground, "security", "rights/periods/contact", days=400, source="办法第三条") == (
        200, {"kind": "contact", "days": 400},
    )  # fmt: skip
    assert Period.objects.latest("since").days == 400
    assert post(ground, "admin", "rights/periods/contact", days=400, source="办法")[0] == 403
    batch = ground.batch
    at = f"rights/batches/{batch.pk}"
    assert post(ground, "security", f"{at}/agree")[1]["state"] == "agreed"
    assert post(ground, "security", f"{at}/carry_out")[0] == 409  # not the same person
    assert post(ground, "admin", f"{at}/carry_out")[0] == 200
    assert Batch.objects.get().carried_out_by == ground.world.admin
    wish = ground.wish
    refused = post(ground, "security", f"rights/wishes/{wish.pk}/refuse", reason="无")
    assert refused[1]["code"] == "reason_needed"
    assert post(ground, "worker", f"rights/wishes/{wish.pk}/withdraw")[0] == 403
    assert post(ground, "resident", f"rights/wishes/{wish.pk}/withdraw")[0] == 200
    assert post(ground, "security", f"rights/wishes/{wish.pk}/grant")[0] == 409


def test_alarms_arbiters_and_one_s_name(ground: Ground):
    alarm = ground.alarm
    watcher = Client()
    watcher.force_login(ground.person("supervisor"))
    rows = watcher.get("/api/looks").json()
    assert [(row["who"], row["decoy"] != "") for row in rows] == [("王小芹", True)]
    noted = post(ground, "supervisor", f"looks/{alarm.pk}/note", note="问过了，是好奇。")
    assert noted[1]["note"] == "问过了，是好奇。"
    assert post(ground, "security", f"looks/{alarm.pk}/note", note="再问")[1]["code"] == "noted"
    assert Alarm.objects.get().seen_by == ground.world.supervisor
    held = Post.objects.get(person=ground.world.coordinator)
    said = {"post_id": str(held.pk), "source": "县委编办文件"}
    there = f"matters/arbiters/{ground.world.county.pk}"
    assert post(ground, "admin", there, **said | {"source": ""})[1]["code"] == "source_needed"
    for _again in range(2):
        assert post(ground, "admin", there, key="arbiter-once", **said)[0] == 204
    assert Arbiter.objects.get().post == held
    assert post(ground, "resident", "people/me", name="罗婆婆")[1]["name"] == "罗婆婆"


def test_what_was_spoken_and_what_a_firm_answers(ground: Ground):
    note = ground.spoken
    there = f"matters/{note.matter_id}/voices/{note.name}/write_down"
    assert post(ground, "worker", there, text="路灯坏了。")[0] == 200
    assert post(ground, "neighbour", there, text="路灯坏了。")[0] == 403
    assert post(ground, "worker", f"{there[:-11]}x/write_down", text="路灯坏了。")[0] in {403, 404}
    link = f"matters/outside/{ground.firm.token}/answer"
    assert post(ground, "", link, text="下周二送电。")[0] == 204
    assert OutsideLink.objects.get().answer == "下周二送电。"
    assert post(ground, "", link, text="再答一次。")[0] == 409
    assert post(ground, "", f"matters/outside/{'a' * 40}/answer", text="猜一个")[0] == 403
