"""The telephone's road: pieces, keys, clashes, devices; and what it may take along."""

import json
import os
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import THURSDAY, World
from yuanba.base import clock
from yuanba.base.errors import Denied, Refused
from yuanba.base.tests import sound_files
from yuanba.base.tests.picture_files import jpeg
from yuanba.matters.models import Matter
from yuanba.patrols import acts, jobs, pieces
from yuanba.patrols.models import Device, Finding, Look
from yuanba.patrols.rules import phone as rules
from yuanba.patrols.tests.hills import Hills

HERE = "/api/patrols/phone"
TOKEN = "d" * 32


@pytest.fixture
def hills(world: World, monkeypatch: pytest.MonkeyPatch) -> Hills:
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    return Hills(world)


def send(client: Client, name: str, offset: int, data: bytes) -> tuple[int, dict]:
    said = client.post(f"{HERE}/pieces/{name}?offset={offset}", data, "application/octet-stream")
    return said.status_code, said.json()


def look(client: Client, key: str, **said: object) -> tuple[int, dict]:
    answer = client.post(
        f"{HERE}/looks", said, "application/json", headers={"Idempotency-Key": key}
    )
    return answer.status_code, answer.json()


@pytest.mark.django_db
def test_a_file_arrives_whole_whatever_was_cut_off_and_hangs_on_one_matter(hills: Hills, client):
    point, photo, voice = hills.point(), jpeg(), sound_files.amr()
    client.force_login(hills.world.gridworker)
    one, two, half = "a" * 32, "b" * 32, len(photo) // 2
    assert client.get(f"{HERE}/pieces/{one}").json() == {"have": 0}
    assert send(client, one, 0, photo[:half]) == (200, {"have": half})
    assert send(client, one, 0, photo[: half - 9]) == (200, {"have": half})  # sent before
    assert send(client, one, half + 1, photo[half + 1 :])[1]["code"] == "piece_gap"
    said = {"point_id": str(point.pk), "result": "found", "files": [one, two], "saw": 1, "ago": 60}
    assert look(client, "1" * 32, **said)[1]["code"] in {"photo_broken", "piece_gone"}
    assert Look.objects.count() == 0
    assert send(client, one, half - 5, photo[half - 5 :]) == (200, {"have": len(photo)})
    assert send(client, two, 0, voice)[0] == 200
    said["then"] = "needs"
    status, first = look(client, "1" * 32, **said)
    told = Matter.objects.get()
    assert (status, first["number"], first["after"]) == (200, told.number, 2)
    assert (told.photos.count(), told.voices.count()) == (1, 1)
    assert Look.objects.get().seen_at == THURSDAY - timedelta(seconds=60)
    assert client.get(f"{HERE}/pieces/{one}").json() == {"have": 0}  # no longer needed
    for ago in (61, 100):  # the answer was lost: the same one comes again, without the files
        assert look(client, "1" * 32, **said | {"ago": ago}) == (200, first)
    assert Matter.objects.count() == 1
    client.force_login(hills.world.neighbour_worker)
    assert client.get(f"{HERE}/pieces/{two}").json() == {"have": 0}  # nobody sees another's
    assert look(client, "2" * 32, **said | {"files": []})[0] == 403
    client.force_login(hills.world.resident)
    assert send(client, one, 0, photo)[0] == 403
    assert Client().get(f"{HERE}/round").status_code == 401


