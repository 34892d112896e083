"""匿名: no name, no cookie, no address; a receipt of 16 digits opens the same workflow (trust.md 29)."""

import logging
import os
import re
import statistics
import time
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock, jobs, photos
from yuanba.base.log import heads, house
from yuanba.base.log import receipt as proofs
from yuanba.base.models import Record, Tries
from yuanba.base.tests import picture_files
from yuanba.matters import acts, follow, receipts
from yuanba.matters.models import Contact, Matter, Photo, Receipt, Speaking
from yuanba.matters.queries import speaking
from yuanba.matters.rules import Spoken, Who
from yuanba.notices.models import Message
from yuanba.people.door import Guest

KEY = "0123456789abcdef0123456789abcdef"
ADDRESS = "203.0.113.77"
SIXTEEN = re.compile(r"\d{4} \d{4} \d{4} \d{4}")


@pytest.fixture(autouse=True)
def here(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    settings.MEDIA_ROOT = tmp_path


def words(answer) -> str:
    return answer.content.decode()


def told(world: World, client: Client, **said) -> str:
    """The receipt of something told on the page."""
    page = reverse("follow:anonymous", args=[world.village.pk])
    sent = {"text": "村口有人偷倒垃圾。", "place": world.grid.pk, "key": KEY} | said
    answer = client.post(page, sent, REMOTE_ADDR=ADDRESS)
    assert answer.status_code == 200, words(answer)
    return SIXTEEN.search(words(answer))[0]


def press(client: Client, receipt: str, do: str, **said):
    return client.post("/receipt", {"receipt": receipt, "do": do, **said}, REMOTE_ADDR=ADDRESS)


def test_nothing_says_who_it_was(world: World, client, caplog):
    caplog.set_level(logging.DEBUG)
    client.force_login(world.resident)  # even so
    receipt = told(world, client)
    matter = Matter.objects.get()
    assert (matter.reporter, matter.recorder) == (None, None)
    assert (Contact.objects.get().name, Contact.objects.get().phone) == ("", "")
    assert Record.objects.get(act="matters.report").actor is None
    press(client, receipt, "add", text="昨晚又来了。")
    press(client, "0000 0000 0000 0000", "")
    everything = caplog.text
    for model in apps.get_models():
        if model._meta.label != "sessions.Session":
            everything += repr(list(model.objects.values()))
    assert ADDRESS not in everything
    assert receipt not in everything
    assert receipt.replace(" ", "") not in everything


def test_no_page_of_it_sets_a_cookie(world: World):
    client = Client(enforce_csrf_checks=True)
    home = {"headers": {"origin": "http://testserver"}}
    page = reverse("follow:anonymous", args=[world.village.pk])
    answers = [client.get(page), client.get("/receipt")]
    sent = {"text": "有人偷倒垃圾", "key": KEY}
    answers.append(client.post(page, sent, **home))
    receipt = SIXTEEN.search(words(answers[-1]))[0]
    answers += [
        client.post(page, {"text": ""}, **home),
        client.post("/receipt", {"receipt": receipt}, **home),
        client.post("/receipt", {"receipt": receipt, "do": "add", "text": "又来了"}, **home),
        client.post("/receipt", {"receipt": "1" * 16}, **home),
    ]
    assert [a.status_code for a in answers] == [200, 200, 200, 422, 200, 200, 422]
    assert not client.cookies
    assert all("csrfmiddlewaretoken" not in words(a) for a in answers)
    assert all("no-store" in a["Cache-Control"] for a in answers)


def test_a_form_from_elsewhere_is_not_believed(world: World):
    client = Client(enforce_csrf_checks=True)
    page = reverse("follow:anonymous", args=[world.village.pk])
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {}):
        answer = client.post(page, {"text": "路灯不亮"}, headers=headers)
        assert answer.status_code == 403
    assert not Matter.objects.exists()


