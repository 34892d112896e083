"""X-RATE and the closing part of X-FLOW: whatever people do, in whatever order, the published figures
are what the records say, counted step by step or all anew; and nothing closes that should not."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.world import THURSDAY, World
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Job
from yuanba.disclosure import counting, jobs
from yuanba.disclosure.models import COUNTED, DayTally, Wait
from yuanba.duties.rules import Lane
from yuanba.insight.tests.replay import figures
from yuanba.matters import acts, rules
from yuanba.matters import jobs as matters_jobs
from yuanba.matters.models import Drawn, Duplicate, Exclusion, Ground, Matter
from yuanba.matters.queries.involved import worked
from yuanba.matters.rules.sampling import Answer
from yuanba.people.door import Guest

which = st.integers(0, 5)
staff = st.sampled_from(["worker", "colleague", "handler", "township", "coordinator", "supervisor"])


class Undone(Exception):
    """Takes back everything an example did."""


class Village(RuleBasedStateMachine):
    """A few matters and everybody who may do something about them."""

    def __init__(self) -> None:
        super().__init__()
        self.back = transaction.atomic()
        self.back.__enter__()
        self.world, self.now = World(), THURSDAY
        self.ids: list[int] = []
        self.first: dict[int, tuple[str, datetime]] = {}
        acts.set_share(
            actor=self.world.admin, county_id=self.world.county.pk, per_mille=600,
            source="试算", now=self.now,
        )  # fmt: skip
        acts.publish_ground(
            actor=self.world.coordinator, county_id=self.world.county.pk, code="x",
            text="重复的诉求", source="试算", now=self.now,
        )  # fmt: skip
        matters_jobs.draw_samples(now=self.now)

    def teardown(self) -> None:
        self.back.__exit__(Undone, Undone(), None)

    @initialize(judged=st.booleans())
    def an_ordinary_day(self, judged: bool) -> None:
        """Two that are new, two that are answered, one that was judged and struck off."""
        for phone in ("13800000001", "13800000002", "13800000001", ""):
            self.tell(phone)
        for n in range(3):
            self.work_through(n, communal=n == 0, outcome="solved")
        self.judge(0, solved=judged, satisfied=judged)
        self.close(0, "colleague", 0)

    # ── what people do ──

    @rule(phone=st.sampled_from(["", "13800000001", "13800000003"]))
    def tell(self, phone: str) -> None:
        if len(self.ids) < 6:
            matter = self.world.told(now=self.now, contact_phone=phone)
            self.ids.append(matter.pk)
            self.first[matter.pk] = (matter.number, matter.reported_at)

    @rule(n=which, communal=st.booleans())
    def sort(self, n: int, communal: bool) -> None:
        w = self.world
        lane, category, unit = ("government", w.lamp, w.lamps)
        if communal:
            lane, category, unit = ("communal", w.clutter, w.committee)
        self.attempt(
            acts.triage, n, w.worker, lane=Lane(lane),
            category_id=category.pk, unit_id=unit.pk, reason="看过分的",
        )  # fmt: skip

    @rule(n=which, kind=st.sampled_from([rules.Refusal.OUTSIDE, rules.Refusal.REPEATED]))
    def refuse(self, n: int, kind: rules.Refusal) -> None:
        self.attempt(acts.refuse, n, self.world.worker, kind=kind, reason="说明理由")

    @rule(
        n=which,
        communal=st.booleans(),
        outcome=st.sampled_from(["solved", "explained", "waiting"]),
    )
    def work_through(self, n: int, communal: bool, outcome: str) -> None:
        w = self.world
        self.sort(n, communal)
        for owner in (w.handler, w.colleague):
            self.attempt(acts.assign, n, w.worker, owner_id=owner.pk)
        review = (self.now + timedelta(days=3)).date() if outcome == "waiting" else None
        for who in (w.handler, w.colleague):
            self.attempt(
                acts.finish, n, who, outcome=rules.Outcome(outcome),
                result="该换的都换了，当晚看过。", review_on=review,
            )  # fmt: skip
            self.attempt(acts.reply, n, who, text="办好了，请您看看。")

    @rule(n=which, solved=st.booleans(), satisfied=st.sampled_from([None, True, False]))
    def judge(self, n: int, solved: bool, satisfied: bool | None) -> None:
        said = {"solved": solved, "satisfied": satisfied, "why": "又坏了"}
        self.attempt(acts.evaluate, n, self.holder(n), **said)

    @rule(n=which, who=staff, solved=st.booleans())
    def call_back(self, n: int, who: str, solved: bool) -> None:
        said = {"solved": solved, "satisfied": solved, "why": "没好"}
        self.attempt(acts.call_back, n, getattr(self.world, who), **said)

    @rule(n=which, who=st.sampled_from(["worker", "colleague"]), tries=st.integers(0, 2))
    def close(self, n: int, who: str, tries: int) -> None:
        for _try in range(tries):
            self.attempt(acts.attempt, n, self.world.worker, text="打了没人接")
        self.attempt(acts.close, n, getattr(self.world, who), evidence="照片在册")

    @rule(who=st.sampled_from(["worker", "colleague"]))
    def close_many(self, who: str) -> None:
        for n in range(len(self.ids)):
            self.attempt(acts.close, n, getattr(self.world, who), evidence="一起销的")

    @rule(n=which, granted=st.booleans())
    def ask_again(self, n: int, granted: bool) -> None:
        self.attempt(acts.ask_reopen, n, self.holder(n), why="又不亮了")
        if granted:
            self.attempt(acts.grant_reopen, n, self.world.worker)
        else:
            self.attempt(acts.deny_reopen, n, self.world.colleague, reason="看过，还好着")

    @rule(n=which, granted=st.booleans())
    def neighbours(self, n: int, granted: bool) -> None:
        self.attempt(acts.contest, n, Guest(), why="这头还黑着")
        if granted:
            self.attempt(acts.grant_contest, n, self.world.worker)
        else:
            self.attempt(acts.answer_contest, n, self.world.colleague, reply="两头都看过了，亮的。")

    @rule(n=which, into=which, mine=st.booleans())
    def together(self, n: int, into: int, mine: bool) -> None:
        other = Matter.objects.get(pk=self.ids[into % len(self.ids)])
        if mine:
            self.attempt(acts.join, n, self.holder(n), into_id=other.pk)
        else:
            self.attempt(acts.merge, n, self.world.worker, number=other.number, reason="一回事")

    @rule(n=which)
    def apart(self, n: int) -> None:
        self.attempt(acts.unmerge, n, self.world.worker, reason="不是一回事")

    @rule(n=which, who=staff)
    def leave_out(self, n: int, who: str) -> None:
        ground = Ground.objects.get()
        self.attempt(
            acts.ask_exclusion, n, self.world.worker, ground_id=ground.pk, reason="说过三次"
        )
        self.attempt(acts.exclude, n, getattr(self.world, who), answer="答复过三次了。")

    @rule(n=which, who=staff, upheld=st.booleans())
    def object_to_it(self, n: int, who: str, upheld: bool) -> None:
        self.attempt(acts.object_exclusion, n, self.holder(n), why="这次是新的")
        act = acts.uphold_exclusion if upheld else acts.lift_exclusion
        self.attempt(act, n, getattr(self.world, who), reason="看过照片定的")

    def spot_check(self, who: str, answer: Answer) -> None:
        row = Drawn.objects.filter(state__in=["waiting", "unreached"]).order_by("id")[0]
        someone = getattr(self.world, who)
        had_a_hand = someone.pk in worked(Matter.objects.get(pk=row.matter_id))
        try:
            acts.spot_check(
                actor=someone, drawn_id=row.pk, answer=answer, why="照原话", now=self.now
            )
        except (Refused, Denied):
            return
        assert not had_a_hand

    @rule(step=st.sampled_from([timedelta(minutes=3), timedelta(hours=5), timedelta(days=2)]))
    def time_passes(self, step: timedelta) -> None:
        self.now += step

    @rule(who=staff, answer=st.sampled_from([Answer.SOLVED, Answer.UNSOLVED, Answer.UNREACHED]))
    def a_week_passes(self, who: str, answer: Answer) -> None:
        self.now += timedelta(days=7)
        matters_jobs.draw_samples(now=self.now)
        if Drawn.objects.filter(state__in=["waiting", "unreached"]).exists():
            self.spot_check(who, answer)

    # ── what must hold, whatever they did ──

    @invariant()
    def the_figures_are_what_the_records_say(self) -> None:
        if not self.ids:
            return
        self.later_work()
        jobs.retally(now=self.now)
        running = tallies()
        assert {day: n for day, n in running.items() if n["received"]} == figures()
        waits = list(Wait.objects.order_by("day", "minutes").values_list("day", "minutes", "n"))
        assert sum(n for _d, _m, n in waits) == sum(n["contacted"] for n in running.values())

    @invariant()
    def nothing_closed_that_should_not_be(self) -> None:
        for matter in Matter.objects.filter(pk__in=self.ids):
            assert (matter.number, matter.reported_at) == self.first[matter.pk]
            if matter.state == "closed":
                assert matter.evidence
                assert matter.confirmed == (matter.solved is True)
                assert matter.solved is not None or matter.attempts >= 2
                assert matter.solved is not False or matter.disputed
        mains = set(Duplicate.objects.values_list("into_id", flat=True))
        assert not Duplicate.objects.filter(matter_id__in=mains).exists()
        assert not Exclusion.objects.filter(decided_by=F("asked_by")).exists()

    # ── helpers ──

    def attempt(self, act: Callable[..., Any], n: int, who: Any, **said: Any) -> None:
        """Do it if the rules allow it; what is refused changes nothing."""
        if self.ids:
            with suppress(Refused, Denied):
                act(actor=who, matter_id=self.ids[n % len(self.ids)], now=self.now, **said)

    def holder(self, n: int) -> Any:
        return Guest(holds=self.ids[n % len(self.ids)]) if self.ids else Guest()

    def later_work(self) -> None:
        """What follows an answer: those that go along are answered too."""
        jobs_ = Job.objects.filter(kind="matters.answer_duplicates", done_at=None)
        for job in jobs_.order_by("id"):
            matters_jobs.answer_duplicates(now=self.now, **job.data)
            job.done_at = self.now
            job.save(update_fields=["done_at"])


def tallies() -> dict[date, dict[str, int]]:
    rows = DayTally.objects.values_list("day", *COUNTED)
    return {row[0]: dict(zip(COUNTED, row[1:], strict=True)) for row in rows}


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Village,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_whatever_people_do_the_figures_are_what_the_records_say():
    run(examples=int(os.environ.get("YUANBA_EXAMPLES", "8")), steps=30)


def busy(world: World) -> None:
    """A village in which much has happened: each kind of thing that a column counts."""
    machine = object.__new__(Village)
    machine.world, machine.now, machine.ids, machine.first = world, THURSDAY, [], {}
    for _n in range(6):
        machine.tell("13800000001")
    for n in range(4):
        machine.work_through(n, communal=n == 2, outcome="solved")
        machine.judge(n, solved=n != 3, satisfied=True)
    machine.together(4, 5, mine=False)
    machine.close_many("worker")
    machine.neighbours(0, granted=True)


def test_counted_anew_it_is_the_same_as_counted_step_by_step(world: World):
    jobs.retally(now=THURSDAY)
    busy(world)
    jobs.retally(now=THURSDAY)
    running = tallies(), list(Wait.objects.values_list("day", "minutes", "n"))
    jobs.rebuild(now=THURSDAY)
    assert (tallies(), list(Wait.objects.values_list("day", "minutes", "n"))) == running
    assert tallies() == figures()


@pytest.mark.parametrize("column", ["merged", "late", "bulk", "unconfirmed", "excluded"])
def test_a_figure_that_is_bent_is_found_out(world: World, monkeypatch: Any, column: str):
    """The planted fault: somebody makes one count flatter us, and the records disagree."""
    five = 5 if column == "bulk" else 1
    for _n in range(five):
        matter = world.closed()
    if column == "merged":
        acts.merge(
            actor=world.worker, matter_id=world.told().pk, number=world.told().number,
            reason="一回事", now=THURSDAY,
        )  # fmt: skip
    if column in {"late", "unconfirmed"}:
        late = THURSDAY + timedelta(days=40)
        other = world.assigned()
        acts.finish(
            actor=world.handler, matter_id=other.pk, outcome=rules.Outcome.SOLVED,
            result="拖到今天才办好，灯亮了。", now=late,
        )  # fmt: skip
        acts.reply(actor=world.handler, matter_id=other.pk, text="好了。", now=late)
        for _n in range(2):
            acts.attempt(actor=world.worker, matter_id=other.pk, text="没人接", now=late)
        end = late + timedelta(days=8)
        acts.close(actor=world.worker, matter_id=other.pk, evidence="两次没人接", now=end)
    if column == "excluded":
        ground = acts.publish_ground(
            actor=world.coordinator, county_id=world.county.pk, code="x", text="重复的诉求",
            source="试算", now=THURSDAY,
        )  # fmt: skip
        acts.ask_exclusion(
            actor=world.worker, matter_id=matter.pk, ground_id=ground.pk, reason="说过三次",
            now=THURSDAY,
        )  # fmt: skip
        acts.exclude(actor=world.township, matter_id=matter.pk, answer="答复过三次。", now=THURSDAY)
    jobs.rebuild(now=THURSDAY)
    assert tallies() == figures()
    honest = counting.counts

    def bent() -> dict[str, Any]:
        from django.db.models import Q

        return honest() | {column: Q(pk__in=[])}

    monkeypatch.setattr(counting, "counts", bent)
    jobs.rebuild(now=THURSDAY)
    assert tallies() != figures()