@pytest.mark.django_db
def test_a_clash_shows_both_and_the_round_brings_the_answer_back(
    hills: Hills, client, django_assert_max_num_queries
):
    point = hills.point()
    client.force_login(hills.world.gridworker)
    with django_assert_max_num_queries(9):
        taken = client.get(f"{HERE}/round").json()
    assert [s["name"] for s in taken["stops"]] == ["青石坡边坡"]
    assert (taken["who"], taken["days"]) == (str(hills.world.gridworker.pk), 7)
    found = hills.found(point, "井盖松了")
    said = {"point_id": str(point.pk), "result": "same", "saw": taken["stops"][0]["version"]}
    status, clash = look(client, "1" * 32, **said)
    assert (status, clash["theirs"]["case"], clash["theirs"]["text"]) == (
        409, "their_find", "井盖松了",
    )  # fmt: skip
    acts.fix_finding(actor=hills.world.worker, finding_id=found.pk, how="换了新井盖", now=THURSDAY)
    clash = look(client, "1" * 32, **said)[1]["theirs"]
    assert (clash["case"], clash["text"], clash["version"]) == ("their_fix", "换了新井盖", 3)
    assert look(client, "2" * 32, **said | {"saw": 3})[0] == 200
    late = look(client, "3" * 32, **said | {"saw": 3, "ago": -5000})[0]
    assert (late, Look.objects.latest("pk").doubtful) == (200, True)
    assert "陈大山" not in json.dumps(taken, ensure_ascii=False)  # no register of people


@pytest.mark.django_db
def test_a_lost_telephone_is_revoked_and_told_so_without_a_sign_in(hills: Hills, client):
    world = hills.world
    client.force_login(world.gridworker)
    assert client.get("/desk/patrols/phones").status_code == 200
    made = client.post(f"{HERE}/devices", {"token": TOKEN}, "application/json").json()
    assert client.get(f"{HERE}/round?token={TOKEN}").json()["enrolled"]
    device = Device.objects.get()
    assert TOKEN not in device.mark
    stranger = Client()
    assert stranger.get(f"{HERE}/devices/{TOKEN}").json() == {"revoked": False}
    for who in (world.worker, world.township, world.supervisor):
        with pytest.raises(Denied):
            acts.revoke_device(actor=who, device_id=device.pk, now=THURSDAY)
    client.force_login(world.security)
    assert "陈大山" in client.get("/desk/patrols/phones").content.decode()
    there = f"/desk/patrols/phones/{made['id']}/revoke"
    assert client.post(there, {"once": "a" * 32}).status_code == 302
    assert stranger.get(f"{HERE}/devices/{TOKEN}").json() == {"revoked": True}
    assert stranger.get(f"{HERE}/devices/{'e' * 32}").json() == {"revoked": False}
    again = client.post(f"{HERE}/devices/{made['id']}/revoke", {}, "application/json")
    assert again.json()["code"] == "revoked"
    client.force_login(world.gridworker)
    assert not client.get(f"{HERE}/round?token={TOKEN}").json()["enrolled"]
    for n in range(rules.DEVICES):
        client.post(f"{HERE}/devices", {"token": f"{n}" * 32}, "application/json")
    full = client.post(f"{HERE}/devices", {"token": "f" * 32}, "application/json")
    assert full.json()["code"] == "devices"
    tomorrow = THURSDAY + timedelta(days=1)
    heard = Device.objects.get(mark=acts.mark_of("0" * 32))
    acts.hear_from_device(actor=world.gridworker, device_id=heard.pk, now=tomorrow)
    heard.refresh_from_db()
    assert heard.heard_on == tomorrow.date()


@pytest.mark.django_db
def test_the_page_that_stays_says_nothing_of_anybody(hills: Hills, client):
    client.force_login(hills.world.gridworker)
    page, worker = client.get("/patrol/"), client.get("/patrol/sw.js")
    assert not page.cookies
    assert "csrf" not in page.content.decode()
    assert page.content == Client().get("/patrol/").content
    assert worker["Content-Type"].startswith("text/javascript")
    assert "patrols/phone/queue" in worker.content.decode()
    assert "/desk/" not in worker.content.decode()
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert client.get("/patrol/app.webmanifest").json()["scope"] == "/patrol/"


