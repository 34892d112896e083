"""暂停、接着办、请补充: the clock stands, and nobody gains or loses by it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.world import THURSDAY, World
from yuanba.base import clock, jobs, records
from yuanba.base.errors import Denied, Refused
from yuanba.duties import acts as duties
from yuanba.duties.models import ListItem
from yuanba.matters import acts
from yuanba.matters import jobs as matters_jobs
from yuanba.matters.models import Matter, Pause, Question
from yuanba.matters.rules import Outcome, State
from yuanba.people.door import FOUNDER, Guest
from yuanba.places import acts as places
from yuanba.places.rules import DayKind
from yuanba.places.running import SECOND, midnight

DAY = timedelta(days=1)


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def pause(world: World, matter: Matter, **said: Any) -> Matter:
    usual = {
        "actor": world.handler,
        "matter_id": matter.pk,
        "ground": "parts",
        "reason": "灯头要从厂里订，国庆后到货。",
        "review_on": date(2026, 10, 8),
        "now": THURSDAY,
    }
    return acts.pause(**usual | said)


def wake_all(now: datetime) -> None:
    matters_jobs.come_up_again(now=now)


def test_the_clock_stands_and_what_was_left_is_left_when_it_goes_on(world: World):
    matter = world.assigned()  # 3 working days from Thursday: by Tuesday 29
    assert clock.day_of(matter.due_at) == date(2026, 9, 29)
    # Friday 10:00 to Monday 9:00: 14 hours of Friday and two whole days are left
    stood = pause(world, matter, now=THURSDAY + DAY)
    assert stood.paused_until == date(2026, 10, 8)
    monday = midnight(date(2026, 9, 28)) + timedelta(hours=9)
    on = acts.resume(actor=world.handler, matter_id=matter.pk, reason="提前到货。", now=monday)
    assert (on.paused_until, on.pause_since, on.pause_ground) == (None, None, "")
    assert on.due_at == midnight(date(2026, 9, 30)) + timedelta(hours=23) - SECOND
    assert [r.act for r in records.about(on)][-2:] == ["matters.pause", "matters.resume"]


def test_a_pause_and_its_end_in_the_same_moment_change_nothing(world: World):
    matter = world.assigned()
    pause(world, matter)
    on = acts.resume(actor=world.handler, matter_id=matter.pk, reason="不用等了", now=THURSDAY)
    assert on.due_at == matter.due_at


def test_it_goes_on_by_itself_on_the_day_however_late_the_computer_wakes(world: World):
    matter = world.assigned()
    stood = pause(world, matter)
    wake_all(midnight(date(2026, 10, 7)) + timedelta(hours=23))
    assert Matter.objects.get(pk=matter.pk).paused_until == date(2026, 10, 8)
    wake_all(midnight(date(2026, 10, 12)))
    awake = Matter.objects.get(pk=matter.pk)
    assert (awake.paused_until, awake.due_at) == (None, stood.due_at)
    assert Pause.objects.get().ended_at == midnight(date(2026, 10, 8))
    wake_all(midnight(date(2026, 10, 13)))
    assert [r.act for r in records.about(awake)].count("matters.wake") == 1


def test_the_loop_of_jobs_wakes_it(world: World):
    matter = world.assigned()
    pause(world, matter)
    jobs.run_due(midnight(date(2026, 10, 8)), most=500)
    assert Matter.objects.get(pk=matter.pk).paused_until is None


def test_while_it_stands_nobody_finishes_moves_or_sorts_it_by_accident(world: World):
    matter = world.assigned()
    pause(world, matter)
    go = {"actor": world.worker, "matter_id": matter.pk, "now": THURSDAY}
    with refused("paused"):
        acts.finish(outcome=Outcome.SOLVED, result="换了两盏灯头，当晚已亮。", **go)
    with refused("paused"):
        acts.transfer(unit_id=world.housing.pk, reason="归住建", **go)
    with refused("paused"):
        pause(world, matter)
    with refused("paused"):
        acts.refuse(kind="outside", reason="不归我们", **go)
    acts.note(text="打电话催过厂家", **go)  # telling and noting go on
    acts.add(actor=Guest(holds=matter.pk), matter_id=matter.pk, text="还是黑的", now=THURSDAY)


def test_finishing_after_a_pause_counts_only_the_time_that_ran(world: World):
    matter = world.assigned()
    before = matter.due_at
    pause(world, matter)
    wake_all(midnight(date(2026, 10, 8)))
    done = acts.finish(
        actor=world.handler,
        matter_id=matter.pk,
        outcome=Outcome.SOLVED,
        result="换了两盏灯头和一段线，当晚已亮。",
        now=midnight(date(2026, 10, 9)),
    )
    assert done.finished_at > before
    assert done.late is False


def test_a_pause_does_not_heal_what_is_late(world: World):
    matter = world.assigned()
    late = matter.due_at + DAY
    stood = pause(world, matter, now=late)
    assert stood.due_at == matter.due_at
    done = acts.resume(actor=world.handler, matter_id=matter.pk, reason="到货了", now=late + DAY)
    assert done.due_at == matter.due_at


def test_several_pauses_each_leave_what_was_left(world: World):
    matter = world.assigned()
    at = THURSDAY
    for _i in range(3):
        pause(world, matter, now=at, review_on=clock.day_of(at) + 5 * DAY)
        acts.resume(actor=world.handler, matter_id=matter.pk, reason="好了", now=at)
    assert Matter.objects.get(pk=matter.pk).due_at == matter.due_at


def test_when_the_calendar_changes_during_a_pause_the_day_is_worked_out_again(world: World):
    matter = world.assigned()
    stood = pause(world, matter)
    places.set_day(
        actor=world.admin, day=date(2026, 10, 9), kind=DayKind.OFF, name="补假",
        source="县府办通知", now=THURSDAY,
    )  # fmt: skip
    jobs.run_due(THURSDAY, most=500)
    moved = Matter.objects.get(pk=matter.pk)
    assert moved.due_at > stood.due_at
    assert moved.paused_until == stood.paused_until
    assert records.about(moved)[-1].act == "matters.move_limit"


def test_a_long_pause_needs_somebody_else_s_leave(world: World):
    matter = world.assigned()
    asked = pause(world, matter, review_on=date(2026, 11, 20))
    assert asked.paused_until is None, "the clock runs until leave is given"
    assert asked.due_at == matter.due_at
    go = {"matter_id": matter.pk, "now": THURSDAY + timedelta(hours=1)}
    with refused("already_asked"):
        pause(world, matter)
    with pytest.raises(Denied):
        acts.grant_pause(actor=world.handler, **go)
    stood = acts.grant_pause(actor=world.worker, **go)
    assert stood.paused_until == date(2026, 11, 20)
    assert stood.due_at > matter.due_at
    row = Pause.objects.get()
    assert (row.asked_by, row.granted_by, row.since) == (world.handler, world.worker, go["now"])


def test_nobody_gives_leave_to_himself_and_a_denied_pause_never_was(world: World):
    matter = world.assigned()
    pause(world, matter, actor=world.worker, review_on=date(2026, 11, 20))
    go = {"matter_id": matter.pk, "now": THURSDAY}
    with refused("second_person"):
        acts.grant_pause(actor=world.worker, **go)
    denied = acts.deny_pause(actor=world.colleague, reason="库里有货，不用等。", **go)
    assert (denied.pause_since, denied.due_at) == (None, matter.due_at)
    assert Pause.objects.get().since is None
    with refused("not_asked"):
        acts.grant_pause(actor=world.colleague, **go)


def test_the_county_decides_how_long_one_person_may_stop_a_clock(world: World):
    parts = ListItem.objects.get(list="pause", code="parts")
    duties.change_item(
        actor=world.admin, item_id=parts.pk, name=parts.name, name_en=parts.name_en, days=3,
        source="县府办〔2026〕9号", reason="改短", now=THURSDAY,
    )  # fmt: skip
    matter = world.assigned()
    assert pause(world, matter).paused_until is None
    duties.change_item(
        actor=world.admin, item_id=parts.pk, name=parts.name, name_en=parts.name_en, days=3,
        source="县府办〔2026〕9号", reason="不再用", active=False, now=THURSDAY,
    )  # fmt: skip
    with refused("ground"):
        pause(world, world.assigned())


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"reason": ""}, "reason_needed"),
        ({"ground": "holiday"}, "ground"),
        ({"review_on": date(2026, 9, 24)}, "review"),
        ({"review_on": date(2027, 9, 24)}, "review_far"),
        ({"version": 0}, "changed"),
    ],
)
def test_a_refused_pause_changes_nothing(world: World, said: dict[str, Any], code: str):
    matter = world.assigned()
    count = len(records.about(matter))
    with refused(code):
        pause(world, matter, **said)
    now = Matter.objects.get(pk=matter.pk)
    assert (now.version, now.pause_since, len(records.about(now))) == (matter.version, None, count)


def test_only_what_is_worked_on_can_stand(world: World):
    for matter in (world.told(), world.finished(), world.closed()):
        with refused("wrong_state"):
            pause(world, matter, actor=world.worker)
    with pytest.raises(Denied):
        pause(world, world.assigned(), actor=world.neighbour_worker)
    with pytest.raises(Denied):
        pause(world, world.assigned(), actor=world.supervisor)


def test_the_database_refuses_two_pauses_at_once_and_a_finished_matter_that_stands(world: World):
    matter = world.assigned()
    pause(world, matter)
    twin = Pause.objects.get()
    twin.pk += 1
    with pytest.raises(IntegrityError, match=r"pause_one_at_a_time|UNIQUE"), transaction.atomic():
        twin.save(force_insert=True)
    finished = Matter.objects.filter(pk=matter.pk)
    with pytest.raises(IntegrityError, match="matter_"), transaction.atomic():
        finished.update(state=State.REFUSED, refusal="outside", reason="不归")


# ---- asking


def ask(world: World, matter: Matter, **said: Any) -> Matter:
    usual = {
        "actor": world.worker,
        "matter_id": matter.pk,
        "text": "是村口哪一盏灯？杆上有没有编号？",
        "answer_by": date(2026, 9, 28),
        "now": THURSDAY,
    }
    return acts.ask_reporter(**usual | said)


def answer(matter: Matter, **said: Any) -> Matter:
    usual = {
        "actor": Guest(holds=matter.pk),
        "matter_id": matter.pk,
        "text": "小卖部门口那盏，编号 17。",
        "now": THURSDAY + timedelta(hours=2),
    }
    return acts.answer(**usual | said)


def test_the_clock_waits_for_the_answer_and_goes_on_when_it_comes(world: World):
    matter = world.told()
    asked = ask(world, matter)
    assert (asked.paused_until, asked.pause_ground) == (date(2026, 9, 29), "asked")
    with refused("paused"):
        ask(world, matter)
    answered = answer(matter, now=THURSDAY)
    assert (answered.paused_until, answered.due_at) == (None, matter.due_at)
    question = Question.objects.get()
    assert (question.answer, question.written_by) == ("小卖部门口那盏，编号 17。", None)
    assert records.about(answered)[-1].facts["went_on"] is True


def test_an_answer_that_never_comes_does_not_stop_the_matter(world: World):
    matter = world.assigned()
    ask(world, matter)
    wake_all(midnight(date(2026, 9, 28)))
    assert Matter.objects.get(pk=matter.pk).paused_until is not None, "the whole day is theirs"
    wake_all(midnight(date(2026, 9, 29)))
    assert Matter.objects.get(pk=matter.pk).paused_until is None
    ask(world, matter, now=midnight(date(2026, 9, 29)), answer_by=date(2026, 9, 30))
    first, second = Question.objects.order_by("asked_at")
    assert first.replaced_at is not None
    assert second.replaced_at is None


def test_an_answer_that_comes_late_is_kept_whatever_became_of_the_matter(world: World):
    matter = world.assigned()
    ask(world, matter)
    later = midnight(date(2026, 9, 30))
    wake_all(later)
    acts.finish(
        actor=world.handler, matter_id=matter.pk, outcome=Outcome.SOLVED,
        result="换了两盏灯头和一段线，当晚已亮。", now=later,
    )  # fmt: skip
    answered = answer(matter, now=later)
    assert answered.state == State.FINISHED
    facts = records.about(answered)[-1].facts
    assert (facts["late"], facts["went_on"]) == (True, False)
    with refused("not_asked"):
        answer(matter, now=later)


def test_somebody_writes_the_answer_down_for_a_person_without_a_telephone(world: World):
    matter = world.assigned()
    ask(world, matter)
    assert records.about(matter)[-1].facts["visit"] is True, "a note that somebody has to go there"
    answer(matter, actor=world.gridworker, text="上门问过，是小卖部门口那盏。")
    assert Question.objects.get().written_by == world.gridworker
    with_phone = world.told(contact_phone="13800000126")
    ask(world, with_phone)
    assert records.about(with_phone)[-1].facts["visit"] is False


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"text": " "}, "reason_needed"),
        ({"answer_by": date(2026, 9, 24)}, "answer_by"),
        ({"answer_by": date(2026, 12, 24)}, "answer_late"),
    ],
)
def test_a_question_has_words_and_a_day(world: World, said: dict[str, Any], code: str):
    with refused(code):
        ask(world, world.told(), **said)


def test_who_may_ask_and_who_may_answer(world: World):
    matter = world.assigned()
    for who in (world.supervisor, world.neighbour_worker, world.resident):
        with pytest.raises(Denied):
            ask(world, matter, actor=who)
    ask(world, matter)
    for who in (world.supervisor, Guest(holds=matter.pk + 1)):
        with pytest.raises(Denied):
            answer(matter, actor=who)


def test_the_founder_of_the_house_is_the_one_who_wakes(world: World):
    matter = world.assigned()
    with pytest.raises(Denied):
        acts.wake(actor=world.worker, matter_id=matter.pk, now=THURSDAY)
    with refused("not_yet"):
        acts.wake(actor=FOUNDER, matter_id=matter.pk, now=THURSDAY)
