"""Disclosure, supervision, village rules, proofs, projects over JSON: the same acts as the pages, the same
refusals, once under one key; what everybody reads names nobody."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.ground import Ground
from tests.test_desk_api import post
from tests.world import THURSDAY
from yuanba.base import clock
from yuanba.catalogue.models import Asked, Issue
from yuanba.projects.models import Contract
from yuanba.proofs.models import Proof

pytestmark = pytest.mark.django_db
LATER = THURSDAY + timedelta(days=10)


@pytest.fixture
def ground(db: None, monkeypatch: pytest.MonkeyPatch) -> Ground:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return Ground()


def read(path: str) -> Any:
    answer = Client().get(f"/api/{path}")
    assert answer.status_code == 200, path
    return answer.json()


def test_an_issue_from_the_draft_to_the_archive(ground: Ground):
    board, village = ground.board, ground.world.village.pk
    assert board.catalogue
    drafted = post(ground, "worker", f"open/{village}/draft", cycle="month", day="2026-08-15")[1]
    here = f"open/issues/{drafted['id']}"
    assert post(ground, "worker", f"{here}/send")[1]["code"] == "part_empty"
    money = Issue.objects.get().parts.get(item__code="B1").pk
    assert post(ground, "worker", f"open/items/{money}/words", words="没有收支。")[0] == 200
    assert post(ground, "worker", f"{here}/send")[1]["state"] == "sent"
    assert post(ground, "worker", f"{here}/review", agree=True)[0] == 403
    no = post(ground, "supervisor", f"{here}/review", agree=False, words="少一张票。")
    assert no[1]["state"] == "objected"
    assert post(ground, "worker", f"{here}/reply", words="补上了。")[1]["state"] == "sent"
    assert post(ground, "supervisor", f"{here}/review", agree=True)[1]["state"] == "agreed"
    meeting = {"on": "2026-10-04", "present": 5, "agreed": 4}
    assert post(ground, "worker", f"{here}/decide", **meeting)[1]["state"] == "decided"
    hung = post(ground, "worker", f"{here}/publish", since="2026-10-04", where="公开栏")[1]
    assert (hung["state"], hung["hung_until"]) == ("published", "2026-10-13")
    assert [one["id"] for one in read(f"open/{village}/issues")] == [drafted["id"]]
    told = read(f"open/{village}")
    assert {item["item"] for item in told["items"]} >= {"A1", "B1"}
    said = {"kind": "ask", "words": "王大爷问路灯算不算？"}
    asked = post(ground, "", f"open/items/{money}/ask", key="once", **said)
    assert asked == post(ground, "", f"open/items/{money}/ask", key="once", **said)
    assert Asked.objects.count() == 1
    answered = post(ground, "worker", f"open/asked/{asked[1]['id']}/answer", answer="算。")
    assert answered[1]["answer"] == "算。"
    assert post(ground, "", f"open/asked/{asked[1]['id']}/above")[0] == 200
    assert post(ground, "township", f"{here}/file")[0] == 200
    assert post(ground, "worker", f"{here}/archive", place="柜2")[1]["code"] == "still_hangs"


def test_a_draw_a_suggestion_and_a_finding(ground: Ground):
    watch, village = ground.watch, ground.world.village.pk
    found = read(f"supervision/samples/{watch.sample.pk}")
    assert (found["seed"], len(found["picks"])) == (watch.sample.seed, 1)
    pick = found["picks"][0]["id"]
    doubt = post(ground, "supervisor", f"supervision/picks/{pick}/judge", verdict="doubt", words="")
    assert doubt[0] == 409
    said = {"verdict": "doubt", "words": "照片不对。"}
    assert post(ground, "supervisor", f"supervision/picks/{pick}/judge", **said)[0] == 200
    assert post(ground, "worker", f"supervision/picks/{pick}/explain", answer="换了。")[0] == 200
    finding = watch.finding.pk
    assert (
        post(ground, "worker", f"supervision/findings/{finding}/put_right", words="补了。")[0]
        == 200
    )
    checked = post(
        ground, "supervisor", f"supervision/findings/{finding}/check", done=True, words="齐了。"
    )
    assert checked[1]["closed"] is True
    told = read(f"supervision/{village}")
    assert [one["closed"] for one in told["findings"]] == [True]
    clue = watch.clue.pk
    assert post(ground, "worker", f"supervision/clues/{clue}/open")[0] == 403
    assert "开票" in post(ground, "supervisor", f"supervision/clues/{clue}/open")[1]["words"]
    assert "开票" not in str(read(f"supervision/{village}"))


def test_a_proof_is_issued_checked_and_withdrawn_and_another_shows_the_way(ground: Ground):
    village, bounds = ground.world.village.pk, ground.bounds
    yes, no = str(bounds.line("K1").pk), str(bounds.line("N1").pk)
    said = {"holder": "罗大娘", "text": "罗大娘住在本村三组。", "to_whom": "石桥小学"}
    assert post(ground, "worker", f"proofs/{village}", line_id=no, **said)[0] == 409
    made = post(ground, "worker", f"proofs/{village}", line_id=yes, **said)[1]
    checked = read(f"proofs/check/{made['code']}")
    assert (checked["number"], checked["standing"]) == (made["number"], "valid")
    assert "罗大娘" not in str(checked)
    away = post(ground, "worker", f"proofs/{village}/away", line_id=no)[1]
    assert away["office"]
    assert away["clause"]
    gone = post(ground, "worker", f"proofs/{made['id']}/withdraw", reason="写错了名字")
    assert gone[1]["standing"] == "withdrawn"
    assert Proof.objects.count() == 1


def test_a_need_is_adopted_and_a_bought_service_accepted_by_another(ground: Ground):
    world, village = ground.world, ground.world.village.pk
    need = {"title": "院坝太黑", "text": "三组院坝没有灯。", "field": "works", "source": "visit"}
    raised = post(ground, "worker", f"projects/{village}/needs", **need)[1]
    lamps = str(world.lamps.pk)
    said = {
        "unit_id": lamps,
        "plan": "送十盏旧灯，一周装好。",
        "why": "灯现成的，不用再买。",
        "due": "2026-12-31",
    }
    made = post(ground, "handler", f"projects/needs/{raised['id']}/adopt", **said)[1]
    assert made["unit"] == world.lamps.name
    ended = post(
        ground, "handler", f"projects/{made['id']}/end", done=True, result="十盏灯装好了。"
    )
    assert ended[1]["result"] == "十盏灯装好了。"
    contract: Contract = ground.three.contract
    piece = f"projects/deliverables/{contract.deliverables.get().pk}"
    assert post(ground, "worker", f"{piece}/note", delivered="四十人次。")[0] == 200
    assert post(ground, "worker", f"{piece}/judge", accepted=True)[1]["code"] == "second_person"
    assert post(ground, "colleague", f"{piece}/judge", accepted=True, words="数过了。")[1][
        "accepted"
    ]
    told = read(f"projects/{village}")
    assert told["contracts"][0]["deliverables"][0]["accepted"] is True
    assert told["associations"]


def test_village_rules_are_filed_with_a_number(ground: Ground):
    version = ground.passed.pk
    assert post(ground, "worker", f"charters/texts/{version}/file", number="1号")[0] == 403
    filed = post(ground, "township", f"charters/texts/{version}/file", number="桂备1号")
    assert filed[1]["state"] == "filed"
    assert read(f"charters/{ground.world.village.pk}")[0]["number"] == "桂备1号"
