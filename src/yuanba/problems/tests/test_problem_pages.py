"""The board and the pages: shown to whom, with what, at how many statements; the acts by a click."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import THURSDAY, World, signed
from yuanba.base import clock
from yuanba.matters import acts as matters
from yuanba.problems import jobs
from yuanba.problems.models import Problem, Step
from yuanba.problems.rules.states import State
from yuanba.problems.tests.leaks import PLAN, Leaks


@pytest.fixture(autouse=True)
def thursday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(hours=1))


@pytest.fixture
def leaks(db: None) -> Leaks:
    return Leaks(World())


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_the_board_shows_how_many_and_how_far(leaks: Leaks):
    problem = leaks.proposed
    page = text(signed(leaks.world.worker), "/desk/problems/")
    assert f"/desk/problems/{problem.pk}/" in page
    assert "4 户" in page
    assert "等人看" in page


def test_the_neighbouring_village_sees_nothing_of_it(leaks: Leaks):
    problem = leaks.proposed
    client = signed(leaks.world.neighbour_worker)
    assert problem.title not in text(client, "/desk/problems/")
    assert client.get(f"/desk/problems/{problem.pk}/").status_code == 404


def test_the_page_says_why_they_lie_together(leaks: Leaks):
    page = text(signed(leaks.world.township), f"/desk/problems/{leaks.proposed.pk}/")
    assert "云栖家园" in page
    assert "漏" in page
    assert all(m.number in page for m in leaks.told)


def test_what_is_about_somebody_is_counted_for_nobody(leaks: Leaks):
    world, problem = leaks.world, leaks.proposed
    matters.name_concern(
        actor=world.worker, matter_id=leaks.told[1].pk, about=f"person:{world.colleague.pk}",
        why="反映的就是他。", now=THURSDAY,
    )  # fmt: skip
    for who in (world.worker, world.township, world.coordinator):
        page = text(signed(who), f"/desk/problems/{problem.pk}/")
        assert leaks.told[1].number not in page
        assert "3 件" in page
        assert "4 件" not in page


@pytest.mark.parametrize(
    ("address", "most"), [("/desk/problems/", 4), ("/desk/problems/months", 2)]
)
def test_a_board_asks_the_same_however_many_there_are(leaks: Leaks, address: str, most: int):
    assert leaks.begun
    client = signed(leaks.world.township)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address)
    own = [q["sql"] for q in asked if "problems_" in q["sql"]]
    assert len(own) == most


def test_the_page_of_a_programme_asks_ten_times(leaks: Leaks):
    problem = leaks.begun
    client = signed(leaks.world.township)
    client.get(f"/desk/problems/{problem.pk}/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/desk/problems/{problem.pk}/")
    assert len([q["sql"] for q in asked if "problems_" in q["sql"]]) == 9


def test_from_confirming_to_done_by_clicks(leaks: Leaks):
    world, problem = leaks.world, leaks.proposed
    here = f"/desk/problems/{problem.pk}"
    client = signed(world.worker)
    assert client.post(f"{here}/confirm", {"title": "云栖家园屋面漏水"}).status_code == 302
    assert client.post(f"{here}/begin", {"plan": ""}).status_code == 422
    matters.triage(
        actor=world.worker, matter_id=leaks.told[0].pk, lane=world.lamp.lane,
        category_id=world.lamp.pk, unit_id=world.housing.pk, reason="屋面归住建。", now=THURSDAY,
    )  # fmt: skip
    said = {
        "lead_id": world.housing.pk, "plan": PLAN["plan"], "steps": "请人看\n翻修防水",
        "households": 48, "money": "860000", "budget_line": "老旧小区改造资金", "due": "2026-12-01",
    }  # fmt: skip
    assert client.post(f"{here}/begin", said).status_code == 302
    problem.refresh_from_db()
    assert (problem.state, problem.programme.fen) == (State.RUNNING, 86_000_000)
    step = Step.objects.earliest("n")
    assert "860,000.00" in text(client, f"{here}/")
    assert client.post(f"{here}/steps/{step.pk}", {"note": "看过了，写了报告。"}).status_code == 302
    refused = client.post(
        f"{here}/finish",
        {"result": "都修好了，雨天看过了。", "reply": "修好了。", "households": 48},
    )
    assert refused.status_code == 422
    assert "还有没做完的步骤" in refused.content.decode()


def test_a_refusal_comes_back_beside_its_field(leaks: Leaks):
    answer = signed(leaks.world.worker).post(
        f"/desk/problems/{leaks.proposed.pk}/add", {"number": "石桥-2026-9999"}
    )
    assert answer.status_code == 422
    assert "没有找到这个编号" in answer.content.decode()


def test_a_slug_that_may_not_be_done_is_not_shown(leaks: Leaks):
    page = text(signed(leaks.world.supervisor), f"/desk/problems/{leaks.proposed.pk}/")
    assert "确认是共性问题" not in page
    assert 'method="post" action="/desk/problems' not in page


def test_the_county_chooses_its_month_and_reads_the_suggestions(leaks: Leaks):
    world, problem = leaks.world, leaks.confirmed
    here = f"/desk/problems/{problem.pk}"
    signed(world.worker).post(f"{here}/suggest", {"text": "建议把屋面防水列入改造必做项。"})
    county = signed(world.coordinator)
    assert county.post(f"{here}/choose", {"month": "2026-10"}).status_code == 302
    page = text(county, "/desk/problems/months")
    assert "2026-10" in page
    assert "列入改造必做项" in page


def test_page_and_api_refuse_alike(leaks: Leaks):
    problem = leaks.proposed
    client = signed(leaks.world.worker)
    page = client.post(f"/desk/problems/{problem.pk}/drop", {"reason": "无"})
    answer = client.post(
        f"/api/problems/{problem.pk}/drop", {"reason": "无"}, content_type="application/json"
    )
    assert "请写清楚" in page.content.decode()
    assert (answer.status_code, answer.json()["code"]) == (409, "words_missing")


def test_the_board_over_json(leaks: Leaks):
    problem = leaks.proposed
    client = signed(leaks.world.worker)
    (row,) = client.get("/api/problems").json()
    assert (row["id"], row["spread"]["told"]) == (str(problem.pk), 4)
    whole = client.get(f"/api/problems/{problem.pk}").json()
    assert (whole["problem"]["state"], whole["spread"]["families"]) == ("proposed", 4)
    assert signed(leaks.world.neighbour_worker).get("/api/problems").json() == []


def test_following_after_a_day_keeps_what_people_decided(leaks: Leaks):
    assert leaks.confirmed
    late = leaks.world.told("云栖家园11栋顶楼屋顶也漏水了。")
    jobs.place_fresh(now=THURSDAY + timedelta(days=1))
    problem = Problem.objects.get()
    assert problem.state == State.CONFIRMED
    assert problem.members.filter(matter=late).exists()
