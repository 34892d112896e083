"""三方会商: three are asked, each view is written down, two of three settle the class."""

from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.duties.rules import Lane
from yuanba.lanes import acts
from yuanba.lanes.models import Doubt
from yuanba.matters.models import Matter
from yuanba.people.models import Unit
from yuanba.people.rules import UnitKind

BIG, SMALL, OWN = Lane.GOVERNMENT, Lane.COMMUNAL, Lane.PERSONAL


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


@pytest.fixture
def three(world: World) -> list[Unit]:
    owners = world.unit(UnitKind.OWNERS, "南坪小区业委会", world.village)
    return [owners, world.council, world.committee]


def doubt(world: World, matter: Matter, units: list[Unit], **said: Any) -> Doubt:
    usual = {
        "actor": world.worker, "matter_id": matter.pk, "unit_ids": [u.pk for u in units],
        "question": "物业要撤管，是大家商量还是政府来管？", "now": THURSDAY,
    }  # fmt: skip
    acts.doubt_class(**usual | said)
    return Doubt.objects.latest("pk")


def say(world: World, row: Doubt, unit: Unit, lane: Lane) -> None:
    acts.say_view(
        actor=world.worker, doubt_id=row.pk, unit_id=unit.pk, who="三位代表", lane=lane,
        words="欠费太多，自己管不住。", now=THURSDAY,
    )  # fmt: skip


def settle(world: World, row: Doubt, **said: Any) -> Matter:
    usual = {
        "actor": world.worker, "doubt_id": row.pk, "category_id": world.lamp.pk,
        "unit_id": world.housing.pk, "now": THURSDAY,
    }  # fmt: skip
    return acts.settle_class(**usual | said)


def test_two_of_three_settle_it_and_the_person_reads_what_each_said(
    world: World, three: list[Unit]
):
    matter = world.told()
    row = doubt(world, matter, three)
    for unit, lane in zip(three, (BIG, SMALL, BIG), strict=True):
        say(world, row, unit, lane)
    settle(world, row)
    matter.refresh_from_db()
    row.refresh_from_db()
    assert (matter.lane, matter.unit, row.lane, row.settled_by) == (
        BIG,
        world.housing,
        BIG,
        world.worker,
    )
    assert "三方会商" in matter.reason
    assert all(unit.name in matter.reason for unit in three)
    said = [r for r in records.about(matter) if r.act == "lanes.say_view"]
    assert [r.facts["lane"] for r in said] == [BIG, SMALL, BIG]
    with refused("doubt_over"):
        say(world, row, three[0], OWN)


def test_each_must_have_spoken_and_three_opinions_settle_nothing(world: World, three: list[Unit]):
    row = doubt(world, world.told(), three)
    say(world, row, three[0], BIG)
    say(world, row, three[1], SMALL)
    with refused("views"):
        settle(world, row)
    say(world, row, three[2], OWN)
    with refused("no_majority"):
        settle(world, row)
    say(world, row, three[2], SMALL)  # talked again, and changed its mind
    assert settle(world, row, category_id=world.clutter.pk, unit_id=world.council.pk).lane == SMALL


def test_the_unit_must_be_one_that_may_lead_what_they_agreed_on(world: World, three: list[Unit]):
    matter = world.told()
    row = doubt(world, matter, three)
    for unit in three:
        say(world, row, unit, SMALL)
    with refused("unit_may_not_lead"):
        settle(world, row)
    row.refresh_from_db()
    assert row.settled_at is None
    assert Matter.objects.get(pk=matter.pk).state == "reported"


def test_three_different_ones_and_one_council_at_a_time(world: World, three: list[Unit]):
    matter = world.told()
    with refused("three"):
        doubt(world, matter, three[:2])
    with refused("three"):
        doubt(world, matter, [three[0], three[0], three[1]])
    row = doubt(world, matter, three)
    with refused("doubt_open"):
        doubt(world, matter, three)
    with refused("not_a_party"):
        say(world, row, world.street, BIG)


def test_what_is_over_or_confidential_is_not_brought_before_three(world: World, three: list[Unit]):
    with refused("wrong_state"):
        doubt(world, world.closed(), three)
    secret = world.sorted(lane=OWN, category=world.family, unit=world.self_help)
    with refused("restricted"):
        doubt(world, secret, three)


@pytest.mark.parametrize(
    "who", ["resident", "neighbour_worker", "supervisor", "handler", "gridworker"]
)
def test_only_who_sorts_may_convene(world: World, three: list[Unit], who: str):
    with pytest.raises(Denied):
        doubt(world, world.told(), three, actor=getattr(world, who))
