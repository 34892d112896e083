"""作废: two persons, a reason from the list, the number stays and counts, the person may object."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.world import THURSDAY, World, signed
from yuanba.base import clock, jobs, records
from yuanba.base.errors import Denied, Refused
from yuanba.disclosure import queries as wall
from yuanba.disclosure import recounting
from yuanba.disclosure.models import DayTally, Voided
from yuanba.matters import acts, follow
from yuanba.matters.models import Matter, VoidRequest
from yuanba.matters.rules import State
from yuanba.notices.models import Message
from yuanba.people.door import Guest

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _thursday(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def typed(world: World, **said: Any) -> Matter:
    """Written down by a worker at the window."""
    usual = {"actor": world.worker, "for_other": True, "text": "试一下能不能录进去。"}
    return world.told(**usual | said)


def ask(world: World, matter: Matter, **said: Any) -> Matter:
    usual = {
        "actor": world.worker,
        "matter_id": matter.pk,
        "ground": "test",
        "reason": "培训时试录的。",
        "now": THURSDAY,
    }
    return acts.ask_void(**usual | said)


def grant(world: World, matter: Matter, **said: Any) -> Matter:
    usual = {"actor": world.colleague, "matter_id": matter.pk, "now": THURSDAY + HOUR}
    return acts.grant_void(**usual | said)


def test_one_asks_another_decides_and_the_number_and_words_stay(world: World):
    matter = typed(world)
    asked = ask(world, matter)
    assert asked.state == State.REPORTED, "nothing is void yet"
    with refused("second_person"):
        grant(world, matter, actor=world.worker)
    done = grant(world, matter)
    assert (done.state, done.refusal, done.number) == (State.REFUSED, "void", matter.number)
    assert Matter.objects.get(pk=matter.pk).text == "试一下能不能录进去。"
    row = VoidRequest.objects.get()
    assert (row.granted, row.asked_by, row.decided_by) == (True, world.worker, world.colleague)
    assert [r.act for r in records.about(matter)][-2:] == ["matters.ask_void", "matters.grant_void"]


def test_it_stays_in_the_row_of_numbers_and_in_the_denominator(world: World):
    first, void, last = typed(world), typed(world), typed(world)
    ask(world, void)
    grant(world, void)
    numbers = Matter.objects.order_by("seq").values_list("seq", flat=True)
    assert list(numbers) == [first.seq, void.seq, last.seq] == [1, 2, 3]
    recounting.recount_all()
    tally = DayTally.objects.get()
    assert (tally.received, tally.refused, tally.finished) == (3, 1, 0)
    today = clock.day_of(THURSDAY)
    shown = wall.wall(world.village.pk, first=today.replace(day=1))
    rate = next(r for r in shown.rates if r.id == "I1")
    assert rate.denominator == 3, "a void entry must not lift a rate"


def test_it_hangs_on_the_wall_with_its_ground_and_without_a_word_of_it(world: World):
    matter = typed(world, text="罗大娘家的水管，电话13800000126。")
    ask(world, matter, reason="培训时试录的，罗大娘不知道。")
    grant(world, matter)
    page = Client().get(f"/wall/{world.village.pk}/").content.decode()
    assert matter.number in page
    assert "测试录入" in page
    assert "罗大娘" not in page
    assert "13800000126" not in page
    printed = Client().get(f"/wall/{world.village.pk}/print").content.decode()
    assert matter.number in printed


def test_the_person_is_told_and_may_object_and_then_it_goes_on(world: World):
    matter = typed(world, contact_phone="13800000126", contact_how="sms")
    ask(world, matter)
    grant(world, matter)
    jobs.run_due(THURSDAY + 2 * HOUR, most=500)
    text = Message.objects.get(matter=matter, kind="void").text
    assert "作废了：测试录入" in text
    told = Client().get(f"/f/{follow.token(matter.pk)}/").content.decode()
    assert "作废了" in told
    assert "我有不同意见" in told
    acts.ask_reopen(
        actor=Guest(holds=matter.pk), matter_id=matter.pk, why="这是真事", now=THURSDAY + 2 * HOUR
    )
    back = acts.grant_reopen(actor=world.colleague, matter_id=matter.pk, now=THURSDAY + 3 * HOUR)
    assert (back.state, back.refusal, back.number) == (State.ACCEPTED, "", matter.number)
    assert Voided.objects.get().restored == clock.day_of(THURSDAY), "the wall keeps both days"


def test_what_a_person_told_himself_is_no_mistake_of_the_typist(world: World):
    with refused("told_by_the_person"):
        ask(world, world.told(), ground="mistaken")
    ask(world, typed(world), ground="mistaken", reason="录到别的村了。")


def test_a_double_typing_names_the_other_one(world: World):
    first, second = typed(world), typed(world)
    for wrong in ("", "石桥-2026-9999", second.number):
        with refused("other_number"):
            ask(world, second, ground="double", other_number=wrong)
    ask(world, second, ground="double", other_number=first.number, reason="窗口录了两遍。")
    grant(world, second)
    third = typed(world)
    with refused("other_number"):
        ask(world, third, ground="double", other_number=second.number)


def test_a_denied_request_leaves_the_matter_as_it_was(world: World):
    matter = typed(world)
    ask(world, matter)
    with refused("already_asked"):
        ask(world, matter)
    with refused("reason_needed"):
        acts.deny_void(actor=world.colleague, matter_id=matter.pk, reason="", now=THURSDAY)
    acts.deny_void(actor=world.colleague, matter_id=matter.pk, reason="这是真事。", now=THURSDAY)
    now = Matter.objects.get(pk=matter.pk)
    assert (now.state, VoidRequest.objects.get().granted) == (State.REPORTED, False)
    with refused("not_asked"):
        grant(world, matter)


def test_a_pause_and_helpers_end_with_it(world: World):
    matter = world.assigned(actor=world.worker, for_other=True)
    acts.ask_help(
        actor=world.handler, matter_id=matter.pk, unit_id=world.housing.pk, text="请查",
        due_on=date(2026, 9, 28), now=THURSDAY,
    )  # fmt: skip
    acts.pause(
        actor=world.handler, matter_id=matter.pk, ground="parts", reason="等货。",
        review_on=date(2026, 10, 8), now=THURSDAY,
    )  # fmt: skip
    ask(world, matter)
    done = grant(world, matter)
    assert (done.paused_until, done.state) == (None, State.REFUSED)
    assert not done.helpers.filter(withdrawn_at=None).exists()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"ground": "boring"}, "ground"),
        ({"reason": ""}, "reason_needed"),
        ({"version": 0}, "changed"),
    ],
)
def test_a_refused_request_changes_nothing(world: World, said: dict[str, Any], code: str):
    matter = typed(world)
    with refused(code):
        ask(world, matter, **said)
    assert Matter.objects.get(pk=matter.pk).version == matter.version
    assert not VoidRequest.objects.exists()


def test_what_is_done_cannot_be_made_void_nor_refused_by_one_person(world: World):
    for matter in (world.finished(), world.closed()):
        with refused("wrong_state"):
            ask(world, matter)
    with refused("void"):
        acts.refuse(
            actor=world.worker, matter_id=world.told().pk, kind="void", reason="算了", now=THURSDAY
        )


def test_who_may_ask_and_who_may_decide(world: World):
    matter = typed(world)
    for who in (world.supervisor, world.neighbour_worker, world.resident):
        with pytest.raises(Denied):
            ask(world, matter, actor=who)
    ask(world, matter, actor=world.gridworker)
    for who in (world.gridworker, world.supervisor, world.neighbour_worker):
        with pytest.raises(Denied):
            grant(world, matter, actor=who)


def test_the_database_refuses_one_person_as_both(world: World):
    matter = typed(world)
    ask(world, matter)
    row = VoidRequest.objects.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(decided_at=THURSDAY, granted=True, decided_by=world.worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(ground="double")


def test_at_the_desk_and_over_the_api(world: World):
    matter = typed(world)
    worker, colleague = signed(world.worker), signed(world.colleague)
    here = f"/desk/matters/{matter.pk}"
    wrong = {"ground": "double", "reason": "录了两遍", "other_number": ""}
    page = worker.post(f"{here}/ask-void/", wrong)
    assert "请写另一件的编号" in page.content.decode()
    answer = worker.post(
        f"/api/matters/{matter.pk}/ask_void", json.dumps(wrong), "application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "other_number")
    assert worker.post(f"{here}/ask-void/", {"ground": "test", "reason": "试的"}).status_code == 302
    assert len(colleague.get("/desk/queue?view=void").context["page"].rows) == 1
    mine = {t.slug for t in worker.get(f"{here}/").context["file"].offers.mine}
    others = {t.slug for t in colleague.get(f"{here}/").context["file"].offers.mine}
    assert "grant-void" not in mine
    assert {"grant-void", "deny-void"} <= others
    assert colleague.post(f"{here}/grant-void/").status_code == 302
    assert "已作废" in colleague.get(f"{here}/").content.decode()
