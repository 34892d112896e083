from datetime import date

from yuanba.base.permits import Role
from yuanba.places import acts, queries
from yuanba.places.tests.tree import Holder, Tree


def test_the_line_above_a_building_runs_from_the_county_down(tree: Tree):
    above = [tree.county, tree.east, tree.village, tree.grid, tree.courtyard]
    assert queries.ancestors(tree.building) == above


def test_the_tree_is_read_in_few_statements(tree: Tree, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list(queries.children(tree.village.pk)) == [tree.grid, tree.group]
    with django_assert_num_queries(1):
        assert set(queries.subtree(tree.grid)) == {tree.grid, tree.courtyard, tree.building}
    with django_assert_num_queries(1):
        queries.ancestors(tree.grid)
    with django_assert_num_queries(1):
        assert queries.scope_of(tree.admin) == [tree.county]


def test_a_place_is_found_in_six_statements_however_many_there_are(
    tree: Tree, django_assert_max_num_queries
):
    acts.merge(place_ids=[tree.village.pk], into_id=tree.other.pk, **tree.paper())
    with django_assert_max_num_queries(7):
        assert queries.find("柳湾村") == [tree.other, tree.village]
    with django_assert_max_num_queries(3):
        assert queries.find("500199100") == [tree.east]


def test_codes_are_found_however_they_are_written(tree: Tree):
    for said in ("500199100", "500199100000", " ５００１９９１００ "):
        assert queries.find(said) == [tree.east]
    assert queries.find("") == queries.find("500199999") == []


def test_a_village_is_found_by_its_short_name_and_by_its_committees(tree: Tree):
    assert queries.find("南湖") == [tree.community]
    full = acts.rename(place_id=tree.other.pk, name="石桥村村民委员会", **tree.paper())
    assert queries.find("石桥村") == [full]


def test_what_did_not_exist_that_day_is_not_shown(tree: Tree):
    assert list(queries.children(tree.village.pk, on=date(2019, 12, 31))) == []
    assert queries.find("柳湾村", on=date(2019, 12, 31)) == []


def test_only_the_county_looks_through_all_its_places(tree: Tree):
    assert queries.scope_of(Holder({tree.county.pk: Role.SUPERVISOR})) == [tree.county]
    assert queries.scope_of(Holder({tree.county.pk: Role.WORKER, tree.east.pk: Role.ADMIN})) == []
