from types import SimpleNamespace
from typing import Any, cast

from django.http import HttpRequest

from yuanba.places import acts, api
from yuanba.places.tests.tree import Tree

NOBODY = cast(HttpRequest, SimpleNamespace())


def asked(**said: Any) -> api.PlacesOut:
    return api.places(NOBODY, api.Asked(**said))


def test_anyone_reads_the_tree_level_by_level(tree: Tree):
    (county,) = asked().places
    assert (county.name, county.id, county.kind) == ("清溪县", str(tree.county.pk), "county")
    towns = asked(parent=county.id).places
    assert {t.name for t in towns} == {"东河镇", "西坪镇"}
    assert [c.code for t in towns for c in t.codes] == ["500199100", "500199101"]


def test_codes_and_past_names_answer_too(tree: Tree):
    acts.rename(place_id=tree.village.pk, name="新柳湾村", **tree.paper())
    assert [p.name for p in asked(q="柳湾村").places] == ["新柳湾村"]
    assert [p.name for p in asked(code="500199100").places] == ["东河镇"]


def test_what_is_no_id_finds_nothing(tree: Tree):
    assert asked(parent="柳湾").places == []


def test_a_long_list_is_read_in_parts_with_few_statements(tree: Tree, django_assert_num_queries):
    from yuanba.places.rules import Kind

    for n in range(60):
        tree.found(tree.community, Kind.GRID, f"第{n}网格")
    with django_assert_num_queries(3):
        first = asked(parent=str(tree.community.pk))
    with django_assert_num_queries(4):
        rest = asked(parent=str(tree.community.pk), after=first.after)
    names = [p.name for p in [*first.places, *rest.places]]
    assert (len(names), len(set(names)), rest.after) == (60, 60, None)
