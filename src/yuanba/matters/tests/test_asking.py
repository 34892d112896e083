"""The reporter urges, doubts the class, and says whether he is satisfied."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock, records
from yuanba.base.errors import Denied, Refused
from yuanba.duties.rules import Lane
from yuanba.matters import acts, follow
from yuanba.matters.models import Ask, Matter
from yuanba.matters.queries import lists
from yuanba.matters.rules import Asked
from yuanba.people.door import Guest


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(hours=1))


def page(matter: Matter, name: str) -> str:
    return reverse(f"follow:{name}", args=[follow.token(matter.pk)])


def of(matter: Matter) -> Guest:
    return Guest(holds=matter.pk)


def words(answer) -> str:
    return answer.content.decode()


# ---- 催一催


def test_an_urge_is_a_record_and_moves_no_limit(world: World):
    matter = world.assigned()
    due = matter.due_at
    acts.urge(actor=of(matter), matter_id=matter.pk, now=THURSDAY)
    matter.refresh_from_db()
    assert matter.due_at == due
    assert records.about(matter)[-1].act == "matters.urge"


def test_he_urges_once_in_three_days_and_is_told_from_when_again(world: World):
    matter = world.assigned()
    acts.urge(actor=of(matter), matter_id=matter.pk, now=THURSDAY)
    with pytest.raises(Refused, match="urged") as no:
        acts.urge(actor=of(matter), matter_id=matter.pk, now=THURSDAY + timedelta(days=2))
    assert "三天后" in str(no.value.message)
    acts.urge(actor=of(matter), matter_id=matter.pk, now=THURSDAY + timedelta(days=3))
    assert Ask.objects.filter(matter=matter, settled_at=None).count() == 1


@pytest.mark.parametrize("who", ["resident", "worker", "handler"])
def test_nobody_urges_in_his_place(world: World, who):
    matter = world.assigned()
    with pytest.raises(Denied):
        acts.urge(actor=getattr(world, who), matter_id=matter.pk, now=THURSDAY)
    assert not Ask.objects.exists()


def test_what_waits_for_himself_is_not_urged(world: World):
    matter = world.replied()
    with pytest.raises(Refused, match="nothing_to_urge"):
        acts.urge(actor=of(matter), matter_id=matter.pk, now=THURSDAY)


def test_the_one_responsible_sees_it_first_until_he_did_something(world: World, client):
    later = world.assigned(text="桥头的灯也坏了。")
    matter = world.assigned()
    acts.urge(actor=of(matter), matter_id=matter.pk, now=THURSDAY)
    client.force_login(world.handler)
    today = words(client.get("/desk/"))
    assert re.findall(r'id="s-(\w+)"', today)[0] == "urged"
    queue = words(client.get("/desk/queue?view=urged"))
    assert matter.title in queue
    assert later.title not in queue
    acts.note(actor=world.handler, matter_id=matter.pk, text="去看", inside=True, now=THURSDAY)
    assert Ask.objects.filter(settled_at=None).exists()
    acts.note(actor=world.handler, matter_id=matter.pk, text="已到现场看过。", now=THURSDAY)
    assert not Ask.objects.filter(settled_at=None).exists()
    assert "s-urged" not in words(client.get("/desk/"))


def test_every_scope_finds_what_is_urged_by_one_statement_and_one_for_what_is_kept(
    world: World, django_assert_num_queries
):
    matter = world.assigned()
    acts.urge(actor=of(matter), matter_id=matter.pk, now=THURSDAY)
    people = [world.worker, world.gridworker, world.township, world.coordinator, world.handler]
    for person in people:
        scope = lists.scope_of(person.held()[0])
        assert scope
        with django_assert_num_queries(2):
            assert lists.queue(scope, "urged", THURSDAY).rows[0].urged
    far = lists.scope_of(world.neighbour_worker.held()[0])
    assert far
    assert lists.queue(far, "urged", THURSDAY).rows == []


def test_the_page_urges_and_then_says_from_when_again(world: World, client):
    matter = world.assigned()
    assert "催一催" in words(client.get(page(matter, "progress")))
    client.post(page(matter, "urge"))
    shown = words(client.get(page(matter, "progress")))
    assert "9月27日起可以再催" in shown
    assert page(matter, "urge") not in shown
    client.post(page(matter, "urge"))
    assert Ask.objects.count() == 1


def test_what_moves_with_its_village_is_urged_there(world: World):
    from yuanba.places import acts as places

    matter = world.assigned()
    acts.urge(actor=of(matter), matter_id=matter.pk, now=THURSDAY)
    other = world.place_of_another_town()
    places.move(
        actor=world.admin,
        place_id=world.village.pk,
        parent_id=other.pk,
        on=THURSDAY.date(),
        source="县里的文件",
        now=THURSDAY,
    )
    assert Ask.objects.get().township_id == other.pk


# ---- 我觉得分得不对


def doubted(world: World) -> Matter:
    matter = world.sorted()
    acts.object_to_class(actor=of(matter), matter_id=matter.pk, why="这是物业的事。", now=THURSDAY)
    return matter


def test_a_doubt_lands_in_the_workers_list_and_a_new_sorting_answers_it(world: World, client):
    matter = doubted(world)
    client.force_login(world.worker)
    assert "居民说分得不对" in words(client.get("/desk/"))
    assert "这是物业的事" in words(client.get(f"/desk/matters/{matter.pk}/"))
    acts.triage(
        actor=world.worker,
        matter_id=matter.pk,
        lane=Lane.COMMUNAL,
        category_id=world.clutter.pk,
        unit_id=world.committee.pk,
        reason="院坝里的事，大家商量。",
        now=THURSDAY,
    )
    assert Ask.objects.get().settled_at == THURSDAY


def test_a_kept_class_says_why_and_the_person_reads_it(world: World, client):
    matter = doubted(world)
    client.force_login(world.worker)
    desk = f"/desk/matters/{matter.pk}/keep-class/"
    form = words(client.get(desk))
    assert "维持原分" in form
    with pytest.raises(Refused, match="reason_needed"):
        acts.keep_class(actor=world.worker, matter_id=matter.pk, reason=" ", now=THURSDAY)
    assert Ask.objects.get().settled_at is None
    client.post(desk, {"reason": "路灯在公路上，归城管。"})
    assert Ask.objects.get().kept_lane == Lane.GOVERNMENT
    shown = words(client.get(page(matter, "progress")))
    assert "路灯在公路上，归城管。" in shown
    with pytest.raises(Refused, match="kept"):
        acts.object_to_class(actor=of(matter), matter_id=matter.pk, why="还是不对", now=THURSDAY)


def test_a_doubt_needs_a_word_and_waits_once(world: World, client):
    matter = world.sorted()
    empty = client.post(page(matter, "object"), {"why": "🙂"})
    assert empty.status_code == 422
    assert not Ask.objects.exists()
    client.post(page(matter, "object"), {"why": "这是物业的事。"})
    again = words(client.get(page(matter, "object")))
    assert "社区正在看" in again
    with pytest.raises(Refused, match="already_asked"):
        acts.object_to_class(actor=of(matter), matter_id=matter.pk, why="真的", now=THURSDAY)
    early = world.told()
    with pytest.raises(Refused, match="not_sorted"):
        acts.object_to_class(actor=of(early), matter_id=early.pk, why="不对", now=THURSDAY)


@pytest.mark.parametrize("who", ["handler", "gridworker", "supervisor", "neighbour_worker"])
def test_only_the_desk_keeps_a_class(world: World, who):
    matter = doubted(world)
    with pytest.raises(Denied):
        acts.keep_class(
            actor=getattr(world, who), matter_id=matter.pk, reason="就是这样", now=THURSDAY
        )


# ---- 满意吗


def test_satisfaction_is_asked_after_the_judgement_and_kept_apart(world: World, client):
    matter = world.replied()
    judged = client.post(page(matter, "evaluate"), {"answer": "yes"})
    assert judged["Location"] == page(matter, "rate")
    asked = words(client.get(judged["Location"]))
    assert "您满意吗" in asked
    assert "可以不答" in asked
    client.post(page(matter, "rate"), {"satisfied": "no"})
    matter.refresh_from_db()
    assert (matter.solved, matter.satisfied) == (True, False)
    client.post(page(matter, "rate"), {"satisfied": "yes"})
    matter.refresh_from_db()
    assert matter.satisfied is False
    assert client.get(page(matter, "rate"))["Location"] == page(matter, "progress")


def test_an_unsatisfied_person_may_still_say_that_it_is_not_done(world: World, client):
    matter = world.replied()
    answer = client.post(page(matter, "evaluate"), {"answer": "no", "quick": "part"})
    assert answer["Location"] == page(matter, "rate")
    client.post(page(matter, "rate"), {"satisfied": "yes"})
    matter.refresh_from_db()
    assert (matter.solved, matter.satisfied) == (False, True)


def test_nobody_is_satisfied_before_or_for_the_person(world: World):
    matter = world.replied()
    with pytest.raises(Refused, match="not_judged"):
        acts.rate(actor=of(matter), matter_id=matter.pk, satisfied=True, now=THURSDAY)
    acts.call_back(actor=world.worker, matter_id=matter.pk, solved=True, now=THURSDAY)
    with pytest.raises(Refused, match="not_judged"):
        acts.rate(actor=of(matter), matter_id=matter.pk, satisfied=True, now=THURSDAY)
    with pytest.raises(Denied):
        acts.rate(actor=world.worker, matter_id=matter.pk, satisfied=True, now=THURSDAY)


def test_api_and_page_answer_alike(world: World, client):
    matter = world.assigned()
    door = f"/api/follow/{follow.token(matter.pk)}"
    first = client.post(f"{door}/urge", content_type="application/json")
    again = client.post(f"{door}/urge", content_type="application/json")
    assert (first.status_code, again.status_code) == (200, 409)
    assert again.json()["code"] == "urged"
    doubt = client.post(f"{door}/object_to_class", {"why": ""}, "application/json")
    assert (doubt.status_code, doubt.json()["code"]) == (409, "reason_needed")
    early = client.post(f"{door}/rate", {"satisfied": True}, "application/json")
    assert early.json()["code"] == "not_judged"


def test_kinds_of_asking_are_the_ones_listed():
    assert {a.value for a in Asked} == {"urge", "objection"}
