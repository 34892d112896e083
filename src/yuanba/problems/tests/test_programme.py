"""From the proposal to each reporter being asked: who may, what is refused, what becomes of members."""

from datetime import date, timedelta

import pytest

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.matters import acts as matters
from yuanba.matters.models import Ask, Matter
from yuanba.matters.rules import State as Stands
from yuanba.people.door import Guest
from yuanba.problems import acts, jobs
from yuanba.problems.models import Problem, Suggestion, Text
from yuanba.problems.rules.states import State
from yuanba.problems.tests.leaks import PLAN, ROOFS, Leaks


@pytest.fixture
def leaks(db: None) -> Leaks:
    return Leaks(World())


def states_of(leaks: Leaks) -> list[str]:
    ids = [m.pk for m in leaks.told]
    return list(Matter.objects.filter(pk__in=ids).order_by("pk").values_list("state", flat=True))


def test_a_person_confirms_in_his_own_words(leaks: Leaks):
    problem = leaks.confirmed
    problem.refresh_from_db()
    assert (problem.state, problem.title) == (State.CONFIRMED, "云栖家园屋面漏水")
    assert problem.decided_by == leaks.world.worker
    assert [r.act for r in records.about(problem)] == ["problems.confirm"]


@pytest.mark.parametrize("who", ["resident", "neighbour_worker", "supervisor", "handler"])
def test_only_those_who_work_there_confirm(leaks: Leaks, who: str):
    with pytest.raises(Denied):
        acts.confirm(
            actor=getattr(leaks.world, who),
            problem_id=leaks.proposed.pk,
            title="漏水",
            now=THURSDAY,
        )


def test_a_village_does_not_decide_on_what_two_villages_tell(leaks: Leaks):
    world, problem = leaks.world, leaks.confirmed
    there = world.told("云栖家园二期屋顶漏水。", place_id=world.elsewhere.pk)
    go = {"problem_id": problem.pk, "now": THURSDAY}
    acts.add_matter(actor=world.township, number=there.number, **go)
    with pytest.raises(Denied):
        acts.drop(actor=world.worker, reason="各修各的", **go)
    acts.drop(actor=world.township, reason="各修各的", **go)
    assert Problem.objects.get().state == State.DROPPED


def test_dropping_needs_a_reason_and_can_be_taken_up_again(leaks: Leaks):
    go = {"actor": leaks.world.worker, "problem_id": leaks.proposed.pk, "now": THURSDAY}
    with pytest.raises(Refused, match="words_missing"):
        acts.drop(reason=" ", **go)
    acts.drop(reason="各家水管的事", **go)
    acts.confirm(title="屋面漏水", **go)
    assert Problem.objects.get().state == State.CONFIRMED


def test_a_matter_told_in_other_words_is_added_by_its_number(leaks: Leaks):
    world = leaks.world
    other = world.told("楼上那个顶，雨一大我家客厅就要拿盆。")
    go = {"actor": world.worker, "problem_id": leaks.proposed.pk, "now": THURSDAY}
    acts.add_matter(number=f" {other.number} ", **go)
    held = Text.objects.get(matter=other)
    assert (held.problem_id, held.by, held.score) == (leaks.proposed.pk, world.worker, None)
    with pytest.raises(Refused, match="already"):
        acts.add_matter(number=other.number, **go)
    with pytest.raises(Refused, match="no_number"):
        acts.add_matter(number="石桥-2026-9999", **go)


def test_a_confidential_matter_is_not_added(leaks: Leaks):
    world = leaks.world
    matter = world.sorted(
        text="家里的事。", lane=world.family.lane, category=world.family, unit=world.self_help
    )
    with pytest.raises(Refused, match=r"confidential|no_number"):
        acts.add_matter(
            actor=world.worker, problem_id=leaks.proposed.pk, number=matter.number, now=THURSDAY
        )


def test_what_is_taken_out_stands_alone_and_does_not_come_back(leaks: Leaks):
    out = leaks.told[1]
    acts.take_out(
        actor=leaks.world.worker,
        problem_id=leaks.proposed.pk,
        matter_id=out.pk,
        reason="是自家水管",
        now=THURSDAY,
    )
    jobs.place_fresh(now=THURSDAY + timedelta(minutes=1))
    held = Text.objects.get(matter=out)
    assert (held.problem, held.group) == (None, out.pk)


