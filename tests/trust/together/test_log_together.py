"""X-LOG: many who write in one village at once, each index once (trust.md 5)."""

import json
from functools import partial

import pytest

from tests.trust.together.test_race import at_once
from tests.world import THURSDAY, World
from yuanba.base.log import reading, tree
from yuanba.base.log.models import Leaf, Tree
from yuanba.matters import acts

pytestmark = pytest.mark.xdist_group("race")


def test_eight_who_write_in_one_village_at_once_get_an_index_each(world: World):
    told = [world.told() for _ in range(8)]
    accept = partial(acts.accept, actor=world.worker, now=THURSDAY)
    got = at_once(*(partial(accept, matter_id=matter.pk) for matter in told))
    assert [row for row in got if isinstance(row, Exception)] == []
    mine = Tree.objects.get(pk=world.village.pk)
    bodies = Leaf.objects.filter(tree=mine).order_by("n").values_list("body", flat=True)
    assert [json.loads(body)["n"] for body in bodies] == list(range(16))
    assert reading.root_now(mine) == tree.root(reading.Stored(mine.pk), 16)


def test_eight_first_acts_of_a_village_begin_one_tree(world: World):
    tell = partial(acts.report, actor=world.guest, place_id=world.elsewhere.pk, now=THURSDAY)
    got = at_once(*(partial(tell, text=f"第{n}盏路灯不亮。") for n in range(8)))
    assert [row for row in got if isinstance(row, Exception)] == []
    assert Tree.objects.get(pk=world.elsewhere.pk).size == 8
