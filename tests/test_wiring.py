"""What follows what: every name in the wiring is a real act, every handler can be found again."""

from importlib import import_module
from inspect import signature

import pytest
from django.conf import settings

from tests.world import World
from yuanba import wiring
from yuanba.base import act, jobs, permits, records
from yuanba.base.models import Job, Record


def test_reactions_and_later_work_follow_acts_that_exist():
    assert set(wiring.REACTIONS) | set(wiring.LATER) <= set(permits.TABLE) | set(act.ACTS)


def test_every_job_row_can_find_its_function_again():
    known = jobs.handlers()
    functions = [f for row in wiring.LATER.values() for f in row] + [*wiring.CLOCK, *wiring.PLANNED]
    assert {records.kind_of(f) for f in functions} == set(known)
    assert all(known[records.kind_of(f)] is f for f in functions), "two functions, one name"


def test_work_is_told_the_time_and_never_asks_for_it():
    for row in wiring.LATER.values():
        for function in row:
            assert {"now", "record"} <= set(signature(function).parameters), function
    for function in wiring.CLOCK:
        assert set(signature(function).parameters) == {"now"}, function


def test_a_reaction_takes_the_record_and_nothing_else():
    for row in wiring.REACTIONS.values():
        for function in row:
            assert list(signature(function).parameters) == ["record"], function


def test_no_listener_hides_elsewhere():
    """Signals would be a second wiring that nobody reads."""
    from pathlib import Path

    for file in Path(wiring.__file__).parent.rglob("*.py"):
        text = file.read_text()
        assert "@receiver" not in text, file
        assert "post_save" not in text, file


def test_what_follows_an_act_lies_beside_its_record(world: World):
    matter = world.told()
    record = Record.objects.get(act="matters.report", subject_id=matter.pk)
    kinds = {job.kind for job in Job.objects.filter(data={"record": str(record.pk)})}
    assert kinds == {records.kind_of(f) for f in wiring.LATER["matters.report"]}


@pytest.mark.django_db
def test_the_clock_s_work_always_has_one_row_ahead():
    from yuanba.base import clock

    jobs.plan_the_clock(clock.now())
    jobs.plan_the_clock(clock.now())
    assert Job.objects.filter(key__startswith="clock:").count() == len(wiring.CLOCK)


def test_the_settings_name_the_wiring():
    assert import_module(settings.WIRING) is wiring
