"""What is kept of a recording: the sound, and nothing that somebody wrote beside it."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yuanba.base import container_ogg, voices
from yuanba.base.errors import Refused
from yuanba.base.tests import sound_files as files
from yuanba.base.tests.sound_files import CANARY

GOOD = {
    "webm": files.webm,
    "webm with tags": files.webm_with_tags,
    "mp4": files.mp4,
    "mp4 with a place": files.mp4_with_place,
    "wav": files.wav,
    "amr": files.amr,
    "mp3": files.mp3,
    "ogg": files.ogg,
}
BAD = {
    "nothing": lambda: b"",
    "a page": lambda: b"<html><script>alert(1)</script>",
    "a program": lambda: b"MZ" + b"\0" * 400,
    "a picture that says it is sound": lambda: b"\xff\xd8\xff\xe0" + b"\0" * 400,
    "a film": files.video,
    "a film in WebM": files.webm_with_picture,
    "WAV without sound": lambda: files.wav(0),
    "half a box": lambda: files.mp4()[:-7],
    "MP3 of one frame": lambda: files.mp3(1),
    "a drawing": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "Ogg with a film": lambda: files.ogg().replace(b"OpusHead", b"\x80theora\0"),
    "a long one": lambda: files.wav(400),
    "a heavy one": lambda: files.wav(1) + b"\0" * voices.MOST_BYTES,
}


@pytest.mark.parametrize("name", list(GOOD))
def test_the_sound_is_kept_and_what_was_written_beside_it_is_gone(name):
    voice = voices.look(GOOD[name]())
    assert CANARY not in voice.content
    assert voice.kind in name
    again = voices.look(voice.content)
    assert again.content == voice.content


@pytest.mark.parametrize("name", list(BAD))
def test_what_is_no_sound_is_refused_beside_its_field(name):
    with pytest.raises(Refused) as no:
        voices.look(BAD[name]())
    assert no.value.field == "voice"
    assert str(no.value.message)


@pytest.mark.parametrize(
    ("name", "seconds"), [("wav", 1), ("amr", 1), ("mp3", 1), ("ogg", 2), ("webm", 1)]
)
def test_it_says_how_long_it_is_where_the_file_does(name, seconds):
    assert voices.look(GOOD[name]()).seconds == seconds


def test_the_checksum_of_an_emptied_page_is_right():
    content = voices.look(files.ogg()).content
    at = content.index(b"OggS", 4)
    end = content.index(b"OggS", at + 4)
    page = bytearray(content[at:end])
    told = int.from_bytes(page[22:26], "little")
    page[22:26] = b"\0" * 4
    assert container_ogg.crc(bytes(page)) == told


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([files.webm_with_tags, files.mp4, files.wav, files.amr, files.mp3, files.ogg]),
    st.integers(0, 4000),
    st.binary(min_size=1, max_size=12),
)
def test_a_damaged_file_is_kept_or_refused_and_never_a_fault(make, at, damage):
    data = bytearray(make()[:4000])
    data[at : at + len(damage)] = damage
    with contextlib.suppress(Refused):
        voices.look(bytes(data))


def test_a_note_is_kept_under_a_random_name(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    voice = voices.look(files.amr())
    first, second = voices.store(voice), voices.store(voice)
    assert first != second
    assert voices.path(first, "amr").read_bytes() == voice.content
    for wrong in ("../../etc/passwd", "x", ""):
        with pytest.raises(Refused):
            voices.path(wrong, "amr")
    with pytest.raises(Refused):
        voices.path(first, "html")
