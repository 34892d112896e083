"""The pages of the three lanes: what each shows, refuses and asks of the database; page and API agree."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.things import Things
from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.duties.models import Category
from yuanba.lanes import acts
from yuanba.lanes.models import Call, Doubt, Order, Signup, Topic, Way
from yuanba.matters import acts as matters
from yuanba.matters import follow
from yuanba.matters.models import Matter


@pytest.fixture(autouse=True)
def _thursday(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)


@pytest.fixture
def things(world: World) -> Things:
    found = Things()
    found.world = world
    return found


@pytest.fixture
def desk(world: World, client: Client) -> Client:
    client.force_login(world.worker)
    return client


def text_of(answer: Any) -> str:
    return answer.content.decode()


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_a_communal_matter_shows_its_bodies_and_what_came_of_it(things: Things, desk: Client):
    page = text_of(desk.get(f"/desk/matters/{things.shared.pk}/lane/"))
    for words in ("院坝怎么清？", "清院坝", "一起清院坝", "算谁的事？", "石桥村议事会"):
        assert words in page


def test_a_government_matter_shows_the_way_up_and_who_decides(world: World, desk: Client):
    matter = world.assigned()
    page = text_of(desk.get(f"/desk/matters/{matter.pk}/lane/"))
    assert "石桥村村民委员会" in page
    assert "桂溪镇人民政府" in page
    assert "云岭县城市管理局" in page


def test_handing_up_proposes_the_unit_whose_duty_it_is(world: World, client: Client):
    matter = world.sorted(unit=world.street)
    client.force_login(world.worker)
    page = text_of(client.get(f"/desk/matters/{matter.pk}/hand-up/"))
    assert f'<option value="{world.lamps.pk}" selected>' in page


def test_the_list_holds_what_waits_and_asks_five_statements_of_its_own(
    things: Things, desk: Client
):
    empty = asked(desk, "/desk/lanes/")
    things.shared, things.helped  # noqa: B018  made now
    Way.objects.update(ask_on=clock.day_of(THURSDAY))
    page = text_of(desk.get("/desk/lanes/"))
    for words in ("院坝怎么清？", "清院坝", "一起清院坝", "说了 0/3 家", "引导自己办"):
        assert words in page
    assert asked(desk, "/desk/lanes/") == empty


def test_what_another_village_has_is_not_there(things: Things, world: World, client: Client):
    matter = things.shared
    client.force_login(world.neighbour_worker)
    assert "院坝怎么清" not in text_of(client.get("/desk/lanes/"))
    assert client.get(f"/desk/matters/{matter.pk}/lane/").status_code == 403
    assert client.get(f"/desk/lanes/topics/{Topic.objects.get().pk}/").status_code == 403


def test_page_and_api_refuse_a_topic_alike(things: Things, world: World, desk: Client):
    matter = things.shared
    said = {"unit": world.council.pk, "question": "再议一次？", "meets_on": "2026-09-30"}
    page = desk.post(f"/desk/matters/{matter.pk}/lane/topic/", said)
    body = {"unit_id": str(world.council.pk), "question": "再议一次？", "meets_on": "2026-09-30"}
    there = f"/api/lanes/matters/{matter.pk}/put_topic"
    answer = desk.post(there, body, content_type="application/json")
    assert page.status_code == 422
    assert "已经有一个议题等着议" in text_of(page)
    assert (answer.status_code, answer.json()["code"]) == (409, "topic_open")


def test_the_pages_carry_a_communal_matter_to_its_end(things: Things, world: World, desk: Client):
    matter = things.shared
    topic, order, call = Topic.objects.get(), Order.objects.get(), Call.objects.get()
    end = {"outcome": "agreed", "words": "周六一起清。"}
    assert desk.post(f"/desk/lanes/topics/{topic.pk}/", end).status_code == 302
    done = {"done": "yes", "text": "八个人清了一上午，清出两车。"}
    assert desk.post(f"/desk/lanes/orders/{order.pk}/", done).status_code == 302
    named = desk.post(f"/desk/lanes/calls/{call.pk}/", {"do": "name", "name": "周大爷"})
    assert named.status_code == 302
    page = text_of(desk.get(f"/desk/lanes/calls/{call.pk}/"))
    assert "周大爷" in page
    assert "罗大娘" in page
    gone = Signup.objects.get(name="周大爷")
    assert desk.post(f"/desk/lanes/calls/{call.pk}/off/{gone.pk}").status_code == 302
    told = text_of(desk.get(f"/f/{follow.token(matter.pk)}/"))
    assert "商量成了" in told
    assert "周六一起清。" in told
    assert "罗大娘" not in told.split("怎么走到这一步")[1]


def test_the_end_of_a_call_writes_minutes_of_each(
    things: Things, world: World, desk: Client, monkeypatch: pytest.MonkeyPatch
):
    call = (things.shared, Call.objects.get())[1]
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(days=4))
    signup = Signup.objects.get()
    said = {"text": "清了两车。", str(signup.pk): "90"}
    assert desk.post(f"/desk/lanes/calls/{call.pk}/", said).status_code == 302
    signup.refresh_from_db()
    assert (signup.came, signup.minutes) == (True, 90)
    page = text_of(desk.get(f"/c/{world.village.pk}/volunteer"))
    assert "来了 1 人" in page
    assert "罗大娘" not in page


def test_a_resident_signs_up_and_a_guest_is_asked_to_sign_in(
    things: Things, world: World, client: Client
):
    call = (things.shared, Call.objects.get())[1]
    there = f"/c/{world.village.pk}/volunteer/{call.pk}"
    sent = client.post(there, {"do": "join"})
    assert sent.status_code == 302
    assert sent["Location"].startswith("/signin/phone/")
    client.force_login(world.resident)
    client.post(there, {"do": "leave"})
    assert not Signup.objects.filter(left_at=None).exists()
    client.post(there, {"do": "join"})
    page = text_of(client.get(f"/c/{world.village.pk}/volunteer"))
    assert "您报上了" in page
    assert Signup.objects.filter(left_at=None, person=world.resident).exists()


def test_a_way_is_shown_asked_after_and_answered_on_pages(
    things: Things, world: World, desk: Client
):
    matter = world.sorted(lane="personal", category=world.chores, unit=world.self_help)
    said = {"way": "mutual", "text": "请楼下陈师傅帮忙。", "ask_on": "2026-10-01"}
    page = desk.post(f"/desk/matters/{matter.pk}/lane/way/", said)
    assert page.status_code == 422
    assert "找谁" in text_of(page)
    assert (
        desk.post(f"/desk/matters/{matter.pk}/lane/way/", said | {"contact": "陈师傅"}).status_code
        == 302
    )
    way = Way.objects.get()
    later = {"do": "later", "text": "没人接", "ask_on": "2026-10-05"}
    assert desk.post(f"/desk/lanes/ways/{way.pk}/", later).status_code == 302
    guest, token = Client(), follow.token(matter.pk)
    assert "帮到了没有" in text_of(guest.get(f"/f/{token}/"))
    ask = guest.post(f"/f/{token}/ways", {"way": way.pk, "arrived": "no"})
    assert "还缺什么" in text_of(ask)
    missing = {"way": way.pk, "arrived": "no", "text": "陈师傅搬走了"}
    assert guest.post(f"/f/{token}/ways", missing).status_code == 302
    way.refresh_from_db()
    assert (way.state, way.said) == ("missed", "陈师傅搬走了")
    assert guest.post(f"/f/{token}/ways", {"way": way.pk, "arrived": "yes"}).status_code == 302
    way.refresh_from_db()
    assert way.state == "arrived"


def test_the_elder_page_leads_to_the_ways_too(things: Things, client: Client):
    client.cookies["mode"] = "elder"
    token = follow.token(things.helped.pk)
    assert f"/f/{token}/ways" in text_of(client.get(f"/f/{token}/"))
    assert "帮到了" in text_of(client.get(f"/f/{token}/ways"))


def test_somebody_elses_way_is_not_found(things: Things, world: World, client: Client):
    way = (things.helped, Way.objects.get())[1]
    other = follow.token(world.told().pk)
    assert client.post(f"/f/{other}/ways", {"way": way.pk, "arrived": "yes"}).status_code == 302
    assert Way.objects.get().state == "waiting"
    there = f"/api/lanes/follow/{other}/ways/{way.pk}"
    answer = client.post(there, {"arrived": True}, content_type="application/json")
    assert answer.status_code == 403


def test_three_bodies_settle_a_class_on_the_page(things: Things, world: World, desk: Client):
    matter = things.shared
    Category.objects.create(code="A", name="院坝楼栋", name_en="Yards", source="test")
    doubt = Doubt.objects.get()
    three = list(doubt.views.order_by("pk"))
    for view in three:
        said = {"unit": view.unit_id, "who": "代表", "lane": "communal", "words": "院坝是大家的"}
        assert desk.post(f"/desk/lanes/doubts/{doubt.pk}/", said).status_code == 302
    page = text_of(desk.get(f"/desk/lanes/doubts/{doubt.pk}/"))
    assert "两家以上说是小事" in page
    end = {"do": "settle", "category": world.clutter.pk, "unit": world.council.pk}
    sent = desk.post(f"/desk/lanes/doubts/{doubt.pk}/", end)
    assert sent.status_code == 302
    matter.refresh_from_db()
    assert matter.reason.startswith("三方会商。")


# ── the resident's own choice ──


def told_with(client: Client, world: World, lane: str) -> Matter:
    page = client.get(f"/c/{world.village.pk}/report?lane={lane}")
    assert "您选的是" in text_of(page)
    said = {"text": "楼道里堆满了旧家具。", "lane": lane, "key": "a" * 32}
    assert client.post(f"/c/{world.village.pk}/report", said).status_code == 303
    return Matter.objects.latest("pk")


def test_five_questions_lead_to_a_telling_with_the_persons_own_choice(world: World, client: Client):
    home = f"/c/{world.village.pk}/which"
    assert "有人正有危险" in text_of(client.get(home))
    found = text_of(client.get(f"{home}?a=nnnny"))
    assert "像是小事" in found
    assert "?lane=communal" in found
    assert told_with(client, world, "communal").chosen_lane == "communal"


def test_a_wrong_choice_is_corrected_with_a_reason_and_the_person_may_object(
    world: World, client: Client
):
    matter = told_with(client, world, "communal")
    go: dict[str, Any] = {
        "actor": world.worker, "matter_id": matter.pk, "lane": "government",
        "category_id": world.lamp.pk, "unit_id": world.lamps.pk, "now": THURSDAY,
    }  # fmt: skip
    client.force_login(world.worker)
    card = text_of(client.get(f"/desk/matters/{matter.pk}/triage/"))
    assert "居民自己选的" in card
    with pytest.raises(Refused, match="reason_needed"):
        matters.triage(reason="不对", **go)
    matters.triage(reason="占了消防通道，要消防来管。", **go)
    page = text_of(Client().get(f"/f/{follow.token(matter.pk)}/"))
    assert "您选的是小事，社区看过，改为大事" in page
    assert "占了消防通道" in page
    assert "我觉得分得不对" in page


def test_the_choice_that_stands_is_no_correction(world: World, client: Client):
    matter = told_with(client, world, "communal")
    matters.triage(
        actor=world.worker, matter_id=matter.pk, lane="communal", category_id=world.clutter.pk,
        unit_id=world.committee.pk, reason="公约", now=THURSDAY,
    )  # fmt: skip
    assert "您选的是" not in text_of(client.get(f"/f/{follow.token(matter.pk)}/"))


def test_the_api_takes_the_choice_as_well(world: World, client: Client):
    body = {"place_id": str(world.village.pk), "text": "楼道堆满了。", "lane": "personal"}
    assert client.post("/api/matters", body, content_type="application/json").status_code == 201
    assert Matter.objects.latest("pk").chosen_lane == "personal"


def test_an_act_repeated_with_its_key_is_done_once(things: Things, world: World):
    matter = things.shared
    for _twice in range(2):
        acts.give_order(
            actor=world.worker, matter_id=matter.pk, unit_id=world.council.pk, what="搬走旧沙发",
            who="三组的人", on=clock.day_of(THURSDAY), now=THURSDAY, key="order-1",
        )  # fmt: skip
    assert Order.objects.filter(what="搬走旧沙发").count() == 1
