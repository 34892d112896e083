"""Pages for people without an account: told, followed and judged from a telephone."""

import os
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock, photos, records
from yuanba.base.models import Tries
from yuanba.base.tests import picture_files
from yuanba.matters import acts, follow, jobs
from yuanba.matters.acts.common import Picture
from yuanba.matters.models import Contact, Matter, Photo
from yuanba.matters.queries import resident, timeline
from yuanba.matters.rules import Refusal, State
from yuanba.people.door import Guest
from yuanba.places.models import Place

KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def photos_here(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def elder(client: Client) -> Client:
    client.cookies["mode"] = "elder"
    return client


def report_page(world: World) -> str:
    return reverse("follow:report", args=[world.village.pk])


def page_of(matter: Matter, name: str = "progress") -> str:
    return reverse(f"follow:{name}", args=[follow.token(matter.pk)])


def jpeg(**options) -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", picture_files.jpeg(**options), "image/jpeg")


def words(answer) -> str:
    return answer.content.decode()


def field(answer, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', words(answer))
    return found[1] if found else ""


# ---- telling


def test_a_few_words_are_enough(world: World, client):
    told = client.post(report_page(world), {"text": "路灯不亮", "key": KEY})
    matter = Matter.objects.get()
    assert (told.status_code, told["Location"]) == (303, page_of(matter, "received"))
    assert (matter.place_id, matter.reporter_id) == (world.village.pk, None)
    receipt = words(client.get(told["Location"]))
    code = follow.code(matter.pk)
    assert matter.number in receipt
    assert f"{code[:4]} {code[4:]}" in receipt
    assert "没有留电话" in receipt


def test_the_same_form_sent_twice_is_one_matter(world: World, client):
    said = {"text": "路灯不亮", "key": KEY}
    first, again = (client.post(report_page(world), said) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert Matter.objects.count() == 1


def test_other_words_under_an_old_form_are_asked_about_and_then_taken(world: World, client):
    client.post(report_page(world), {"text": "路灯不亮", "key": KEY})
    asked = client.post(report_page(world), {"text": "水管爆了", "key": KEY})
    assert asked.status_code == 422
    assert "水管爆了" in words(asked)
    client.post(report_page(world), {"text": "水管爆了", "key": field(asked, "key")})
    assert Matter.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("text", "", "请用几个字说说发生了什么"),
        ("text", "🙂🙂🙂", "请用几个字说说发生了什么"),
        ("text", "\u200b\u200b", "请用几个字说说发生了什么"),
        ("text", "长" + "字" * 9_999, "最多写2000个字"),
        ("place", "1", "不在本区县"),
        ("place", "x", "从列出的地方里选"),
        ("happened_on", "1999-01-01", "日期太早"),
        ("happened_on", "2999-01-01", "还没有到"),
        ("happened_on", "昨天", "看不懂这个日期"),
        ("contact_phone", "１３８", "电话号码不对"),
        ("contact_how", "sms", "请留个号码"),
        ("spot", "字" * 121, "最多写120个字"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_the_rest_is_kept(
    world: World, client, name, value, sentence
):
    said = {"text": "路灯不亮", "spot": "村口", "key": KEY} | {name: value}
    answer = client.post(report_page(world), said)
    page = words(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert "<title>有错：" in page
    assert all(kept in page for kept in said.values() if kept and "\u200b" not in kept)
    assert not Matter.objects.exists()


def test_a_number_in_full_width_digits_is_understood(world: World, client):
    said = {"text": "路灯不亮", "contact_phone": "１３８ ０００００１２６", "contact_how": "call"}
    client.post(report_page(world), said)
    assert Contact.objects.get().phone == "13800000126"


def test_a_broken_photo_is_named_and_the_good_one_survives(world: World, client):
    broken = SimpleUploadedFile("b.jpg", b"no photo", "image/jpeg")
    said = {"text": "路灯不亮", "key": KEY, "photos": [jpeg(), broken]}
    first = client.post(report_page(world), said)
    assert first.status_code == 422
    assert "第2张：这个文件不是照片" in words(first)
    small = re.search(r'src="(/kept/[^"]+)"', words(first))
    assert small
    assert client.get(small[1])["Content-Type"] == "image/jpeg"
    kept = field(first, "kept")
    second = client.post(report_page(world), {"text": "路灯不亮", "key": KEY, "kept": kept})
    assert second.status_code == 303
    assert Photo.objects.get().matter == Matter.objects.get()


def test_a_photo_carried_along_cannot_be_made_up(world: World, client):
    said = {"text": "路灯不亮", "kept": '[["' + "0" * 32 + '","",1,1]]'}
    client.post(report_page(world), said)
    assert Matter.objects.count() == 1
    assert not Photo.objects.exists()
    assert client.get("/kept/made-up").status_code == 404


def test_a_photo_proposes_the_place_and_the_person_confirms(world: World, client):
    lat, lng = resident_position()
    Place.objects.filter(pk=world.grid.pk).update(lat=lat, lng=lng)
    said = {"text": "路灯不亮", "key": KEY, "photos": [with_place()]}
    asked = client.post(report_page(world), said)
    assert "附近拍的" in words(asked)
    assert not Matter.objects.exists()
    kept = {"kept": field(asked, "kept"), "place": str(world.grid.pk)}
    client.post(report_page(world), {"text": "路灯不亮", "key": KEY, **kept})
    assert Matter.objects.get().place_id == world.grid.pk


def with_place() -> SimpleUploadedFile:
    data = picture_files.jpeg(exif=picture_files.notes(gps=True))
    return SimpleUploadedFile("a.jpg", data, "image/jpeg")


def resident_position() -> tuple[float, float]:
    position = photos.look(picture_files.jpeg(exif=picture_files.notes(gps=True))).position
    assert position
    return position


def test_an_elder_is_asked_one_thing_a_page_and_nothing_is_saved_before_the_last(
    world: World, elder
):
    here = report_page(world)
    assert 'name="step" value="words"' in words(elder.get(here))
    said = {"key": KEY, "text": "厨房漏水", "place": "", "spot": "", "contact_phone": ""}
    nothing = elder.post(here, said | {"step": "words", "go": "place", "text": " "})
    assert nothing.status_code == 422
    place = elder.post(here, said | {"step": "words", "go": "place"})
    assert field(place, "step") == "place"
    assert field(place, "text") == "厨房漏水"
    said |= {"place": str(world.grid.pk), "spot": "3号楼"}
    phone = elder.post(here, said | {"step": "place", "go": "phone"})
    assert field(phone, "spot") == "3号楼"
    wrong = elder.post(here, said | {"step": "phone", "go": "check", "contact_phone": "12"})
    assert wrong.status_code == 422
    assert field(wrong, "step") == "phone"
    said |= {"contact_phone": "13800000126"}
    check = elder.post(here, said | {"step": "phone", "go": "check"})
    assert "138****0126" in words(check)
    assert "厨房漏水" in words(check)
    assert not Matter.objects.exists()
    back = elder.post(here, said | {"step": "check", "go": "words"})
    assert "厨房漏水" in words(back)
    sent = elder.post(here, said | {"step": "check", "go": "send"})
    assert sent.status_code == 303
    assert Matter.objects.get().spot == "3号楼"


def test_the_report_page_needs_few_statements(world: World, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        assert client.get(report_page(world)).status_code == 200


# ---- following


def test_progress_says_who_what_and_by_when(world: World, client, django_assert_max_num_queries):
    matter = world.assigned(contact_phone="13800000126")
    with django_assert_max_num_queries(6):
        page = words(client.get(page_of(matter)))
    assert "云岭县城市管理局正在办" in page
    assert "李工" in page
    assert re.search(r"\d+月\d+日", page)
    assert "公共路灯，由城管负责。" in page
    assert "我觉得分得不对" in page


def test_the_elder_reads_three_steps(world: World, elder):
    matter = world.assigned()
    page = words(elder.get(page_of(matter)))
    assert page.count('class="step') - page.count('class="step__dot') == 4  # the list and its three
    assert "看前面的经过" in page
    assert "公共路灯，由城管负责。" in words(elder.get(page_of(matter) + "?all=1"))


def test_inside_notes_and_their_photos_stay_inside(world: World, client):
    matter = world.assigned()
    later = THURSDAY + timedelta(hours=1)
    seen = photos.look(picture_files.jpeg())
    secret, shown = (
        Picture(photos.store(seen), seen.sha256, seen.width, seen.height) for _ in range(2)
    )
    note = {"actor": world.handler, "matter_id": matter.pk, "now": later}
    acts.note(**note, text="邻居有意见，先不说。", inside=True, pictures=[secret])
    acts.note(**note, text="明天上门看。", pictures=[shown])
    page = words(client.get(page_of(matter)))
    assert "明天上门看" in page
    assert "邻居有意见" not in page
    token = follow.token(matter.pk)
    mine = client.get(reverse("follow:small", args=[token, shown.name]))
    assert (mine.status_code, mine["X-Content-Type-Options"]) == (200, "nosniff")
    assert "no-store" in mine["Cache-Control"]
    assert mine["Content-Type"] == "image/jpeg"
    assert client.get(reverse("follow:photo", args=[token, secret.name])).status_code == 404
    desk = timeline.steps(Matter.objects.get(), inside=True)
    assert [p.name for step in desk for p in step.photos] == [secret.name, shown.name]


def test_a_link_that_is_not_ours_leads_nowhere(world: World, client):
    matter = world.told()
    token = follow.token(matter.pk)
    forged = token[:-1] + ("a" if token[-1] != "a" else "b")
    for name in ("progress", "received", "evaluate", "add", "reopen", "slip"):
        assert client.get(reverse(f"follow:{name}", args=[forged])).status_code == 404


def test_a_restricted_matter_is_read_by_its_reporter_and_not_named_in_lists(world: World, client):
    matter = world.told(text="家里老人没人管")
    acts.triage(
        actor=world.worker,
        matter_id=matter.pk,
        lane="personal",
        category_id=world.family.pk,
        unit_id=world.self_help.pk,
        reason="家事。",
        now=THURSDAY,
    )
    assert "家里老人没人管" in words(client.get(page_of(matter)))
    find(client, matter)
    listed = words(client.get(reverse("follow:mine")))
    assert matter.number in listed
    assert "家里老人没人管" not in listed


def test_every_state_has_its_sentence(world: World, client):
    ways = ("told", "sorted", "assigned", "finished", "replied", "evaluated", "closed")
    said = [resident.standing(getattr(world, way)(), THURSDAY).say for way in ways]
    assert len(set(said)) == len(said) - 1  # sorted and assigned promise the same day
    late = resident.standing(world.assigned(), THURSDAY + timedelta(days=30))
    assert late.late
    assert "晚了" in late.left


def test_more_words_are_added_once(world: World, client):
    matter = world.assigned()
    said = {"text": "又摔了一个人。", "key": KEY}
    for _ in range(2):
        assert client.post(page_of(matter, "add"), said).status_code == 303
    assert [r.act for r in records.about(matter)].count("matters.add") == 1
    assert "又摔了一个人" in words(client.get(page_of(matter)))
    assert client.post(page_of(matter, "add"), {"text": ""}).status_code == 422


# ---- judging


def test_done_is_one_press(world: World, client):
    matter = world.replied()
    assert "办好了吗？" in words(client.get(page_of(matter, "evaluate")))
    assert client.post(page_of(matter, "evaluate"), {"answer": "yes"}).status_code == 303
    matter.refresh_from_db()
    assert (matter.state, matter.solved) == (State.EVALUATED, True)
    again = client.post(page_of(matter, "evaluate"), {"answer": "no", "quick": "same"})
    assert "您已经评过了" in words(again)
    matter.refresh_from_db()
    assert matter.solved is True


def test_not_yet_asks_one_word_why_and_keeps_it_in_chinese(world: World, client):
    client.cookies["language"] = "en"
    matter = world.replied()
    here = page_of(matter, "evaluate")
    assert client.get(here + "?still=1").status_code == 200
    assert client.post(here, {"answer": "no"}).status_code == 422
    client.post(here, {"answer": "no", "quick": "broken", "words": "昨晚又黑了"})
    matter.refresh_from_db()
    assert (matter.solved, matter.reopen_reason) == (False, "修过又坏了；昨晚又黑了")


def test_call_me_leaves_word_once(world: World, client):
    matter = world.replied(contact_phone="13800000126")
    for _ in range(2):
        assert client.post(page_of(matter, "evaluate"), {"answer": "call"}).status_code == 303
    added = [r for r in records.about(matter) if r.act == "matters.add"]
    assert [r.facts["text"] for r in added] == ["请打电话跟我说办得怎么样。"]


def test_too_early_is_said_kindly(world: World, client):
    assert "还没到评的时候" in words(client.get(page_of(world.assigned(), "evaluate")))


def test_a_closed_matter_is_asked_to_be_reopened_once(world: World, client):
    matter = world.closed()
    here = page_of(matter, "reopen")
    assert client.post(here, {}).status_code == 422
    assert client.post(here, {"quick": "broken"}).status_code == 303
    assert "已经请求重办了" in words(client.get(here))


def test_a_refused_matter_says_why_and_where_to_go(world: World, client):
    matter = world.told()
    acts.refuse(
        actor=world.worker,
        matter_id=matter.pk,
        kind=Refusal.PETITION,
        reason="法院已经立案。",
        now=THURSDAY,
    )
    page = words(client.get(page_of(matter)))
    assert "法院已经立案。" in page
    assert "信访局" in page
    assert "请再看一次" in page


# ---- number and query code


def find(client, matter: Matter, code: str = "", number: str = ""):
    said = {"number": number or matter.number, "code": code or follow.code(matter.pk)}
    return client.post(reverse("follow:lookup"), said)


def test_number_and_code_lead_to_the_matter_and_stay_on_this_phone(world: World, client):
    matter = world.told()
    code = follow.code(matter.pk)
    wide = "".join(chr(ord(d) + 0xFEE0) for d in code)
    for number in (matter.number, "石桥－２０２６－１", "石桥 2026 0001"):
        assert find(client, matter, f"{wide[:4]} {wide[4:]}", number)["Location"] == page_of(matter)
    assert matter.title in words(client.get(reverse("follow:mine")))
    client.post(reverse("follow:forget"))
    assert matter.title not in words(client.get(reverse("follow:mine")))


def test_a_wrong_code_and_no_such_number_are_answered_alike(world: World, client):
    matter = world.told()
    wrong = find(client, matter, "00000000")
    none = find(client, matter, "00000000", "石桥-2026-9999")
    sentence = re.compile(r'class="t-late">([^<]+)<')
    assert wrong.status_code == none.status_code == 422
    assert sentence.findall(words(wrong)) == sentence.findall(words(none)) != []


def test_guessing_slows_down_after_five(world: World, client):
    matter = world.told()
    for _ in range(5):
        assert "对不上" in words(find(client, matter, "00000000"))
    assert "秒再试" in words(find(client, matter, "00000000"))
    assert Tries.objects.exists()


def test_the_right_code_is_never_counted(world: World, client):
    matter = world.told()
    for _ in range(7):
        assert find(client, matter).status_code == 303


def test_the_slip_carries_number_code_and_a_picture_of_the_link(world: World, client):
    matter = world.told()
    page = words(client.get(page_of(matter, "slip")))
    assert matter.number in page
    assert 'src="data:image/svg+xml' in page


def test_a_signed_in_resident_sees_what_he_told(world: World, client):
    acts.report(actor=world.resident, place_id=world.grid.pk, text="我家门口积水", now=clock.now())
    assert resident.mine(None, [], THURSDAY).count == 0
    assert [line.title for line in resident.mine(world.resident, [], THURSDAY).lines] == [
        "我家门口积水"
    ]
    client.force_login(world.resident)
    assert "我家门口积水" in words(client.get(reverse("follow:mine")))


def test_nobody_else_judges_through_the_link_of_another(world: World):
    mine, other = world.replied(), world.replied()
    assert Guest(holds=mine.pk).roles_in(other.reach) == {"resident"}


def test_photos_nobody_sent_are_swept_away_and_no_others(world: World):
    seen = photos.look(picture_files.jpeg())
    sent, left, fresh = (photos.store(seen) for _ in range(3))
    picture = Picture(sent, seen.sha256, seen.width, seen.height)
    acts.report(
        actor=world.guest, place_id=world.grid.pk, text="路灯", pictures=[picture], now=THURSDAY
    )
    for name in (sent, left):
        for small in (False, True):
            os.utime(photos.path(name, thumb=small), (0, 0))
    jobs.sweep_photos(now=clock.now())
    found = [photos.path(name, thumb=True).exists() for name in (sent, left, fresh)]
    assert found == [True, False, True]
