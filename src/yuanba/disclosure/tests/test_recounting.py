"""Counting everything anew never stops those who tell something: bounded batches, read before written."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import THURSDAY, World
from yuanba.disclosure import recounting
from yuanba.disclosure.jobs import rebuild
from yuanba.disclosure.models import COUNTED, DayTally, Standing, Wait

pytestmark = pytest.mark.django_db
# on each of five days so many matters in the village, and one elsewhere
MANY = (2, 1, 4, 1, 1)


@pytest.fixture
def told(world: World) -> World:
    for n, many in enumerate(MANY):
        for i in range(many):
            now = THURSDAY - timedelta(days=10 - n)
            matter = world.told(f"第{n}天第{i}件事，路灯不亮。", now=now)
            if i == 0:
                world_accept(world, matter.pk, now + timedelta(minutes=30))
    world.told("柳湾的路灯不亮。", place_id=world.elsewhere.pk)
    return world


def world_accept(world: World, matter_id: int, now: object) -> None:
    from yuanba.matters import acts

    acts.accept(actor=world.worker, matter_id=matter_id, now=now)


def figures() -> list[tuple[object, ...]]:
    days = DayTally.objects.order_by("village_id", "day").values_list(
        "village_id", "day", "received", "contacted", "contacted_in_time"
    )
    return [*days, *Wait.objects.order_by("village_id", "day").values_list("day", "minutes", "n")]


def test_a_batch_holds_no_more_than_its_bound_and_no_day_is_left_out(
    told: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(recounting, "BATCH", 3)
    first = (THURSDAY - timedelta(days=10)).date()
    found = [(b, e) for v, b, e in recounting.batches() if v == told.village.pk]
    # 2 + 1 | 4, more than a batch, alone | 1 + 1; from the first day there is to the last
    day = [first + timedelta(days=n) for n in range(5)]
    assert found == [(date.min, day[1]), (day[2], day[2]), (day[3], date.max)]
    monkeypatch.setattr(recounting, "MOST_DAYS", 1)
    assert len([1 for v, _b, _e in recounting.batches() if v == told.village.pk]) == 5


def test_in_batches_or_at_once_it_is_the_same_and_what_is_gone_is_forgotten(
    told: World, monkeypatch: pytest.MonkeyPatch
):
    assert recounting.recount_all() == 6
    whole = figures()
    assert sum(row.received for row in DayTally.objects.all()) == sum(MANY) + 1
    for batch in (1, 3):
        monkeypatch.setattr(recounting, "BATCH", batch)
        stale = dict.fromkeys(COUNTED, 0) | {"received": 9}
        stale |= {"township_id": told.town.pk, "county_id": told.county.pk}
        gone = [THURSDAY.date() - timedelta(days=400), THURSDAY.date() - timedelta(days=7),
                THURSDAY.date() + timedelta(days=3)]  # fmt: skip
        for village in (told.village.pk, told.grid.pk):  # a village that has none any more
            for day in gone:
                fresh = DayTally.objects.filter(village_id=village, day=day)
                if not fresh.exists():
                    DayTally.objects.create(village_id=village, day=day, **stale)
        recounting.recount_all()
        assert figures() == whole


WRITES = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


def test_nothing_is_read_of_matters_while_something_is_being_written(told: World):
    """Between the beginning and the end of a transaction stand writes alone, of few rows: this is what
    makes the bound hold however many matters there are."""
    with CaptureQueriesContext(connection) as seen:
        rebuild(now=THURSDAY)
    inside, writing, touched = 0, [], set()
    for query in seen.captured_queries:
        sql = query["sql"]
        if sql.startswith("SAVEPOINT"):
            inside += 1
        elif sql.startswith("RELEASE"):
            inside -= 1
        elif inside:
            writing.append(sql)
            touched.update(name for _verb, name in WRITES.findall(sql))
    assert writing
    assert [sql for sql in writing if "matters_" in sql or "base_record" in sql] == []
    assert {"disclosure_daytally", "disclosure_wait", "disclosure_standing"} <= touched
    assert Standing.objects.count() > 0
