"""The pages of points: what each shows and refuses, whose they are, what they ask of the database."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import THURSDAY, World, signed
from yuanba.base import clock
from yuanba.base.errors import Denied
from yuanba.councils.rules.kinds import Ending
from yuanba.people import acts as people
from yuanba.points import acts
from yuanba.points.models import Book, Claim, Dispute, Item, Objection, Panel, Redemption
from yuanba.points.rules.claims import State
from yuanba.points.tests.village import LATER, TODAY, Points, courtyard


@pytest.fixture(autouse=True)
def _thursday(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)


@pytest.fixture
def village(world: World) -> Points:
    return Points(world)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def jpeg(seed: int) -> SimpleUploadedFile:
    out = BytesIO()
    courtyard(seed).save(out, "JPEG")
    return SimpleUploadedFile("院坝.jpg", out.getvalue())


def test_a_resident_tells_with_a_picture_and_a_refused_form_keeps_it(village: Points, world: World):
    phone = signed(world.resident)
    said = {"item": "", "on": TODAY.isoformat(), "note": "扫了"}
    page = phone.post("/points/tell", said | {"photos": jpeg(1)})
    assert page.status_code == 422
    kept = re.search(r'name="kept" value="([^"]+)"', text_of(page))
    assert kept is not None
    done = phone.post("/points/tell", said | {"item": "E3", "kept": kept[1]})
    assert done.status_code == 302
    claim = Claim.objects.get()
    assert (claim.code, claim.pictures.count(), claim.person) == ("E3", 1, world.resident)
    again = phone.post("/points/tell", said | {"item": "E2", "photos": jpeg(1)})
    assert "这张照片报过了" in text_of(again)
    page = text_of(phone.get(f"/points/{claim.pk}/"))
    assert "参加大扫除" in page
    picture = f"/points/{claim.pk}/photo/{claim.pictures.get().name}"
    assert phone.get(picture).headers["Content-Type"] == "image/jpeg"
    stranger = signed(village.others[0])
    for there in (f"/points/{claim.pk}/", picture):
        assert stranger.get(there).status_code == 404
    assert phone.post(f"/points/{claim.pk}/withdraw").status_code == 302
    assert "已撤回" in text_of(phone.get(f"/points/{claim.pk}/"))


def test_whoever_lives_nowhere_is_told_what_to_do(village: Points, world: World):
    page = signed(world.gridworker).get("/points/")
    assert "登记入户" in text_of(page)


def test_the_desk_carries_a_claim_from_entering_to_the_list(village: Points, world: World):
    desk = signed(world.worker)
    said = {"item": "G1", "on": TODAY.isoformat(), "note": "签到表第三行"}
    for household, words in (("没有的户", "没有找到这一户"), ("", "还没填")):
        page = desk.post("/desk/points/new", said | {"household": household})
        assert page.status_code == 422
        assert words in text_of(page)
    assert desk.post("/desk/points/new", said | {"household": "罗大娘"}).status_code == 302
    claim = Claim.objects.get()
    there = f"/desk/points/claims/{claim.pk}/"
    assert "要由别人核实" in text_of(desk.get(there))
    other = signed(world.colleague)
    assert "罗大娘" in text_of(other.get("/desk/points/"))
    assert other.post(there, {"true": "no", "words": ""}).status_code == 422
    assert other.post(there, {"true": "yes", "words": "签到表上有"}).status_code == 302
    seats = [f"m{m.pk}" for m in village.seats]
    few = other.post(there, dict.fromkeys(seats[:2], "yes"))
    assert "至少 3 位" in text_of(few)
    assert other.post(there, dict.fromkeys(seats, "yes")).status_code == 302
    claim.refresh_from_db()
    assert claim.state == State.POSTED
    public = text_of(Client().get(f"/c/{world.village.pk}/points"))
    assert "参加村民会议、院坝会" in public
    assert "罗大娘" not in public
    assert "罗**" in public
    assert "五组3号" not in public
    phone, there = signed(world.resident), f"/c/{world.village.pk}/points"
    assert phone.post("/points/name", {"named": "no"}).status_code == 302
    assert "罗**" not in text_of(Client().get(there))
    assert "<b>一户</b>" in text_of(Client().get(there))
    assert phone.post("/points/name", {"named": "yes"}).status_code == 302
    assert "罗**" in text_of(Client().get(there))
    assert "不写全名" in text_of(phone.post("/points/name", {"named": "yes"}, follow=True))
    with pytest.raises(Denied):
        acts.choose_name(
            actor=village.others[0], household_id=village.home.pk, named=False, now=THURSDAY
        )


def test_what_is_taken_away_is_told_answered_judged_and_never_listed(village: Points, world: World):
    desk, phone = signed(world.worker), signed(world.resident)
    said = {"household": "五组3号", "item": "N1", "on": TODAY.isoformat()}
    said["note"] = "9月10日、18日两次提醒，门口仍堆着垃圾。"
    assert desk.post("/desk/points/taking", said).status_code == 302
    claim = Claim.objects.get()
    page = text_of(phone.get(f"/points/{claim.pk}/"))
    assert "现在一分也没有扣" in page
    assert phone.post(f"/points/{claim.pk}/", {"words": "修房子的料。"}).status_code == 302
    assert "修房子的料" in text_of(desk.get(f"/desk/points/claims/{claim.pk}/"))
    there = f"/desk/points/claims/{claim.pk}/"
    question = village.appraised()
    assert desk.post(there, {"procedure": ""}).status_code == 422
    assert desk.post(there, {"procedure": str(question.pk)}).status_code == 302
    assert "评议一件事" in text_of(desk.get(there))
    assert (
        "乱堆乱扔"
        not in text_of(Client().get(f"/c/{world.village.pk}/points")).split("怎么得分")[0]
    )
    assert phone.post(f"/points/{claim.pk}/", {"words": "料已经搬了。"}).status_code == 302
    objection = Objection.objects.get()
    assert "料已经搬了" in text_of(desk.get("/desk/points/"))
    early = desk.post(there, {"answer": "看过了，搬了。"})
    assert "等道德评议会全体再评" in text_of(early)
    question.refresh_from_db()
    village.met_again(question, THURSDAY, Ending.NONE)
    assert desk.post(there, {"answer": "看过了，搬了。"}).status_code == 302
    objection.refresh_from_db()
    assert objection.upheld
    assert "看过了，搬了。" in text_of(phone.get(f"/points/{claim.pk}/"))


def test_the_book_is_edited_and_a_forbidden_link_stands_beside_its_line(
    village: Points, world: World
):
    desk = signed(world.worker)
    page = text_of(desk.get("/desk/points/book/edit"))
    assert page.count('name="l0-') == 8
    line = {"period": "month", "evidence": "photo", "checker": "grid"}
    said = {"many": "2", "source": "村民会议", "since": TODAY.isoformat(), "procedure": ""}
    said["unratified"] = "先试行一个季度"
    said |= {f"l0-{k}": v for k, v in line.items()} | {f"l1-{k}": v for k, v in line.items()}
    said |= {"l0-code": "E1", "l0-name": "院坝干净", "l0-points": "5", "l0-cap": "5"}
    bad = desk.post("/desk/points/book/edit", said | {"l0-name": "满分优先办低保"})
    assert bad.status_code == 422
    assert "村民委员会组织法第二十七条" in text_of(bad)
    assert "满分优先办低保" in text_of(bad)
    assert desk.post("/desk/points/book/edit", said | {"l0-points": "3.5"}).status_code == 422
    assert Book.objects.count() == 1
    assert desk.post("/desk/points/book/edit", said).status_code == 302
    assert "院坝干净" in text_of(desk.get("/desk/points/book/"))


def test_the_panel_is_chosen_by_names_and_kin_noted(village: Points, world: World):
    desk = signed(world.worker)
    said = {"source": "推选", "s0-name": "村民6", "s0-supervision": "on", "s0-woman": "on"}
    said |= {"s0-group": "on", **{f"s{i}-name": f"村民{6 + i}" for i in range(1, 5)}}
    bad = desk.post("/desk/points/panel", said | {"s4-name": "没这人"})
    assert "没有找到“没这人”" in text_of(bad)
    assert desk.post("/desk/points/panel", said).status_code == 302
    assert Panel.objects.count() == 2
    kin = {"do": "kin", "one": "村民6", "other": "罗大娘"}
    assert desk.post("/desk/points/panel", kin).status_code == 302
    assert "记过了" in text_of(desk.post("/desk/points/panel", kin))


def test_the_lists_ask_the_same_however_much_waits(village: Points, world: World):
    desk, phone, guest = signed(world.worker), signed(world.resident), Client()
    pages = (
        (desk, "/desk/points/"),
        (phone, "/points/"),
        (guest, f"/c/{world.village.pk}/points"),
        (desk, "/desk/points/book/"),
        (desk, "/desk/points/shop/"),
        (phone, "/points/shop"),
        (desk, "/desk/points/fund"),
    )
    village.budget()
    village.told("H1"), village.checked("H1"), village.noticed(), village.booked("H1")
    village.item("米", 1), village.posted("H1")
    few = [asked(client, there) for client, there in pages]
    assert few == [15, 17, 21, 12, 10, 9, 14]
    for _n in range(3):
        village.told("H1"), village.checked("H1"), village.posted("H1"), village.booked("H1")
    assert [asked(client, there) for client, there in pages] == few


def test_page_and_api_refuse_alike_and_the_api_walks_the_same_way(village: Points, world: World):
    phone, desk = signed(world.resident), signed(world.worker)
    body = {"item": "E3", "on": TODAY.isoformat(), "note": ""}
    there = f"/api/points/households/{village.home.pk}/tell"
    no = phone.post(there, body, content_type="application/json")
    assert (no.status_code, no.json()["code"]) == (409, "proof_missing")
    assert "拍一张照片" in text_of(phone.post("/points/tell", body))
    made = phone.post(there, body | {"note": "扫了村口"}, content_type="application/json").json()
    seen = desk.get(f"/api/points/places/{world.village.pk}/waiting").json()
    assert [one["id"] for one in seen["told"]] == [made["id"]]
    claim = f"/api/points/claims/{made['id']}"
    ok = desk.post(f"{claim}/check", {"true": True}, content_type="application/json")
    assert ok.json()["state"] == "checked"
    votes = [{"member_id": str(m.pk), "yes": True} for m in village.seats]
    ok = desk.post(f"{claim}/decide", {"votes": votes}, content_type="application/json")
    assert ok.json()["state"] == "posted"
    listed = Client().get(f"/api/points/places/{world.village.pk}/list").json()
    assert listed[0]["who"] == "罗**"
    said = {"words": "没来"}
    object_to = signed(village.others[0]).post(
        f"{claim}/object_to", said, content_type="application/json"
    )
    against = [vote | {"yes": False} for vote in votes[1:]]
    answer = {"upheld": False, "answer": "签到表上有。", "votes": against}
    objection = object_to.json()["id"]
    ok = desk.post(
        f"/api/points/objections/{objection}/answer", answer, content_type="application/json"
    )
    assert ok.json()["state"] == "posted"
    assert phone.get("/api/points/mine").json()[0]["id"] == made["id"]


def test_a_grid_worker_sees_the_claims_of_his_own_grid(village: Points, world: World):
    claim = village.told("E1")
    grid = signed(world.gridworker)
    assert "罗大娘" in text_of(grid.get("/desk/points/"))
    assert grid.post(f"/desk/points/claims/{claim.pk}/", {"true": "yes"}).status_code == 302
    home = people.found_household(
        place_id=world.elsewhere.pk, address="柳湾1号", **village.go(actor=world.neighbour_worker)
    )
    assert home.pk
    assert signed(world.neighbour_worker).get(f"/desk/points/claims/{claim.pk}/").status_code == 404


def test_points_are_booked_spent_and_disputed_on_the_pages(
    village: Points, world: World, monkeypatch: pytest.MonkeyPatch
):
    desk, phone, other = signed(world.worker), signed(world.resident), signed(world.colleague)
    assert "还没有入账" in text_of(signed(world.supervisor).get("/desk/points/seen"))
    village.posted("H4"), village.posted("H4", actor=world.gridworker)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    assert "能入账的" in text_of(other.get("/desk/points/"))
    assert other.post("/desk/points/due").status_code == 302
    assert "还没有定积分预算" in text_of(other.get("/desk/points/"))
    money = {"year": LATER.year, "yuan": "45.50", "fen_per_point": 100, "source": "村集体预算"}
    assert desk.post("/desk/points/fund", money | {"yuan": "0"}).status_code == 422
    assert desk.post("/desk/points/fund", money).status_code == 302
    assert other.post("/desk/points/due").status_code == 302
    first, second = Claim.objects.order_by("pk")
    assert (first.state, second.state) == (State.BOOKED, State.POSTED)
    there = f"/desk/points/claims/{second.pk}/"
    assert "只剩 15 分" in text_of(other.post(there, {"do": "1"}))
    home = text_of(phone.get("/points/"))
    for words in ("30", "市里的表彰", "这笔以后还有 30 分", "我有不同意见"):
        assert words in home
    public = text_of(Client().get(f"/c/{world.village.pk}/points"))
    assert "今年能发" in public
    assert "罗**" in public
    seen = text_of(signed(world.supervisor).get("/desk/points/seen"))
    assert "100%" in seen
    assert world.worker.name in seen
    assert signed(world.gridworker).get("/desk/points/seen").status_code == 403
    # the shop
    assert "还没有上货" in text_of(desk.get("/desk/points/shop/"))
    goods = {
        "kind": "goods",
        "name": "洗衣皂",
        "points": "20",
        "stock": "6",
        "unit": "块",
        "offered": "on",
    }
    for bad in ({"points": "-3"}, {"points": "1.5"}, {"points": str(10**18)}, {"name": "评低保"}):
        assert desk.post("/desk/points/shop/new", goods | bad).status_code == 422
    assert desk.post("/desk/points/shop/new", goods).status_code == 302
    item = Item.objects.get()
    assert phone.post("/points/shop", {"item": item.pk}).status_code == 302
    deal = Redemption.objects.get()
    shelf = text_of(phone.get("/points/shop"))
    assert deal.code in shelf
    assert "还差 10 分" in shelf
    counter = text_of(desk.get("/desk/points/shop/"))
    assert deal.code not in counter.split("csrfmiddlewaretoken")[0]
    assert "没有这个取货码" in text_of(desk.post("/desk/points/shop/", {"code": "12345678"}))
    assert desk.post("/desk/points/shop/", {"code": deal.code}).status_code == 302
    day = text_of(desk.get("/desk/points/shop/day"))
    assert "洗衣皂" in day
    words = {"words": "不是我家换的。"}
    assert phone.post(f"/points/shop/{deal.pk}/", words).status_code == 302
    dispute = Dispute.objects.get()
    assert "不是我家换的" in text_of(other.get("/desk/points/shop/"))
    answer = {"upheld": "yes", "answer": "查了，退回。"}
    mine = desk.post(f"/desk/points/shop/disputes/{dispute.pk}/", answer)
    assert "请别人来记" in text_of(mine)
    assert other.post(f"/desk/points/shop/disputes/{dispute.pk}/", answer).status_code == 302
    assert village.balance() == 30
    assert "查了，退回。" in text_of(phone.get(f"/points/shop/{deal.pk}/"))
    # stock
    here = f"/desk/points/shop/items/{item.pk}/"
    assert desk.post(here, {"do": "in", "many": "5", "source": "送货单7"}).status_code == 302
    assert desk.post(here, {"do": "count", "counted": "9", "why": "月底"}).status_code == 302
    assert "等另一个人再数" in text_of(desk.get(here))
    assert "不一样" in text_of(other.post(here, {"do": "agree", "counted": "8"}))
    assert other.post(here, {"do": "agree", "counted": "9"}).status_code == 302
    item.refresh_from_db()
    assert item.stock == 9
    said = {"household": "罗大娘", "item": item.pk}
    assert desk.post("/desk/points/shop/for", said).status_code == 302
    back = Redemption.objects.latest("pk")
    assert phone.post(f"/points/shop/{back.pk}/back").status_code == 302
    assert village.balance() == 30
    assert phone.get("/api/points/purse").json()["balance"] == 30
    figures = Client().get(f"/api/points/places/{world.village.pk}/figures").json()
    assert (figures["issued"], figures["owed"], figures["redeemed"]) == (30, 30, 0)
