"""X-FLOW and X-NUM: a matter takes any way people push it, and the book says the same as the model."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.duties.rules import Lane
from yuanba.matters import acts
from yuanba.matters.models import Matter, Register
from yuanba.matters.rules import Outcome, Refusal
from yuanba.people.door import Guest

EXAMPLES, STEPS = 60, 30
# The way of a matter as the paper has it (domain.md 3): act → (from, to). Written by hand, so that
# a slip in the house's own table does not hide itself.
WAY: dict[str, tuple[set[str], str]] = {
    "accept": ({"reported"}, "accepted"),
    "refuse": ({"reported", "accepted"}, "refused"),
    "triage": ({"reported", "accepted", "triaged", "assigned"}, "triaged"),
    "assign": ({"triaged", "assigned"}, "assigned"),
    "finish": ({"assigned"}, "finished"),
    "reply": ({"finished"}, "replied"),
    "evaluate": ({"replied"}, "evaluated"),
    "close": ({"evaluated"}, "closed"),
}
FORWARD = {
    "reported": "triage", "accepted": "triage", "triaged": "assign", "assigned": "finish",
    "finished": "reply", "replied": "evaluate", "evaluated": "close",
}  # fmt: skip


class Way(RuleBasedStateMachine):
    """One matter and its model: state, version, how many records, the number it was given."""

    world: World
    careless = False

    @initialize()
    def tell(self) -> None:
        matter = self.world.told()
        self.pk, self.number, self.seq = matter.pk, matter.number, matter.seq
        self.version, self.records, self.now = matter.version, 1, THURSDAY

    def matter(self) -> Matter:
        return Matter.objects.get(pk=self.pk)

    @rule(again=st.booleans())
    def go_on(self, again: bool) -> None:
        """What the state asks for next."""
        if act := FORWARD.get(self.matter().state):
            self.press(act, again, stale=False)

    @rule(act=st.sampled_from(sorted(WAY)), again=st.booleans(), stale=st.booleans())
    def press(self, act: str, again: bool, stale: bool) -> None:
        before = self.matter()
        self.now += timedelta(minutes=5)
        key = f"{self.pk}-{self.records}-{act}"
        said = self.said(act) | {"now": self.now, "key": key}
        if stale and act != "evaluate":
            said["version"] = before.version - 1
        try:
            getattr(acts, act)(matter_id=self.pk, **said)
            if again:  # the same press sent twice is done once
                getattr(acts, act)(matter_id=self.pk, **said)
        except (Refused, Denied):
            after = self.matter()
            assert after.state == before.state, f"{act} was refused and changed the state"
            assert after.version == before.version
            assert len(records.about(after)) == self.records
            return
        after = self.matter()
        assert not (stale and act != "evaluate"), f"{act} of an old page went through"
        assert before.state in WAY[act][0], f"{act} went through from {before.state}"
        assert after.state == WAY[act][1], f"{act} ended in {after.state}"
        self.records += 1
        self.version += 1

    def said(self, act: str) -> dict[str, Any]:
        world, worker = self.world, {"actor": self.world.worker}
        return {
            "accept": worker,
            "refuse": worker | {"kind": Refusal.OUTSIDE, "reason": "请到镇政府窗口办理。"},
            "triage": worker | {
                "lane": Lane.GOVERNMENT, "category_id": world.lamp.pk, "unit_id": world.lamps.pk,
                "reason": "公共路灯，由城管负责。",
            },
            "assign": worker | {
                "owner_id": world.handler.pk, "supervisor_id": world.supervisor.pk,
            },
            "finish": {
                "actor": world.handler, "outcome": Outcome.SOLVED, "result": "换了灯头，当晚已亮。",
            },
            "reply": {"actor": world.handler, "text": "路灯修好了，请您看看。"},
            "evaluate": {"actor": Guest(holds=self.pk), "solved": True},
            "close": worker | {"evidence": "居民回话说亮了。"},
        }[act]  # fmt: skip

    def teardown(self) -> None:
        if not hasattr(self, "pk"):
            return
        matter = self.matter()
        assert (matter.number, matter.seq) == (self.number, self.seq), "a number changed"
        assert matter.version == self.version
        assert len(records.about(matter)) == self.records
        assert holes() == [], "a hole in the numbers"


def holes() -> list[int]:
    """The numbers that were given out and stand on no matter."""
    seqs = set(Matter.objects.values_list("seq", flat=True))
    return [n for n in range(1, max(seqs, default=0) + 1) if n not in seqs]


def walk(world: World, examples: int = EXAMPLES) -> None:
    machine = type("ThisWay", (Way,), {"world": world})
    how = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # a smaller example costs minutes
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=how)


def test_whatever_is_pressed_the_book_agrees_with_the_model(world: World):
    walk(world)
    reached = set(Matter.objects.values_list("state", flat=True))
    assert {"refused", "closed"} <= reached, "the walk is too short"


def test_an_act_done_twice_when_sent_twice_is_found(world: World, monkeypatch):
    """The planted fault: nobody remembers which keys were used."""
    monkeypatch.setattr("yuanba.base.act.first_answer", lambda *_a: None)
    with pytest.raises(AssertionError):
        walk(world, examples=20)


# ── X-NUM ──


def test_a_refused_report_takes_no_number(world: World):
    told = [world.told(text=f"第{n}盏路灯不亮") for n in range(2)]
    for wrong in ({"text": ""}, {"text": "灯" * 10_000}, {"place_id": 1}):
        said = {"text": "路灯不亮了", "place_id": world.grid.pk} | wrong
        with pytest.raises((Refused, Denied)):
            acts.report(actor=world.guest, now=THURSDAY, **said)
    line = {"key": "a-good-line-1", "place_id": world.grid.pk, "text": "井盖坏了"}
    bad = line | {"key": "a-bad-line-01", "text": ""}
    lines = [acts.Noted(**bad), acts.Noted(**line), acts.Noted(**line | {"key": "a-good-line-2"})]
    acts.report_batch(actor=world.worker, lines=lines, now=THURSDAY)
    told.append(world.told(text="最后一件"))
    seqs = list(Matter.objects.order_by("pk").values_list("seq", flat=True))
    assert (sorted(seqs), holes()) == ([1, 2, 3, 4, 5], [])
    assert told[-1].seq == 5
    assert Register.objects.count() == 1


def test_a_number_that_is_burnt_is_found(world: World):
    """The planted fault: something was told, took its number, and is gone."""
    world.told()
    Register.objects.update(last=F("last") + 1)
    world.told()
    assert holes() == [2]


# ── X-TIME ──


@pytest.mark.parametrize("path", ["/api/matters", "/api/matters/{pk}/note"])
def test_no_time_from_outside_is_taken(world: World, client, path):
    """Server time only: a field that is not asked for changes nothing (trust.md T1)."""
    import json

    from yuanba.base import clock

    matter = world.assigned()
    client.force_login(world.handler)
    old = "2020-01-01T00:00:00Z"
    times = (
        "now",
        "at",
        "reported_at",
        "created_at",
        "accepted_at",
        "due_at",
        "closed_at",
        "made_at",
    )
    body = {"text": "到现场看过了。", "place_id": str(world.grid.pk)} | dict.fromkeys(times, old)
    answer = client.post(path.format(pk=matter.pk), json.dumps(body), "application/json")
    assert answer.status_code in (200, 201, 400, 422), answer.content
    for record in records.about(Matter.objects.latest("pk")):
        assert record.at.year != 2020
    assert not Matter.objects.filter(reported_at__lt=clock.now() - timedelta(days=400)).exists()


@pytest.mark.parametrize("days", [-30, 365])
def test_a_clock_that_jumps_leaves_the_order_of_the_book(world: World, monkeypatch, days):
    """Ids grow whatever the clock says, so the book keeps its order; limits are never in the past."""
    from yuanba.base import clock

    first = world.told(text="第一件")
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(days=days))
    jumped = THURSDAY + timedelta(days=days)
    second = world.told(text="第二件", now=jumped)
    acts.accept(actor=world.worker, matter_id=first.pk, now=jumped)
    assert second.pk > first.pk
    assert second.due_at > jumped
    about = records.about(first)
    assert [r.act for r in about] == ["matters.report", "matters.accept"]
    assert [r.pk for r in about] == sorted(r.pk for r in about)
