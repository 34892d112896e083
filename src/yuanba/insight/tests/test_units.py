"""The indicators by unit: each with numerator, denominator and what was left out; nobody is ranked."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.disclosure import jobs
from yuanba.disclosure.models import UnitTally
from yuanba.insight import queries
from yuanba.matters import acts
from yuanba.people.models import Person

SINCE, UNTIL = date(2026, 9, 1), date(2026, 10, 1)


@pytest.fixture(autouse=True)
def in_october(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(days=10))


def lines(world: World) -> dict[str, dict[str, tuple[int, int]]]:
    jobs.retally(now=clock.now())
    jobs.retally_units(now=clock.now())
    found = queries.units(world.county, since=SINCE, until=UNTIL).lines
    return {u.name: {r.id: (r.numerator, r.denominator) for r in rates} for u, rates in found}


def test_each_unit_has_its_own_base_and_its_own_end(world: World):
    world.closed()
    world.assigned()
    world.sorted(unit=world.housing)
    world.told()  # nobody has it yet
    found = lines(world)
    assert list(found) == ["云岭县住房和城乡建设局", "云岭县城市管理局"], "in the order of the list"
    assert found["云岭县城市管理局"]["I1"] == (1, 2)
    assert found["云岭县住房和城乡建设局"]["I1"] == (0, 1)
    assert found["云岭县城市管理局"]["I4"] == (1, 1)
    assert set(found["云岭县城市管理局"]) == set(queries.OF_A_UNIT)
    assert found["云岭县城市管理局"]["I7a"] == (2, 2)
    assert not {"I3", "I6", "I7d"} & set(queries.OF_A_UNIT), "done before a unit has it"


def test_what_moves_on_is_counted_where_it_is_now_and_all_anew_says_the_same(world: World):
    matter = world.sorted()
    assert lines(world)["云岭县城市管理局"]["I1"] == (0, 1)
    acts.transfer(
        actor=world.worker, matter_id=matter.pk, unit_id=world.housing.pk, reason="归住建。",
        now=clock.now(),
    )  # fmt: skip
    assert list(lines(world)) == ["云岭县住房和城乡建设局"]
    followed = list(UnitTally.objects.values_list("unit_id", "month", "received", "government"))
    UnitTally.objects.update(received=7)
    jobs.rebuild(now=clock.now())
    anew = list(UnitTally.objects.values_list("unit_id", "month", "received", "government"))
    assert followed == anew == [(world.housing.pk, SINCE, 1, 1)]


def test_what_is_confidential_or_about_somebody_is_in_no_unit_s_figure(world: World):
    matter = world.assigned()
    world.assigned()
    assert lines(world)["云岭县城市管理局"]["I1"] == (0, 2)
    acts.name_concern(
        actor=Person.objects.get(pk=world.supervisor.pk), matter_id=matter.pk,
        about=f"person:{world.worker.pk}", why="说的就是他。", now=clock.now(),
    )  # fmt: skip
    assert lines(world)["云岭县城市管理局"]["I1"] == (0, 1)
    world.sorted(lane="personal", category=world.family, unit=world.self_help)
    assert "自助互助" not in lines(world)


def test_it_costs_two_statements_and_asks_for_whole_months_of_three_years(
    world: World, django_assert_num_queries: Any
):
    for _n in range(3):
        world.closed()
    jobs.retally(now=clock.now())
    jobs.retally_units(now=clock.now())
    with django_assert_num_queries(2):
        found = queries.units(world.county, since=date(2026, 9, 24), until=date(2026, 9, 25))
    assert (found.first, found.until) == (SINCE, UNTIL)
    assert found.lines[0][0].counts["received"] == 3
    with pytest.raises(Refused, match="span_long"):
        queries.units(world.county, since=date(2020, 1, 1), until=UNTIL)


def test_the_page_shows_formula_base_and_version_to_those_who_look_below(world: World, client: Any):
    for _n in range(6):
        world.closed()
    jobs.retally(now=clock.now())
    jobs.retally_units(now=clock.now())
    client.force_login(world.township)
    page = client.get("/desk/figures", {"by": "unit", "since": "2026-09-01"}).content.decode()
    for said in (
        "云岭县城市管理局",
        "100.0%",
        "6/6",
        "不排名次",
        "算法版本",
        "办结 ÷ 这段时间说的",
        "每小时数一次",
        "2026年9月1日到2026年10月31日说的，按整月算",
        "I7d）不按单位算",
    ):
        assert said in page
    assert "by=unit" in client.get("/desk/figures").content.decode()
    wrong = client.get("/desk/figures", {"by": "unit", "since": "2020-01-01"})
    assert "一次最多看三年" in wrong.content.decode()
    client.force_login(world.handler)
    assert client.get("/desk/figures", {"by": "unit"}).status_code == 403