def test_the_receipt_opens_the_whole_workflow(world: World, client):
    receipt = told(world, client)
    matter = Matter.objects.get()
    assert "社区收到了" in words(press(client, receipt, ""))
    added = press(client, receipt, "add", text="是一辆白色的车。", key="a" * 32)
    assert "经办的人看得到" in words(added)
    assert "是一辆白色的车" in words(added)
    assert press(client, receipt, "add", text="🙂").status_code == 422
    run = {"actor": world.worker, "matter_id": matter.pk, "now": THURSDAY}
    acts.triage(
        lane="government",
        category_id=world.lamp.pk,
        unit_id=world.lamps.pk,
        reason="归城管。",
        **run,
    )
    assert "催到了" in words(press(client, receipt, "urge"))
    assert press(client, receipt, "urge").status_code == 422
    doubted = press(client, receipt, "object", why="是村里的事。")
    assert "看过以后" in words(doubted)
    acts.assign(owner_id=world.handler.pk, supervisor_id=world.supervisor.pk, **run)
    run["actor"] = world.handler
    acts.finish(outcome="solved", result="装了摄像头，清了垃圾。", **run)
    acts.reply(text="清完了，请看看。", **run)
    asked = words(press(client, receipt, ""))
    assert "办好了吗" in asked
    assert "清完了" in asked
    assert press(client, receipt, "no").status_code == 422
    judged = press(client, receipt, "no", quick="part")
    assert "接着办" in words(judged)
    assert "您满意吗" in words(judged)
    press(client, receipt, "rate", satisfied="no")
    matter.refresh_from_db()
    assert (matter.solved, matter.satisfied) == (False, False)
    assert matter.reopen_reason == "只办了一部分"
    acts.grant_reopen(actor=world.worker, matter_id=matter.pk, now=THURSDAY)
    assert "同意重办" in words(press(client, receipt, ""))


def test_solved_in_one_press_and_asked_again_for_when_it_comes_back(world: World, client):
    receipt = told(world, client)
    matter = Matter.objects.get()
    run = {"actor": world.worker, "matter_id": matter.pk, "now": THURSDAY}
    acts.triage(
        lane="government",
        category_id=world.lamp.pk,
        unit_id=world.lamps.pk,
        reason="归城管。",
        **run,
    )
    acts.assign(owner_id=world.handler.pk, supervisor_id=world.supervisor.pk, **run)
    run["actor"] = world.handler
    acts.finish(outcome="solved", result="装了摄像头，清了垃圾。", **run)
    acts.reply(text="清完了，请看看。", **run)
    assert "谢谢您" in words(press(client, receipt, "yes"))
    assert press(client, receipt, "yes").status_code == 422
    assert "写在这里" in words(press(client, receipt, "reopen", words="又堆起来了"))
    matter.refresh_from_db()
    assert matter.reopen_asked_at == THURSDAY


def test_the_same_form_again_is_the_same_matter_and_the_same_receipt(world: World, client):
    first, again = (told(world, client) for _ in range(2))
    assert first == again
    assert Matter.objects.count() == Receipt.objects.count() == 1
    other = told(world, client, key="f" * 32)
    assert other != first
    page = reverse("follow:anonymous", args=[world.village.pk])
    changed = client.post(page, {"text": "别的事", "key": KEY})
    assert changed.status_code == 422
    assert "别的事" in words(changed)


def test_two_receipts_that_begin_alike_are_told_apart(world: World, client, monkeypatch):
    real = receipts.made
    front = real(f"page{KEY}")[:8]
    monkeypatch.setattr(
        receipts, "made", lambda key, n=0: real(key, n) if n else front + real(key)[8:]
    )
    first, second = told(world, client), told(world, client, key="e" * 32)
    assert first != second
    assert len({row.lookup for row in Receipt.objects.all()}) == 2
    for receipt in (first, second):
        assert press(client, receipt, "").status_code == 200
    assert told(world, client, key="e" * 32) == second


def test_neither_link_nor_number_opens_it(world: World, client):
    told(world, client)
    matter = Matter.objects.get()
    token = follow.token(matter.pk)
    for name in ("progress", "received", "slip", "evaluate", "add"):
        assert client.get(reverse(f"follow:{name}", args=[token])).status_code == 404
    assert client.get(f"/api/follow/{token}").status_code == 403
    lookup = client.post("/follow", {"number": matter.number, "code": follow.code(matter.pk)})
    assert lookup.status_code == 422
    client.force_login(world.worker)
    desk = words(client.get(f"/desk/matters/{matter.pk}/"))
    assert "匿名" in desk
    assert "/slip" not in desk


