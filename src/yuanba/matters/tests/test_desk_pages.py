"""The desk in a browser: what each may do, what is refused, what is kept when it is."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.world import THURSDAY, World, signed
from yuanba.base import clock, photos, records
from yuanba.base.permits import Role
from yuanba.base.tests import picture_files
from yuanba.duties.models import Category
from yuanba.matters import acts
from yuanba.matters.models import Matter, Photo
from yuanba.people.door import Guest
from yuanba.people.models import Post
from yuanba.places.models import Place
from yuanba.places.rules import Kind


@pytest.fixture(autouse=True)
def _thursday(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)


@pytest.fixture(autouse=True)
def _branches(db: None):
    for code, name in [("A", "环境"), ("B", "设施"), ("I", "家事"), ("J", "生活")]:
        Category.objects.create(code=code, name=name, name_en=code, source="test")


def address(matter: Matter, slug: str = "") -> str:
    return f"/desk/matters/{matter.pk}/{slug}/" if slug else f"/desk/matters/{matter.pk}/"


def said_by(form: Any) -> dict[str, Any]:
    """What a browser would send back: the fields as shown."""
    return {field.name: field.value() or "" for field in form if field.name != "photos"}


def words(page: Any) -> str:
    return str(page.content.decode())


LISTS = ["/desk/", "/desk/queue", "/desk/register", "/desk/new", "/desk/triage", "/desk/stuck"]


@pytest.mark.parametrize("here", LISTS)
def test_nobody_gets_to_the_desk_without_signing_in(world: World, here: str):
    page = Client().get(here)
    assert page.status_code == 302
    assert page["Location"].startswith(reverse("people:sign_in"))


@pytest.mark.parametrize("here", LISTS)
def test_a_resident_has_no_desk(world: World, here: str):
    assert signed(world.resident).get(here).status_code == 403


def test_pages_cost_a_known_number_of_statements(world: World, django_assert_num_queries):
    world.told(now=THURSDAY - timedelta(days=20))
    for _i in range(30):
        matter = world.assigned()
    client = signed(world.worker)
    # the session, the person, his posts, what is kept from him, every figure; then what is the page's own
    for here, statements in [
        ("/desk/", 10),  # the hazards it was told of, whether its record is stopped
        ("/desk/queue", 7),
        ("/desk/register", 9),
        ("/desk/stuck", 8),
        ("/desk/new", 14),
        ("/desk/triage", 18),
        (address(matter), 9),
        (f"/desk/queue?open={matter.pk}", 11),
    ]:
        with django_assert_num_queries(statements):
            assert client.get(here).status_code == 200, here


def test_a_page_for_strangers_asks_nothing_of_the_desk(world: World, django_assert_num_queries):
    with django_assert_num_queries(0):
        Client().get(reverse("offline"))


def test_a_worker_sorts_one_after_the_other(world: World):
    first, second = world.told(), world.told(text="楼道堆放旧家具，轮椅过不去。")
    client = signed(world.worker)
    page = client.get("/desk/triage")
    form = page.context["form"]
    assert form.matter == first
    sent = said_by(form) | {
        "category": str(world.lamp.pk),
        "lane": "government",
        "unit": str(world.lamps.pk),
        "phrase": "公共设施，由主管部门负责。",
        "next": page.context["next"],
    }
    answer = client.post(address(first, "triage"), sent)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/triage?done=1")
    first.refresh_from_db()
    assert (first.state, first.unit, first.reason) == (
        "triaged",
        world.lamps,
        "公共设施，由主管部门负责。",
    )
    assert client.get(answer["Location"]).context["form"].matter == second


def test_choosing_a_category_proposes_and_changes_nothing(world: World):
    matter = world.told()
    client = signed(world.worker)
    sent = {"propose": "category", "category": str(world.lamp.pk), "lane": "", "reason": "想好了"}
    page = client.post(address(matter, "triage"), sent)
    assert page.status_code == 200
    assert "分为大事，交云岭县城市管理局办" in words(page)
    assert "想好了" in words(page)
    part = client.post(address(matter, "triage"), sent, headers={"HX-Request": "true"})
    assert "<html" not in words(part)
    assert 'hx-swap-oob="true"' in words(part)
    matter.refresh_from_db()
    assert (matter.state, len(records.about(matter))) == ("reported", 1)


def test_a_government_matter_is_not_given_to_the_village(world: World):
    matter = world.told()
    client = signed(world.worker)
    sent = {
        "category": str(world.lamp.pk),
        "lane": "government",
        "unit": str(world.committee.pk),
        "reason": "社区先看看",
    }
    page = client.post(address(matter, "triage"), sent)
    assert page.status_code == 422
    assert "大事由政府部门" in words(page)
    assert "社区先看看" in words(page)


def test_putting_one_off_shows_the_next(world: World):
    first, second = world.told(), world.told(text="楼道堆放旧家具，轮椅过不去。")
    client = signed(world.worker)
    page = client.get("/desk/triage")
    assert page.context["form"].matter == first
    later = client.get(page.context["later"])
    assert later.context["form"].matter == second
    assert "这一轮看完了" in words(client.get(later.context["later"]))


def test_only_what_one_may_do_now_is_offered(world: World):
    matter = world.assigned()
    offered = {
        who: {task.slug for task in signed(person).get(address(matter)).context["file"].offers.mine}
        for who, person in [
            ("worker", world.worker),
            ("handler", world.handler),
            ("grid", world.gridworker),
            ("supervisor", world.supervisor),
        ]
    }
    assert {"note", "finish", "reassign", "transfer", "triage-again"} <= offered["worker"]
    assert {"note", "finish", "ask-extension"} <= offered["handler"]
    assert "take" not in offered["handler"]  # it is his already
    asks = {"ask-extension", "ask-reporter", "ask-void"}
    assert offered["grid"] == {"note", "finish", "pause", "name-concern", "let-show"} | asks
    assert offered["supervisor"] == {"name-concern"}


def test_the_supervisor_reads_all_and_is_told_so(world: World):
    world.assigned()
    page = signed(world.supervisor).get("/desk/queue")
    assert "您是监督员" in words(page)
    assert 'name="matter"' not in words(page)


def test_what_is_not_mine_is_not_there(world: World):
    matter = world.assigned()
    assert signed(world.neighbour_worker).get(address(matter)).status_code == 403
    assert signed(world.supervisor).post(address(matter, "finish"), {}).status_code == 403


def test_the_second_of_two_is_shown_the_state_as_it_is_now(world: World):
    matter = world.assigned()
    client = signed(world.handler)
    form = client.get(address(matter, "note")).context["form"]
    sent = said_by(form) | {"text": "明天上午去看。"}
    acts.note(actor=world.worker, matter_id=matter.pk, text="打过电话了。", now=THURSDAY)
    page = client.post(address(matter, "note"), sent)
    assert page.status_code == 422
    assert "刚才有人办过这件事" in words(page)
    assert "明天上午去看。" in words(page)
    assert "打过电话了。" in words(page)
    again = said_by(page.context["form"])
    assert client.post(address(matter, "note"), again).status_code == 302


def test_a_button_pressed_twice_acts_once(world: World):
    matter = world.told()
    client = signed(world.worker)
    form = client.get(address(matter)).context["forms"]["accept"]
    sent = {"key": form["key"].value(), "version": matter.version}
    assert client.post(address(matter, "accept"), sent).status_code == 302
    assert client.post(address(matter, "accept"), sent).status_code == 302
    assert [r.act for r in records.about(matter)] == ["matters.report", "matters.accept"]


def test_finishing_with_a_photo_replying_and_closing(world: World):
    matter = world.assigned()
    handler, worker = signed(world.handler), signed(world.worker)
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "JPEG")
    picture.seek(0)
    picture.name = "lamp.jpg"
    form = handler.get(address(matter, "finish")).context["form"]
    sent = said_by(form) | {"outcome": "solved", "result": "换了灯头。", "photos": [picture]}
    assert handler.post(address(matter, "finish"), sent).status_code == 302
    photo = Photo.objects.get(matter=matter)
    assert photo.done
    shown = handler.get(f"/desk/matters/{matter.pk}/photo/{photo.name}")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert shown.getvalue().startswith(b"\xff\xd8")
    stranger = signed(world.neighbour_worker)
    assert stranger.get(f"/desk/matters/{matter.pk}/photo/{photo.name}").status_code == 403

    form = handler.get(address(matter, "reply")).context["form"]
    assert form["text"].value() == "换了灯头。"  # the answer begins with the result
    assert handler.post(address(matter, "reply"), said_by(form)).status_code == 302
    assert "居民还没评" in words(worker.get(address(matter)))
    acts.evaluate(actor=Guest(holds=matter.pk), matter_id=matter.pk, solved=True, now=THURSDAY)
    form = worker.get(address(matter, "close")).context["form"]
    sent = said_by(form) | {"evidence": "居民说亮了。"}
    assert worker.post(address(matter, "close"), sent).status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.confirmed) == ("closed", True)


def test_a_file_that_is_no_photo_is_refused_beside_its_field(world: World):
    matter = world.assigned()
    client = signed(world.handler)
    fake = io.BytesIO(b"MZ not a photo at all")
    fake.name = "photo.jpg"
    sent = {"text": "去看过了。", "photos": [fake], "version": matter.version}
    page = client.post(address(matter, "note"), sent)
    assert page.status_code == 422
    assert page.context["form"].errors["photos"]
    assert "去看过了。" in words(page)
    assert not Photo.objects.exists()


@pytest.mark.parametrize("rubbish", ["", "   ", "😀😀😀", "\u200b\u0007", "字" * 10_000])
def test_rubbish_gets_a_sentence_and_writes_nothing(world: World, rubbish: str):
    matter = world.assigned()
    page = signed(world.handler).post(address(matter, "note"), {"text": rubbish})
    assert page.status_code == 422
    assert page.context["form"].errors["text"]
    assert len(records.about(matter)) == 3


def test_looking_at_a_number_is_an_act_with_a_reason(world: World):
    matter = world.told(contact_name="罗桂芳", contact_phone="13800000126")
    client = signed(world.worker)
    assert "13800000126" not in words(client.get(address(matter)))
    assert "138****0126" in words(client.get(address(matter)))
    page = client.post(address(matter, "reveal"), {"reason": "约上门时间"})
    assert (page.status_code, "13800000126" in words(page)) == (200, True)
    assert records.about(matter)[-1].act == "matters.reveal"
    assert signed(world.neighbour_worker).get(address(matter, "reveal")).status_code == 403


def test_one_asks_for_more_days_another_grants_them(world: World):
    matter = world.assigned()
    handler, worker = signed(world.handler), signed(world.worker)
    sent = {"days": "5", "reason": "等配件。"}
    assert handler.post(address(matter, "ask-extension"), sent).status_code == 302
    assert "申请延期 5 天" in words(worker.get(address(matter)))
    assert "申请延期" in words(worker.get("/desk/queue?view=extend"))
    assert worker.post(address(matter, "grant-extension"), {}).status_code == 302
    matter.refresh_from_db()
    assert (matter.extra_days, matter.extension_days) == (5, 0)


def test_the_handler_does_not_call_back_himself(world: World):
    matter = world.replied()
    slugs = {t.slug for t in signed(world.worker).get(address(matter)).context["file"].offers.mine}
    assert "call-back" in slugs
    sent = {"solved": "no", "satisfied": "", "why": "晚上还是不亮"}
    assert signed(world.worker).post(address(matter, "call-back"), sent).status_code == 302
    matter.refresh_from_db()
    assert (matter.solved, matter.reopen_reason) == (False, "晚上还是不亮")


def test_several_at_once_are_acts_of_their_own(world: World):
    new, sorted_one = world.told(), world.sorted()
    client = signed(world.worker)
    sent = {"matter": [str(new.pk), str(sorted_one.pk)], "do": "accept"}
    page = client.post("/desk/queue/several", sent, follow=True)
    assert "办了 1 件。" in words(page)
    assert f"{sorted_one.number} 这件事现在不能这样办" in words(page)


def test_the_panel_comes_alone_for_htmx_and_with_the_page_without(world: World):
    matter = world.assigned()
    client = signed(world.worker)
    whole = client.get(f"/desk/queue?open={matter.pk}")
    part = client.get(f"/desk/queue?open={matter.pk}", headers={"HX-Request": "true"})
    assert f'data-open="{matter.pk}"' in words(whole)
    assert "<html" in words(whole)
    assert f'data-open="{matter.pk}"' in words(part)
    assert "<html" not in words(part)
    assert client.get("/desk/queue?open=12345").status_code == 200


def test_a_worker_writes_down_what_somebody_tells(world: World):
    client = signed(world.worker)
    form = client.get("/desk/new").context["form"]
    sent = said_by(form) | {
        "text": "楼上又漏水，厨房湿了一大片。",
        "place": str(world.grid.pk),
        "contact_name": "罗桂芳",
        "contact_phone": "１３８００００１２６",
        "channel": "window",
    }
    wrong = client.post("/desk/new", sent)
    assert wrong.status_code == 422
    assert "电话号码不对" in words(wrong)
    assert "楼上又漏水" in words(wrong)
    page = client.post("/desk/new", sent | {"contact_phone": "１３８００００１２６６"}, follow=True)
    matter = Matter.objects.get()
    assert matter.number in words(page)
    assert (matter.recorder, matter.reporter, matter.channel) == (world.worker, None, "window")
    assert matter.contact.phone == "13800001266"
    again = client.post("/desk/new", sent | {"contact_phone": "１３８００００１２６６"})
    assert (again.status_code, Matter.objects.count()) == (302, 1)


def test_what_is_written_down_days_later_says_so(world: World):
    """补录: the server's time stands, the day it happened is another field (trust.md T1)."""
    client = signed(world.worker)
    sent = said_by(client.get("/desk/new").context["form"])
    sent |= {"text": "上周三停了一夜的水。", "place": str(world.grid.pk), "channel": "paper"}
    for wrong in ("2999-01-01", "1949-09-30", "那天"):
        page = client.post("/desk/new", sent | {"happened_on": wrong})
        assert (page.status_code, "上周三停了一夜的水" in words(page)) == (422, True)
        assert "happened_on" in page.context["form"].errors
    assert not Matter.objects.exists()
    day = clock.day_of(clock.now()) - timedelta(days=6)
    client.post("/desk/new", sent | {"happened_on": day.isoformat()})
    matter = Matter.objects.get()
    assert (matter.happened_on, clock.day_of(matter.reported_at)) == (day, day + timedelta(days=6))
    assert "后来补录的" in words(client.get(address(matter)))
    client.post("/desk/new", sent | {"key": "d" * 32, "text": "今天停水。"})
    today = Matter.objects.exclude(pk=matter.pk).get()
    assert today.happened_on is None
    assert "后来补录的" not in words(client.get(address(today)))


