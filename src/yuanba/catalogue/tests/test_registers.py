"""Items from the registers of patrols and projects: what they count, and that they point at nobody."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.world import World
from yuanba.catalogue.queries import registers, words
from yuanba.catalogue.rules.figures import Drawn
from yuanba.patrols.tests.hills import Hills
from yuanba.places.models import Place
from yuanba.projects.tests.ground import Three

SINCE, UNTIL = date(2026, 9, 1), date(2026, 10, 1)


def counted(drawn: Drawn) -> dict[str, int | None]:
    return {one.key: one.n for one in drawn.figures}


@pytest.fixture
def here(world: World) -> Place:
    return Place.objects.get(pk=world.village.pk)


def test_patrols_are_told_by_kind_of_place_and_no_point_by_its_name(world: World, here: Place):
    hills = Hills(world)
    hills.look(hills.point("河坝"))
    hills.found(hills.point("王大爷家老屋"), text="墙上裂缝，屋里住着王大爷。")
    with CaptureQueriesContext(connection) as seen:
        drawn = registers.patrols(here, SINCE, UNTIL)
    assert len(seen) <= 3
    assert counted(drawn) == {"looked": 2, "found": 1, "fixed": 0, "left": 1}
    assert drawn.words.startswith("2026年9月，巡查看了2次，发现问题1件")
    assert drawn.rows == [["边坡、地灾点", 2, 1, 0]]
    assert "王大爷" not in str(drawn)
    with translation.override("en"):
        table = words.drawn(drawn).table
    assert table is not None
    assert table.rows[0][0][0].isascii()


def test_projects_and_services_are_told_with_who_does_them_and_what_they_cost(
    world: World, here: Place
):
    three = Three(world)
    assert three.project
    assert three.contract
    with CaptureQueriesContext(connection) as seen:
        drawn = registers.projects(here, SINCE, UNTIL)
    assert len(seen) <= 3
    assert counted(drawn) == {"adopted": 1, "ended": 0, "bought": 1, "paid": 600_000}
    assert [row[0] for row in drawn.rows] == ["院坝路灯不够亮", "每月上门给独居老人理发"]
    assert "花6,000.00元" in drawn.words
    assert registers.projects(here, date(2026, 8, 1), SINCE).rows == []
