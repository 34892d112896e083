"""OGG: pages with a checksum; the comment packet becomes an empty one of the same length."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from yuanba.base.container_parts import Parts

MOST_NOTES = 512 * 1024  # bytes of the comment packet: its checksum is reckoned anew
Spot = tuple[int, int]  # where a piece of a packet stands, and how long it is


def _table() -> list[int]:
    rows = []
    for n in range(256):
        row = n << 24
        for _bit in range(8):
            row = (row << 1 ^ (0x04C11DB7 if row & 0x80000000 else 0)) & 0xFFFFFFFF
        rows.append(row)
    return rows


_CRC = _table()


def crc(page: bytes) -> int:
    found = 0
    for sign in page:
        found = (found << 8 & 0xFFFFFFFF) ^ _CRC[found >> 24 ^ sign]
    return found


@dataclass(frozen=True)
class _Page:
    start: int
    end: int
    granule: int
    laces: bytes
    body: int


def _pages(data: bytes) -> Iterator[_Page]:
    """Page after page; what is no page ends it (something else was hung behind)."""
    at, parts = 0, Parts()
    while data[at : at + 4] == b"OggS" and at + 27 <= len(data):
        parts.one_more()
        laces = data[at + 27 : at + 27 + data[at + 26]]
        body = at + 27 + len(laces)
        end = body + sum(laces)
        if end > len(data):
            return
        granule = int.from_bytes(data[at + 6 : at + 14], "little", signed=True)
        yield _Page(at, end, granule, laces, body)
        at = end


def _packets(pages: list[_Page]) -> tuple[list[list[Spot]], list[_Page]]:
    """The first two packets (what it is, and the comments), and the pages they stand on."""
    packets: list[list[Spot]] = [[]]
    used = []
    for page in pages:
        if len(packets) > 2:
            break
        used.append(page)
        spot = page.body
        for lace in page.laces:
            packets[-1].append((spot, lace))
            spot += lace
            if lace < 255:
                packets.append([])
    if len(packets) < 3:
        raise ValueError("no packets")
    return packets[:2], used


def ogg(data: bytes) -> tuple[bytes, float | None]:
    """The sound without its comments, and its seconds. Opus and Vorbis only."""
    pages = list(_pages(data))
    (first, notes), used = _packets(pages)
    head = b"".join(data[a : a + n] for a, n in first)
    opus = head.startswith(b"OpusHead")
    if not opus and not head.startswith(b"\x01vorbis"):
        raise ValueError("neither Opus nor Vorbis")
    tags = b"OpusTags" if opus else b"\x03vorbis"
    if not b"".join(data[a : a + n] for a, n in notes).startswith(tags):
        raise ValueError("no comment packet")
    length = sum(n for _a, n in notes)
    if length > MOST_NOTES:
        raise ValueError("comment packet too long")
    empty = (tags + b"\0" * 8 + (b"" if opus else b"\x01")).ljust(length, b"\0")
    if len(empty) != length:
        raise ValueError("comment packet too short")
    out = bytearray(data[: pages[-1].end])
    for a, n in notes:
        out[a : a + n], empty = empty[:n], empty[n:]
    for page in used:
        out[page.start + 22 : page.start + 26] = b"\0" * 4
        told = crc(bytes(out[page.start : page.end]))
        out[page.start + 22 : page.start + 26] = struct.pack("<I", told)
    rate = 48_000 if opus else int.from_bytes(head[12:16], "little")
    granule = max(page.granule for page in pages)
    return bytes(out), granule / rate if rate and granule > 0 else None
