"""What is kept of a recording: the sound, and nothing that somebody wrote beside it."""

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yuanba.base import container_ogg, container_parts, voices
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
    # eight megabytes of the smallest parts there are
    "MP4 of boxes": lambda: files.mp4() + b"\0\0\0\x08free" * 900_000,
    "boxes in a box": lambda: files.mp4() + files.boxed(b"moov", b"\0\0\0\x08trak" * 900_000),
    "Ogg of pages": lambda: files.ogg().removesuffix(CANARY) + files.ogg_page() * 280_000,
    "Ogg of comments": lambda: files.ogg_of_comments(7_000_000),
    "WebM of nothing": lambda: files.webm_of(b"\xec\x80" * 4_000_000),
    "AMR of empty frames": lambda: b"#!AMR\n" + b"\x7c" * 8_000_000,
    "WAV of notes": lambda: b"RIFF\0\0\0\0WAVE" + b"LIST\0\0\0\0" * 1_000_000,
    "MP3 of tags": lambda: b"ID3\x04\0\0\0\0\0\0" * 800_000,
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
    data, began = BAD[name](), time.process_time()
    with pytest.raises(Refused) as no:
        voices.look(data)
    # seconds of the processor: a look that grew with the square of the parts would take minutes
    assert time.process_time() - began < 5, "whatever it is made of, it is looked at quickly"
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


def test_without_the_count_a_file_of_tiny_parts_costs_a_second(monkeypatch):
    """Control."""
    monkeypatch.setattr(container_parts, "MOST_PARTS", 10**9)
    data, began = BAD["WAV of notes"](), time.process_time()
    with pytest.raises(Refused):
        voices.look(data)
    slow = time.process_time() - began
    monkeypatch.undo()
    began = time.process_time()
    with pytest.raises(Refused):
        voices.look(data)
    assert slow > 5 * (time.process_time() - began)


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
