"""不计入: on a published ground, by somebody who has nothing to do with it, with an answer."""

from typing import Any

import pytest

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Role
from yuanba.matters import acts
from yuanba.matters.models import Exclusion, Ground, Matter
from yuanba.people.door import Guest


def ground(world: World) -> Ground:
    return acts.publish_ground(
        actor=world.coordinator, county_id=world.county.pk, code="repeated",
        text="同一件事已经办过、答复过", source="县政府办〔2026〕1号", now=THURSDAY,
    )  # fmt: skip


def asked(world: World, matter: Matter | None = None) -> Matter:
    """Somebody of the village asks that a demand should not count."""
    return acts.ask_exclusion(
        actor=world.worker, matter_id=(matter or world.replied()).pk,
        ground_id=ground(world).pk, reason="去年办过三次，照片都在", now=THURSDAY,
    )  # fmt: skip


def exclude(world: World, matter: Matter, who: Any = None) -> Matter:
    return acts.exclude(
        actor=who or world.township, matter_id=matter.pk, now=THURSDAY,
        answer="这件事去年答复过三次，没有新情况，所以不计入。",
    )  # fmt: skip


def objected(world: World) -> Matter:
    matter = exclude(world, asked(world))
    me: Any = Guest(holds=matter.pk)
    return acts.object_exclusion(actor=me, matter_id=matter.pk, why="今年又坏了", now=THURSDAY)


def stage() -> str:
    return Exclusion.objects.get().stage


def test_asked_decided_and_told_step_by_step(world: World):
    matter = exclude(world, asked(world))
    row = Exclusion.objects.get()
    assert (row.stage, row.asked_by_id, row.decided_by_id) == (
        "excluded",
        world.worker.pk,
        world.township.pk,
    )
    acts_left = [r.act for r in records.about(matter)][-2:]
    assert acts_left == ["matters.ask_exclusion", "matters.exclude"]


@pytest.mark.parametrize(
    "who", ["worker", "colleague", "handler", "supervisor", "neighbour_worker"]
)
def test_nobody_of_the_same_level_decides(world: World, who: str):
    matter = asked(world)
    with pytest.raises(Denied):
        exclude(world, matter, getattr(world, who))
    assert stage() == "asked"


def test_who_worked_on_it_does_not_decide(world: World):
    matter = asked(world)
    acts.attempt(actor=world.township, matter_id=matter.pk, text="打过电话", now=THURSDAY)
    with pytest.raises(Refused, match="involved"):
        exclude(world, matter)
    exclude(world, matter, world.coordinator)


def test_the_unit_in_charge_does_not_decide(world: World):
    """The town's own coordinator sits where the town's government works."""
    matter = world.sorted(unit=world.street)
    asked(world, matter)
    with pytest.raises(Refused, match="involved"):
        exclude(world, matter)


def test_a_matter_at_the_town_is_decided_at_the_county(world: World):
    matter = world.assigned()
    acts.hand_up(
        actor=world.worker, matter_id=matter.pk, unit_id=world.lamps.pk,
        reason="要县里定", now=THURSDAY,
    )  # fmt: skip
    asked(world, matter)
    with pytest.raises(Refused, match="higher"):
        exclude(world, matter)
    exclude(world, matter, world.coordinator)
    assert stage() == "excluded"


def test_an_objection_is_decided_by_yet_another_and_counts_until_then(world: World):
    matter = objected(world)
    assert stage() == "objected"
    with pytest.raises(Refused, match="second_person"):
        acts.lift_exclusion(
            actor=world.township, matter_id=matter.pk, reason="我再看看", now=THURSDAY
        )
    acts.lift_exclusion(
        actor=world.coordinator, matter_id=matter.pk, reason="确实是新坏的", now=THURSDAY
    )
    assert stage() == "lifted"


def test_upheld_it_is_over_for_good(world: World):
    matter = objected(world)
    run: Any = {"matter_id": matter.pk, "reason": "看过照片，还是那一处", "now": THURSDAY}
    acts.uphold_exclusion(actor=world.coordinator, **run)
    me: Any = Guest(holds=matter.pk)
    with pytest.raises(Refused, match="nothing_excluded"):
        acts.object_exclusion(actor=me, matter_id=matter.pk, why="还是不服", now=THURSDAY)
    with pytest.raises(Refused, match="not_objected"):
        acts.lift_exclusion(actor=world.person("c2", "丁", Role.COUNTY, world.county), **run)


def test_only_the_person_objects(world: World):
    matter = exclude(world, asked(world))
    for who in (world.guest, world.resident, world.worker):
        with pytest.raises(Denied):
            acts.object_exclusion(actor=who, matter_id=matter.pk, why="不行", now=THURSDAY)


def test_only_on_a_ground_in_force(world: World):
    row, matter = ground(world), world.replied()
    acts.retire_ground(actor=world.coordinator, ground_id=row.pk, reason="县里取消了", now=THURSDAY)
    with pytest.raises(Refused, match="no_ground"):
        acts.ask_exclusion(
            actor=world.worker, matter_id=matter.pk, ground_id=row.pk, reason="重复的", now=THURSDAY
        )
    ground(world)  # the same code again is a new row
    assert Ground.objects.filter(until=None).count() == 1


def test_asked_twice_is_asked_once(world: World):
    matter = asked(world)
    row = Ground.objects.get()
    with pytest.raises(Refused, match="asked_already"):
        acts.ask_exclusion(
            actor=world.colleague, matter_id=matter.pk, ground_id=row.pk,
            reason="再申请一次", now=THURSDAY,
        )  # fmt: skip


def test_turned_down_it_may_be_asked_again(world: World):
    matter = asked(world)
    acts.deny_exclusion(actor=world.township, matter_id=matter.pk, reason="有新情况", now=THURSDAY)
    assert stage() == "denied"
    acts.ask_exclusion(
        actor=world.worker, matter_id=matter.pk, ground_id=Ground.objects.get().pk,
        reason="又来了两次", now=THURSDAY,
    )  # fmt: skip


def test_a_ground_without_a_source_is_not_published(world: World):
    run: Any = {"county_id": world.county.pk, "code": "x", "now": THURSDAY}
    with pytest.raises(Refused, match="reason_needed"):
        acts.publish_ground(actor=world.coordinator, text="不讲道理的", source="", **run)
    with pytest.raises(Denied):
        acts.publish_ground(actor=world.worker, text="不讲道理的", source="我说的", **run)
