"""Sound files for tests: two that a browser recorded, the others made by hand, with notes in them."""

import struct
from pathlib import Path

from yuanba.base.container_ogg import crc

HERE = Path(__file__).parent / "sounds"
CANARY = b"ZZ-WHO-AND-WHERE-ZZ"


def webm() -> bytes:
    return (HERE / "told.webm").read_bytes()


def mp4() -> bytes:
    return (HERE / "told.m4a").read_bytes()


def webm_with_tags() -> bytes:
    """Where the browser left room (a Void of 48 bytes), tags that say who and where."""
    told = webm()
    at = told.index(b"\xec\x01\x00\x00\x00\x00\x00\x00") if b"\xec\x01" in told else 110
    room = told.index(b"\x15\x49\xa9\x66", at) - at
    tags = b"\x12\x54\xc3\x67" + bytes([0x80 | room - 5]) + CANARY.ljust(room - 5)
    return told[:at] + tags + told[at + room :]


def mp4_with_place() -> bytes:
    """The place as phones write it (©xyz), in a box of its own at the end."""
    note = b"\xa9xyz" + CANARY
    inner = struct.pack(">I", len(note) + 4) + note
    return mp4() + struct.pack(">I", len(inner) + 8) + b"udta" + inner


def wav(seconds: float = 1.0, note: bytes = CANARY) -> bytes:
    rate = 8000
    form = struct.pack("<HHIIHH", 1, 1, rate, rate * 2, 2, 16)
    sound = b"\x01\x02" * int(rate * seconds)
    body = b"WAVE" + _chunk(b"fmt ", form) + _chunk(b"LIST", note) + _chunk(b"data", sound)
    return b"RIFF" + struct.pack("<I", len(body)) + body + CANARY


def _chunk(name: bytes, part: bytes) -> bytes:
    return name + struct.pack("<I", len(part)) + part + b"\0" * (len(part) % 2)


def amr(frames: int = 50) -> bytes:
    return b"#!AMR\n" + (b"\x3c" + b"\x11" * 31) * frames + CANARY


def mp3(frames: int = 40) -> bytes:
    """ID3 in front, 32 kbit/s frames of MPEG-1 layer III at 32 kHz, ID3v1 behind."""
    head = b"ID3\x04\0\0" + bytes([0, 0, 0, len(CANARY)]) + CANARY
    frame = b"\xff\xfb\x18\xc4"  # 32 kbit/s, 32 kHz, no padding: 144 bytes
    return head + frame.ljust(144, b"\x55") * frames + b"TAG" + CANARY.ljust(125)


def ogg() -> bytes:
    """Opus in three pages: head, comments (with a note), two seconds of nothing."""
    head = b"OpusHead" + struct.pack("<BBHIHB", 1, 1, 312, 48000, 0, 0)
    note = struct.pack("<I", 4) + b"ours" + struct.pack("<II", 1, len(CANARY)) + CANARY
    pages = [_page(2, 0, 0, head), _page(0, 0, 1, b"OpusTags" + note)]
    return b"".join([*pages, _page(4, 96_000, 2, b"\xf8\xff\xfe" * 5), CANARY])


def _page(flags: int, granule: int, number: int, packet: bytes) -> bytes:
    laces = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    page = b"OggS" + struct.pack("<BBqIIIB", 0, flags, granule, 7, number, 0, len(laces)) + laces
    page += packet
    return page[:22] + struct.pack("<I", crc(page)) + page[26:]


def ogg_page(body: bytes = b"", lace: bytes = b"") -> bytes:
    """A page as short as can be, or one whose packet goes on; its checksum is not asked for."""
    return b"OggS" + bytes(22) + bytes([len(lace)]) + lace + body


def ogg_of_comments(size: int) -> bytes:
    """A comment packet of about this many bytes, over many pages."""
    full, whole = ogg_page(b"z" * 65_025, b"\xff" * 255), ogg()
    at = whole.index(b"OggS", 4)
    start = ogg_page(b"OpusTags".ljust(255, b"z"), b"\xff")
    return whole[:at] + start + full * (size // 65_025) + ogg_page(b"z", b"\x01") + whole[at:]


def boxed(name: bytes, inner: bytes) -> bytes:
    return struct.pack(">I", len(inner) + 8) + name + inner


def webm_of(inner: bytes) -> bytes:
    return b"\x1a\x45\xdf\xa3\x84webm" + b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + inner


def video() -> bytes:
    return mp4().replace(b"soun", b"vide")


def webm_with_picture() -> bytes:
    """The one track says that it is a picture (type 1)."""
    return webm().replace(b"\x83\x81\x02", b"\x83\x81\x01")
