"""The pages of closing: what a supervisor, a coordinator and a resident meet there."""

from typing import Any

import pytest
from django.test import Client

from tests.world import THURSDAY, World, signed
from yuanba.base import clock
from yuanba.disclosure import acts as wall
from yuanba.disclosure.models import Row
from yuanba.matters import acts, follow
from yuanba.matters.models import Drawn, Duplicate, Exclusion, Ground, Matter, Share
from yuanba.matters.rules import Spoken, Who
from yuanba.matters.tests.test_contest import contest, public
from yuanba.matters.tests.test_exclusion import asked, exclude, ground, objected
from yuanba.matters.tests.test_sampling import drawn_week
from yuanba.people.door import Guest
from yuanba.places.rules import Kind


def text(answer: Any) -> str:
    return str(answer.content.decode())


def lately(world: World, **said: Any) -> Matter:
    """A matter of these days: older ones are hardly the same trouble."""
    return world.assigned(now=clock.now(), **said)


def test_the_supervisor_sees_who_was_drawn_and_writes_the_answer_down(world: World):
    row = Drawn.objects.get(draw=drawn_week(world))
    client = signed(world.supervisor)
    assert row.matter.number in text(client.get("/desk/checks"))
    here = f"/desk/checks/{row.pk}/"
    assert "还没办好" in text(client.get(here))
    said = {"answer": "unsolved", "why": "还是一闪一闪"}
    assert client.post(here, said).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.why) == ("unsolved", "还是一闪一闪")
    assert "还是一闪一闪" in text(client.get("/desk/checks?view=asked"))


def test_page_and_api_refuse_the_closer_alike(world: World):
    row = Drawn.objects.get(draw=drawn_week(world))
    client = signed(world.worker)
    page = client.post(f"/desk/checks/{row.pk}/", {"answer": "solved"})
    said = client.post(
        f"/api/closing/drawn/{row.pk}/spot_check", {"answer": "solved"}, "application/json"
    )
    assert (page.status_code, said.status_code, said.json()["code"]) == (422, 409, "involved")
    assert str(said.json()["message"]) in text(page)


@pytest.mark.parametrize("view", ["sample", "asked", "contests", "exclusions", "draws"])
def test_each_view_costs_at_most_seven_statements(
    world: World, view: str, django_assert_max_num_queries: Any
):
    drawn_week(world)
    contest(world, public(world))
    asked(world)
    client = signed(world.township)
    client.get("/desk/checks")
    with django_assert_max_num_queries(7):
        assert client.get(f"/desk/checks?view={view}").status_code == 200


def test_a_week_can_be_taken_away_as_a_table_and_drawn_again(world: World):
    draw = drawn_week(world)
    client = signed(world.supervisor)
    assert "结果一样" in text(client.get(f"/desk/checks/draws/{draw.pk}/"))
    lines = client.get(f"/desk/checks/draws/{draw.pk}/list.csv").content.decode("utf-8-sig")
    assert len(lines.strip().splitlines()) == 1 + 3
    drawn = Drawn.objects.get(draw=draw)
    other = Matter.objects.exclude(pk=drawn.matter_id).first()
    Drawn.objects.filter(pk=drawn.pk).update(matter=other)
    assert "和当时的不一样" in text(client.get(f"/desk/checks/draws/{draw.pk}/"))


def test_everybody_reads_the_hash_before_and_the_salt_after(world: World, client: Any):
    draw = drawn_week(world)
    page = text(client.get(f"/figures/{world.county.pk}/sample"))
    said = client.get(f"/api/closing/draws/{world.county.pk}").json()
    assert draw.salt in page
    assert [d["salt"] != "" for d in said] == [False, True]
    assert said[0]["commitment"] in page


def test_neighbours_are_answered_on_the_file_and_the_wall_shows_it(world: World, client: Any):
    row = public(world)
    contest(world, row)
    desk = signed(world.colleague)
    assert "还没好" in text(desk.get(f"/desk/matters/{row.matter_id}/"))
    done = desk.post(
        f"/desk/matters/{row.matter_id}/answer-contest/", {"reply": "两头都看过，灯都亮。"}
    )
    assert done.status_code == 302
    wall = text(client.get(f"/wall/{row.village_id}/?month={row.closed:%Y-%m}"))
    assert "两头都看过，灯都亮。" in wall


def test_an_exclusion_goes_from_the_desk_to_the_person_and_back(world: World, client: Any):
    matter, row = world.replied(), ground(world)
    here = f"/desk/matters/{matter.pk}"
    said = {"ground": str(row.pk), "reason": "去年答复过三次"}
    assert signed(world.worker).post(f"{here}/ask-exclusion/", said).status_code == 302
    assert matter.number in text(signed(world.township).get("/desk/checks?view=exclusions"))
    answer = {"answer": "去年答复过三次，没有新情况。"}
    assert signed(world.township).post(f"{here}/exclude/", answer).status_code == 302
    mine = f"/f/{follow.token(matter.pk)}"
    assert "我有不同意见" in text(client.get(f"{mine}/"))
    assert client.post(f"{mine}/uncounted", {"why": "今年是新坏的"}).status_code == 303
    reason = {"reason": "确实是新坏的，照常计入"}
    assert signed(world.coordinator).post(f"{here}/lift-exclusion/", reason).status_code == 302
    assert Exclusion.objects.get().stage == "lifted"
    assert "照常计入" in text(client.get(f"{mine}/"))