def test_two_problems_are_made_one(leaks: Leaks):
    world = leaks.world
    more = [
        "三组水渠垮了两米，田里进不了水。",
        "三组的水渠垮塌，秧田没有水。",
        "三组水渠垮了没人修，田干了。",
    ]
    told = [world.told(t, contact_phone=f"139000001{i:02d}") for i, t in enumerate(more)]
    assert leaks.told
    jobs.place_fresh(now=THURSDAY)
    first = Text.objects.get(matter=leaks.told[0]).problem
    other = Text.objects.get(matter=told[0]).problem
    assert first is not None
    assert other is not None
    acts.join(
        actor=world.worker, problem_id=other.pk, into_id=first.pk, reason="都是水的事", now=THURSDAY
    )
    other.refresh_from_db()
    assert (other.state, other.joined) == (State.DROPPED, first)
    assert first.members.count() == len(ROOFS) + len(told)


def test_nothing_begins_before_one_matter_is_sorted(leaks: Leaks):
    go = {"actor": leaks.world.worker, "problem_id": leaks.confirmed.pk, "now": THURSDAY}
    with pytest.raises(Refused, match="none_sorted"):
        acts.begin(lead_id=leaks.world.housing.pk, **go, **PLAN)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"plan": "修"}, "words_missing"),
        ({"households": 0}, "households"),
        ({"budget_line": ""}, "budget_line"),
        ({"due": date(2026, 9, 24)}, "due"),
        ({"steps": [" "]}, "steps"),
    ],
)
def test_a_programme_says_what_whom_when_and_from_which_money(leaks: Leaks, said, code):
    go = {"actor": leaks.world.worker, "problem_id": leaks.confirmed.pk, "now": THURSDAY}
    with pytest.raises(Refused, match=code):
        acts.begin(lead_id=leaks.world.housing.pk, **go, **(PLAN | said))


def test_the_main_matter_goes_to_the_lead_unit_and_the_others_go_along(leaks: Leaks):
    problem = leaks.begun
    main = Matter.objects.get(pk=problem.programme.main_id)
    assert (main.pk, main.unit_id) == (leaks.told[0].pk, leaks.world.housing.pk)
    assert states_of(leaks) == [Stands.TRIAGED, *[Stands.MERGED] * 3]
    acts_of = [r.act for r in records.about(leaks.told[1])]
    assert acts_of[-1] == "matters.merge"


def test_who_tells_it_while_the_programme_runs_goes_along_too(leaks: Leaks):
    problem, late = leaks.begun, leaks.world.told("云栖家园9栋的顶也漏。")
    acts.add_matter(
        actor=leaks.world.worker, problem_id=problem.pk, number=late.number, now=THURSDAY
    )
    late.refresh_from_db()
    assert late.state == Stands.MERGED


def test_no_programme_ends_with_steps_left(leaks: Leaks):
    with pytest.raises(Refused, match="steps_left"):
        acts.finish(
            actor=leaks.world.other_handler, problem_id=leaks.begun.pk, households=48,
            result="屋面都修好了，雨天看过。", reply="修好了。", now=THURSDAY,
        )  # fmt: skip


def test_each_reporter_is_asked_and_who_says_no_stays_open(leaks: Leaks):
    assert leaks.done.state == State.DONE
    assert states_of(leaks) == [Stands.REPLIED] * 4
    later, third = THURSDAY + timedelta(days=31), leaks.told[2]
    matters.evaluate(
        actor=Guest(holds=third.pk), matter_id=third.pk, solved=False, why="我家还在漏", now=later
    )
    third.refresh_from_db()
    assert third.reopen_asked_at is not None
    assert states_of(leaks).count(Stands.REPLIED) == 3
    assert not Ask.objects.filter(matter=third, settled_at=None, kind="urge").exists()


def test_a_suggestion_goes_up_in_one_act(leaks: Leaks):
    acts.suggest(
        actor=leaks.world.worker,
        problem_id=leaks.confirmed.pk,
        text="建议把屋面防水列入老旧小区改造的必做项。",
        now=THURSDAY,
    )
    assert Suggestion.objects.get().by == leaks.world.worker


def test_the_county_has_one_problem_a_month(leaks: Leaks):
    world, problem = leaks.world, leaks.confirmed
    other = Problem.objects.create(
        place=world.county, county_id=world.county.pk, title="末班车太早", first_at=THURSDAY,
        last_at=THURSDAY, found_at=THURSDAY, state=State.CONFIRMED, decided_at=THURSDAY,
    )  # fmt: skip
    go = {"actor": world.coordinator, "month": date(2026, 10, 17), "now": THURSDAY}
    acts.choose(problem_id=other.pk, **go)
    acts.choose(problem_id=problem.pk, **go)
    chosen = Problem.objects.filter(month=date(2026, 10, 1))
    assert list(chosen) == [problem]
    with pytest.raises(Denied):
        acts.choose(**(go | {"actor": world.worker, "problem_id": problem.pk}))
