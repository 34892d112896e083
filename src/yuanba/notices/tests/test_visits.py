"""Whom no message reaches, somebody goes to see; what he says at the door is written down."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.world import THURSDAY, World
from yuanba.base import clock, jobs, records
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Role
from yuanba.base.words_in import mask_name, mask_phone
from yuanba.matters import acts as matters
from yuanba.matters import follow
from yuanba.matters.models import Matter
from yuanba.notices import acts, rules, visits
from yuanba.notices.models import Message, Visit
from yuanba.notices.rules import Channel, Kind, State, VisitState
from yuanba.people.door import Guest

LATER = THURSDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: Any):
    monkeypatch.setattr(clock, "now", lambda: LATER)


def run_jobs(now: Any = LATER) -> None:
    while jobs.run_due(now, most=50):
        pass


def answered(world: World, **contact: str) -> Matter:
    matter = world.replied(**({"contact_name": "罗大娘", "contact_how": "visit"} | contact))
    run_jobs()
    return matter


def words(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("kind", "channel", "failed", "needed"),
    [
        (Kind.REPLIED, Channel.VISIT, 0, True),
        (Kind.REPLIED, Channel.PAPER, 0, True),
        (Kind.SILENCE, Channel.VISIT, 0, True),
        (Kind.REFUSED, Channel.VISIT, 0, True),
        (Kind.ACCEPTED, Channel.VISIT, 0, False),
        (Kind.REPLIED, Channel.SMS, 5, False),
        (Kind.REPLIED, Channel.SMS, 6, True),
        (Kind.REPLIED, Channel.INBOX, 0, False),
        (Kind.REPLIED, Channel.NONE, 0, False),
    ],
)
def test_who_needs_a_visit(kind: Kind, channel: Channel, failed: int, needed: bool):
    assert rules.needs_visit(kind=kind, channel=channel, failed=failed) is needed


@pytest.mark.parametrize("contact", [{}, {"contact_how": "paper"}, {"contact_how": ""}])
def test_an_answer_nobody_can_send_is_a_visit_in_the_grid(world: World, contact: Any):
    matter = answered(world, **contact)
    task = Visit.objects.get()
    assert (task.matter, task.grid_id, task.state) == (matter, world.grid.pk, VisitState.WAITING)
    assert task.message.kind == Kind.REPLIED


@pytest.mark.parametrize("who", ["gridworker", "worker", "township"])
def test_it_stands_on_today_s_page_of_those_who_can_go(world: World, client: Any, who: str):
    answered(world)
    client.force_login(getattr(world, who))
    today = words(client.get("/desk/"))
    assert "要上门说一声" in today
    assert "罗大娘" not in today
    listed = words(client.get("/desk/visits"))
    assert "罗" in listed
    assert "还要问办好没有" in listed


@pytest.mark.parametrize("who", ["neighbour_worker", "handler", "supervisor", "admin"])
def test_others_neither_see_nor_do_it(world: World, client: Any, who: str):
    answered(world)
    task = Visit.objects.get()
    person = getattr(world, who)
    client.force_login(person)
    assert client.get(f"/desk/visits/{task.pk}").status_code == 403
    with pytest.raises(Denied):
        acts.visit(actor=person, visit_id=task.pk, there=True, now=LATER)
    assert "要上门说一声" not in words(client.get("/desk/"))
    task.refresh_from_db()
    assert task.state == VisitState.WAITING


def test_the_grid_worker_says_it_and_writes_down_what_she_said(world: World, client: Any):
    matter = answered(world)
    task = Visit.objects.get()
    client.force_login(world.gridworker)
    sheet = words(client.get(f"/desk/visits/{task.pk}"))
    assert "路灯修好了，请您看看。" in sheet
    assert "罗大娘" not in sheet
    assert "http" not in sheet.split("<main")[1].split("</main")[0].replace("https://www.w3", "")
    said = {"there": "yes", "solved": "yes", "satisfied": "yes", "said": "亮了，好得很。"}
    assert client.post(f"/desk/visits/{task.pk}", said).status_code == 302
    matter.refresh_from_db()
    task.refresh_from_db()
    assert (matter.solved, matter.satisfied, matter.rated_by) == (True, True, "callback")
    assert (task.state, task.done_by, task.said) == (
        VisitState.DONE,
        world.gridworker,
        "亮了，好得很。",
    )
    assert task.message.state == State.CALLED
    assert "notices.visit" in [r.act for r in records.about(task)]
    again = words(client.get(f"/desk/visits/{task.pk}"))
    assert "陈大山去过了" in again
    with pytest.raises(Refused, match="visited_already"):
        acts.visit(actor=world.gridworker, visit_id=task.pk, there=True, now=LATER)


def test_nobody_at_home_is_a_dated_attempt_and_the_task_stays(world: World):
    matter = answered(world)
    task = Visit.objects.get()
    acts.visit(actor=world.gridworker, visit_id=task.pk, there=False, now=LATER)
    acts.visit(actor=world.worker, visit_id=task.pk, there=False, said="门锁着", now=LATER)
    matter.refresh_from_db()
    task.refresh_from_db()
    assert (matter.attempts, task.tries, task.state) == (2, 2, VisitState.WAITING)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"there": False, "solved": True}, "nobody_there"),
        ({"there": True, "solved": False}, "why"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(world: World, said: Any, code: str):
    matter = answered(world)
    task = Visit.objects.get()
    with pytest.raises(Refused, match=code):
        acts.visit(actor=world.gridworker, visit_id=task.pk, now=LATER, **said)
    matter.refresh_from_db()
    task.refresh_from_db()
    assert (matter.solved, task.state, task.tries) == (None, VisitState.WAITING, 0)


def test_the_one_who_handled_it_may_tell_but_not_ask(world: World, client: Any):
    matter = answered(world)
    Matter.objects.filter(pk=matter.pk).update(finished_by=world.worker)
    task = Visit.objects.get()
    client.force_login(world.worker)
    asked = client.post(f"/desk/visits/{task.pk}", {"there": "yes", "solved": "yes"})
    assert asked.status_code == 422
    assert "经办的人不能自己回访" in words(asked)
    assert Visit.objects.get().state == VisitState.WAITING
    told = client.post(f"/desk/visits/{task.pk}", {"there": "yes", "solved": "", "said": "知道了"})
    assert told.status_code == 302
    matter.refresh_from_db()
    assert (matter.solved, Visit.objects.get().state) == (None, VisitState.DONE)


def test_silence_after_a_visit_brings_another_that_asks(world: World):
    matter = answered(world)
    first = Visit.objects.get()
    acts.visit(actor=world.gridworker, visit_id=first.pk, there=True, said="再看看", now=LATER)
    run_jobs(LATER + timedelta(days=8))
    second = Visit.objects.exclude(pk=first.pk).get()
    assert second.message.kind == Kind.SILENCE
    assert "编号" not in second.message.text or matter.number in second.message.text
    sheet = visits.one(world.gridworker, second.pk)
    assert sheet.asks
    assert "问一问办好没有" in sheet.say


def test_who_has_judged_by_the_slip_is_not_visited_any_more(world: World):
    matter = answered(world, contact_how="paper")
    matters.evaluate(actor=Guest(holds=matter.pk), matter_id=matter.pk, solved=True, now=LATER)
    assert Visit.objects.get().state == VisitState.REPLACED
    assert visits.waiting(world.gridworker.held()[0]) == []


def test_a_newer_answer_takes_the_place_of_the_older(world: World):
    matter = answered(world)
    matters.ask_reopen(actor=Guest(holds=matter.pk), matter_id=matter.pk, why="又坏了", now=LATER)
    matters.grant_reopen(actor=world.worker, matter_id=matter.pk, now=LATER)
    assert Visit.objects.get().state == VisitState.REPLACED
    matters.assign(actor=world.worker, matter_id=matter.pk, owner_id=world.handler.pk, now=LATER)
    matters.finish(
        actor=world.handler,
        matter_id=matter.pk,
        outcome="answered",
        result="又换了一只。",
        now=LATER,
    )
    matters.reply(actor=world.handler, matter_id=matter.pk, text="又换了。", now=LATER)
    run_jobs()
    assert Visit.objects.filter(state=VisitState.WAITING).count() == 1
    waiting = Visit.objects.get(state=VisitState.WAITING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(state=VisitState.REPLACED).update(state=VisitState.WAITING)
    assert visits.one(world.worker, waiting.pk).say == "又换了。"


class Deaf:
    """A gateway that is away."""

    def send(self, *, phone: str, text: str, ref: str = "") -> None:
        raise OSError("away")


def test_a_message_that_keeps_failing_becomes_a_visit_until_it_goes(
    world: World, settings: Any, monkeypatch: Any
):
    settings.SMS_GATEWAY = f"{__name__}.Deaf"
    world.replied(contact_name="罗大娘", contact_phone="13800000126", contact_how="sms")
    for n in range(8):
        run_jobs(LATER + timedelta(hours=2 * n))
    failed = Message.objects.get(kind=Kind.REPLIED)
    assert failed.state == State.FAILED
    assert Visit.objects.get().message == failed
    settings.DEMO = True
    settings.SMS_GATEWAY = "yuanba.notices.gateways.Outbox"
    from yuanba.notices import jobs as telling

    telling.deliver(failed, LATER)
    assert Visit.objects.get().state == VisitState.REPLACED


def test_it_is_not_twice_on_the_desk_s_lists(world: World, client: Any):
    answered(world)
    client.force_login(world.worker)
    assert "路灯修好了" not in words(client.get("/desk/outbox?view=call"))


def test_a_list_costs_one_statement_however_long(world: World, django_assert_num_queries: Any):
    for _n in range(3):
        answered(world)
    post = world.gridworker.held()[0]
    assert post.place.kind
    with django_assert_num_queries(3):
        assert len(visits.waiting(post)) == 3


def test_the_api_does_the_same(world: World, client: Any):
    answered(world)
    task = Visit.objects.get()
    client.force_login(world.gridworker)
    assert client.get("/api/notices/visits").json()[0]["id"] == str(task.pk)
    refused = client.post(
        f"/api/notices/visits/{task.pk}", {"there": True, "solved": False}, "application/json"
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "why")
    done = client.post(f"/api/notices/visits/{task.pk}", {"there": True}, "application/json")
    assert done.json()["state"] == "done"


# ── the name and the number of whom one goes to see ──

PHONE = "13800000126"


def looks_at(matter: Matter) -> list[str]:
    return [r.facts["reason"] for r in records.about(matter) if r.act == "matters.reveal"]


def test_the_sheet_shows_no_name_until_it_is_asked_for_with_a_reason(world: World, client: Any):
    matter = answered(world, contact_phone=PHONE)
    here = f"/desk/visits/{Visit.objects.get().pk}"
    client.force_login(world.gridworker)
    sheet = words(client.get(here))
    assert "罗大娘" not in sheet
    assert PHONE not in sheet
    assert f"{here}/look" in sheet
    assert PHONE not in words(client.get(f"{here}/look"))
    silent = client.post(f"{here}/look", {"reason": " "})
    assert silent.status_code == 422
    assert PHONE not in words(silent)
    assert looks_at(matter) == []
    seen = words(
        client.post(f"{here}/look", {"reason": "上门前打电话", "once": "look-at-the-door"})
    )
    assert "罗大娘" in seen
    assert PHONE in seen
    assert "陈大山 2026-09-25" in seen, "a printed sheet says who looked and when"
    assert looks_at(matter) == ["上门前打电话"]
    again = client.post(f"{here}/look", {"reason": "上门前打电话", "once": "look-at-the-door"})
    assert PHONE in words(again), "sent twice, looked at once"
    assert looks_at(matter) == ["上门前打电话"]


def test_the_person_reads_who_looked_before_going_there(world: World, client: Any):
    matter = answered(world, contact_phone=PHONE)
    client.force_login(world.gridworker)
    client.post(f"/desk/visits/{Visit.objects.get().pk}/look", {"reason": "不知道是哪一家"})
    page = words(client.get(f"/f/{follow.token(matter.pk)}/data"))
    assert "陈大山" in page
    assert "不知道是哪一家" in page


def test_who_is_sent_to_a_door_may_know_whose_it_is_until_he_went_there(world: World, client: Any):
    """A grid leader may not look at contacts; of the household he is sent to, he may, with a reason."""
    matter = answered(world, contact_phone=PHONE)
    task = Visit.objects.get()
    here = f"/desk/visits/{task.pk}"
    lead = world.person("gridlead", "陈组长", Role.GRIDLEAD, world.village)
    client.force_login(lead)
    assert "罗大娘" not in words(client.get(here))
    assert client.post(f"{here}/look", {"reason": ""}).status_code == 422
    assert "罗大娘" in words(client.post(f"{here}/look", {"reason": "不知道是哪一家"}))
    assert looks_at(matter) == ["不知道是哪一家"]
    with pytest.raises(Denied):
        matters.reveal(actor=lead, matter_id=matter.pk, reason="别的事", now=LATER)
    acts.visit(actor=lead, visit_id=task.pk, there=True, now=LATER)
    done = words(client.get(here))
    assert "罗大娘" not in done
    assert f"{here}/look" not in done
    late = client.post(f"{here}/look", {"reason": "再看一眼"})
    assert "罗大娘" not in words(late)
    with pytest.raises(Refused, match="visited_already"):
        acts.look(actor=lead, visit_id=task.pk, reason="再看一眼", now=LATER)
    assert looks_at(matter) == ["不知道是哪一家"]


def test_who_is_not_sent_there_does_not_look(world: World, client: Any):
    matter = answered(world, contact_phone=PHONE)
    here = f"/desk/visits/{Visit.objects.get().pk}"
    for person in (world.neighbour_worker, world.handler, world.supervisor):
        client.force_login(person)
        assert client.post(f"{here}/look", {"reason": "想看"}).status_code == 403
    assert looks_at(matter) == []


def test_the_api_shows_no_name_either_and_each_look_is_one_line(world: World, client: Any):
    matter = answered(world, contact_phone=PHONE)
    here = f"/api/notices/visits/{Visit.objects.get().pk}"
    client.force_login(world.gridworker)
    sheet = client.get(here).json()
    assert (sheet["name"], sheet["phone"]) == (mask_name("罗大娘"), mask_phone(PHONE))
    silent = client.post(f"{here}/look", {}, "application/json")
    assert (silent.status_code, silent.json()["code"]) == (409, "reason_needed")
    seen = client.post(f"{here}/look", {"reason": "核对门牌"}, "application/json").json()
    assert (seen["name"], seen["phone"]) == ("罗大娘", PHONE)
    assert looks_at(matter) == ["核对门牌"]
