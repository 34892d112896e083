"""并办: the same told twice is worked on once; nobody loses his number, nobody is told twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import THURSDAY, World
from yuanba.base.errors import Denied, Refused
from yuanba.base.jobs import run_due
from yuanba.disclosure.models import Row
from yuanba.matters import acts
from yuanba.matters.models import Duplicate, Matter
from yuanba.matters.rules import Refusal, State, duplicates
from yuanba.notices.models import Message
from yuanba.people.door import Guest

FRIDAY = THURSDAY + timedelta(days=1)


def merge(world: World, this: Matter, other: Matter, **said: Any) -> Matter:
    said = {"actor": world.worker, "reason": "都是村口那盏灯", "now": THURSDAY} | said
    return acts.merge(matter_id=this.pk, number=other.number, **said)


def join(world: World, into: Matter, *, key: str = "", **said: Any) -> Matter:
    mine = world.told("我家门口那盏也不亮。", **said)
    me: Any = Guest(holds=mine.pk)
    return acts.join(actor=me, matter_id=mine.pk, into_id=into.pk, now=THURSDAY, key=key)


def answered(world: World, main: Matter) -> None:
    """The main matter is finished and answered, and what follows has followed."""
    acts.finish(
        actor=world.handler, matter_id=main.pk, outcome="solved",
        result="换了两盏灯头和一段线，当晚已亮。", now=FRIDAY,
    )  # fmt: skip
    acts.reply(actor=world.handler, matter_id=main.pk, text="修好了，请看看。", now=FRIDAY)
    while run_due(FRIDAY + timedelta(minutes=1)):
        pass


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_the_same_both_ways_and_whole_with_oneself(one: str, other: str):
    a, b = duplicates.pairs(one), duplicates.pairs(other)
    assert duplicates.alike(a, b) == duplicates.alike(b, a)
    assert 0 <= duplicates.alike(a, b) <= 1
    assert duplicates.alike(a, a) == (1 if a else 0)


def test_the_same_lamp_told_twice_is_alike_and_a_dog_is_not():
    lamp = duplicates.pairs("村口路灯三天不亮，老人晚上摔了一跤。")
    again = duplicates.pairs("村口的路灯不亮了，晚上看不见路")
    dog = duplicates.pairs("隔壁的狗天天半夜叫，睡不着觉")
    assert duplicates.alike(lamp, again) >= duplicates.LIKE > duplicates.alike(lamp, dog)


def test_merged_it_keeps_its_number_and_leaves_the_lists(world: World):
    main, twin = world.assigned(), world.told()
    merged = merge(world, twin, main)
    assert (merged.state, merged.number, merged.goes_with.into_id) == (
        "merged",
        twin.number,
        main.pk,
    )
    main.refresh_from_db()
    assert main.state == "assigned"


def test_each_reporter_is_answered_and_asked_and_answers_for_himself(world: World):
    main = world.assigned(contact_phone="13800000001", contact_how="sms")
    twin = merge(world, world.told(contact_phone="13800000002", contact_how="sms"), main)
    mine = join(world, main, contact_phone="13800000003", contact_how="sms")
    answered(world, main)
    twin.refresh_from_db()
    mine.refresh_from_db()
    assert (twin.state, mine.state) == ("replied", "replied")
    assert twin.reply == "修好了，请看看。"
    asked = Message.objects.filter(kind="replied").values_list("matter_id", flat=True)
    assert set(asked) == {main.pk, twin.pk, mine.pk}
    for matter, solved in ((main, True), (twin, False)):
        me: Any = Guest(holds=matter.pk)
        acts.evaluate(actor=me, matter_id=matter.pk, solved=solved, why="还黑着", now=FRIDAY)
    twin.refresh_from_db()
    assert twin.reopen_asked_at is not None
    again = acts.grant_reopen(actor=world.worker, matter_id=twin.pk, now=FRIDAY)
    assert (again.state, Duplicate.objects.filter(matter=twin).exists()) == ("triaged", False)
    main.refresh_from_db()
    assert (main.state, main.solved) == ("evaluated", True)


def test_who_told_it_twice_is_told_once(world: World):
    main = world.assigned(contact_phone="13800000001", contact_how="sms")
    merge(world, world.told(contact_phone="13800000001", contact_how="sms"), main)
    answered(world, main)
    asked = Message.objects.filter(kind="replied").values_list("matter_id", flat=True)
    assert list(asked) == [main.pk]
    assert not Matter.objects.filter(state=State.MERGED).exists()  # but may answer on both


def test_refused_together(world: World):
    main = world.told()
    twin = merge(world, world.told(), main)
    acts.refuse(
        actor=world.worker, matter_id=main.pk, kind=Refusal.OUTSIDE,
        reason="归铁路管，请打铁路电话。", now=THURSDAY,
    )  # fmt: skip
    while run_due(THURSDAY + timedelta(minutes=1)):
        pass
    twin.refresh_from_db()
    assert (twin.state, twin.refusal, twin.reason) == (
        "refused",
        "outside",
        "归铁路管，请打铁路电话。",
    )


@pytest.mark.parametrize("state", ["told", "assigned"])
def test_unmerged_it_stands_where_it_stood_with_a_new_limit(world: World, state: str):
    twin = getattr(world, state)()
    before = twin.state
    merge(world, twin, world.assigned())
    apart = acts.unmerge(
        actor=world.worker, matter_id=twin.pk, reason="是另一盏灯", now=THURSDAY + timedelta(days=7)
    )
    assert (apart.state, Duplicate.objects.count()) == (before, 0)
    assert apart.due_at > twin.due_at


def test_those_that_went_along_follow_into_the_new_main(world: World):
    first, second, third = world.told(), world.told(), world.assigned()
    merge(world, first, second)
    merge(world, second, third)
    assert set(Duplicate.objects.values_list("matter_id", "into_id")) == {
        (first.pk, third.pk),
        (second.pk, third.pk),
    }


def test_no_circle_no_chain_no_self(world: World):
    one, other = world.told(), world.told()
    merge(world, one, other)
    with pytest.raises(Refused, match="goes_along"):
        merge(world, other, one)
    with pytest.raises(Refused, match="itself"):
        merge(world, other, other)
    with pytest.raises(Refused, match="wrong_state"):
        merge(world, one, world.told())


def test_the_database_refuses_chains_too(world: World):
    a, b, c = world.told(), world.told(), world.told()
    merge(world, a, b)
    for matter, into in ((b, c), (c, a)):
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            Duplicate.objects.create(matter=matter, into=into, was="reported", at=THURSDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Duplicate.objects.create(matter=c, into=c, was="reported", at=THURSDAY)


def test_the_number_of_the_other_is_needed(world: World):
    twin = world.told()
    for number in ("", "石桥-2026-9999"):
        with pytest.raises(Refused, match="no_number"):
            acts.merge(
                actor=world.worker, matter_id=twin.pk, number=number, reason="一回事", now=THURSDAY
            )


def test_a_matter_one_may_not_see_is_no_number(world: World):
    far = world.told(place_id=world.elsewhere.pk)
    with pytest.raises(Refused, match="no_number"):
        merge(world, world.told(), far)


def test_an_answered_one_takes_nobody_in(world: World):
    with pytest.raises(Refused, match="answered"):
        merge(world, world.told(), world.replied())


def test_a_hidden_one_and_an_open_one_do_not_go_together(world: World):
    hidden = world.sorted(
        lane="personal", category=world.family, unit=world.self_help, text="家里的事"
    )
    assert hidden.restricted
    with pytest.raises(Refused, match="restricted"):
        merge(world, world.told(), hidden)


def test_a_neighbour_joins_only_what_a_stranger_may_know_of(world: World):
    hidden = world.sorted(
        lane="personal", category=world.family, unit=world.self_help, text="家里的事"
    )
    for matter in (hidden, world.told(), world.replied()):
        with pytest.raises(Refused, match="not_open"):
            join(world, matter)
    mine, main = world.told(), world.assigned()
    for who in (world.guest, world.resident, Guest(holds=main.pk)):
        with pytest.raises(Denied):
            acts.join(actor=who, matter_id=mine.pk, into_id=main.pk, now=THURSDAY)
    with pytest.raises(Denied):
        acts.join(actor=Guest(holds=mine.pk), matter_id=mine.pk, into_id=1, now=THURSDAY)
    assert not Duplicate.objects.exists()


def test_joining_twice_by_one_press_is_once(world: World):
    main, mine = world.assigned(), world.told()
    me: Any = Guest(holds=mine.pk)
    run: Any = {"actor": me, "matter_id": mine.pk, "into_id": main.pk, "now": THURSDAY}
    acts.join(**run, key="joined-press-1")
    assert acts.join(**run, key="joined-press-1").pk == mine.pk
    assert Duplicate.objects.get().into_id == main.pk


def test_the_wall_shows_the_work_once(world: World):
    main = world.assigned()
    twin = merge(world, world.told(), main)
    answered(world, main)
    for matter in (main, twin):
        me: Any = Guest(holds=matter.pk)
        acts.evaluate(actor=me, matter_id=matter.pk, solved=True, now=FRIDAY)
        acts.close(actor=world.worker, matter_id=matter.pk, evidence="都说亮了", now=FRIDAY)
    assert list(Row.objects.values_list("matter_id", flat=True)) == [main.pk]
