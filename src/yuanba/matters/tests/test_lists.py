"""Lists: one scope, one page after the other, a known number of statements."""

from datetime import timedelta

import pytest

from tests.world import THURSDAY, World
from yuanba.base.permits import Role
from yuanba.matters import acts
from yuanba.matters.queries import lists, register, stuck
from yuanba.people.door import Guest
from yuanba.people.models import Post

LATER = THURSDAY + timedelta(days=10)


def scope(world: World, who: str) -> lists.Scope:
    found = lists.scope_of(Post.objects.select_related("place").get(person=getattr(world, who)))
    assert found is not None
    return found


def test_each_post_has_one_column(world: World):
    columns = {
        who: scope(world, who).column
        for who in ("worker", "gridworker", "township", "coordinator", "handler", "supervisor")
    }
    assert columns == {
        "worker": "village_id",
        "gridworker": "grid_id",
        "township": "township_id",
        "coordinator": "county_id",
        "handler": "unit_id",
        "supervisor": "village_id",
    }


def test_an_administrator_has_no_list_of_matters(world: World):
    assert lists.scope_of(Post.objects.select_related("place").get(person=world.admin)) is None


def test_the_neighbour_village_sees_nothing_of_ours(world: World):
    world.told()
    assert lists.queue(scope(world, "neighbour_worker"), "open", THURSDAY).rows == []
    assert len(lists.queue(scope(world, "township"), "open", THURSDAY).rows) == 1


def test_a_restricted_matter_is_not_in_the_list_of_the_grid_or_the_supervisor(world: World):
    world.sorted(lane="personal", category=world.family, unit=world.committee)
    shown = {
        who: len(lists.queue(scope(world, who), "open", THURSDAY).rows)
        for who in ("worker", "gridworker", "supervisor")
    }
    assert shown == {"worker": 1, "gridworker": 0, "supervisor": 0}
    assert register.register(scope(world, "supervisor"), register.Filters(), THURSDAY).rows == []


def test_pages_follow_one_another_without_a_gap_or_a_double(world: World):
    told = [world.told(now=THURSDAY + timedelta(minutes=i % 3)).pk for i in range(60)]
    seen: list[int] = []
    after = ""
    for _page in range(3):
        page = lists.queue(scope(world, "worker"), "open", THURSDAY, after)
        seen += [row.id for row in page.rows]
        after = page.next
    assert after == ""
    assert sorted(seen) == sorted(told)


def test_a_key_that_is_not_ours_begins_at_the_front(world: World):
    world.told()
    for wrong in ("", "x", "1-x", "99999999999999999999-1", "-", "1-" + "9" * 40):
        assert len(lists.queue(scope(world, "worker"), "open", THURSDAY, wrong).rows) == 1


def test_every_view_counts_what_it_lists(world: World):
    world.told()
    world.sorted()
    world.finished()
    world.replied()
    world.evaluated()
    world.closed()
    asked = world.assigned()
    acts.ask_extension(
        actor=world.handler, matter_id=asked.pk, days=3, reason="等配件。", now=THURSDAY
    )
    again = world.closed()
    acts.ask_reopen(actor=Guest(holds=again.pk), matter_id=again.pk, why="又不亮了。", now=LATER)
    counted = lists.counts(scope(world, "worker"), lists.VIEWS, LATER)
    for name in lists.VIEWS:
        rows = lists.queue(scope(world, "worker"), name, LATER).rows
        assert counted[name] == len(rows), name
    assert counted | {"today": 0} == counted
    assert (counted["reopen"], counted["extend"], counted["close"], counted["call"]) == (1, 1, 1, 1)


def test_counts_stop_at_a_hundred_and_cost_one_statement(
    world: World, django_assert_num_queries, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(lists, "MOST", 3)
    for _i in range(5):
        world.told()
    here = scope(world, "worker")
    with django_assert_num_queries(2):
        assert lists.counts(here, ["open", "late"], LATER) == {"open": 3, "late": 3}


def test_a_page_costs_one_statement_whatever_is_stored(world: World, django_assert_num_queries):
    for _i in range(30):
        world.assigned()
    here = scope(world, "worker")
    with django_assert_num_queries(2):
        assert len(lists.queue(here, "open", THURSDAY).rows) == 25
    with django_assert_num_queries(1):
        assert len(register.register(here, register.Filters(), THURSDAY).rows) == 25


def test_the_register_goes_both_ways(world: World):
    told = [world.told(now=THURSDAY + timedelta(minutes=i)).pk for i in range(40)]
    here = scope(world, "worker")
    for order, wanted in (("", told[::-1]), ("old", told)):
        asked = register.Filters(order=order)
        first = register.register(here, asked, THURSDAY)
        second = register.register(here, asked, THURSDAY, first.next)
        assert [row.id for row in first.rows + second.rows] == wanted


def test_the_register_is_filtered_by_lane_category_unit_state_and_month(world: World):
    world.told()
    lamp = world.sorted()
    world.closed()
    here = scope(world, "worker")

    def found(**said: str) -> int:
        return len(register.register(here, register.read(said), THURSDAY).rows)

    assert found(lane="government") == 2
    assert found(lane="none") == 1
    assert found(category=str(lamp.category_id), state="open") == 1
    assert found(unit=str(world.street.pk)) == 0
    assert found(state="closed") == 1
    assert (found(month="2026-09"), found(month="2026-08"), found(month="rubbish")) == (3, 0, 3)
    assert found(state="made-up") == 3


def test_a_number_a_place_and_words_are_found(world: World):
    matter = world.told()
    world.told(text="化粪池外溢。", place_id=world.village.pk)
    here = scope(world, "township")

    def found(q: str) -> set[str]:
        return {
            row.title for row in register.register(here, register.read({"q": q}), THURSDAY).rows
        }

    assert found(matter.number) == {matter.title}
    assert found("化粪池") == {"化粪池外溢。"}
    assert len(found("石桥村")) == 2
    assert found("石桥村第一网格") == {matter.title}
    assert found("没有的") == set()


def test_a_rare_filter_looks_through_one_window_and_then_offers_to_go_on(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(register, "WINDOW", 10)
    old = world.sorted(now=THURSDAY - timedelta(days=1))
    for _i in range(12):
        world.told()
    here, asked = scope(world, "worker"), register.Filters(lane="government")
    first = register.register(here, asked, THURSDAY)
    assert (first.rows, first.window_over) == ([], True)
    second = register.register(here, asked, THURSDAY, first.next)
    assert [row.id for row in second.rows] == [old.pk]
    assert not second.window_over


def test_late_and_stuck_by_village_in_fixed_order(world: World, django_assert_num_queries):
    world.told()
    world.sorted()
    world.told(place_id=world.elsewhere.pk)
    here = scope(world, "township")
    with django_assert_num_queries(3):
        lines, more = stuck.by_place(here, LATER)
    assert [(line.name, line.open, line.late, line.stuck) for line in lines] == [
        ("柳湾社区", 1, 1, 0),
        ("石桥村", 2, 2, 1),
    ]
    assert not more
    assert lines[0].oldest.startswith("超")


def test_the_county_sees_its_townships(world: World):
    world.told()
    lines, _more = stuck.by_place(scope(world, "coordinator"), THURSDAY)
    assert [line.name for line in lines] == ["桂溪镇"]


def test_roles_outside_the_table_have_no_scope(world: World):
    post = Post.objects.select_related("place").get(person=world.admin)
    assert Role(post.role) is Role.ADMIN
    assert lists.scope_of(post) is None
