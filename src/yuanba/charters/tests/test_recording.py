"""录音: how a text sounds, put up by the village, heard by everybody, taken down when whoever spoke wants it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import THURSDAY, World, signed
from yuanba.base import clock, records, voices
from yuanba.base.tests import sound_files as files
from yuanba.charters import acts
from yuanba.charters.models import Recording, Version
from yuanba.charters.tests.passing import passed

RHYME = "红事白事都从简\n不比排场比孝贤"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def version(world: World) -> Version:
    by: dict[str, Any] = {"actor": world.worker, "now": THURSDAY}
    made = acts.write(
        place_id=world.village.pk, kind="covenant", title="石桥村村规民约", text="红白事简办。",
        short=RHYME, **by,
    )  # fmt: skip
    question = passed(world)
    since = clock.day_of(question.ended_at or THURSDAY)
    return acts.adopt(version_id=made.pk, procedure_id=question.pk, since=since, **by)


def sound(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("a.webm", content, "audio/webm")


def test_a_rhyme_is_recorded_heard_in_pieces_and_taken_down(world: World, version: Version):
    worker, guest = signed(world.worker), Client()
    here = f"/desk/charters/{version.pk}/record"
    form = worker.get(here)
    assert "microphone=(self)" in form["Permissions-Policy"]
    assert "不比排场比孝贤" in form.content.decode()
    page = worker.post(here, {"words": RHYME, "agreed": "on"})
    assert page.status_code == 422
    assert "请录一段" in page.content.decode()
    page = worker.post(here, {"words": RHYME, "agreed": "on", "voice": sound(b"%PDF-1.7 no sound")})
    assert page.status_code == 422
    assert "这个文件不是录音，请另选一个" in page.content.decode()
    page = worker.post(here, {"words": RHYME, "voice": sound(files.webm())})
    assert page.status_code == 422
    said = page.content.decode()
    assert "念的人同意" in said
    kept = said.split('name="heard" value="')[1].split('"')[0]
    assert kept  # what was recorded is not lost
    assert worker.post(here, {"words": RHYME, "agreed": "on", "heard": kept}).status_code == 303
    made = Recording.objects.get()
    address = f"/charters/recordings/{made.pk}"
    for page_address in (f"/charters/texts/{version.pk}/", f"/charters/{world.village.pk}/"):
        shown = guest.get(page_address)
        assert address in shown.content.decode()
        assert "media-src 'self'" in shown["Content-Security-Policy"]
    content = voices.path(made.name, "webm").read_bytes()
    assert guest.get(address).content == content
    piece = guest.get(address, headers={"Range": "bytes=0-1"})
    assert (piece.status_code, piece.content) == (206, content[:2])
    assert piece["Content-Range"] == f"bytes 0-1/{len(content)}"
    assert guest.get(address, headers={"Range": "bytes=5-"}).content == content[5:]
    assert guest.get(address, headers={"Range": "bytes=99999999-"}).status_code == 200
    down = f"/desk/charters/recordings/{made.pk}/down"
    assert signed(world.supervisor).post(down).status_code == 403
    worker.post(down)
    assert guest.get(address).status_code == 404
    assert [r.act.split(".")[1] for r in records.about(version)][-2:] == ["record", "take_down"]


def test_only_what_was_passed_is_recorded_and_a_file_too_large_is_told(world: World):
    made = acts.write(
        actor=world.worker, place_id=world.village.pk, kind="covenant", title="草稿",
        text="红白事简办。", short=RHYME, now=THURSDAY,
    )  # fmt: skip
    worker, here = signed(world.worker), f"/desk/charters/{made.pk}/record"
    told = {"words": RHYME, "agreed": "on"}
    page = worker.post(here, told | {"voice": sound(files.webm())})
    assert "通过了的才能放录音" in page.content.decode()
    page = worker.post(here, told | {"voice": sound(b"a" * (voices.MOST_BYTES + 1))})
    assert page.status_code == 422
    assert "录音太大，最多 8 兆" in page.content.decode()
    assert not Recording.objects.exists()
