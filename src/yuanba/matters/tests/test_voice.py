"""By voice note: told, kept safe, heard by who may, written down by somebody who says so."""

import os
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.world import THURSDAY, World
from yuanba.base import clock, records, voices
from yuanba.base.errors import Denied, Refused
from yuanba.base.tests import sound_files as files
from yuanba.matters import acts, follow, jobs
from yuanba.matters.acts.voice import Sound
from yuanba.matters.models import Matter, VoiceNote

KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def here(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    settings.MEDIA_ROOT = tmp_path


def words(answer) -> str:
    return answer.content.decode()


def note(content: bytes | None = None, name: str = "a.webm") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or files.webm(), "audio/webm")


def page(world: World, name: str = "report") -> str:
    return reverse(f"follow:{name}", args=[world.village.pk])


def spoken(world: World) -> Matter:
    """A matter of which only the sound is known."""
    voice = voices.look(files.amr())
    sound = Sound(voices.store(voice), "amr", voice.sha256, len(voice.content), voice.seconds)
    return world.told(text="", sounds=[sound])


def test_speaking_is_enough_and_the_desk_hears_it(world: World, client):
    sent = client.post(page(world), {"text": "", "voice": note(), "key": KEY})
    matter = Matter.objects.get()
    assert (matter.text, matter.title) == ("", "语音留言（1秒）")
    assert sent["Location"] == reverse("follow:received", args=[follow.token(matter.pk)])
    kept = VoiceNote.objects.get()
    mine = reverse("follow:progress", args=[follow.token(matter.pk)])
    shown = client.get(mine)
    url = re.search(r'src="(/f/[^"]+/voice/[^"]+)"', words(shown))[1]
    assert "media-src 'self'" in shown["Content-Security-Policy"]
    assert client.get(url).content == voices.path(kept.name, "webm").read_bytes()
    client.force_login(world.worker)
    desk = words(client.get(f"/desk/matters/{matter.pk}/"))
    assert "记成文字" in desk
    url = re.search(r'src="(/desk/matters/[^"]+/voice/[^"]+)"', desk)[1]
    answer = client.get(url)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "audio/webm"
    assert "no-store" in answer["Cache-Control"]


def test_neither_words_nor_voice_is_still_asked_for(world: World, client):
    asked = client.post(page(world), {"text": "", "key": KEY})
    assert asked.status_code == 422
    with pytest.raises(Refused, match="words_missing"):
        world.told(text="")


def test_what_is_no_sound_is_named_and_the_words_are_kept(world: World, client):
    bad = note(b"<html><script>alert(1)</script>", "a.webm")
    answer = client.post(page(world), {"text": "路灯不亮", "voice": bad, "key": KEY})
    assert answer.status_code == 422
    assert "不是录音" in words(answer)
    assert "路灯不亮" in words(answer)
    assert not VoiceNote.objects.exists()


def test_a_note_survives_a_mistake_in_another_field_and_can_be_dropped(world: World, client):
    sent = {"text": "", "voice": note(), "contact_phone": "12", "key": KEY}
    asked = client.post(page(world), sent)
    assert asked.status_code == 422
    heard = re.search(r'name="heard" value="([^"]+)"', words(asked))[1]
    play = re.search(r'src="(/kept/voice/[^"]+)"', words(asked))[1]
    assert client.get(play).status_code == 200
    assert client.get(play[:-3] + "xxx").status_code == 404
    dropped = client.post(page(world), {"text": "", "heard": heard, "unheard": "1", "key": KEY})
    assert dropped.status_code == 422
    forged = client.post(page(world), {"text": "", "heard": heard + "x", "key": KEY})
    assert forged.status_code == 422
    assert client.post(page(world), {"text": "", "heard": heard, "key": KEY}).status_code == 303
    assert VoiceNote.objects.get().matter == Matter.objects.get()


def test_an_elder_speaks_on_the_first_page_and_it_travels_along(world: World, client):
    client.cookies["mode"] = "elder"
    first = client.get(page(world))
    assert "按一下，开始说" in words(first)
    assert 'accept="audio/*" capture' in words(first)
    assert "microphone=(self)" in first["Permissions-Policy"]
    on = client.post(page(world), {"step": "words", "go": "place", "text": "", "voice": note()})
    assert "在哪里？" in words(on)
    heard = re.search(r'name="heard" value="([^"]+)"', words(on))[1]
    sent = {"step": "check", "go": "send", "text": "", "heard": heard, "key": KEY}
    assert client.post(page(world), sent).status_code == 303
    assert VoiceNote.objects.count() == 1