def test_unfinished_files_are_swept_and_limits_hold(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    assert pieces.add(1, "a" * 32, 0, b"x" * 10) == 10
    with pytest.raises(Refused, match="piece_name"):
        pieces.add(1, "../etc", 0, b"x")
    with pytest.raises(Refused, match="piece_heavy"):
        pieces.add(1, "a" * 32, 10, b"x" * rules.LARGEST)
    for n in range(rules.FILES - 1):
        pieces.add(1, f"{n:032x}", 0, b"x")
    with pytest.raises(Refused, match="piece_many"):
        pieces.add(1, "b" * 32, 0, b"x")
    old = (THURSDAY - timedelta(days=4)).timestamp()
    os.utime(pieces.folder(1) / ("a" * 32), (old, old))
    jobs.sweep_pieces(now=THURSDAY)
    assert pieces.have(1, "a" * 32) == 0
    assert pieces.have(1, f"{1:032x}") == (
        1 if pieces.folder(1).joinpath(f"{1:032x}").exists() else 0
    )


# ── the queue of a telephone against the house: whatever breaks, each look is in once, in its order


class Phone:
    """What static/patrols/phone/queue.js does, in so many words: keys before the first try, in order, one
    point's later looks wait for its earlier ones, and no answer but "it is in" takes anything away."""

    keeps_on_500 = True

    def __init__(self, client: Client, point_id: int) -> None:
        self.client, self.point_id = client, point_id
        self.queue: list[tuple[str, str]] = []

    def note(self, n: int) -> None:
        self.queue.append((f"{n:032x}", f"第 {n} 次看，裂缝又宽了"))

    def send(self, breaks: str) -> None:
        """One try at the first that waits. `breaks`: where the network, the session or the house fails."""
        if not self.queue:
            return
        key, text = self.queue[0]
        if breaks == "before":  # the request never gets there
            return
        if breaks == "500":
            if not self.keeps_on_500:
                self.queue.pop(0)
            return
        if breaks == "signed_out":
            assert Client().post(f"{HERE}/looks", {}, "application/json").status_code == 401
            return
        said = {"point_id": str(self.point_id), "result": "found", "text": text, "then": "watch"}
        status, _answer = look(self.client, key, **said)
        assert status == 200
        if breaks == "after":  # it is in, and its answer is lost
            return
        self.queue.pop(0)


STEPS = st.lists(
    st.sampled_from(["note", "fine", "before", "after", "500", "signed_out", "twice"]), max_size=14
)


def walk(phone: Phone, steps: list[str]) -> list[str]:
    """Walk through these steps, then have a good signal; the words that were noted, in order."""
    noted = 0
    for step in steps:
        if step == "note":
            noted += 1
            phone.note(noted)
        elif step == "twice":  # two tabs send the same at once
            waiting = list(phone.queue)
            phone.send("after")
            phone.queue = waiting
            phone.send("fine")
        else:
            phone.send(step)
    while phone.queue:
        phone.send("fine")
    return [f"第 {n} 次看，裂缝又宽了" for n in range(1, noted + 1)]


def arrived() -> list[str]:
    return list(Finding.objects.order_by("look_id").values_list("text", flat=True))


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(steps=STEPS)
def test_whatever_breaks_each_look_is_in_once_and_in_its_order(hills: Hills, steps: list[str]):
    Finding.objects.all().delete()
    Look.objects.all().delete()
    client = Client()
    client.force_login(hills.world.gridworker)
    point = hills.world.__dict__.setdefault("_point", None) or hills.point()
    hills.world.__dict__["_point"] = point
    assert arrived() == []
    assert walk(Phone(client, point.pk), steps) == arrived()


@pytest.mark.django_db
def test_a_queue_that_drops_on_a_fault_of_the_house_would_be_seen(hills: Hills):
    client = Client()
    client.force_login(hills.world.gridworker)
    careless = Phone(client, hills.point().pk)
    careless.keeps_on_500 = False
    assert walk(careless, ["note", "note", "500"]) != arrived()
