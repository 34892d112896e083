from datetime import date

import pytest

from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.places import acts, queries
from yuanba.places.models import Place, PlaceCode, PlacePast
from yuanba.places.tests.tree import BEGAN, Holder, Tree

DAY = date(2026, 3, 1)


def test_a_renamed_village_is_found_by_both_names(tree: Tree):
    acts.rename(place_id=tree.village.pk, name="新柳湾村", on=DAY, **tree.paper())
    assert queries.find("新柳湾村") == [tree.village]
    assert queries.find("柳湾村") == [tree.village]
    (past,) = queries.past(tree.village.pk)
    assert (past.name, past.parent, past.since, past.until) == ("柳湾村", tree.east, BEGAN, DAY)
    record = records.about(tree.village)[-1]
    assert record.facts["name"] == ["柳湾村", "新柳湾村"]
    assert record.facts["on"] == "2026-03-01"


def test_a_moved_grid_takes_all_below_it_along(tree: Tree):
    acts.move(place_id=tree.grid.pk, parent_id=tree.community.pk, on=DAY, **tree.paper())
    for place in (tree.grid, tree.courtyard, tree.building):
        place.refresh_from_db()
        assert place.reach >= {tree.county.pk, tree.west.pk, tree.community.pk, tree.grid.pk}
        assert tree.village.pk not in place.reach
    assert records.about(tree.grid)[-1].facts["below"] == 2


def test_a_moved_courtyard_takes_its_building_along_though_it_has_no_column(tree: Tree):
    acts.move(place_id=tree.courtyard.pk, parent_id=tree.group.pk, on=DAY, **tree.paper())
    tree.building.refresh_from_db()
    assert (tree.building.grid_id, tree.building.village_id) == (None, tree.village.pk)


def test_a_township_moves_to_another_county_with_its_villages(tree: Tree):
    new = acts.found_county(name="北岭县", on=BEGAN, **tree.paper(actor=acts.FOUNDER))
    moving = {"place_id": tree.east.pk, "parent_id": new.pk, "on": DAY}
    with pytest.raises(Denied):  # the other county has not agreed
        acts.move(**moving, **tree.paper())
    both = Holder(tree.admin.over | {new.pk: next(iter(tree.admin.over.values()))})
    acts.move(**moving, **tree.paper(actor=both))
    assert set(queries.subtree(new)) == {
        new, tree.east, tree.village, tree.other, tree.grid, tree.group, tree.courtyard,
        tree.building,
    }  # fmt: skip
    assert queries.past(tree.east.pk)[0].parent == tree.county


def test_a_new_code_stands_beside_the_old_one(tree: Tree):
    new = {"system": "admin", "edition": "2026", "code": "500199150"}
    acts.recode(place_id=tree.east.pk, on=DAY, **new, **tree.paper())
    assert queries.find("500199100") == queries.find("500199150") == [tree.east]
    assert [(c.code, c.until) for c in queries.codes(tree.east.pk)] == [
        ("500199100", DAY),
        ("500199150", None),
    ]
    assert records.about(tree.east)[-1].facts["replaces"] == ["500199100"]


def test_a_local_code_ends_no_official_one(tree: Tree):
    local = {"system": "local", "edition": "2026", "code": "DH-01"}
    acts.recode(place_id=tree.east.pk, on=DAY, **local, **tree.paper())
    assert PlaceCode.objects.get(code="500199100").until is None
    assert queries.find("dh-01") == [tree.east]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "柳湾村"}, "same_name"),
        ({"name": "石桥村"}, "name_taken"),
        ({"name": "新村", "short": "石桥"}, "short_taken"),
        ({"name": "新村", "on": date(2019, 1, 1)}, "too_early"),
        ({"name": "新村", "on": date(2026, 11, 24)}, "too_late"),
        ({"name": "新村", "source": ""}, "source_needed"),
    ],
)
def test_a_refused_renaming_changes_nothing(tree: Tree, change: dict, code: str):
    with pytest.raises(Refused, match=code):
        acts.rename(**tree.paper(place_id=tree.village.pk) | change)
    tree.village.refresh_from_db()
    assert (tree.village.name, PlacePast.objects.count()) == ("柳湾村", 0)
    assert len(records.about(tree.village)) == 1


@pytest.mark.parametrize(
    ("place", "parent", "code"),
    [
        ("village", "county", "wrong_parent"),
        ("village", "village", "wrong_parent"),
        ("village", "east", "same_parent"),
        ("county", "east", "wrong_parent"),
    ],
)
def test_a_refused_move_changes_nothing(tree: Tree, place: str, parent: str, code: str):
    one, other = getattr(tree, place), getattr(tree, parent)
    with pytest.raises(Refused, match=code):
        acts.move(place_id=one.pk, parent_id=other.pk, **tree.paper())
    assert Place.objects.get(pk=one.pk).parent_id == one.parent_id
    assert len(records.about(one)) == 1


def test_a_code_that_another_place_had_is_refused(tree: Tree):
    taken = {"system": "admin", "edition": "2020", "code": "500199101"}
    with pytest.raises(Refused, match="code_taken"):
        acts.recode(place_id=tree.east.pk, **taken, **tree.paper())
    assert PlaceCode.objects.get(code="500199100").until is None


@pytest.mark.parametrize("act", [acts.rename, acts.move, acts.recode])
def test_nobody_but_the_administrator_changes_a_place(tree: Tree, act):
    given = {
        acts.rename: {"name": "新村"},
        acts.move: {"parent_id": tree.west.pk},
        acts.recode: {"system": "local", "edition": "1", "code": "1"},
    }[act]
    paper = tree.paper(actor=Holder({tree.village.pk: next(iter(tree.admin.over.values()))}))
    with pytest.raises(Denied):
        act(place_id=tree.village.pk, **given, **paper)
