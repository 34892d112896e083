"""The counts are worked out from the matters again and again, and always come out the same."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.world import THURSDAY, World
from yuanba.disclosure import jobs
from yuanba.disclosure.models import COUNTED, DayTally, Standing
from yuanba.matters import acts as matters
from yuanba.people.door import Guest

Rows = list[tuple[Any, ...]]


def tallies() -> Rows:
    return list(
        DayTally.objects.order_by("village_id", "day").values_list("village_id", "day", *COUNTED)
    )


def standing() -> Rows:
    names = ("village_id", "unit_name", "step", "n", "late")
    return list(Standing.objects.order_by(*names).values_list(*names))


def test_counting_all_anew_equals_counting_as_things_happen(world: World):
    jobs.retally(now=THURSDAY)
    for step in ("told", "sorted", "assigned", "finished", "replied", "evaluated", "closed"):
        getattr(world, step)()
        jobs.retally(now=THURSDAY)
    world.told(place_id=world.elsewhere.pk, now=THURSDAY + timedelta(days=2))
    last = world.closed()
    matters.ask_reopen(actor=Guest(holds=last.pk), matter_id=last.pk, why="又坏了。", now=THURSDAY)
    matters.grant_reopen(actor=world.worker, matter_id=last.pk, now=THURSDAY)
    jobs.retally(now=THURSDAY)
    running = tallies(), standing()
    jobs.rebuild(now=THURSDAY)
    assert (tallies(), standing()) == running
    assert sum(row[2] for row in running[0]) == 9


def test_counting_twice_changes_nothing(world: World):
    world.closed()
    jobs.retally(now=THURSDAY)
    once = tallies(), standing()
    jobs.retally(now=THURSDAY)
    assert (tallies(), standing()) == once


def test_a_matter_counts_on_the_day_it_was_told_in_shanghai(world: World):
    world.told(now=datetime(2026, 9, 24, 16, 30, tzinfo=UTC))  # half past midnight on the 25th
    jobs.rebuild(now=THURSDAY)
    assert DayTally.objects.get().day.isoformat() == "2026-09-25"
    jobs.retally(now=THURSDAY)
    assert DayTally.objects.get().received == 1


def test_a_matter_that_waits_for_a_condition_is_not_counted_as_done(world: World):
    matter = world.assigned()
    matters.finish(
        actor=world.handler,
        matter_id=matter.pk,
        outcome="waiting",
        result="等开春回填。",
        review_on=(THURSDAY + timedelta(days=90)).date(),
        now=THURSDAY,
    )
    jobs.rebuild(now=THURSDAY)
    tally = DayTally.objects.get()
    assert (tally.received, tally.finished, tally.waiting) == (1, 0, 1)
    assert Standing.objects.get().step == "waiting"


def test_late_is_seen_when_the_limit_passes_though_nobody_did_anything(world: World):
    world.assigned()
    jobs.retally(now=THURSDAY)
    assert Standing.objects.get().late == 0
    jobs.restand(now=THURSDAY + timedelta(days=30))
    assert Standing.objects.get().late == 1


def test_a_restricted_matter_names_no_unit_among_the_open(world: World):
    world.sorted(lane="personal", category=world.family, unit=world.self_help)
    jobs.rebuild(now=THURSDAY)
    assert Standing.objects.get().unit_name == ""