def test_only_pages_that_record_may_use_the_microphone(world: World, client):
    assert "microphone=(self)" in client.get(page(world))["Permissions-Policy"]
    assert "microphone=(self)" in client.get(page(world, "anonymous"))["Permissions-Policy"]
    for path in ("/", "/follow", "/receipt", f"/c/{world.village.pk}/"):
        assert "microphone=()" in client.get(path)["Permissions-Policy"], path
        assert "media-src" not in client.get(path)["Content-Security-Policy"], path


def test_a_worker_writes_it_down_and_it_says_who_heard_it(world: World, client):
    matter = spoken(world)
    kept = VoiceNote.objects.get()
    client.force_login(world.gridworker)
    desk = f"/desk/matters/{matter.pk}/voice/{kept.name}/words"
    assert "边听边记" in words(client.get(desk))
    assert client.post(desk, {"text": "🙂"}).status_code == 422
    assert client.post(desk, {"text": "屋顶漏水，接了两盆。"}).status_code == 302
    matter.refresh_from_db()
    assert (matter.text, matter.title) == ("屋顶漏水，接了两盆。", "屋顶漏水，接了两盆。")
    assert records.about(matter)[-1].act == "matters.write_down"
    acts.write_down(
        actor=world.worker, matter_id=matter.pk, voice_id=kept.pk, text="屋顶漏水。", now=THURSDAY
    )
    kept.refresh_from_db()
    assert (kept.words, kept.written_by) == ("屋顶漏水。", world.worker)
    guest = Client().get(reverse("follow:progress", args=[follow.token(matter.pk)]))
    assert "王小芹听写" in words(guest)


def test_words_that_were_typed_are_not_overwritten(world: World):
    voice = voices.look(files.amr())
    sound = Sound(voices.store(voice), "amr", voice.sha256, 9, 1)
    matter = world.told(text="路灯不亮", sounds=[sound])
    acts.write_down(
        actor=world.worker,
        matter_id=matter.pk,
        voice_id=VoiceNote.objects.get().pk,
        text="还有井盖",
        now=THURSDAY,
    )
    matter.refresh_from_db()
    assert matter.text == "路灯不亮"


@pytest.mark.parametrize("who", ["neighbour_worker", "supervisor", "resident", "admin"])
def test_others_do_not_write_it_down_nor_hear_it(world: World, client, who):
    matter = spoken(world)
    kept = VoiceNote.objects.get()
    person = getattr(world, who)
    with pytest.raises(Denied):
        acts.write_down(
            actor=person, matter_id=matter.pk, voice_id=kept.pk, text="假的", now=THURSDAY
        )
    client.force_login(person)
    heard = client.get(f"/desk/matters/{matter.pk}/voice/{kept.name}").status_code
    assert heard == (200 if who == "supervisor" else 403) or who == "admin"
    assert VoiceNote.objects.get().words == ""


def test_a_note_of_another_matter_is_not_heard_through_this_link(world: World, client):
    first, second = spoken(world), spoken(world)
    name = VoiceNote.objects.get(matter=second).name
    token = follow.token(first.pk)
    assert client.get(reverse("follow:voice", args=[token, name])).status_code == 404
    with pytest.raises(Denied):
        acts.write_down(
            actor=world.worker,
            matter_id=first.pk,
            voice_id=VoiceNote.objects.get(matter=second).pk,
            text="错了",
            now=THURSDAY,
        )


def test_an_anonymous_voice_is_heard_by_its_receipt(world: World, client):
    warned = words(client.get(page(world, "anonymous")))
    assert "录音听得出是谁" in warned
    given = client.post(page(world, "anonymous"), {"text": "", "voice": note(), "key": KEY})
    receipt = re.search(r"\d{4} \d{4} \d{4} \d{4}", words(given))[0]
    shown = words(client.post("/receipt", {"receipt": receipt}))
    play = re.search(r'src="(/kept/voice/[^"]+)"', shown)[1]
    assert client.get(play).status_code == 200


def test_a_recording_nobody_sent_is_swept_away(world: World):
    matter = spoken(world)
    lost = voices.path(voices.store(voices.look(files.mp3())), "mp3")
    known = voices.path(matter.voices.get().name, "amr")
    for file in (lost, known):
        old = (THURSDAY - timedelta(days=9)).timestamp()
        os.utime(file, (old, old))
    jobs.sweep_voices(now=THURSDAY)
    assert not lost.exists()
    assert known.exists()