def test_page_and_api_refuse_an_involved_reviewer_alike(world: World):
    matter = asked(world)
    acts.attempt(actor=world.township, matter_id=matter.pk, text="打过电话", now=THURSDAY)
    client = signed(world.township)
    said = {"answer": "没有新情况，不计入。"}
    page = client.post(f"/desk/matters/{matter.pk}/exclude/", said)
    answer = client.post(f"/api/matters/{matter.pk}/exclude", said, "application/json")
    assert (page.status_code, answer.status_code) == (422, 409)
    assert str(answer.json()["message"]) in text(page)


def test_the_county_publishes_a_ground_and_a_share_with_their_source(world: World):
    client = signed(world.coordinator)
    said = {"do": "ground", "code": "repeated", "text": "办过、答复过的", "source": "县办1号"}
    assert client.post("/desk/grounds", said).status_code == 302
    assert client.post("/desk/grounds", said).status_code == 422
    more = {"do": "share", "per_mille": "100", "source": "县办2号"}
    assert client.post("/desk/grounds", more).status_code == 302
    row = Ground.objects.get()
    away = {"do": "retire", "row": str(row.pk), "reason": "县里停用了"}
    assert client.post("/desk/grounds", away).status_code == 302
    assert Share.objects.get().per_mille == 100
    assert Ground.objects.get().until is not None
    assert signed(world.worker).get("/desk/grounds").status_code == 403


def test_a_neighbour_is_offered_to_go_along_and_keeps_what_was_typed(world: World, client: Any):
    main = lately(world)
    here = f"/c/{world.village.pk}/report"
    told = {
        "text": "村口路灯不亮，老人晚上摔跤。", "key": "b" * 32, "place": str(world.grid.pk),
        "contact_phone": "13800000009", "contact_how": "call",
    }  # fmt: skip
    offered = client.post(here, told)
    page = text(offered)
    assert offered.status_code == 200
    assert "我家也是" in page
    assert "13800000009" in page
    assert main.number not in page
    assert Matter.objects.count() == 1
    done = client.post(here, told | {"join": str(main.pk), "seen": "1"})
    assert done.status_code == 303
    mine = Matter.objects.exclude(pk=main.pk).get()
    assert Duplicate.objects.get().matter_id == mine.pk
    assert mine.contact.phone == "13800000009"
    assert f"和编号 {main.number} 是同一件事" in text(client.get(f"/f/{follow.token(mine.pk)}/"))


def test_a_second_press_sends_it_as_it_is(world: World, client: Any):
    lately(world)
    told = {"text": "村口路灯不亮，老人晚上摔跤。", "key": "c" * 32, "seen": "1"}
    assert client.post(f"/c/{world.village.pk}/report", told).status_code == 303
    assert not Duplicate.objects.exists()


def test_what_cannot_be_joined_is_told_by_itself_and_never_lost(world: World, client: Any):
    hidden = world.sorted(lane="personal", category=world.family, unit=world.self_help)
    told = {"text": "家里的事，求帮忙。", "key": "d" * 32, "seen": "1"}
    for n, into in enumerate((hidden.pk, 1, "x", "9" * 30)):
        said = told | {"join": str(into), "key": f"{n}" * 32}
        assert client.post(f"/c/{world.village.pk}/report", said).status_code == 303
    assert Matter.objects.count() == 5
    assert not Duplicate.objects.exists()


def test_the_elder_pages_offer_it_at_the_last_step(world: World, client: Any):
    lately(world)
    client.cookies["mode"] = "elder"
    told = {
        "text": "村口路灯不亮，老人晚上摔跤。", "key": "e" * 32, "step": "check", "go": "send",
    }  # fmt: skip
    here = f"/c/{world.village.pk}/report"
    assert "我家也是" in text(client.post(here, told))
    assert client.post(here, told | {"seen": "1"}).status_code == 303


def test_a_stranger_is_offered_nothing_private_restricted_or_unsorted(world: World, client: Any):
    words = "村口路灯三天不亮，老人晚上摔了一跤。"
    now = clock.now()
    world.told(words, now=now)
    for category in (world.chores, world.family):
        world.sorted(lane="personal", category=category, unit=world.self_help, text=words, now=now)
    world.sorted(text=words, now=now, spoken=Spoken(Who.ANONYMOUS))
    asked_ = {"place_id": str(world.grid.pk), "text": words}
    assert client.get("/api/matters/alike", asked_).json() == []


