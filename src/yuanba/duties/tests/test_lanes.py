"""谁来牵头: the lane decides who may lead."""

import pytest

from yuanba.base.errors import Refused
from yuanba.duties import rules
from yuanba.duties.rules import Lane
from yuanba.people.rules import LOCAL, UnitKind


@pytest.mark.parametrize("kind", sorted(LOCAL))
def test_no_body_of_the_village_leads_a_government_matter(kind: UnitKind):
    assert not rules.may_lead(Lane.GOVERNMENT, kind)
    assert rules.may_lead(Lane.COMMUNAL, kind)


@pytest.mark.parametrize("kind", [UnitKind.URBAN, UnitKind.POLICE, UnitKind.WINDOW])
def test_a_communal_matter_is_not_a_departments(kind: UnitKind):
    assert rules.may_lead(Lane.GOVERNMENT, kind)
    assert not rules.may_lead(Lane.COMMUNAL, kind)


def test_do_it_yourself_is_for_personal_matters_only():
    assert [lane for lane in Lane if rules.may_lead(lane, UnitKind.SELF)] == [Lane.PERSONAL]


def test_every_kind_of_unit_leads_somewhere():
    for kind in UnitKind:
        assert any(rules.may_lead(lane, kind) for lane in Lane), kind


@pytest.mark.parametrize(
    ("lane", "kind", "word"),
    [
        (Lane.GOVERNMENT, UnitKind.COMMITTEE, "政府"),
        (Lane.COMMUNAL, UnitKind.SELF, "议事会"),
        (Lane.PERSONAL, UnitKind.POLICE, "私事"),
    ],
)
def test_a_unit_that_may_not_lead_is_told_who_may(lane: Lane, kind: UnitKind, word: str):
    with pytest.raises(Refused, match="unit_may_not_lead") as no:
        rules.lead(lane, kind)
    assert word in str(no.value.message)
    assert no.value.field == "unit_id"
