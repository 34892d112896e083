"""小事: a body talks it through, a body has it done, neighbours help (domain.md 3.3, 3.6)."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.lanes import acts, queries
from yuanba.lanes.models import Call, Order, Signup, Topic
from yuanba.lanes.rules.communal import Topic as Stands
from yuanba.matters.models import Matter
from yuanba.people.door import Guest

DAY = timedelta(days=1)
SOON = date(2026, 9, 27)


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


@pytest.fixture
def matter(world: World) -> Matter:
    return world.sorted(lane="communal", category=world.clutter, unit=world.committee)


def topic(world: World, matter: Matter, **said: Any) -> Topic:
    usual = {
        "actor": world.worker, "matter_id": matter.pk, "unit_id": world.council.pk,
        "question": "院坝堆物怎么清、谁来清？", "meets_on": SOON, "now": THURSDAY,
    }  # fmt: skip
    acts.put_topic(**usual | said)
    return Topic.objects.latest("pk")


def order(world: World, matter: Matter, **said: Any) -> Order:
    usual = {
        "actor": world.worker, "matter_id": matter.pk, "unit_id": world.committee.pk,
        "what": "清走楼道里的旧柜子", "who": "二组组长带三个人", "on": SOON, "now": THURSDAY,
    }  # fmt: skip
    acts.give_order(**usual | said)
    return Order.objects.latest("pk")


def call(world: World, matter: Matter, **said: Any) -> Call:
    usual = {
        "actor": world.worker, "matter_id": matter.pk, "unit_id": world.council.pk,
        "what": "一起清院坝", "where": "黄葛树下", "wanted": 2, "starts_at": THURSDAY + 2 * DAY,
        "now": THURSDAY,
    }  # fmt: skip
    acts.call_volunteers(**usual | said)
    return Call.objects.latest("pk")


def acts_of(matter: Matter) -> list[str]:
    return [r.act for r in records.about(matter)]


def test_a_topic_goes_to_a_body_and_its_outcome_is_in_the_matters_history(
    world: World, matter: Matter
):
    row = topic(world, matter)
    acts.settle_topic(
        actor=world.worker, topic_id=row.pk, outcome=Stands.AGREED,
        words="周六大家一起清，各家的各家收。", now=THURSDAY + DAY,
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.state, row.unit) == ("agreed", world.council)
    assert acts_of(matter)[-2:] == ["lanes.put_topic", "lanes.settle_topic"]
    with refused("topic_over"):
        acts.settle_topic(
            actor=world.worker,
            topic_id=row.pk,
            outcome=Stands.DECLINED,
            words="没成。没成。",
            now=THURSDAY,
        )


def test_never_a_department_and_never_a_person_alone(world: World, matter: Matter):
    with refused("unit_may_not_lead"):
        topic(world, matter, unit_id=world.lamps.pk)
    with refused("unit_may_not_lead"):
        order(world, matter, unit_id=world.self_help.pk)
    assert not Topic.objects.exists()


def test_only_one_topic_waits_at_a_time(world: World, matter: Matter):
    topic(world, matter)
    with refused("topic_open"):
        topic(world, matter)


def test_only_for_a_communal_matter_that_is_worked_on(world: World, matter: Matter):
    with refused("not_communal"):
        topic(world, world.sorted())
    with refused("not_communal"):
        topic(world, world.told())


@pytest.mark.parametrize(
    ("said", "code"),
    [({"meets_on": date(2026, 9, 23)}, "meets_on"), ({"question": ""}, "words_missing")],
)
def test_a_refused_topic_changes_nothing(world: World, matter: Matter, said: dict, code: str):
    with refused(code):
        topic(world, matter, **said)
    assert Matter.objects.get(pk=matter.pk).version == matter.version


def test_a_work_order_is_done_with_words_or_says_why_not(world: World, matter: Matter):
    first, second = order(world, matter), order(world, matter, what="把灯罩擦一擦")
    with refused("proof"):
        acts.finish_order(
            actor=world.worker, order_id=first.pk, done=True, text="好了", now=THURSDAY
        )
    acts.finish_order(
        actor=world.gridworker,
        order_id=first.pk,
        done=True,
        text="三个人清了一上午，楼道通了。",
        now=THURSDAY,
    )
    acts.finish_order(
        actor=world.worker, order_id=second.pk, done=False, text="梯子坏了", now=THURSDAY
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.done, second.done) == (True, False)
    with refused("order_over"):
        acts.finish_order(
            actor=world.worker, order_id=first.pk, done=False, text="又坏了", now=THURSDAY
        )


def test_volunteers_sign_up_leave_and_are_written_down_truthfully(world: World, matter: Matter):
    row = call(world, matter)
    acts.sign_up(actor=world.resident, call_id=row.pk, now=THURSDAY)
    acts.sign_up(actor=world.worker, call_id=row.pk, name="周大爷", now=THURSDAY)
    with refused("call_full"):
        acts.sign_up(actor=world.worker, call_id=row.pk, name="吴大娘", now=THURSDAY)
    acts.leave_call(actor=world.resident, call_id=row.pk, now=THURSDAY)
    acts.sign_up(actor=world.resident, call_id=row.pk, now=THURSDAY)
    with refused("signed_up"):
        acts.sign_up(actor=world.resident, call_id=row.pk, now=THURSDAY)
    named, own = Signup.objects.filter(left_at=None).order_by("at", "pk")
    with refused("not_begun"):
        acts.end_call(
            actor=world.worker, call_id=row.pk, text="清完了", came={own.pk: 90}, now=THURSDAY
        )
    acts.end_call(
        actor=world.worker,
        call_id=row.pk,
        text="清了两车。",
        came={own.pk: 90},
        now=THURSDAY + 3 * DAY,
    )
    named.refresh_from_db()
    own.refresh_from_db()
    assert (named.came, own.came, own.minutes) == (False, True, 90)
    record = records.about(matter)[-1]
    assert (record.act, record.facts["came"], record.facts["minutes"]) == ("lanes.end_call", 1, 90)
    assert "周大爷" not in str(record.facts)


def test_who_has_no_account_is_told_how_to_sign_up(world: World, matter: Matter):
    row = call(world, matter)
    with refused("sign_in"):
        acts.sign_up(actor=Guest(), call_id=row.pk, now=THURSDAY)
    with pytest.raises(Denied):
        acts.sign_up(actor=world.resident, call_id=row.pk, name="邻居", now=THURSDAY)


def test_a_call_is_called_off_before_it_begins_with_a_reason(world: World, matter: Matter):
    row = call(world, matter)
    acts.end_call(actor=world.worker, call_id=row.pk, text="下大雨，改天。", came={}, now=THURSDAY)
    with refused("call_over"):
        acts.sign_up(actor=world.resident, call_id=row.pk, now=THURSDAY)


@pytest.mark.parametrize("field", ["what", "where"])
def test_no_number_hangs_on_the_communitys_page(world: World, matter: Matter, field: str):
    with refused("personal"):
        call(world, matter, **{field: "找罗大娘 13800000126"})


def test_a_call_hangs_nowhere_once_its_matter_is_about_somebody(world: World, matter: Matter):
    row = call(world, matter)
    assert queries.open_calls(world.village.pk, THURSDAY) == [row]
    Matter.objects.filter(pk=matter.pk).update(concerned=True)
    assert queries.open_calls(world.village.pk, THURSDAY) == []
    with pytest.raises(Denied):
        acts.sign_up(actor=world.resident, call_id=row.pk, now=THURSDAY)


def test_a_confidential_matter_is_not_called_out(world: World):
    world.clutter.restricted = True
    world.clutter.save()
    matter = world.sorted(lane="communal", category=world.clutter, unit=world.committee)
    with refused("restricted"):
        call(world, matter)


@pytest.mark.parametrize("who", ["resident", "neighbour_worker", "supervisor", "handler"])
def test_only_the_desk_of_this_village_does_it(world: World, matter: Matter, who: str):
    with pytest.raises(Denied):
        topic(world, matter, actor=getattr(world, who))
    with pytest.raises(Denied):
        order(world, matter, actor=getattr(world, who))
    with pytest.raises(Denied):
        call(world, matter, actor=getattr(world, who))
