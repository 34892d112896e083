"""Jobs are leased, retried, and stay on a list when they keep failing."""

from datetime import timedelta

import pytest

from tests.world import THURSDAY, World
from yuanba import wiring
from yuanba.base import jobs, records
from yuanba.base.models import Job


@pytest.fixture
def calls(monkeypatch):
    """Two handlers wired to the report of a matter: one that works, one that fails."""
    seen: list[str] = []

    def works(*, now, record):
        seen.append(record)

    def fails(*, now, record):
        raise RuntimeError("away")

    for function in (works, fails):
        function.__module__ = "yuanba.test.jobs"
    monkeypatch.setitem(wiring.LATER, "matters.report", [works, fails])
    monkeypatch.setattr(wiring, "CLOCK", {})
    records._later.cache_clear()
    yield seen
    monkeypatch.undo()
    records._later.cache_clear()


def test_a_job_is_done_once_and_a_failing_one_comes_back_later(world: World, calls):
    matter = world.told()
    assert jobs.run_due(THURSDAY) == 2
    assert calls == [str(matter.pk)]
    left = Job.objects.get(done_at=None)
    assert (left.kind, left.attempts, left.error) == ("test.fails", 1, "RuntimeError: away")
    assert jobs.run_due(THURSDAY + timedelta(seconds=29)) == 0
    assert jobs.run_due(THURSDAY + timedelta(seconds=31)) == 1
    assert calls == [str(matter.pk)]


def test_a_job_that_keeps_failing_is_left_for_people_to_see(world: World, calls):
    world.told()
    now = THURSDAY
    for _ in range(20):
        jobs.run_due(now)
        now += timedelta(days=1)
    left = Job.objects.get(done_at=None)
    assert left.attempts == jobs.ATTEMPTS


def test_a_killed_worker_loses_its_lease_and_another_takes_over(world: World, calls):
    world.told()
    taken = jobs.lease(THURSDAY)
    assert len(taken) == 2
    assert jobs.lease(THURSDAY + timedelta(minutes=4)) == []
    assert len(jobs.lease(THURSDAY + jobs.LEASE)) == 2


def test_planning_again_under_the_same_key_replaces(world: World, calls):
    function = wiring.LATER["matters.report"][0]
    for day in (1, 2):
        jobs.plan(function, key="due:1", run_at=THURSDAY + timedelta(days=day), record="1")
    assert Job.objects.get(key="due:1").run_at == THURSDAY + timedelta(days=2)
