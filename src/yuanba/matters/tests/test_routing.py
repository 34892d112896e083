"""分流、交办、转办、上交、下交: from rule to record."""

from datetime import date

import pytest

from tests.world import THURSDAY, World
from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.duties.rules import Lane
from yuanba.matters import acts
from yuanba.matters.models import Matter
from yuanba.matters.rules import Level, State
from yuanba.people.rules import UnitKind
from yuanba.places.rules import Kind


def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def test_sorting_sets_lane_category_unit_reason_and_a_day(world: World):
    matter = world.sorted()
    assert (matter.state, matter.lane, matter.unit) == (State.TRIAGED, "government", world.lamps)
    assert matter.accepted_at == THURSDAY
    # three working days from Thursday 24 September 2026, by weekday alone: Tuesday
    assert clock.day_of(matter.due_at) == date(2026, 9, 29)


def test_sorting_again_keeps_the_history(world: World):
    matter = world.sorted()
    acts.triage(
        actor=world.worker,
        matter_id=matter.pk,
        lane=Lane.COMMUNAL,
        category_id=world.clutter.pk,
        unit_id=world.committee.pk,
        reason="去看过，是村里自己装的灯。",
        now=THURSDAY,
    )
    facts = [r.facts for r in records.about(matter) if r.act == "matters.triage"]
    assert [(f["lane_before"], f["lane"]) for f in facts] == [
        ("", "government"),
        ("government", "communal"),
    ]


def test_a_unit_of_another_county_is_refused_beside_the_field(world: World):
    far = world.place(Kind.COUNTY, "远山县", None)
    unit = world.unit(UnitKind.URBAN, "远山县城管局", far)
    with pytest.raises(Refused) as answer:
        world.sorted(unit=unit)
    assert (answer.value.code, answer.value.field) == ("no_unit", "unit")


def test_the_limit_of_a_restricted_leaf_hides_it(world: World):
    matter = world.sorted(
        lane=Lane.PERSONAL,
        category=world.family,
        unit=world.unit(UnitKind.MEDIATION, "石桥村调委会", world.village),
    )
    assert matter.restricted is True


def test_one_person_is_responsible_and_another_watches(world: World):
    matter = world.assigned()
    assert (matter.owner, matter.supervisor) == (world.handler, world.supervisor)
    assert matter.state == State.ASSIGNED


def test_somebody_from_elsewhere_is_not_made_responsible(world: World):
    matter = world.sorted()
    with refused("no_person"):
        acts.assign(
            actor=world.worker,
            matter_id=matter.pk,
            owner_id=world.neighbour_worker.pk,
            now=THURSDAY,
        )


def test_a_department_gives_it_on_and_the_limit_runs_on(world: World):
    matter = world.assigned()
    due = matter.due_at
    matter = acts.transfer(
        actor=world.handler,
        matter_id=matter.pk,
        unit_id=world.housing.pk,
        reason="属于小区内部道路，归住建管。",
        now=THURSDAY,
    )
    assert (matter.unit, matter.owner, matter.due_at) == (world.housing, None, due)
    with pytest.raises(Denied):  # it is no longer with his unit
        acts.note(actor=world.handler, matter_id=matter.pk, text="再看看", now=THURSDAY)


def test_three_levels_up_and_one_down(world: World):
    matter = world.sorted()
    go = {"matter_id": matter.pk, "reason": "村里办不了", "now": THURSDAY}
    up = acts.hand_up(actor=world.worker, unit_id=world.street.pk, **go)
    assert (up.level, up.unit) == (Level.TOWNSHIP, world.street)
    top = acts.hand_up(actor=world.township, unit_id=world.housing.pk, **go)
    assert top.level == Level.COUNTY
    with pytest.raises(Denied):  # the county has nobody above to hand up to
        acts.hand_up(actor=world.coordinator, unit_id=world.housing.pk, **go)
    with refused("not_theirs"):
        acts.hand_down(actor=world.coordinator, unit_id=world.street.pk, **go)
    down = acts.hand_down(actor=world.coordinator, unit_id=world.lamps.pk, **go)
    assert down.level == Level.TOWNSHIP


@pytest.mark.parametrize("act", ["triage", "transfer", "hand_up", "hand_down"])
def test_a_refused_move_changes_nothing(world: World, act):
    matter = world.sorted()
    said = {"matter_id": matter.pk, "unit_id": world.housing.pk, "reason": "", "now": THURSDAY}
    if act == "triage":
        said |= {"lane": Lane.GOVERNMENT, "category_id": world.lamp.pk}
    actor = world.township if act == "hand_down" else world.worker
    with pytest.raises(Refused):
        getattr(acts, act)(actor=actor, **said)
    fresh = Matter.objects.get(pk=matter.pk)
    assert (fresh.version, fresh.unit_id) == (matter.version, matter.unit_id)
    assert len(records.about(matter)) == 2
