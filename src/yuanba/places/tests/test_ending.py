from datetime import date

import pytest

from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Role
from yuanba.places import acts, queries
from yuanba.places.acts.ending import Part
from yuanba.places.models import Place, Succession
from yuanba.places.rules import Kind
from yuanba.places.tests.tree import BEGAN, NOW, TODAY, Holder, Tree

DAY = date(2026, 3, 1)


def test_a_merged_village_still_leads_somewhere(tree: Tree):
    acts.merge(place_ids=[tree.village.pk], into_id=tree.other.pk, on=DAY, **tree.paper())
    assert queries.find("柳湾村") == [tree.other, tree.village]  # the living one first
    assert queries.find("柳湾村", on=date(2025, 1, 1)) == [tree.other, tree.village]
    assert queries.find("柳湾村", on=TODAY) == [tree.other]
    (line,) = queries.succession(tree.village.pk)
    assert (line.after, line.how, line.on) == (tree.other, "merge", DAY)
    tree.building.refresh_from_db()
    assert tree.building.village_id == tree.other.pk
    assert queries.past(tree.grid.pk)[0].parent == tree.village
    record = records.about(tree.other)[-1]
    assert record.facts["gone"] == [str(tree.village.pk)]
    assert set(record.facts["moved"]) == {str(tree.grid.pk), str(tree.group.pk)}


def test_an_ended_place_changes_no_more(tree: Tree):
    acts.merge(place_ids=[tree.village.pk], into_id=tree.other.pk, on=DAY, **tree.paper())
    with pytest.raises(Refused, match="ended"):
        acts.rename(place_id=tree.village.pk, name="新村", **tree.paper())


def test_a_chain_of_mergers_is_followed_to_its_end(tree: Tree):
    acts.merge(place_ids=[tree.village.pk], into_id=tree.other.pk, on=DAY, **tree.paper())
    acts.merge(place_ids=[tree.other.pk], into_id=tree.community.pk, **tree.paper())
    assert tree.community in queries.find("柳湾村", on=TODAY)


def test_a_village_splits_and_ends(tree: Tree):
    parts = [Part("上柳湾村", "上柳", (tree.grid.pk,)), Part("下柳湾村", "", (tree.group.pk,))]
    upper, lower = acts.split(
        place_id=tree.village.pk, parts=parts, ends=True, on=DAY, **tree.paper()
    )
    assert set(queries.find("柳湾村", on=TODAY)) == {upper, lower}
    tree.building.refresh_from_db()
    assert (tree.building.village_id, upper.township_id) == (upper.pk, tree.east.pk)
    assert records.about(tree.village)[-1].facts["names"] == ["上柳湾村", "下柳湾村"]


def test_a_part_is_carved_out_and_the_rest_stays(tree: Tree):
    acts.split(
        place_id=tree.village.pk,
        parts=[Part("柳湾新村", "", (tree.group.pk,))],
        ends=False,
        on=DAY,
        **tree.paper(),
    )
    assert set(queries.children(tree.village.pk)) == {tree.grid}
    assert Place.objects.get(pk=tree.village.pk).until is None


def test_a_split_must_give_everything_away_once(tree: Tree):
    for parts, code in [
        ([Part("上村", "", (tree.grid.pk,))], "left_over"),
        ([Part("上村", "", (tree.grid.pk,)), Part("下村", "", (tree.grid.pk,))], "parts"),
        ([Part("上村", "", (tree.west.pk,))], "parts"),
        ([], "parts"),
    ]:
        with pytest.raises(Refused, match=code):
            acts.split(place_id=tree.village.pk, parts=parts, ends=True, **tree.paper())
    assert not Succession.objects.exists()


def test_an_empty_grid_is_closed_and_remembered(tree: Tree):
    acts.close(place_id=tree.building.pk, on=DAY, **tree.paper())
    acts.close(place_id=tree.courtyard.pk, on=DAY, **tree.paper())
    acts.close(place_id=tree.grid.pk, on=DAY, **tree.paper())
    assert set(queries.children(tree.village.pk)) == {tree.group}
    assert set(queries.children(tree.village.pk, on=date(2026, 2, 28))) == {tree.group, tree.grid}
    assert records.about(tree.grid)[-1].act == "places.close"


def test_what_still_holds_places_is_not_closed(tree: Tree):
    with pytest.raises(Refused, match="not_empty"):
        acts.close(place_id=tree.grid.pk, **tree.paper())
    with pytest.raises(Refused, match="level"):
        acts.close(place_id=tree.other.pk, **tree.paper())
    with pytest.raises(Refused, match="not_empty"):
        acts.dissolve(place_id=tree.east.pk, into_ids=[tree.west.pk], **tree.paper())


def test_a_place_does_not_end_on_the_day_it_began(tree: Tree):
    fresh = acts.found(parent_id=tree.village.pk, kind=Kind.GRID, name="第二网格", **tree.paper())
    with pytest.raises(Refused, match="too_early"):
        acts.close(place_id=fresh.pk, **tree.paper())


def test_villages_merge_only_with_their_like(tree: Tree):
    with pytest.raises(Refused, match="level"):
        acts.merge(place_ids=[tree.village.pk], into_id=tree.west.pk, **tree.paper())
    with pytest.raises(Refused, match="nothing"):
        acts.merge(place_ids=[tree.west.pk], into_id=tree.west.pk, **tree.paper())
    assert Place.objects.get(pk=tree.village.pk).until is None


def test_an_emptied_township_is_dissolved_into_its_heirs(tree: Tree):
    acts.move(place_id=tree.community.pk, parent_id=tree.east.pk, on=DAY, **tree.paper())
    acts.dissolve(place_id=tree.west.pk, into_ids=[tree.east.pk], on=DAY, **tree.paper())
    assert queries.find("西坪镇", on=TODAY) == [tree.east]
    assert queries.find("500199101", on=TODAY) == [tree.east]


def test_only_the_administrators_of_the_county_end_places(tree: Tree):
    paper = {"source": "县志", "now": NOW, "actor": Holder({tree.east.pk: Role.ADMIN})}
    two = {"place_ids": [tree.village.pk], "into_id": tree.other.pk}
    for refused in (
        lambda: acts.merge(**two, **paper),
        lambda: acts.split(place_id=tree.village.pk, parts=[Part("新")], ends=False, **paper),
        lambda: acts.close(place_id=tree.building.pk, **paper),
        lambda: acts.dissolve(place_id=tree.grid.pk, into_ids=[tree.group.pk], **paper),
    ):
        with pytest.raises(Denied):
            refused()
    assert not Place.objects.exclude(until=None).exists()
    assert Place.objects.get(pk=tree.village.pk).since == BEGAN