def test_nobody_is_written_to_or_visited(world: World, client):
    told(world, client)
    matter = Matter.objects.get()
    run = {"actor": world.worker, "matter_id": matter.pk, "now": THURSDAY}
    acts.triage(
        lane="government",
        category_id=world.lamp.pk,
        unit_id=world.lamps.pk,
        reason="归城管。",
        **run,
    )
    acts.assign(owner_id=world.handler.pk, supervisor_id=world.supervisor.pk, **run)
    run["actor"] = world.handler
    acts.finish(outcome="solved", result="装了摄像头，清了垃圾。", **run)
    acts.reply(text="清完了，请看看。", **run)
    while jobs.run_due(THURSDAY + timedelta(days=8), most=50):
        pass
    assert not Message.objects.exists()


def test_a_photo_proposes_the_place_and_carries_nothing_away(world: World, client):
    page = reverse("follow:anonymous", args=[world.village.pk])
    shot = picture_files.jpeg(exif=picture_files.notes(gps=True))
    position = photos.look(shot).position
    assert position
    world.grid.lat, world.grid.lng = position
    world.grid.save()
    file = SimpleUploadedFile("a.jpg", shot, "image/jpeg")
    asked = client.post(page, {"text": "垃圾", "photos": [file], "key": KEY})
    assert asked.status_code == 422
    assert "第一网格附近拍的" in words(asked)
    kept = re.search(r'name="kept" value="([^"]*)"', words(asked))[1]
    sent = {"text": "垃圾", "kept": kept, "place": world.grid.pk, "key": KEY}
    receipt = SIXTEEN.search(words(client.post(page, sent)))[0]
    shown = words(press(client, receipt, ""))
    small = re.search(r'src="(/kept/[^"]+)"', shown)[1]
    picture = client.get(small).content
    assert b"Exif" not in picture
    assert Photo.objects.get().matter.place_id == world.grid.pk


def test_somebody_at_the_window_leaves_no_name_and_takes_a_printed_receipt(world: World, client):
    client.force_login(world.worker)
    sent = {"text": "有人偷倒垃圾", "place": world.grid.pk, "how": "call", "channel": "window"}
    named = client.post("/desk/new", sent | {"whose": "nameless", "contact_name": "罗大娘"})
    assert named.status_code == 422
    slip = client.post("/desk/new", sent | {"whose": "nameless"})
    receipt = SIXTEEN.search(words(slip))[0]
    matter = Matter.objects.get()
    assert (matter.recorder, matter.reporter) == (world.worker, None)
    assert Speaking.objects.get().who == Who.ANONYMOUS
    assert press(Client(), receipt, "").status_code == 200


# ---- X-ENUM


def guess(n: int) -> str:
    return receipts.made(f"guess {n}")


def test_guesses_find_nothing_and_each_costs_one_row_and_one_hash(
    world: World, client, django_assert_num_queries, monkeypatch
):
    """200 guesses here, 10,000 in the slow run below; the first eight right in half of them."""
    told(world, client)
    right = receipts.made(f"page{KEY}")
    hashes = []
    verify = receipts.HASHER.verify
    monkeypatch.setattr(
        type(receipts.HASHER),
        "verify",
        lambda self, kept, said: hashes.append(1) or verify(kept, said),
    )
    hits = 0
    for n in range(100):
        for said in (guess(n), right[:8] + guess(n)[8:]):
            with django_assert_num_queries(1):
                kept = speaking.kept(receipts.lookup(said))
            hits += receipts.right(said, kept.hash if kept else None)
    assert hits == 0
    assert len(hashes) == 200
    kept = speaking.kept(receipts.lookup(right))
    assert receipts.right(right, kept.hash)


@pytest.mark.slow
@pytest.mark.skipif("YUANBA_SLOW" not in os.environ, reason="takes minutes")
def test_ten_thousand_guesses_find_nothing_and_take_the_same_time(world: World, client):
    told(world, client)
    right, hits = receipts.made(f"page{KEY}"), 0
    took: dict[bool, list[float]] = {True: [], False: []}
    for n in range(5_000):
        for near in (False, True):
            said = right[:8] + guess(n)[8:] if near else guess(n)
            began = time.perf_counter()
            kept = speaking.kept(receipts.lookup(said))
            hits += receipts.right(said, kept.hash if kept else None)
            took[near].append(time.perf_counter() - began)
    gap = abs(statistics.median(took[True]) - statistics.median(took[False])) * 1000
    print(f"median gap between wrong and none: {gap:.3f} ms")  # noqa: T201
    assert hits == 0
    assert gap < 10