def test_a_place_outside_the_village_cannot_be_written_down(world: World):
    page = signed(world.worker).post(
        "/desk/new",
        {"text": "路灯不亮。", "place": str(world.elsewhere.pk), "channel": "call", "how": "call"},
    )
    assert page.status_code == 422
    assert not Matter.objects.exists()


def test_somebody_with_two_posts_works_on_one_at_a_time(world: World):
    world.told(place_id=world.elsewhere.pk)
    post = Post.objects.create(
        person=world.worker, place=world.town, role=Role.TOWNSHIP, since=THURSDAY.date()
    )
    client = signed(world.worker)
    assert client.get("/desk/queue").context["page"].rows == []
    client.post("/desk/post", {"post": str(post.pk), "next": "/desk/queue"})
    assert len(client.get("/desk/queue").context["page"].rows) == 1
    client.post("/desk/post", {"post": "1"})  # not his: nothing changes
    assert len(client.get("/desk/queue").context["page"].rows) == 1


def test_today_begins_with_what_is_late(world: World, monkeypatch: pytest.MonkeyPatch):
    matter = world.assigned()
    client = signed(world.handler)
    assert "今天到期的都办完了" in words(client.get("/desk/"))
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(days=20))
    page = client.get("/desk/")
    assert page.context["next_url"] == address(matter)
    assert "超期的" in words(page)


