"""WebM: elements; notes become Void of the same length."""

import struct
from collections.abc import Iterator

from yuanba.base.container_parts import Parts

_SEGMENT, _CLUSTER = 0x18538067, 0x1F43B675
_INFO, _TRACKS = 0x1549A966, 0x1654AE6B
_TOP = {0x114D9B74, _INFO, _TRACKS, _CLUSTER, 0x1C53BB6B, 0xEC, 0xBF}
_WEB_NOTES = {0x1254C367, 0x1941A469, 0x1043A770}  # tags, attachments, chapters
_BLOCKS = {0xE7, 0xA3, 0xA0, 0xAB, 0xA7, 0xEC, 0xBF, 0x5854}
_UNKNOWN = -1


def webm(data: bytes) -> tuple[bytes, float | None]:
    """The sound without tags, covers and dates, and its seconds if it knows them."""
    at, until = _opened(data)
    out, kinds = bytearray(data[:until]), []
    times = [1_000_000.0, 0.0]  # nanoseconds of a tick, ticks
    live, parts = False, Parts()
    while at < until:
        parts.one_more()
        start = at
        ident, body, size = _element(data, at)
        if ident == _CLUSTER and size == _UNKNOWN:
            live, at = True, body  # its blocks follow one by one
            continue
        at = body + size
        if at > until or size == _UNKNOWN:
            raise ValueError("element does not fit")
        if ident in _WEB_NOTES:
            _void(out, start, at)
        elif ident == _INFO:
            _info(data, out, body, at, times, parts)
        elif ident == _TRACKS:
            kinds += _kinds(data, body, at, parts)
        elif ident not in _TOP and not (live and ident in _BLOCKS):
            raise ValueError("unknown element")
    if not kinds or any(kind != 2 for kind in kinds):
        raise ValueError("not only sound")
    return bytes(out), times[0] * times[1] / 1e9 or None


def _opened(data: bytes) -> tuple[int, int]:
    """Where the content of the segment begins and ends."""
    ident, at, size = _element(data, 0)
    if ident != 0x1A45DFA3 or b"webm" not in data[at : at + size]:
        raise ValueError("not WebM")
    ident, at, size = _element(data, at + size)
    if ident != _SEGMENT:
        raise ValueError("no segment")
    until = len(data) if size == _UNKNOWN else at + size
    if until > len(data):
        raise ValueError("cut off")
    return at, until


def _element(data: bytes, at: int) -> tuple[int, int, int]:
    """(id, start of content, length) of the element that begins here."""
    ident, at = _number(data, at, keep=True)
    size, at = _number(data, at, keep=False)
    return ident, at, size


def _number(data: bytes, at: int, *, keep: bool) -> tuple[int, int]:
    if at >= len(data) or not data[at]:
        raise ValueError("no number")
    length = 9 - data[at].bit_length()
    raw = int.from_bytes(data[at : at + length], "big")
    if at + length > len(data):
        raise ValueError("cut off")
    if keep:
        return raw, at + length
    value = raw & (1 << 7 * length) - 1
    return _UNKNOWN if value == (1 << 7 * length) - 1 else value, at + length


def _children(
    data: bytes, at: int, until: int, parts: Parts
) -> Iterator[tuple[int, int, int, int]]:
    while at < until:
        parts.one_more()
        ident, body, size = _element(data, at)
        if size == _UNKNOWN or body + size > until:
            raise ValueError("element does not fit")
        yield ident, at, body, body + size
        at = body + size


def _void(out: bytearray, start: int, stop: int) -> None:
    length = stop - start
    head = b"\xec" + (bytes([0x80 | length - 2]) if length < 9 else b"")
    if length >= 9:
        head += ((1 << 56) | length - 9).to_bytes(8, "big")
    out[start:stop] = head.ljust(length, b"\0")


def _info(
    data: bytes, out: bytearray, at: int, until: int, times: list[float], parts: Parts
) -> None:
    for ident, start, body, stop in _children(data, at, until, parts):
        if ident in {0x4461, 0x7BA9, 0x7384, 0x73A4}:  # date, title, file name, id
            _void(out, start, stop)
        elif ident == 0x2AD7B1:
            times[0] = float(int.from_bytes(data[body:stop], "big"))
        elif ident == 0x4489 and stop - body in (4, 8):
            times[1] = struct.unpack(">f" if stop - body == 4 else ">d", data[body:stop])[0]


def _kinds(data: bytes, at: int, until: int, parts: Parts) -> list[int]:
    """1 is a picture, 2 is sound."""
    return [
        int.from_bytes(data[body:stop], "big")
        for ident, _start, entry, end in _children(data, at, until, parts)
        if ident == 0xAE
        for kind, _at, body, stop in _children(data, entry, end, parts)
        if kind == 0x83
    ]