def test_wrong_and_none_are_answered_alike_and_slow_down_after_five(world: World, client):
    told(world, client)
    right = receipts.made(f"page{KEY}")
    wrong = press(client, right[:8] + "00000000", "")
    none = press(Client(), "9" * 16, "")
    clean = re.compile(r'value="[^"]*"')
    assert wrong.status_code == none.status_code == 422
    assert clean.sub("", words(wrong)) == clean.sub("", words(none))
    for n in range(6):
        last = press(client, right[:8] + f"{n:08d}", "")
    assert "试的次数多了" in words(last)
    assert len(Tries.objects.all()) >= 2


def test_a_right_receipt_frees_its_own_counter(world: World, client):
    receipt = told(world, client)
    for n in range(8):
        assert press(client, receipt, "").status_code == 200, n


def test_one_without_the_receipt_cannot_act_for_him(world: World, client):
    told(world, client)
    matter = Matter.objects.get()
    with pytest.raises(Exception, match=r"matters\.add"):
        acts.add(actor=Guest(), matter_id=matter.pk, text="冒充", now=THURSDAY)
    assert press(client, "1" * 16, "add", text="冒充").status_code == 422
    assert not Record.objects.filter(act="matters.add").exists()


def test_api_and_page_open_the_same_matter(world: World, client):
    body = {"place_id": str(world.grid.pk), "text": "有人偷倒垃圾"}
    answer = client.post("/api/receipt/tell", body, "application/json")
    assert answer.status_code == 201
    receipt = answer.json()["receipt"]
    assert "社区收到了" in words(press(client, receipt, ""))
    seen = client.post("/api/receipt/see", {"receipt": receipt}, "application/json")
    assert seen.json()["state"] == "reported"
    add = {"receipt": receipt, "text": "又来了"}
    assert client.post("/api/receipt/add", add, "application/json").status_code == 200
    wrong = client.post("/api/receipt/see", {"receipt": "1" * 16}, "application/json")
    assert wrong.status_code == 403
    early = client.post("/api/receipt/evaluate", add | {"solved": True}, "application/json")
    assert (early.status_code, early.json()["code"]) == (409, "wrong_state")


def test_a_name_is_refused_where_none_is_wanted(world: World):
    spoken = Spoken(Who.ANONYMOUS)
    with pytest.raises(Exception, match="no_names"):
        world.told(spoken=spoken, contact_name="罗大娘")
    assert not Matter.objects.exists()


def test_it_reads_in_large_type_and_in_english(world: World, client):
    page = reverse("follow:anonymous", args=[world.village.pk])
    client.cookies["mode"] = "elder"
    assert 'data-mode="elder"' in words(client.get(page))
    client.cookies["language"] = "en"
    assert "receipt of 16 digits" in words(client.get(page))


def test_who_told_without_a_name_takes_the_proof_away(world: World, client, settings, tmp_path):
    """The file is an answer to the digits in the form: it has no address, and nothing in it says who."""
    settings.HOME = tmp_path
    digits = told(world, client)
    matter = Matter.objects.get()
    waiting = press(client, digits, "proof")
    assert waiting.status_code == 422
    assert "还没有签名" in words(waiting)
    heads.sign_heads(now=THURSDAY + timedelta(minutes=10))
    page = words(press(client, digits, ""))
    assert "下载回执" in page
    assert 'href="/record/verify"' in page
    file = press(client, digits, "proof")
    assert file.headers["Content-Disposition"].endswith('.tlog-proof"')
    proven = proofs.verify(words(file), [house.verifier(f"yuanba/{world.village.pk}")])
    assert proven.said["row:number"] == matter.number
    assert proven.said["row:text"] == "村口有人偷倒垃圾。"
    assert proven.leaf["a"].endswith(":")
    assert digits.replace(" ", "") not in words(file)
    assert not client.cookies
    assert press(client, "1" * 16, "proof").status_code == 422