CANARY = "鸬鹚墩"  # a place only who told it speaks of


def test_of_others_a_stranger_reads_kind_grid_and_month_until_they_agree(world: World, client: Any):
    """X-CANARY: the words of one matter, looked for at every door that offers likes."""
    spot = world.place(Kind.BUILDING, "三栋", world.grid)
    words = f"我叫王大明，13812345678，{CANARY}路灯三天不亮，老人晚上摔了一跤"
    main = lately(world, text=words, place_id=spot.pk)
    asked_ = {"place_id": str(world.grid.pk), "text": "路灯三天不亮，老人晚上摔了一跤。"}
    told = {"text": asked_["text"], "key": "f" * 32}
    here = f"/c/{world.village.pk}/report"

    def doors() -> str:
        normal = text(client.post(here, told))
        elder = Client()
        elder.cookies["mode"] = "elder"
        last = elder.post(here, told | {"step": "check", "go": "send"})
        return normal + text(last) + client.get("/api/matters/alike", asked_).content.decode()

    found = client.get("/api/matters/alike", asked_).json()
    month = f"{clock.day_of(clock.now()).month}月"
    expected = {"title": "路灯不亮", "place": "石桥村第一网格", "month": month, "others": 0}
    assert found == [{"id": str(main.pk), **expected}]
    said = doors()
    assert said.count("我家也是") >= 2
    for hidden in (CANARY, "王大明", "13812345678", main.number):
        assert hidden not in said
    acts.let_show(actor=Guest(holds=main.pk), matter_id=main.pk, now=clock.now())
    assert CANARY not in doors()  # agreed, but nobody has read the words yet
    row = Row.objects.get(matter_id=main.pk)
    wall.edit_row(
        actor=world.worker,
        row_id=row.pk,
        title="公厕旁的路灯不亮",
        text="路灯不亮。",
        now=clock.now(),
    )
    wall.publish(actor=world.worker, row_id=row.pk, now=clock.now())
    shown = doors()
    assert shown.count("公厕旁的路灯不亮") >= 3
    assert CANARY not in shown
    acts.stop_showing(actor=Guest(holds=main.pk), matter_id=main.pk, now=clock.now())
    assert "公厕旁的路灯不亮" not in doors()


def test_looking_for_the_like_costs_two_statements(
    world: World, django_assert_max_num_queries: Any
):
    from yuanba.matters.queries import alike

    for _n in range(5):
        world.assigned()
    with django_assert_max_num_queries(2):
        found = alike.near(world.village.pk, "村口路灯不亮，老人晚上摔跤。", THURSDAY)
    assert len(found) == 3


def test_the_desk_joins_what_was_just_written_down(world: World):
    main = lately(world)
    client = signed(world.worker)
    said = {
        "text": "村口路灯不亮，老人晚上摔跤。",
        "place": str(world.grid.pk),
        "channel": "window",
    }
    page = client.post("/desk/new", said | {"how": "call"}, follow=True)
    assert main.number in text(page)
    twin = Matter.objects.exclude(pk=main.pk).get()
    form = text(client.get(f"/desk/matters/{twin.pk}/merge/?like={main.number}"))
    assert main.number in form
    done = client.post(
        f"/desk/matters/{twin.pk}/merge/", {"number": main.number, "reason": "同一盏灯"}
    )
    assert done.status_code == 302
    assert twin.number in text(client.get(f"/desk/matters/{main.pk}/"))
    assert main.number in text(client.get(f"/desk/matters/{twin.pk}/"))


def test_page_and_api_refuse_a_wrong_number_alike(world: World):
    twin, client = world.told(), signed(world.worker)
    said = {"number": "石桥-2026-9999", "reason": "同一盏灯"}
    page = client.post(f"/desk/matters/{twin.pk}/merge/", said)
    answer = client.post(f"/api/matters/{twin.pk}/merge", said, "application/json")
    assert (page.status_code, answer.status_code, answer.json()["code"]) == (422, 409, "no_number")
    assert str(answer.json()["message"]) in text(page)


def test_left_out_ones_and_hidden_ones_are_not_asked_to_judge(world: World):
    from yuanba.base.jobs import run_due
    from yuanba.notices.models import Message

    matter = exclude(world, asked(world, world.finished(contact_phone="13800000009")))
    acts.reply(actor=world.handler, matter_id=matter.pk, text="经过都说明了。", now=THURSDAY)
    while run_due(THURSDAY):
        pass
    words = Message.objects.get(kind="replied").text
    assert "评一评" not in words
    assert "经过都说明了" in words


def test_the_person_reads_how_the_objection_was_decided(world: World, client: Any):
    matter = objected(world)
    page = text(client.get(f"/f/{follow.token(matter.pk)}/uncounted"))
    assert "今年又坏了" in page
    other = world.told()
    assert client.get(f"/f/{follow.token(other.pk)}/uncounted").status_code == 404
