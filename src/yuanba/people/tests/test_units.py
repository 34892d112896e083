"""设立和变更单位。"""

import pytest

from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.people import acts
from yuanba.people.rules import UNIT_WORDS, UnitKind
from yuanba.people.tests.village import THURSDAY, Village


def test_every_kind_of_unit_has_a_name():
    assert set(UNIT_WORDS) == set(UnitKind)


def test_the_county_founds_a_unit_and_renames_it(village: Village):
    unit = acts.found_unit(
        actor=village.admin,
        place_id=village.village.pk,
        kind="property",
        name="安居物业",
        phone="０２３-６２８０００００",
        now=THURSDAY,
    )
    assert (unit.kind, unit.phone) == (UnitKind.PROPERTY, "02362800000")
    acts.change_unit(
        actor=village.admin,
        unit_id=unit.pk,
        name="安心物业",
        phone=unit.phone,
        active=False,
        reason="公司改名。",
        now=THURSDAY,
    )
    change = records.about(unit)[-1]
    assert change.facts["changed"] == {"name": ["安居物业", "安心物业"], "active": [True, False]}


@pytest.mark.parametrize("who", ["worker", "village_security", "coordinator", "resident"])
def test_only_the_administrator_there_or_above_founds_units(village: Village, who: str):
    someone = getattr(village, who)
    with pytest.raises(Denied):
        acts.found_unit(
            actor=someone, place_id=village.county.pk, kind="police", name="公安局", now=THURSDAY
        )
    with pytest.raises(Denied):
        acts.change_unit(
            actor=someone, unit_id=village.lamps.pk, name="路灯所", reason="试。", now=THURSDAY
        )
    village.lamps.refresh_from_db()
    assert village.lamps.name == "云岭县城市管理局"


def test_two_units_of_one_place_have_two_names(village: Village):
    with pytest.raises(Refused, match="unit_known"):
        acts.found_unit(
            actor=village.admin,
            place_id=village.county.pk,
            kind="urban",
            name="云岭县城市管理局",
            now=THURSDAY,
        )
