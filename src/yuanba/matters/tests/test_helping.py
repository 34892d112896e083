"""协办与外单位: tasks of their own, answers that are missed, links that open one matter once."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.world import THURSDAY, World, signed
from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.matters import acts, outside
from yuanba.matters.models import HelperTask, Matter, OutsideLink
from yuanba.matters.rules import Outcome

DAY = timedelta(days=1)
SOLVED = {"outcome": Outcome.SOLVED, "result": "换了两盏灯头和一段线，当晚已亮。"}


@pytest.fixture(autouse=True)
def _thursday(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def ask(world: World, matter: Matter, **said: Any) -> HelperTask:
    usual = {
        "actor": world.handler,
        "matter_id": matter.pk,
        "unit_id": world.housing.pk,
        "text": "请查这盏灯是不是在改造范围里。",
        "due_on": date(2026, 9, 28),
        "now": THURSDAY,
    }
    acts.ask_help(**usual | said)
    return HelperTask.objects.order_by("-id")[0]


def answer(world: World, task: HelperTask, **said: Any) -> Matter:
    usual = {
        "actor": world.other_handler,
        "helper_id": task.pk,
        "done": True,
        "text": "不在改造范围里。",
        "now": THURSDAY + DAY,
    }
    return acts.answer_help(**usual | said)


def test_a_helper_has_a_task_a_day_and_an_answer_and_the_lead_stays_lead(world: World):
    matter = world.assigned()
    task = ask(world, matter)
    now = Matter.objects.get(pk=matter.pk)
    assert (now.unit, now.owner, now.due_at) == (world.lamps, world.handler, matter.due_at)
    answer(world, task)
    task.refresh_from_db()
    assert (task.done, task.answer, task.answered_by) == (
        True,
        "不在改造范围里。",
        world.other_handler,
    )
    assert [r.act for r in records.about(matter)][-2:] == [
        "matters.ask_help",
        "matters.answer_help",
    ]
    with refused("help_over"):
        answer(world, task)


def test_a_matter_is_not_finished_while_a_helper_is_open_unless_the_lead_says_why(world: World):
    matter = world.assigned()
    task = ask(world, matter)
    go = {"actor": world.handler, "matter_id": matter.pk, "now": THURSDAY, **SOLVED}
    with refused("helpers_open"):
        acts.finish(**go)
    assert Matter.objects.get(pk=matter.pk).state == "assigned"
    acts.finish(despite="灯已经修好，不用再查。", **go)
    task.refresh_from_db()
    assert (task.open, task.withdrawn_why) == (False, "灯已经修好，不用再查。")
    assert records.about(matter)[-1].facts["despite"] == "灯已经修好，不用再查。"


def test_with_every_answer_in_it_is_finished_as_always(world: World):
    matter = world.assigned()
    answer(world, ask(world, matter), done=False, text="查不到图纸。")
    done = acts.finish(actor=world.handler, matter_id=matter.pk, now=THURSDAY, **SOLVED)
    assert done.state == "finished"


def test_the_lead_withdraws_with_a_reason(world: World):
    task = ask(world, world.assigned())
    with refused("reason_needed"):
        acts.withdraw_help(actor=world.handler, helper_id=task.pk, reason="", now=THURSDAY)
    acts.withdraw_help(actor=world.handler, helper_id=task.pk, reason="问到了", now=THURSDAY)
    with refused("help_over"):
        answer(world, task)
    ask(world, Matter.objects.get(pk=task.matter_id))  # and may be asked again


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"text": ""}, "reason_needed"),
        ({"due_on": date(2026, 9, 24)}, "due_on"),
        ({"unit_id": 1}, "no_unit"),
    ],
)
def test_a_refused_request_for_help_changes_nothing(world: World, said: dict[str, Any], code: str):
    matter = world.assigned()
    with refused(code):
        ask(world, matter, **said)
    assert Matter.objects.get(pk=matter.pk).version == matter.version
    assert not HelperTask.objects.exists()


def test_neither_the_lead_itself_nor_the_same_unit_twice(world: World):
    matter = world.assigned()
    with refused("same_unit"):
        ask(world, matter, unit_id=world.lamps.pk)
    ask(world, matter)
    with refused("helps_already"):
        ask(world, matter)


def test_who_may_ask_answer_and_withdraw(world: World):
    matter = world.assigned()
    for who in (world.supervisor, world.other_handler, world.gridworker):
        with pytest.raises(Denied):
            ask(world, matter, actor=who)
    task = ask(world, matter)
    for who in (world.handler, world.supervisor, world.coordinator):
        with pytest.raises((Denied, Refused)):
            answer(world, task, actor=who)
    with pytest.raises(Denied):
        acts.withdraw_help(
            actor=world.other_handler, helper_id=task.pk, reason="不想办", now=THURSDAY
        )
    with pytest.raises(Denied):
        acts.withdraw_help(actor=world.handler, helper_id=1, reason="没有", now=THURSDAY)
    local = ask(world, matter, unit_id=world.committee.pk)
    answer(world, local, actor=world.worker)


def words(page: Any) -> str:
    return str(page.content.decode())


def test_the_helper_sees_what_it_needs_and_answers_at_its_own_desk(world: World):
    matter = world.assigned(contact_name="罗大娘", contact_phone="13800000126")
    lead, helper = signed(world.handler), signed(world.other_handler)
    sent = {"unit": world.housing.pk, "text": "请查改造范围。", "due_on": "2026-09-28"}
    assert lead.post(f"/desk/matters/{matter.pk}/ask-help/", sent).status_code == 302
    task = HelperTask.objects.get()
    assert "请查改造范围。" in words(helper.get("/desk/help"))
    page = words(helper.get(f"/desk/help/{task.pk}/"))
    assert matter.text in page
    assert "罗大娘" not in page
    assert "13800000126" not in page
    assert helper.get(f"/desk/matters/{matter.pk}/").status_code == 403
    assert lead.get(f"/desk/help/{task.pk}/").status_code == 403
    assert "还等云岭县住房和城乡建设局协办答复" in words(lead.get(f"/desk/matters/{matter.pk}/"))
    assert len(lead.get("/desk/queue?view=helped").context["page"].rows) == 1
    assert helper.post(f"/desk/help/{task.pk}/", {"done": "yes", "text": ""}).status_code == 422
    said = {"done": "yes", "text": "不在范围里"}
    assert helper.post(f"/desk/help/{task.pk}/", said).status_code == 302
    assert "不在范围里" in words(lead.get(f"/desk/matters/{matter.pk}/"))
    assert "没有请你们协办的事" in words(helper.get("/desk/help"))
    assert signed(world.supervisor).get("/desk/help").status_code == 403


def test_the_lead_says_at_the_desk_why_it_does_not_wait(world: World):
    matter, lead = world.assigned(), signed(world.handler)
    task = ask(world, matter)
    here = f"/desk/matters/{matter.pk}/finish/"
    sent = {"outcome": "solved", "result": "换了两盏灯头和一段线，当晚已亮。"}
    assert "为什么不等了" in words(lead.get(here))
    page = lead.post(here, sent)
    assert "还有协办没有答复" in words(page)
    assert lead.post(here, sent | {"despite": "已经修好"}).status_code == 302
    other = world.assigned()
    assert "为什么不等了" not in words(lead.get(f"/desk/matters/{other.pk}/finish/"))
    assert task.pk


def test_a_restricted_matter_shows_its_helper_only_the_task(world: World):
    matter = world.sorted(lane="personal", category=world.family, unit=world.committee)
    task = ask(world, matter, actor=world.worker)
    page = words(signed(world.other_handler).get(f"/desk/help/{task.pk}/"))
    assert matter.text not in page
    assert task.text in page


def test_the_page_of_help_costs_what_other_lists_cost(world: World, django_assert_num_queries):
    for _i in range(5):
        ask(world, world.assigned())
    client = signed(world.other_handler)
    with django_assert_num_queries(6):
        assert client.get("/desk/help").status_code == 200


# ---- firms


def link(world: World, matter: Matter, **said: Any) -> acts.Made:
    usual = {
        "actor": world.handler,
        "matter_id": matter.pk,
        "name": "桂溪供电所",
        "text": "请查这条线路什么时候送电。",
        "days": 7,
        "now": THURSDAY,
    }
    made = acts.ask_outside(**usual | said)
    assert isinstance(made, acts.Made)
    return made


def reply(made: acts.Made, **said: Any) -> Matter:
    usual = {
        "actor": world_guest(),
        "token": made.token,
        "text": "明天上午送电。",
        "now": THURSDAY + DAY,
    }
    return acts.answer_outside(**usual | said)


def world_guest() -> Any:
    from yuanba.people.door import Guest

    return Guest()


def test_a_link_is_random_kept_as_a_digest_and_answers_once(world: World):
    matter = world.assigned()
    made = link(world, matter)
    assert made.token not in str(OutsideLink.objects.values())
    assert link(world, matter).token != made.token
    assert len(made.token) == 42
    reply(made)
    row = OutsideLink.objects.get(pk=made.pk)
    assert (row.answer, row.answered_at) == ("明天上午送电。", THURSDAY + DAY)
    with refused("answered"):
        reply(made)
    left = records.about(matter)[-1]
    assert (left.act, left.actor, left.facts["outside"]) == (
        "matters.answer_outside",
        None,
        "桂溪供电所",
    )


def test_a_link_ends_on_its_day_when_withdrawn_and_with_its_matter(world: World):
    matter = world.assigned()
    late, gone, over = link(world, matter), link(world, matter), link(world, matter)
    with refused("link_over"):
        reply(late, now=THURSDAY + 7 * DAY)
    acts.revoke_outside(actor=world.handler, link_id=gone.pk, now=THURSDAY)
    with refused("link_over"):
        reply(gone)
    with pytest.raises(Denied):
        acts.revoke_outside(actor=world.other_handler, link_id=over.pk, now=THURSDAY)
    with pytest.raises(Denied):
        acts.revoke_outside(actor=world.handler, link_id=1, now=THURSDAY)


@pytest.mark.parametrize("wrong", ["", "x", "a" * 42, "中" * 42, "a" * 5000])
def test_a_guess_asks_the_database_nothing(world: World, wrong: str, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert outside.find(wrong) is None
    made = link(world, world.assigned())
    bent = ("b" if made.token[0] == "a" else "a") + made.token[1:]
    assert outside.find(bent) is None
    with pytest.raises(Denied):
        acts.answer_outside(actor=world_guest(), token=bent, text="猜的", now=THURSDAY)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": ""}, "reason_needed"),
        ({"text": ""}, "reason_needed"),
        ({"days": 0}, "days"),
        ({"days": 31}, "days"),
    ],
)
def test_a_refused_link_opens_nothing(world: World, said: dict[str, Any], code: str):
    with refused(code):
        link(world, world.assigned(), **said)
    assert not OutsideLink.objects.exists()


def test_a_restricted_matter_never_leaves_the_house(world: World):
    matter = world.sorted(lane="personal", category=world.family, unit=world.committee)
    with refused("restricted"):
        link(world, matter, actor=world.worker)
    for who in (world.supervisor, world.other_handler):
        with pytest.raises(Denied):
            link(world, world.assigned(), actor=who)


def test_the_firm_answers_on_a_page_that_tells_nobody(world: World):
    told = "村口路灯不亮，打13800000126找罗大娘。"
    matter = world.assigned(text=told, contact_name="罗大娘", contact_phone="13800000126")
    lead, firm = signed(world.handler), Client()
    sent = {"name": "桂溪供电所", "text": "什么时候送电？", "days": "7", "key": "k" * 16}
    made = lead.post(f"/desk/matters/{matter.pk}/ask-outside/", sent)
    address = made.context["address"]
    assert made.headers["Cache-Control"] == "no-store"
    again = lead.post(f"/desk/matters/{matter.pk}/ask-outside/", sent)
    assert again.status_code == 302, "shown once, never again"
    assert OutsideLink.objects.count() == 1
    here = "/o/" + address.rsplit("/o/", 1)[1]
    page = firm.get(here)
    text = words(page)
    assert "请桂溪供电所答复" in text
    assert "村口路灯不亮" in text
    assert "罗大娘" not in text
    assert "13800000126" not in text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert firm.post(here, {"text": ""}).status_code == 422
    done = firm.post(here, {"text": "明天上午送电", "key": page.context["key"]})
    assert "收到了，谢谢" in words(done)
    assert "收到了，谢谢" in words(firm.get(here))
    file = words(lead.get(f"/desk/matters/{matter.pk}/"))
    assert "明天上午送电" in file
    assert firm.get("/o/" + "a" * 42).status_code == 404


def test_a_withdrawn_link_says_so_and_shows_nothing(world: World):
    matter = world.assigned()
    made = link(world, matter)
    lead = signed(world.handler)
    assert lead.post(f"/desk/outside/{made.pk}/revoke").status_code == 302
    page = words(Client().get(f"/o/{made.token}"))
    assert "这个链接已经失效" in page
    assert matter.text not in page
    assert lead.get(f"/desk/outside/{made.pk}/revoke").status_code == 405
    assert signed(world.other_handler).post(f"/desk/outside/{made.pk}/revoke").status_code == 403


def test_the_same_over_the_api(world: World):
    matter = world.assigned()
    lead, helper = signed(world.handler), signed(world.other_handler)
    asked = lead.post(
        f"/api/matters/{matter.pk}/ask_help",
        {"unit_id": str(world.housing.pk), "text": "请查", "due_on": "2026-09-28"},
        "application/json",
    )
    assert asked.status_code == 200
    task = HelperTask.objects.get()
    here = f"/api/matters/help/{task.pk}"
    wrong = helper.post(f"{here}/answer", {"done": True, "text": ""}, "application/json")
    assert (wrong.status_code, wrong.json()["code"]) == (409, "reason_needed")
    assert (
        lead.post(f"{here}/withdraw", {"reason": "问到了"}, "application/json").status_code == 200
    )
    made = lead.post(
        f"/api/matters/{matter.pk}/ask_outside",
        {"name": "供电所", "text": "何时送电", "days": 3},
        "application/json",
    )
    assert "/o/" in made.json()["address"]
    row = OutsideLink.objects.get()
    gone = lead.post(f"/api/matters/outside/{row.pk}/revoke", {}, "application/json")
    assert gone.status_code == 200


def test_the_database_refuses_two_open_tasks_and_an_answer_without_words(world: World):
    task = ask(world, world.assigned())
    twin = HelperTask.objects.get()
    twin.pk += 1
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelperTask.objects.filter(pk=task.pk).update(answered_at=THURSDAY)
    made = link(world, world.assigned())
    with pytest.raises(IntegrityError), transaction.atomic():
        OutsideLink.objects.filter(pk=made.pk).update(answered_at=datetime.now(tz=THURSDAY.tzinfo))