def test_an_administrator_gets_an_office_and_no_matters(world: World):
    client = signed(world.admin)
    assert "管理员不看居民的事" in words(client.get("/desk/"))
    assert client.get("/desk/queue").status_code == 403
    assert client.get(address(world.told())).status_code == 403


def test_a_unit_takes_what_it_was_given_and_the_community_gives_it_to_a_person(world: World):
    matter = world.sorted()
    handler, worker = signed(world.handler), signed(world.worker)
    assert "take" in {t.slug for t in handler.get(address(matter)).context["file"].offers.mine}
    assert "take" not in {t.slug for t in worker.get(address(matter)).context["file"].offers.mine}
    form = worker.get(address(matter, "assign")).context["form"]
    sent = said_by(form) | {
        "owner": str(world.handler.pk),
        "supervisor": str(world.handler.pk),
        "method": "duty",
    }
    refused = worker.post(address(matter, "assign"), sent)
    assert refused.status_code == 422
    assert "监督人不能是责任人自己" in words(refused)
    assert handler.post(address(matter, "take"), {}).status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.owner) == ("assigned", world.handler)


def test_it_goes_up_a_level_and_comes_down_again(world: World):
    matter = world.sorted()
    worker, county = signed(world.worker), signed(world.coordinator)
    up = {"unit": str(world.street.pk), "reason": "要镇上协调。"}
    assert worker.post(address(matter, "hand-up"), up).status_code == 302
    matter.refresh_from_db()
    assert (matter.level, matter.unit) == ("township", world.street)
    # a department's own matter is not pushed down to the street or the village
    down = {"unit": str(world.committee.pk), "reason": "请村里办。"}
    page = county.post(address(matter, "hand-down"), down)
    assert page.status_code == 422
    matter.refresh_from_db()
    assert matter.level == "township"


