"""俗称: what people call a place."""

import pytest
from django.test import Client
from django.urls import reverse

from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Role
from yuanba.places import acts, queries
from yuanba.places.models import PlaceAlias
from yuanba.places.tests.test_pages import Site
from yuanba.places.tests.tree import NOW, Holder, Tree

pytestmark = pytest.mark.urls("yuanba.places.tests.urls")


def call(tree: Tree, place, name: str, role: Role = Role.WORKER) -> PlaceAlias:
    actor = Holder({tree.village.pk: role})
    return acts.call_also(actor=actor, place_id=place.pk, name=name, now=NOW)


def test_a_place_is_found_by_what_people_call_it_until_that_is_crossed_out(tree: Tree):
    alias = call(tree, tree.courtyard, "  老纸箱厂 ")
    assert queries.find("老纸箱厂") == [tree.courtyard]
    assert records.about(tree.courtyard)[-1].facts["alias"] == "老纸箱厂"
    acts.drop_alias(actor=Holder({tree.village.pk: Role.GRID}), alias_id=alias.pk, now=NOW)
    assert queries.find("老纸箱厂") == []
    with pytest.raises(Refused):
        acts.drop_alias(actor=Holder({tree.village.pk: Role.GRID}), alias_id=alias.pk, now=NOW)
    call(tree, tree.building, "老纸箱厂")  # the word is free again
    assert queries.find("老纸箱厂") == [tree.building]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "alias_needed"),
        ("厂", "alias_needed"),
        ("厂\u200b房", "alias_needed"),
        ("厂" * 81, "name_long"),
        ("老槐院", "alias_same"),
        ("一号楼", "alias_taken"),
        ("大坝", "alias_taken"),
    ],
)
def test_a_word_means_one_place_in_a_village(tree: Tree, name: str, code: str):
    call(tree, tree.building, "大坝")
    with pytest.raises(Refused) as no:
        call(tree, tree.courtyard, name)
    assert (no.value.code, no.value.field) == (code, "name")
    assert PlaceAlias.objects.count() == 1


def test_the_same_word_may_mean_another_place_in_another_village(tree: Tree):
    call(tree, tree.courtyard, "大坝")
    acts.call_also(actor=tree.admin, place_id=tree.other.pk, name="大坝", now=NOW)
    assert set(queries.find("大坝")) == {tree.courtyard, tree.other}


def test_who_works_elsewhere_or_only_reads_may_not(tree: Tree):
    elsewhere = Holder({tree.community.pk: Role.WORKER})
    with pytest.raises(Denied):
        acts.call_also(actor=elsewhere, place_id=tree.courtyard.pk, name="老厂", now=NOW)
    with pytest.raises(Denied):
        call(tree, tree.courtyard, "老厂", Role.SUPERVISOR)


def test_a_worker_writes_it_down_and_crosses_it_out_on_one_page(tree: Tree, client: Client):
    site = Site(tree, client)
    site.sign_in(Role.WORKER, tree.village)
    page = site.get("called", tree.village.pk)
    assert page.count("还没记") == 5  # the village, a grid, a group, a courtyard, a building
    typed = {"place": tree.courtyard.pk, "name": "老纸箱厂"}
    assert site.post("called", tree.village.pk, **typed).status_code == 302
    again = site.post("called", tree.village.pk, **(typed | {"place": tree.grid.pk}))
    assert "指的已经是“老槐院”" in again.content.decode()
    alias = PlaceAlias.objects.get()
    assert "老纸箱厂" in site.get("called", tree.village.pk)
    assert site.post("drop_alias", alias.pk).status_code == 302
    assert site.post("drop_alias", alias.pk).status_code == 404
    assert site.client.get(reverse("places:called", args=[tree.community.pk])).status_code == 403
    assert site.client.get(reverse("places:called", args=[1])).status_code == 404
