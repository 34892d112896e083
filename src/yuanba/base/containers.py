"""Sound files as containers: what stands in them besides the sound is taken out or made empty.

Nothing is decoded: we have no decoder, so the sound itself stays as it came, byte for byte. Each
reader walks the container to its end, refuses pictures, and returns (content, seconds or None).
Raises ValueError for what is not such a file, or is broken.

What leaves: titles, comments, places, dates, devices, covers, attachments, and anything behind the
end. What stays, because the sound is coded so: the name of the codec and its settings, in MP4 also
the name of the handler ("Core Media Audio") and in WebM that of the program that wrote it.
"""

import struct
from collections.abc import Callable

from yuanba.base.container_mp4 import mp4
from yuanba.base.container_ogg import ogg
from yuanba.base.container_parts import Parts
from yuanba.base.container_webm import webm

Read = tuple[bytes, float | None]


# ---- WAV: RIFF chunks; only the format and the samples are kept


def wav(data: bytes) -> Read:
    if data[8:12] != b"WAVE":
        raise ValueError("not WAVE")
    form = sound = b""
    at, parts = 12, Parts()
    while at + 8 <= len(data) and not sound:
        parts.one_more()
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        part = data[at + 8 : at + 8 + size]
        if name == b"fmt ":
            form = part
        elif name == b"data":
            sound = part
        at += 8 + size + size % 2
    if len(form) < 16 or not sound:
        raise ValueError("no sound")
    rate = int.from_bytes(form[8:12], "little")
    sound += b"\0" * (len(sound) % 2)
    body = b"WAVE" + _chunk(b"fmt ", form) + _chunk(b"data", sound)
    return b"RIFF" + struct.pack("<I", len(body)) + body, len(sound) / rate if rate else None


def _chunk(name: bytes, part: bytes) -> bytes:
    return name + struct.pack("<I", len(part)) + part + b"\0" * (len(part) % 2)


# ---- AMR: frames of 20 ms one after another; what is no frame ends it

_NARROW = (13, 14, 16, 18, 20, 21, 27, 32, 6)
_WIDE = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6)


def amr(data: bytes) -> Read:
    wide = data.startswith(b"#!AMR-WB\n")
    at = start = 9 if wide else 6
    sizes, frames, parts = (_WIDE if wide else _NARROW), 0, Parts()
    while at < len(data):
        parts.one_more()
        mode = data[at] >> 3 & 15
        size = sizes[mode] if mode < len(sizes) else 1 if mode >= 14 else 0
        if data[at] & 0x83 or not size or at + size > len(data):
            break
        at, frames = at + size, frames + 1
    if not frames or at == start:
        raise ValueError("no frame")
    return data[:at], frames * 0.02


# ---- MP3: tags before and behind are cut off; only frames are kept

_RATES = ((44100, 48000, 32000), (22050, 24000, 16000), (11025, 12000, 8000))
_KBIT1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBIT2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def mp3(data: bytes) -> Read:
    at, parts = 0, Parts()
    while data[at : at + 3] == b"ID3" and len(data) > at + 10:
        parts.one_more()
        size = 0
        for part in data[at + 6 : at + 10]:
            size = size << 7 | part & 127
        at += 10 + size + (10 if data[at + 5] & 0x10 else 0)
    start, seconds, frames = at, 0.0, 0
    while frame := _mp3_frame(data, at):
        parts.one_more()
        size, long = frame
        if at + size > len(data):
            break
        at, seconds, frames = at + size, seconds + long, frames + 1
    if frames < 2:
        raise ValueError("no frames")
    return data[start:at], seconds


def _mp3_frame(data: bytes, at: int) -> tuple[int, float] | None:
    """Bytes and seconds of the layer-III frame that begins here."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return None
    version, kbit, rate = data[at + 1] >> 3 & 3, data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if version == 1 or kbit in (0, 15) or rate == 3:
        return None
    first = version == 3
    hertz = _RATES[0 if first else 1 if version == 2 else 2][rate]
    samples = 1152 if first else 576
    bits = (_KBIT1 if first else _KBIT2)[kbit] * 1000
    return samples // 8 * bits // hertz + (data[at + 2] >> 1 & 1), samples / hertz


READERS: dict[str, Callable[[bytes], Read]] = {
    "ogg": ogg,
    "webm": webm,
    "mp4": mp4,
    "mp3": mp3,
    "wav": wav,
    "amr": amr,
}


def kind_of(data: bytes) -> str:
    """By the first bytes, never by the name; empty for what is none of ours."""
    if data.startswith(b"OggS"):
        return "ogg"
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm"
    if data[4:8] == b"ftyp":
        return "mp4"
    if data.startswith(b"RIFF"):
        return "wav"
    if data.startswith(b"#!AMR"):
        return "amr"
    return (
        "mp3"
        if data.startswith((b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"))
        else ""
    )
