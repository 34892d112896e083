"""A closed matter comes to the wall: drafted by the house, read by a second person, public."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Record
from yuanba.disclosure import acts, drafting, queries
from yuanba.disclosure.models import Row
from yuanba.disclosure.rules import RowState
from yuanba.matters import acts as matters
from yuanba.matters.models import Matter
from yuanba.people.door import Guest

LATER = THURSDAY + timedelta(days=4)


def closed_row(world: World, **said: Any) -> Row:
    return Row.objects.get(matter_id=world.closed(**said).pk)


def personal(world: World, category: Any) -> Matter:
    """A personal matter, brought to its end by the acts."""
    matter = world.told(text="我叫罗小兰，家里老人要人陪护。")
    matter = matters.triage(
        actor=world.worker,
        matter_id=matter.pk,
        lane="personal",
        category_id=category.pk,
        unit_id=world.committee.pk,
        reason="家里的事。",
        now=THURSDAY,
    )
    run: dict[str, Any] = {"actor": world.worker, "matter_id": matter.pk, "now": THURSDAY}
    matters.assign(owner_id=world.worker.pk, **run)
    matters.finish(outcome="answered", result="给了家政的电话。", guidance="介绍了家政。", **run)
    matters.reply(text="给您介绍了家政。", **run)
    guest = Guest(holds=matter.pk)
    matters.evaluate(actor=guest, matter_id=matter.pk, solved=True, now=THURSDAY)
    matters.check_hardship(hardship="none", text="不困难。", **run)
    return matters.close(evidence="本人说好了。", **run)


def test_striking_off_drafts_a_row_that_names_nobody(world: World):
    row = closed_row(
        world,
        text="我叫罗大娘，电话13800000126，住12号，路灯不亮。",
        contact_name="罗大娘",
        contact_phone="13800000126",
    )
    assert row.state == "draft"
    shown = row.title + row.text
    assert "罗" not in shown
    assert "138" not in shown
    assert "12号" not in shown
    assert "路灯不亮" in row.title
    assert (row.unit_name, row.category_name) == ("云岭县城市管理局", "路灯不亮")
    assert (row.confirmed, row.days_taken) == (True, 3)


def test_of_a_personal_matter_the_wall_says_only_its_kind(world: World):
    row = Row.objects.get(matter_id=personal(world, world.chores).pk)
    assert (row.title, row.text) == ("家政、陪护、搬抬", "")


def test_a_restricted_matter_is_only_counted(world: World):
    matter = personal(world, world.family)
    assert not Row.objects.filter(matter_id=matter.pk).exists()


def test_a_second_person_publishes_and_leaves_one_record(world: World):
    row = closed_row(world)
    acts.publish(actor=world.colleague, row_id=row.pk, now=LATER)
    row.refresh_from_db()
    assert (row.state, row.published_by, row.published_at) == ("published", world.colleague, LATER)
    assert [r.act for r in records.about(row)] == ["disclosure.publish"]


def test_who_struck_it_off_does_not_publish_it(world: World):
    row = closed_row(world)
    with pytest.raises(Refused, match="second_person"):
        acts.publish(actor=world.worker, row_id=row.pk, now=LATER)
    row.refresh_from_db()
    assert (row.state, records.about(row)) == ("draft", [])


def test_the_database_itself_wants_a_second_person(world: World):
    row = closed_row(world)
    wrong = {"state": "published", "published_at": LATER, "published_by": world.worker}
    with pytest.raises(IntegrityError), transaction.atomic():
        Row.objects.filter(pk=row.pk).update(**wrong)


@pytest.mark.parametrize("act", ["publish", "edit_row", "hold"])
@pytest.mark.parametrize("who", ["resident", "neighbour_worker", "handler", "gridworker", "admin"])
def test_only_those_of_the_place_look_after_its_wall(world: World, who: str, act: str):
    row = closed_row(world)
    more = {"edit_row": {"title": "灯", "text": ""}, "hold": {"reason": "先不。"}}.get(act, {})
    with pytest.raises(Denied):
        getattr(acts, act)(actor=getattr(world, who), row_id=row.pk, now=LATER, **more)
    row.refresh_from_db()
    assert row.state == "draft"


@pytest.mark.parametrize("who", ["colleague", "township", "supervisor"])
def test_worker_township_and_supervisor_may_publish(world: World, who: str):
    row = closed_row(world)
    assert acts.publish(actor=getattr(world, who), row_id=row.pk, now=LATER).state == "published"


def test_words_are_corrected_before_they_are_public_and_the_record_keeps_the_old(world: World):
    row = closed_row(world)
    before = row.title
    acts.edit_row(actor=world.worker, row_id=row.pk, title="村口路灯不亮", text="亮了。", now=LATER)
    row.refresh_from_db()
    assert (row.title, row.text) == ("村口路灯不亮", "亮了。")
    assert records.about(row)[0].facts["title_before"] == before
    acts.publish(actor=world.colleague, row_id=row.pk, now=LATER)
    with pytest.raises(Refused, match="published_already"):
        acts.edit_row(actor=world.colleague, row_id=row.pk, title="别的", text="", now=LATER)


@pytest.mark.parametrize("text", ["打13800000126", "渝A12345停这", "见 www.example.org"])
def test_nobody_types_a_number_back_onto_the_wall(world: World, text: str):
    row = closed_row(world)
    with pytest.raises(Refused, match="personal") as refused:
        acts.edit_row(actor=world.colleague, row_id=row.pk, title="路灯", text=text, now=LATER)
    assert refused.value.field == "text"


def test_taking_down_needs_a_reason(world: World):
    row = closed_row(world)
    acts.publish(actor=world.colleague, row_id=row.pk, now=LATER)
    with pytest.raises(Refused, match="reason_needed"):
        acts.hold(actor=world.worker, row_id=row.pk, reason=" ", now=LATER)
    acts.hold(actor=world.worker, row_id=row.pk, reason="看得出是谁家。", now=LATER)
    row.refresh_from_db()
    assert (row.state, row.published_at, row.held_because) == ("held", None, "看得出是谁家。")


def test_a_reopened_matter_comes_down_from_the_wall_at_once(world: World):
    row = closed_row(world)
    acts.publish(actor=world.colleague, row_id=row.pk, now=LATER)
    matters.ask_reopen(
        actor=Guest(holds=row.matter_id), matter_id=row.matter_id, why="又黑了。", now=LATER
    )
    matters.grant_reopen(actor=world.worker, matter_id=row.matter_id, now=LATER)
    row.refresh_from_db()
    assert (row.state, row.held_because) == ("held", "reopened")
    assert records.about(row)[-1].act == "disclosure.take_down"


def test_struck_off_again_it_is_drafted_again(world: World):
    row = closed_row(world)
    run: dict[str, Any] = {"actor": world.worker, "matter_id": row.matter_id, "now": LATER}
    matters.ask_reopen(
        actor=Guest(holds=row.matter_id), matter_id=row.matter_id, why="又黑了。", now=LATER
    )
    matters.grant_reopen(**run)
    matters.assign(owner_id=world.handler.pk, **run)
    matters.finish(
        outcome="solved", result="换了整根灯杆，又亮了。", **run | {"actor": world.handler}
    )
    matters.reply(text="换了灯杆。", **run | {"actor": world.handler})
    matters.evaluate(
        actor=Guest(holds=row.matter_id), matter_id=row.matter_id, solved=True, now=LATER
    )
    matters.close(evidence="本人说亮了。", **run)
    row.refresh_from_db()
    assert (row.state, row.held_because, row.text) == ("draft", "", "换了整根灯杆，又亮了。")


def test_drafting_many_again_leaves_what_people_did(world: World):
    row = closed_row(world)
    acts.publish(actor=world.colleague, row_id=row.pk, now=LATER)
    assert drafting.draft([row.matter_id], LATER) == 0
    row.refresh_from_db()
    assert row.state == "published"


# ---- pages and API


def test_the_desk_publishes_what_is_ticked(world: World, client: Any):
    rows = [closed_row(world) for _n in range(3)]
    client.force_login(world.colleague)
    page = client.get(reverse("disclosure:desk"))
    assert page.content.decode().count('name="row"') == 3
    client.post(reverse("disclosure:desk"), {"row": [rows[0].pk, rows[2].pk]})
    assert [Row.objects.get(pk=r.pk).state for r in rows] == ["published", "draft", "published"]


def test_ticking_nothing_is_told_and_changes_nothing(world: World, client: Any):
    row = closed_row(world)
    client.force_login(world.colleague)
    page = client.post(reverse("disclosure:desk"))
    assert page.status_code == 422
    assert "请先在要公开的前面打勾" in page.content.decode()
    row.refresh_from_db()
    assert row.state == "draft"


def test_the_one_who_closed_it_finds_no_box_to_tick(world: World, client: Any):
    row = closed_row(world)
    client.force_login(world.worker)
    page = client.get(reverse("disclosure:desk")).content.decode()
    assert 'name="row"' not in page
    said = client.post(reverse("disclosure:desk"), {"row": [row.pk]}, follow=True)
    assert "自己销号的事不能自己公开" in said.content.decode()


def test_page_and_api_refuse_alike(world: World, client: Any):
    row = closed_row(world)
    client.force_login(world.colleague)
    words = {"title": "路灯", "text": "打13800000126"}
    page = client.post(reverse("disclosure:row", args=[row.pk]), words | {"do": "save"})
    assert page.status_code == 422
    assert "不能公开，请删掉" in page.content.decode()
    answer = client.post(f"/api/wall/rows/{row.pk}/edit", words, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "personal")
    row.refresh_from_db()
    assert row.state == "draft"


def test_page_and_api_publish_alike(world: World, client: Any):
    first, second = closed_row(world), closed_row(world)
    client.force_login(world.colleague)
    words = {"title": "村口的灯", "text": "亮了。", "do": "publish"}
    page = client.post(reverse("disclosure:row", args=[first.pk]), words)
    assert page.status_code == 303
    answer = client.post(f"/api/wall/rows/{second.pk}/publish")
    assert answer.json()["state"] == "published"
    acts_left = [
        r.act for r in Record.objects.filter(subject_id__in=[first.pk, second.pk]).order_by("id")
    ]
    assert acts_left == ["disclosure.edit_row", "disclosure.publish", "disclosure.publish"]


def test_a_row_is_kept_back_on_the_page_with_a_reason(world: World, client: Any):
    row = closed_row(world)
    client.force_login(world.supervisor)
    here = reverse("disclosure:row", args=[row.pk])
    assert client.post(here, {"do": "hold", "reason": ""}).status_code == 422
    assert client.post(here, {"do": "hold", "reason": "还要问本人。"}).status_code == 303
    row.refresh_from_db()
    assert row.state == "held"


def test_another_village_does_not_even_see_the_draft(world: World, client: Any):
    row = closed_row(world)
    client.force_login(world.neighbour_worker)
    assert client.get(reverse("disclosure:row", args=[row.pk])).status_code in {403, 404}
    assert not queries.to_read(world.neighbour_worker, "draft")


def test_the_list_costs_the_same_however_long_it_is(
    world: World, client: Any, django_assert_max_num_queries: Any
):
    for _n in range(4):
        closed_row(world)
    client.force_login(world.colleague)
    with django_assert_max_num_queries(8):  # session, person, posts, kept, rail, rows, two counts
        client.get(reverse("disclosure:desk"))


def test_a_supervisor_lets_a_row_out_or_keeps_it_back_and_writes_no_word_of_it(world: World):
    row = Row.objects.get(matter_id=world.closed().pk)
    client = Client()
    client.force_login(world.supervisor)
    here = reverse("disclosure:row", args=[row.pk])
    page = client.get(here).content.decode()
    assert 'name="title"' not in page
    client.post(here, {"do": "save", "title": "别的", "text": "别的话"})
    client.post(here, {"do": "publish", "title": "别的", "text": "别的话"})
    before = (row.title, row.text)
    row.refresh_from_db()
    assert (row.title, row.text, row.state) == (*before, RowState.PUBLISHED)
    with pytest.raises(Denied):
        acts.edit_row(actor=world.supervisor, row_id=row.pk, title="别的", text="", now=THURSDAY)
