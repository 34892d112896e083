"""Views of few matters are answered by their small index, whatever the scope holds."""

import pytest

from tests.world import THURSDAY, World
from yuanba.matters.queries import lists
from yuanba.people.models import Post


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("view", "index"),
    [
        ("paused", "matter_paused"),
        ("leave", "matter_paused"),
        ("asked", "matter_paused"),
        ("settle", "matter_settling"),
        ("waiting", "matter_waiting"),
        ("review", "matter_waiting"),
        ("helped", "helper_open_matter"),
        ("void", "void_one_request_at_a_time"),
    ],
)
def test_a_view_of_few_matters_walks_no_list_of_many(world: World, view: str, index: str):
    for who in (world.worker, world.coordinator, world.handler):
        post = Post.objects.select_related("place").get(person=who)
        scope = lists.scope_of(post)
        assert scope is not None
        plan = lists.view(scope, view, THURSDAY).order_by("due_at", "id")[:26].explain()
        assert index in plan, plan
        assert "matter_open" not in plan, plan
        assert "SCAN matters_matter\n" not in plan, plan
