import pytest

from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Role
from yuanba.places import acts
from yuanba.places.models import Place, PlaceCode
from yuanba.places.rules import Kind
from yuanba.places.tests.tree import NOW, TODAY, Holder, Tree


def test_a_new_village_knows_everything_above_it(tree: Tree):
    made = acts.found(parent_id=tree.west.pk, kind=Kind.VILLAGE, name=" 白杨 村 ", **tree.paper())
    made.refresh_from_db()
    assert (made.name, made.since) == ("白杨 村", TODAY)
    assert made.reach == {tree.county.pk, tree.west.pk, made.pk}
    (record,) = records.about(made)
    assert (record.act, record.role) == ("places.found", "admin")
    assert record.facts["parent"] == str(tree.west.pk)
    assert record.facts["source"] == "县政府〔2026〕8号"


def test_a_building_in_a_courtyard_lies_in_grid_village_township_and_county(tree: Tree):
    above = {tree.county.pk, tree.east.pk, tree.village.pk, tree.grid.pk}
    assert tree.building.reach == above | {tree.building.pk}


def test_a_place_can_begin_with_a_code(tree: Tree):
    assert PlaceCode.objects.get(code="500199100").place == tree.east


@pytest.mark.parametrize("role", [Role.TOWNSHIP, Role.ADMIN])
def test_a_right_over_the_township_does_not_found_villages(tree: Tree, role: Role):
    someone = Holder({tree.west.pk: role})
    paper = tree.paper(actor=someone)
    with pytest.raises(Denied):
        acts.found(parent_id=tree.west.pk, kind=Kind.VILLAGE, name="白杨村", **paper)


def test_the_administrator_of_one_county_founds_no_other(tree: Tree):
    with pytest.raises(Denied):
        acts.found_county(name="北岭县", **tree.paper())
    assert acts.found_county(name="北岭县", **tree.paper(actor=acts.FOUNDER)).reach


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "柳湾村"}, "name_taken"),
        ({"name": ""}, "name_needed"),
        ({"kind": Kind.GRID}, "wrong_parent"),
        ({"short": "柳湾"}, "short_taken"),
        ({"source": " "}, "source_needed"),
        ({"code": ("admin", "2020", "500199101")}, "code_taken"),
        ({"on": TODAY.replace(year=2027)}, "too_late"),
    ],
)
def test_a_refused_founding_leaves_nothing(tree: Tree, change: dict, code: str):
    before = Place.objects.count(), PlaceCode.objects.count()
    asked = tree.paper(parent_id=tree.east.pk, kind=Kind.VILLAGE, name="白杨村") | change
    with pytest.raises(Refused, match=code):
        acts.found(**asked)
    assert (Place.objects.count(), PlaceCode.objects.count()) == before


def test_under_a_place_that_is_none_nothing_is_said(tree: Tree):
    """ "There is none" and "it is not yours" are one answer (trust.md rule 9)."""
    with pytest.raises(Denied):
        acts.found(**tree.paper(parent_id=5, kind=Kind.VILLAGE, name="白杨村"))


def test_two_counties_of_one_name_live_in_two_regions(tree: Tree):
    founding = {"actor": acts.FOUNDER, "source": "县志", "now": NOW}
    acts.found_county(name="清溪县", region="北山市", **founding)
    with pytest.raises(Refused, match="name_taken"):
        acts.found_county(name="清溪县", region="南山市", **founding)
