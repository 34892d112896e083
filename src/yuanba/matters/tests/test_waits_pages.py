"""Pages of waiting: the desk's buttons and lists, the resident's question, the same over the API."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.world import THURSDAY, World, signed
from yuanba.base import clock, jobs
from yuanba.matters import acts, follow
from yuanba.matters.models import Matter, Pause, Question
from yuanba.notices.models import Message
from yuanba.places.running import midnight


@pytest.fixture(autouse=True)
def _thursday(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)


def at(matter: Matter, slug: str = "") -> str:
    return f"/desk/matters/{matter.pk}/{slug}/" if slug else f"/desk/matters/{matter.pk}/"


def words(page: Any) -> str:
    return str(page.content.decode())


def slugs(client: Client, matter: Matter) -> set[str]:
    return {task.slug for task in client.get(at(matter)).context["file"].offers.mine}


STOP = {"ground": "parts", "reason": "灯头要从厂里订。", "review_on": "2026-10-08"}


def test_a_pause_at_the_desk_is_seen_in_its_list_and_by_the_resident(world: World):
    matter, handler, resident = world.assigned(), signed(world.handler), Client()
    form = handler.get(at(matter, "pause"))
    assert "等材料、配件到货（最多 15 天）" in words(form)
    assert "等居民补充" not in words(form), "that one comes with a question"
    sent = STOP | {"version": matter.version, "key": "p" * 16}
    assert handler.post(at(matter, "pause"), sent | {"review_on": ""}).status_code == 422
    assert handler.post(at(matter, "pause"), sent).status_code == 302
    assert handler.post(at(matter, "pause"), sent).status_code == 302, "pressed twice, done once"
    assert Pause.objects.count() == 1
    page = words(handler.get(at(matter)))
    assert "停着，10月8日再看" in page
    offered = slugs(handler, matter)
    assert {"resume", "note"} <= offered
    assert not {"finish", "transfer", "pause", "ask-reporter", "send-back"} & offered
    assert "暂停" in words(handler.get("/desk/queue?view=paused"))
    told = words(resident.get(f"/f/{follow.token(matter.pk)}/"))
    assert "先停一下，到10月8日再看" in told
    assert "因为：灯头要从厂里订。" in told
    assert handler.post(at(matter, "resume"), {"reason": "到货了"}).status_code == 302
    assert "停了" not in words(handler.get(at(matter))), "it stood for no time at all"


def test_a_long_pause_is_granted_by_the_one_who_did_not_ask(world: World):
    matter = world.assigned()
    worker, colleague = signed(world.worker), signed(world.colleague)
    worker.post(at(matter, "pause"), STOP | {"review_on": "2026-11-20"})
    assert "grant-pause" not in slugs(worker, matter)
    assert {"grant-pause", "deny-pause"} <= slugs(colleague, matter)
    assert "申请停到11月20日" in words(colleague.get(at(matter)))
    assert len(colleague.get("/desk/queue?view=leave").context["page"].rows) == 1
    told = words(Client().get(f"/f/{follow.token(matter.pk)}/"))
    assert "停" not in told.split("怎么走到这一步")[0].split("<main")[-1]
    assert colleague.post(at(matter, "grant-pause")).status_code == 302
    assert Matter.objects.get(pk=matter.pk).paused_until == date(2026, 11, 20)


def test_the_person_is_asked_and_answers_by_the_link(world: World):
    matter, worker, resident = world.told(), signed(world.worker), Client()
    ask = {"text": "是哪一盏灯？", "answer_by": "2026-09-28"}
    assert worker.post(at(matter, "ask-reporter"), ask).status_code == 302
    assert len(worker.get("/desk/queue?view=asked").context["page"].rows) == 1
    here = f"/f/{follow.token(matter.pk)}/"
    page = words(resident.get(here))
    assert "想问您：是哪一盏灯？" in page
    form = resident.get(here + "answer")
    assert "请在9月28日前说一句" in words(form)
    assert resident.post(here + "answer", {"text": " "}).status_code == 422
    said = {"text": "小卖部门口那盏", "key": form.context["key"]}
    assert resident.post(here + "answer", said).status_code == 303
    assert Question.objects.get().answer == "小卖部门口那盏"
    assert "小卖部门口那盏" in words(worker.get(at(matter)))
    assert "现在没有要您回答的" in words(resident.get(here + "answer"))


def test_a_late_answer_is_welcome_and_said_so(world: World, monkeypatch: pytest.MonkeyPatch):
    matter = world.told()
    acts.ask_reporter(
        actor=world.worker, matter_id=matter.pk, text="是哪一盏灯？",
        answer_by=date(2026, 9, 28), now=THURSDAY,
    )  # fmt: skip
    later = midnight(date(2026, 10, 2))
    jobs.run_due(later, most=500)
    monkeypatch.setattr(clock, "now", lambda: later)
    here = f"/f/{follow.token(matter.pk)}/"
    assert "回答" in words(Client().get(here))
    assert "您现在说，一样收下" in words(Client().get(here + "answer"))
    Client().post(here + "answer", {"text": "小卖部门口那盏"})
    assert "事情已经接着在办" in words(Client().get(here))


def test_staff_write_the_answer_down(world: World):
    matter = world.assigned()
    acts.ask_reporter(
        actor=world.worker, matter_id=matter.pk, text="是哪一盏灯？",
        answer_by=date(2026, 9, 28), now=THURSDAY,
    )  # fmt: skip
    grid = signed(world.gridworker)
    assert "answer" in slugs(grid, matter)
    assert grid.post(at(matter, "answer"), {"text": "上门问的：小卖部门口"}).status_code == 302
    assert Question.objects.get().written_by == world.gridworker


def test_page_and_api_refuse_alike(world: World):
    matter, client = world.assigned(), signed(world.handler)
    said = STOP | {"reason": "", "review_on": "2026-10-08"}
    page = client.post(at(matter, "pause"), said | {"reason": "等"})
    answer = client.post(
        f"/api/matters/{matter.pk}/pause", said | {"reason": "等"}, "application/json"
    )
    assert "请写明理由，居民会看到。" in words(page)
    assert (answer.status_code, answer.json()["code"]) == (409, "reason_needed")
    good = client.post(f"/api/matters/{matter.pk}/pause", STOP, "application/json")
    assert good.status_code == 200
    again = client.post(
        f"/api/matters/{matter.pk}/finish", {"outcome": "solved"}, "application/json"
    )
    assert (again.status_code, again.json()["code"]) == (409, "paused")


def test_over_the_api_the_person_answers_by_his_link(world: World):
    matter = world.told()
    here = f"/api/follow/{follow.token(matter.pk)}/answer"
    early = Client().post(here, {"text": "小卖部"}, "application/json")
    assert early.json()["code"] == "not_asked"
    acts.ask_reporter(
        actor=world.worker, matter_id=matter.pk, text="哪一盏？",
        answer_by=date(2026, 9, 28), now=THURSDAY,
    )  # fmt: skip
    assert Client().post(here, {"text": "小卖部"}, "application/json").status_code == 200


def test_each_turn_is_told_to_the_person_in_words(world: World):
    matter = world.assigned(contact_phone="13800000126", contact_how="sms")
    acts.pause(
        actor=world.handler, matter_id=matter.pk, ground="parts", reason="灯头要从厂里订。",
        review_on=date(2026, 10, 8), now=THURSDAY,
    )  # fmt: skip
    jobs.run_due(THURSDAY + timedelta(minutes=1), most=500)
    jobs.run_due(midnight(date(2026, 10, 8)) + timedelta(minutes=1), most=500)
    jobs.run_due(midnight(date(2026, 10, 8)) + timedelta(minutes=2), most=500)
    acts.ask_reporter(
        actor=world.worker, matter_id=matter.pk, text="哪一盏？",
        answer_by=date(2026, 10, 10), now=midnight(date(2026, 10, 8)),
    )  # fmt: skip
    jobs.run_due(midnight(date(2026, 10, 8)) + timedelta(minutes=3), most=500)
    told = {m.kind: m.text for m in Message.objects.filter(matter=matter)}
    assert "先停一下，到10月8日再看，因为：灯头要从厂里订。" in told["paused"]
    assert "到了再看的日子" in told["goes_on"]
    assert "哪一盏？" in told["asked"]
    assert "/answer" in told["asked"]


def test_nobody_is_told_of_a_pause_that_is_only_asked_for(world: World):
    matter = world.assigned(contact_phone="13800000126", contact_how="sms")
    acts.pause(
        actor=world.handler, matter_id=matter.pk, ground="parts", reason="灯头要从厂里订。",
        review_on=date(2026, 11, 20), now=THURSDAY,
    )  # fmt: skip
    jobs.run_due(THURSDAY + timedelta(minutes=1), most=500)
    assert not Message.objects.filter(kind="paused").exists()


def test_the_lists_of_waiting_cost_what_other_lists_cost(world: World, django_assert_num_queries):
    for _i in range(30):
        acts.pause(
            actor=world.handler, matter_id=world.assigned().pk, ground="parts", reason="等货。",
            review_on=date(2026, 10, 8), now=THURSDAY,
        )  # fmt: skip
    client = signed(world.worker)
    for view in ("paused", "leave", "asked"):
        with django_assert_num_queries(7):
            assert client.get(f"/desk/queue?view={view}").status_code == 200


def test_a_file_on_which_something_hung_reads_five_statements_more(
    world: World, django_assert_num_queries
):
    matter = world.assigned()
    acts.pause(
        actor=world.handler, matter_id=matter.pk, ground="parts", reason="等货。",
        review_on=date(2026, 10, 8), now=THURSDAY,
    )  # fmt: skip
    client = signed(world.worker)
    with django_assert_num_queries(14):
        client.get(at(matter))
