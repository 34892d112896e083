"""Several matters at once, and the minute in which it can be taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock, jobs, records
from yuanba.base.errors import Denied, Refused
from yuanba.base.models import Job, Record
from yuanba.duties.models import Category
from yuanba.matters import acts
from yuanba.matters.models import Matter
from yuanba.matters.rules import UNDO, State
from yuanba.people.door import Guest

QUEUE, SEVERAL, BACK = "/desk/queue", "/desk/queue/several", "/desk/queue/undo"


def again(matter: Matter) -> Matter:
    return Matter.objects.get(pk=matter.pk)


def accepted(world: World, matter: Matter) -> Matter:
    with records.held_back(UNDO):
        return acts.accept(actor=world.worker, matter_id=matter.pk, now=THURSDAY)


def test_a_step_taken_back_leaves_the_matter_as_it_was_and_both_in_the_records(world: World):
    matter = world.told()
    before = Matter.objects.filter(pk=matter.pk).values().get()
    accepted(world, matter)
    acts.take_back(actor=world.worker, matter_id=matter.pk, now=THURSDAY + timedelta(seconds=30))
    after = Matter.objects.filter(pk=matter.pk).values().get()
    assert after | {"version": 0} == before | {"version": 0}
    assert after["version"] == before["version"] + 2
    left = [r.act for r in records.about(matter)]
    assert left == ["matters.report", "matters.accept", "matters.take_back"]


def test_nobody_is_told_of_a_step_that_was_taken_back(world: World):
    matter = world.told()
    accepted(world, matter)
    held = Job.objects.get(key__startswith="held:")
    assert held.run_at == THURSDAY + UNDO
    acts.take_back(actor=world.worker, matter_id=matter.pk, now=THURSDAY)
    held.refresh_from_db()
    assert held.done_at is not None
    assert held not in jobs.lease(THURSDAY + timedelta(hours=1), most=100)


def test_after_the_minute_the_message_goes_out_as_ever(world: World):
    accepted(world, world.told())
    held = Job.objects.get(key__startswith="held:")
    assert held in jobs.lease(THURSDAY + UNDO, most=100)


def test_sorting_can_be_taken_back_and_the_limit_with_it_but_not_a_sorting_again(world: World):
    matter = world.told()
    before = Matter.objects.filter(pk=matter.pk).values().get()
    run: dict[str, Any] = {"actor": world.worker, "matter_id": matter.pk, "now": THURSDAY}
    as_lamp = {"lane": "government", "category_id": world.lamp.pk, "unit_id": world.lamps.pk}
    with records.held_back(UNDO):
        acts.triage(reason="公共路灯。", title="路灯", **as_lamp, **run)
    acts.take_back(**run)
    after = Matter.objects.filter(pk=matter.pk).values().get()
    assert after | {"version": 0} == before | {"version": 0}
    with records.held_back(UNDO):
        acts.triage(reason="公共路灯。", **as_lamp, **run)
        acts.triage(reason="还是公共路灯。", **as_lamp, **run)
    with pytest.raises(Refused, match="not_undoable"):
        acts.take_back(**run)


@pytest.mark.parametrize("step", ["assign", "transfer", "note"])
def test_assigning_transferring_and_noting_can_be_taken_back_too(world: World, step: str):
    matter = world.sorted()
    before = Matter.objects.filter(pk=matter.pk).values().get()
    said: dict[str, Any] = {
        "assign": {"owner_id": world.handler.pk},
        "transfer": {"unit_id": world.street.pk, "reason": "街道的路。"},
        "note": {"text": "去看过了。"},
    }[step]
    with records.held_back(UNDO):
        getattr(acts, step)(actor=world.worker, matter_id=matter.pk, now=THURSDAY, **said)
    acts.take_back(actor=world.worker, matter_id=matter.pk, now=THURSDAY)
    after = Matter.objects.filter(pk=matter.pk).values().get()
    assert after | {"version": 0} == before | {"version": 0}


def test_what_somebody_did_since_is_not_undone(world: World):
    matter = world.told()
    accepted(world, matter)
    acts.triage(
        actor=world.colleague, matter_id=matter.pk, lane="government", category_id=world.lamp.pk,
        unit_id=world.lamps.pk, reason="公共路灯。", now=THURSDAY,
    )  # fmt: skip
    with pytest.raises(Refused, match="somebody_else"):
        acts.take_back(actor=world.worker, matter_id=matter.pk, now=THURSDAY)
    assert again(matter).state == State.TRIAGED


def test_after_a_minute_or_when_told_it_stays(world: World):
    late, told, done = world.told(), world.told(), world.told()
    acts.refuse(
        actor=world.worker, matter_id=done.pk, kind="outside", reason="不归这里。", now=THURSDAY
    )
    accepted(world, late)
    run: dict[str, Any] = {"actor": world.worker, "now": THURSDAY + timedelta(seconds=61)}
    with pytest.raises(Refused, match="too_late"):
        acts.take_back(matter_id=late.pk, **run)
    acts.accept(actor=world.worker, matter_id=told.pk, now=THURSDAY)  # alone: told at once
    with pytest.raises(Refused, match="told"):
        acts.take_back(matter_id=told.pk, **run | {"now": THURSDAY})
    with pytest.raises(Refused, match="not_undoable"):
        acts.take_back(matter_id=done.pk, **run)
    assert Record.objects.filter(act="matters.take_back").count() == 0


def test_only_who_did_it_takes_it_back(world: World):
    matter = world.told()
    accepted(world, matter)
    with pytest.raises(Refused, match="somebody_else"):
        acts.take_back(actor=world.colleague, matter_id=matter.pk, now=THURSDAY)
    for who in (world.neighbour_worker, world.supervisor, Guest(holds=matter.pk)):
        with pytest.raises(Denied):
            acts.take_back(actor=who, matter_id=matter.pk, now=THURSDAY)


# ---- pages


def ticked(*matters: Matter, **said: Any) -> dict[str, Any]:
    return {"matter": [m.pk for m in matters], "next": QUEUE} | said


def test_all_that_was_ticked_is_accepted_and_taken_back_with_one_press(world: World, client: Any):
    some = [world.told() for _n in range(3)]
    client.force_login(world.worker)
    page = client.post(SEVERAL, ticked(*some, do="accept"), follow=True).content.decode()
    assert "办了 3 件" in page
    assert "一分钟之内可以撤回" in page
    assert {again(m).state for m in some} == {State.ACCEPTED}
    page = client.post(BACK, {"next": QUEUE}, follow=True).content.decode()
    assert "撤回了 3 件" in page
    assert "一分钟之内可以撤回" not in page
    assert {again(m).state for m in some} == {State.REPORTED}
    assert "没有可以撤回的" in client.post(BACK, {"next": QUEUE}, follow=True).content.decode()


def test_each_refusal_is_listed_with_its_number_and_stops_no_other(world: World, client: Any):
    good, over = world.told(), world.closed()
    far = world.told(place_id=world.elsewhere.pk)
    client.force_login(world.worker)
    page = client.post(SEVERAL, ticked(good, over, far, do="accept"), follow=True).content.decode()
    assert "办了 1 件" in page
    assert f"{over.number} " in page
    assert "这件事不归您办" in page
    assert again(good).state == State.ACCEPTED


def test_assign_transfer_and_note_ask_for_their_words_first(world: World, client: Any):
    some = [world.sorted(), world.sorted()]
    client.force_login(world.worker)
    ask = client.post(SEVERAL, ticked(*some, do="transfer"))
    page = ask.content.decode()
    assert some[0].number in page
    assert "转给哪个单位" in page
    wrong = client.post(SEVERAL, ticked(*some, do="transfer", sure="1", unit="", reason=""))
    assert wrong.status_code == 422
    assert {again(m).unit for m in some} == {world.lamps}
    said = ticked(*some, do="transfer", sure="1", unit=world.street.pk, reason="镇里的路。")
    assert "办了 2 件" in client.post(SEVERAL, said, follow=True).content.decode()
    assert {again(m).unit for m in some} == {world.street}
    client.post(BACK, {"next": QUEUE})
    assert {again(m).unit for m in some} == {world.lamps}
    noted = ticked(*some, do="note", sure="1", text="都去看过了。")
    client.post(SEVERAL, noted)
    assert {records.about(m)[-1].facts["text"] for m in some} == {"都去看过了。"}
    given = ticked(*some, do="assign", sure="1", owner=world.handler.pk, method="duty")
    client.post(SEVERAL, given)
    assert {again(m).owner for m in some} == {world.handler}


def test_nothing_ticked_is_told(world: World, client: Any):
    client.force_login(world.worker)
    page = client.post(SEVERAL, {"do": "accept", "next": QUEUE}, follow=True)
    assert "还没有选" in page.content.decode()


def test_the_words_of_another_village_s_matters_are_not_shown(world: World, client: Any):
    far = world.told(place_id=world.elsewhere.pk, text="柳湾的井盖翘起来了。")
    client.force_login(world.worker)
    page = client.post(SEVERAL, ticked(far, do="note")).content.decode()
    assert "井盖翘起来" not in page


def test_page_and_api_take_back_alike(world: World, client: Any):
    matter = world.told()
    with records.held_back(UNDO):
        acts.accept(actor=world.worker, matter_id=matter.pk, now=clock.now())
    client.force_login(world.worker)
    answer = client.post(f"/api/matters/{matter.pk}/take_back", {}, content_type="application/json")
    assert answer.status_code == 200
    assert again(matter).state == State.REPORTED
    assert client.post(reverse("desk_matters:undo")).status_code == 302


def test_one_step_at_the_desk_is_taken_back_with_the_same_key(world: World, client: Any):
    """Sorted by a slip of the finger: the next card offers it back, and the person hears nothing."""
    Category.objects.get_or_create(code="B", name="公共设施", name_en="Facilities", source="test")
    matter = world.told()
    client.force_login(world.worker)
    card = client.get("/desk/triage")
    sent = {
        "category": world.lamp.pk, "lane": "government", "unit": world.lamps.pk, "reason": "公共路灯。",
        "version": matter.version, "key": card.context["form"]["key"].value(), "next": "/desk/triage",
    }  # fmt: skip
    page = client.post(f"/desk/matters/{matter.pk}/triage/", sent, follow=True).content.decode()
    assert "刚才办了 1 件（分流）" in page
    assert 'data-key="z"' in page
    assert again(matter).state == State.TRIAGED
    held = Job.objects.filter(key__startswith="held:", done_at=None)
    assert held.exists(), "told after the minute, not before"
    back = client.post(BACK, {"next": "/desk/triage"}, follow=True).content.decode()
    assert "撤回了 1 件" in back
    assert again(matter).state == State.REPORTED
    assert not held.exists()
    page = client.post(f"/desk/matters/{matter.pk}/accept/", {}, follow=True).content.decode()
    assert "刚才办了 1 件（受理）" in page
    client.post(BACK)
    assert again(matter).state == State.REPORTED


def test_what_cannot_be_taken_back_is_told_at_once_and_offers_no_key(world: World, client: Any):
    matter = world.told()
    client.force_login(world.worker)
    sent = {"kind": "outside", "reason": "这件事不归社区，请找供电所。"}
    page = client.post(f"/desk/matters/{matter.pk}/refuse/", sent, follow=True).content.decode()
    assert again(matter).state == State.REFUSED
    assert 'data-key="z"' not in page
