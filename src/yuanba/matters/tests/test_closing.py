"""评价、回访、重办、救助、销号."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.duties.rules import Lane
from yuanba.matters import acts
from yuanba.matters.models import Matter
from yuanba.matters.rules import Hardship, Outcome, State
from yuanba.people.door import Guest

LATER = THURSDAY + timedelta(days=9)


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def test_only_the_person_says_it_is_solved(world: World):
    matter = world.replied()
    for actor in (world.worker, world.handler, world.admin, Guest(), Guest(holds=1)):
        with pytest.raises(Denied):
            acts.evaluate(actor=actor, matter_id=matter.pk, solved=True, now=LATER)
    said = acts.evaluate(actor=Guest(holds=matter.pk), matter_id=matter.pk, solved=True, now=LATER)
    assert (said.state, said.solved, said.rated_by) == (State.EVALUATED, True, "person")
    with refused("wrong_state"):
        acts.evaluate(actor=Guest(holds=matter.pk), matter_id=matter.pk, solved=False, now=LATER)


def test_not_yet_asks_for_a_reopening_that_a_person_grants(world: World):
    matter = world.replied()
    guest = Guest(holds=matter.pk)
    acts.evaluate(actor=guest, matter_id=matter.pk, solved=False, why="晚上又灭了", now=LATER)
    with refused("not_solved"):
        acts.close(actor=world.worker, matter_id=matter.pk, evidence="已修", now=LATER)
    again = acts.grant_reopen(actor=world.worker, matter_id=matter.pk, now=LATER)
    assert (again.number, again.state, again.reopened) == (matter.number, State.TRIAGED, 1)
    assert (again.solved, again.finished_at, again.clock_at) == (None, None, LATER)


def test_a_denied_reopening_is_closed_as_disputed_not_as_confirmed(world: World):
    matter = world.replied()
    acts.evaluate(
        actor=Guest(holds=matter.pk), matter_id=matter.pk, solved=False, why="要换新灯", now=LATER
    )
    go = {"matter_id": matter.pk, "now": LATER}
    acts.deny_reopen(actor=world.colleague, reason="灯已亮，换新不在计划内。", **go)
    closed = acts.close(actor=world.worker, evidence="现场看过亮着", **go)
    assert (closed.confirmed, closed.solved, closed.disputed) == (False, False, True)


def test_the_handler_may_not_call_back(world: World):
    matter = world.replied()
    with pytest.raises(Denied):
        acts.call_back(actor=world.handler, matter_id=matter.pk, solved=True, now=LATER)
    said = acts.call_back(actor=world.supervisor, matter_id=matter.pk, solved=True, now=LATER)
    assert said.rated_by == "callback"


def test_silence_is_a_call_twice_and_seven_days_then_unconfirmed(world: World):
    matter = world.replied()
    go = {"matter_id": matter.pk, "now": LATER}
    acts.attempt(actor=world.worker, text="打电话没人接", **go)
    with refused("unconfirmed"):
        acts.close(actor=world.worker, evidence="联系不上", **go)
    acts.attempt(actor=world.gridworker, text="上门没人在", **go)
    closed = acts.close(actor=world.worker, evidence="两次联系不上", **go)
    assert (closed.state, closed.confirmed) == (State.CLOSED, False)


def test_a_private_matter_is_never_just_ended(world: World):
    matter = world.sorted(lane=Lane.PERSONAL, category=world.chores, unit=world.self_help)
    go = {"matter_id": matter.pk, "now": THURSDAY}
    acts.assign(actor=world.worker, owner_id=world.gridworker.pk, **go)
    acts.finish(
        actor=world.gridworker,
        outcome=Outcome.ANSWERED,
        result="介绍了镇上两位师傅，价钱说清楚了。",
        guidance="给了两位师傅的电话，并约定三天后再问。",
        **go,
    )
    acts.reply(actor=world.gridworker, text="师傅电话给您了。", **go)
    acts.evaluate(actor=Guest(holds=matter.pk), solved=True, **go)
    with refused("hardship"):
        acts.close(actor=world.worker, evidence="居民说好了", **go)
    acts.check_hardship(
        actor=world.gridworker, hardship=Hardship.NONE, text="儿子在家，没有困难", **go
    )
    assert acts.close(actor=world.worker, evidence="居民说好了", **go).state == State.CLOSED


def test_a_closed_matter_is_reopened_under_its_number(world: World):
    matter = world.closed()
    acts.ask_reopen(actor=Guest(holds=matter.pk), matter_id=matter.pk, why="又坏了", now=LATER)
    again = acts.grant_reopen(actor=world.worker, matter_id=matter.pk, now=LATER)
    assert (again.state, again.number, again.closed_at) == (State.TRIAGED, matter.number, None)
    assert [r.act for r in records.about(matter)].count("matters.close") == 1


def test_the_database_itself_refuses_a_silent_closing(world: World):
    matter = world.assigned()
    bad = [
        {"state": State.CLOSED},
        {"lane": ""},
        {"reason": ""},
        {"supervisor_id": world.handler.pk},
        {"solved": True},
        {"seq": 0},
    ]
    for columns in bad:
        with pytest.raises(IntegrityError), transaction.atomic():
            Matter.objects.filter(pk=matter.pk).update(**columns)


def test_a_record_is_never_changed_or_deleted(world: World):
    matter = world.told()
    (record,) = records.about(matter)
    for harm in (lambda: type(record).objects.filter(pk=record.pk).update(act="x"), record.delete):
        with pytest.raises(Exception, match="add-only"), transaction.atomic():
            harm()
