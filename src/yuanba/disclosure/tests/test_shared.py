"""大家的事: what neighbours told and what came of it; 我家也是 begins a telling of one's own."""

from datetime import timedelta
from typing import Any

from tests.world import THURSDAY, World
from yuanba.disclosure import acts
from yuanba.disclosure.models import Row
from yuanba.matters import acts as matters
from yuanba.matters.models import Matter
from yuanba.people.models import Person

LATER = THURSDAY + timedelta(days=4)


def hung(world: World, **said: Any) -> Matter:
    matter = world.closed(**said)
    acts.publish(actor=world.colleague, row_id=Row.objects.get(matter_id=matter.pk).pk, now=LATER)
    return matter


def page(world: World, client: Any, **asked: str) -> str:
    return str(client.get(f"/wall/{world.village.pk}/shared", asked).content.decode())


def test_only_what_a_second_person_has_read_stands_there_and_nobody_s_name(
    world: World, client: Any
):
    hung(world, contact_name="罗大娘", contact_phone="13800000126")
    world.closed(text="垃圾房门口臭得很，三天没人收。")
    shown = page(world, client)
    assert "路灯" in shown
    assert "垃圾房" not in shown, "drafted, not read yet"
    assert "罗大娘" not in shown
    assert shown.count("/report?like=") == 1


def test_my_house_too_begins_a_telling_with_those_words(world: World, client: Any):
    hung(world)
    there = page(world, client).split('class="btn btn--line" href="/c/')[1].split('"')[0]
    form = client.get(f"/c/{there}".replace("&amp;", "&")).content.decode()
    assert "我家也是：" in form
    assert Row.objects.get().title in form
    long = client.get(f"/c/{world.village.pk}/report", {"like": "<b>x" * 100}).content.decode()
    assert "<b>x" not in long, "what a link says is text, and short"


def test_what_is_about_somebody_after_all_leaves_it(world: World, client: Any):
    matter = hung(world)
    assert "我家也是：" in page(world, client) or "路灯" in page(world, client)
    matters.name_concern(
        actor=Person.objects.get(pk=world.supervisor.pk), matter_id=matter.pk,
        about=f"person:{world.worker.pk}", why="说的就是他。", now=LATER,
    )  # fmt: skip
    assert "路灯" not in page(world, client)


def test_it_is_narrowed_by_lane_and_category_and_goes_on_after_a_page(
    world: World, client: Any, django_assert_num_queries: Any
):
    for _n in range(3):
        hung(world)
    assert page(world, client, lane="government").count("路灯不亮 ·") == 3
    assert page(world, client, lane="communal").count("路灯不亮 ·") == 0
    assert page(world, client, category=world.lamp.code).count("路灯不亮 ·") == 3
    assert page(world, client, category="nothing").count("路灯不亮 ·") == 3
    with django_assert_num_queries(4):
        page(world, client)
    assert client.get(f"/wall/{world.town.pk}/shared").status_code == 404