def test_a_refusal_points_to_the_right_door(world: World):
    matter = world.told()
    client = signed(world.worker)
    assert client.post(address(matter, "refuse"), {"reason": "不归我们办。"}).status_code == 422
    sent = {"kind": "outside", "reason": "要向无线电管理部门反映。"}
    assert client.post(address(matter, "refuse"), sent).status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.refusal) == ("refused", "outside")
    assert "不归基层办" in words(client.get(address(matter)))


def test_a_photo_at_the_desk_proposes_the_place_and_is_kept_while_the_form_is_put_right(
    world: World,
):
    """As the resident's form does: the position is used once and never stored."""
    data = picture_files.jpeg(exif=picture_files.notes(gps=True))
    lat, lng = photos.look(data).position or (0, 0)
    Place.objects.filter(pk=world.grid.pk).update(lat=lat, lng=lng)
    Place.objects.filter(pk=world.elsewhere.pk).update(lat=lat, lng=lng + 0.0001)

    def taken() -> SimpleUploadedFile:
        return SimpleUploadedFile("a.jpg", data, "image/jpeg")

    client, said = signed(world.worker), {"text": "路灯不亮", "channel": "window", "how": "visit"}
    asked = client.post("/desk/new", said | {"photos": [taken()]})
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "石桥村第一网格附近拍的" in page
    assert not Matter.objects.exists()
    kept = asked.context["shots"].signed
    assert asked.context["form"]["place"].value() == str(world.grid.pk)
    wrong = client.post("/desk/new", said | {"kept": kept, "place": "", "text": ""})
    assert wrong.context["shots"].signed  # a mistake elsewhere costs no photo
    done = client.post("/desk/new", said | {"kept": kept, "place": str(world.grid.pk)})
    assert done.status_code == 302
    matter = Matter.objects.get()
    assert (matter.place, matter.photos.count()) == (world.grid, 1)
    # what was chosen by hand is never overruled; the whole village, which stands there first, is
    other = world.place(Kind.GRID, "石桥村第二网格", world.village)
    client.post("/desk/new", said | {"photos": [taken()], "place": str(other.pk)})
    assert Matter.objects.latest("id").place == other
    whole = client.post("/desk/new", said | {"photos": [taken()], "place": str(world.village.pk)})
    assert whole.context["proposed"] == world.grid
    # another's area is never proposed, nor one's own whole area
    for place in ("", str(world.elsewhere.pk)):
        beyond = signed(world.neighbour_worker).post(
            "/desk/new", said | {"photos": [taken()], "place": place}
        )
        assert "附近拍的" not in beyond.content.decode()
