"""The desk's list: to call, to print, not gone out, nobody told."""

from typing import Any

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import records
from yuanba.base.errors import Denied, Refused
from yuanba.notices import acts, queries
from yuanba.notices import jobs as notices
from yuanba.notices.models import Message


def to_call(world: World, how: str = "call", name: str = "罗大娘") -> Message:
    matter = world.told(contact_how=how, contact_phone="13800000126", contact_name=name)
    notices.tell(now=THURSDAY, record=str(records.about(matter)[0].pk))
    return Message.objects.get(matter=matter)


def test_calling_takes_it_off_the_list_and_leaves_one_record(world: World):
    message = to_call(world)
    acts.mark_called(actor=world.worker, message_id=message.pk, now=THURSDAY, note="她儿子接的")
    message.refresh_from_db()
    assert (message.state, message.sent_at) == ("called", THURSDAY)
    assert [r.act for r in records.about(message)] == ["notices.mark_called"]
    assert not queries.tasks(world.worker, "call")


def test_a_slip_that_was_handed_over_is_off_the_list(world: World):
    message = to_call(world, "paper")
    assert [line.id for line in queries.tasks(world.worker, "print")] == [message.pk]
    acts.mark_printed(actor=world.worker, message_id=message.pk, now=THURSDAY)
    assert not queries.tasks(world.worker, "print")


def test_nobody_is_told_twice(world: World):
    message = to_call(world)
    acts.mark_called(actor=world.worker, message_id=message.pk, now=THURSDAY)
    with pytest.raises(Refused, match="told_already"):
        acts.mark_called(actor=world.colleague, message_id=message.pk, now=THURSDAY)
    assert len(records.about(message)) == 1


@pytest.mark.parametrize("who", ["resident", "neighbour_worker", "handler", "supervisor", "admin"])
def test_only_the_desk_of_this_village_calls(world: World, who: str):
    message, someone = to_call(world), getattr(world, who)
    with pytest.raises(Denied):
        acts.mark_called(actor=someone, message_id=message.pk, now=THURSDAY)
    assert not queries.tasks(someone, "call")
    message.refresh_from_db()
    assert message.state == "waiting"


def test_the_township_sees_what_its_villages_still_have_to_tell(world: World):
    message = to_call(world)
    assert [line.id for line in queries.tasks(world.township, "call")] == [message.pk]
    assert [line.id for line in queries.tasks(world.coordinator, "call")] == [message.pk]


def test_the_list_masks_name_and_number_and_keeps_the_link_from_the_desk(world: World, client: Any):
    message = to_call(world)
    client.force_login(world.worker)
    page = client.get(reverse("notices:outbox")).content.decode()
    assert "罗**" in page
    assert "138****0126" in page
    assert "罗大娘" not in page
    assert "13800000126" not in page
    assert "/f/" not in page
    assert "http" not in page.split("<tbody>")[1].split("</tbody>")[0]
    assert message.matter is not None
    assert message.matter.number in page


def test_names_that_are_code_are_shown_as_words(world: World, client: Any):
    to_call(world, name='<img src=x onerror="a()">')
    client.force_login(world.worker)
    assert "<img" not in client.get(reverse("notices:outbox")).content.decode()


def test_page_and_api_do_the_same(world: World, client: Any):
    first, second = to_call(world), to_call(world)
    client.force_login(world.worker)
    page = client.post(reverse("notices:called", args=[first.pk]), {"note": ""})
    assert page.status_code == 303
    answer = client.post(
        f"/api/notices/{second.pk}/called", {"note": ""}, content_type="application/json"
    )
    assert answer.json() == {"ok": True, "id": str(second.pk), "state": "called"}
    again = client.post(
        f"/api/notices/{second.pk}/called", {"note": ""}, content_type="application/json"
    )
    assert (again.status_code, again.json()["code"]) == (409, "told_already")
    said = client.post(reverse("notices:called", args=[first.pk]), {"note": ""}, follow=True)
    assert "已经有人告知过了" in said.content.decode()
    assert client.get("/api/notices/tasks").json() == []


def test_who_is_not_signed_in_or_has_no_desk_sees_no_list(world: World, client: Any):
    to_call(world)
    assert client.get(reverse("notices:outbox")).status_code in {302, 303, 403}
    client.force_login(world.resident)
    assert client.get(reverse("notices:outbox")).status_code == 403


def test_outside_the_demo_there_is_no_outbox_page(world: World, client: Any, settings: Any):
    assert client.get(reverse("notices:demo")).status_code == 404
    settings.DEMO = True
    to_call(world, "sms")
    page = client.get(reverse("notices:demo"))
    assert "13800000126" in page.content.decode()


def test_a_resident_reads_what_he_was_told_and_nobody_elses(world: World, client: Any):
    mine = world.told(actor=world.resident)
    notices.tell(now=THURSDAY, record=str(records.about(mine)[0].pk))
    to_call(world)
    client.force_login(world.resident)
    page = client.get(reverse("notices:mine")).content.decode()
    assert mine.number in page
    assert page.count("您说的事收到了") == 1


def test_the_list_costs_the_same_however_long_it_is(
    world: World, client: Any, django_assert_max_num_queries: Any
):
    for _n in range(6):
        to_call(world)
    client.force_login(world.worker)
    with django_assert_max_num_queries(7):  # session, person, posts, kept, rail, counts, list
        client.get(reverse("notices:outbox"))
