"""What is told finds its like by itself; three families make a problem, a confidential matter never."""

from datetime import timedelta

import pytest

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.duties.rules import Lane
from yuanba.matters import acts as matters
from yuanba.matters.models import Matter
from yuanba.problems import jobs
from yuanba.problems.models import Problem, Term, Text
from yuanba.problems.rules.states import State
from yuanba.problems.tests.leaks import OTHERS, ROOFS


@pytest.fixture
def world(db: None) -> World:
    return World()


def roofs(world: World, n: int = 3) -> list[Matter]:
    found = [
        world.told(text, contact_phone=f"138000001{i:02d}") for i, text in enumerate(ROOFS[:n])
    ]
    return [*found, *(world.told(text) for text in OTHERS)]


def test_three_families_with_one_trouble_are_proposed_as_a_problem(world: World):
    told = roofs(world)
    jobs.place_fresh(now=THURSDAY)
    problem = Problem.objects.get()
    assert {t.matter_id for t in problem.members.all()} == {m.pk for m in told[:3]}
    assert (problem.state, problem.place_id) == (State.PROPOSED, world.village.pk)
    assert problem.named == "云栖家园"
    assert any("漏" in t.words for t in problem.members.all())


def test_one_family_that_tells_it_three_times_is_no_problem_of_many(world: World):
    for text in ROOFS[:3]:
        world.told(text, contact_phone="13800000101")
    jobs.place_fresh(now=THURSDAY)
    assert not Problem.objects.exists()
    world.told(ROOFS[3], contact_phone="13800000102")
    world.told("云栖家园9栋顶楼屋顶漏水。", contact_phone="13800000103")
    jobs.place_fresh(now=THURSDAY)
    assert Problem.objects.get().members.count() == 5


def test_following_twice_changes_nothing(world: World):
    roofs(world)
    jobs.place_fresh(now=THURSDAY)
    before = set(Text.objects.values_list("matter_id", "group", "problem_id"))
    counted = set(Term.objects.values_list("term", "n"))
    jobs.place_fresh(now=THURSDAY + timedelta(minutes=1))
    assert set(Text.objects.values_list("matter_id", "group", "problem_id")) == before
    assert set(Term.objects.values_list("term", "n")) == counted


def test_a_problem_over_two_villages_stands_at_the_town_above_both(world: World):
    roofs(world)
    world.told(ROOFS[3], place_id=world.elsewhere.pk, contact_phone="13800000109")
    jobs.place_fresh(now=THURSDAY)
    assert Problem.objects.get().place_id == world.town.pk


def test_what_is_about_somebody_lies_in_no_group(world: World):
    told = roofs(world, 4)
    matters.name_concern(
        actor=world.township,
        matter_id=told[0].pk,
        about=f"person:{world.worker.pk}",
        why="说的是他不来修",
        now=THURSDAY,
    )
    jobs.place_fresh(now=THURSDAY)
    assert not Text.objects.filter(matter=told[0]).exists()
    assert Problem.objects.get().members.count() == 3


def test_what_is_sorted_as_confidential_leaves_its_group_at_once(world: World):
    told = roofs(world, 4)
    jobs.place_fresh(now=THURSDAY)
    matters.triage(
        actor=world.worker, matter_id=told[0].pk, lane=world.family.lane,
        category_id=world.family.pk, unit_id=world.self_help.pk, reason="家里的事", now=THURSDAY,
    )  # fmt: skip
    assert not Text.objects.filter(matter=told[0]).exists()


def test_no_telephone_and_no_name_becomes_a_term(world: World):
    world.told("我叫欧阳云岚，电话13912345678，顶楼漏水。", contact_name="欧阳云岚")
    jobs.place_fresh(now=THURSDAY)
    terms = "".join(Term.objects.values_list("term", flat=True))
    assert "欧阳" not in terms
    assert "139" not in terms


def test_what_each_must_do_for_himself_is_no_problem_of_many(world: World):
    for n, text in enumerate(ROOFS[:2]):
        world.sorted(
            text=text, contact_phone=f"138000001{n:02d}", lane=Lane.PERSONAL, category=world.chores,
            unit=world.self_help,
        )  # fmt: skip
    world.told(ROOFS[2], contact_phone="13800000109")
    jobs.place_fresh(now=THURSDAY)
    assert Text.objects.values("group").distinct().count() == 1
    assert not Problem.objects.exists()


def test_a_proposal_carries_nobodys_own_sentence(world: World):
    told = roofs(world, 4)
    jobs.place_fresh(now=THURSDAY)
    title = Problem.objects.get().title
    assert "云栖家园" in title
    assert not any(m.title.rstrip("…") in title or title in m.title for m in told)


def test_what_was_erased_leaves_no_words_behind(world: World):
    told = roofs(world)
    jobs.place_fresh(now=THURSDAY)
    record = records.write(
        "rights.erase_some", told[0], actor=world.admin, at=THURSDAY, matters=[told[0].pk]
    )
    jobs.forget_erased(now=THURSDAY, record=str(record.pk))
    held = Text.objects.get(matter=told[0])
    assert (held.words, held.digest) == ("", "")
    assert Text.objects.get(matter=told[1]).digest
