"""MP4 and its kin: boxes; what is no sound becomes "free" and empty, so that offsets hold."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from yuanba.base.container_parts import Parts

_INSIDE = {b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf", b"mvex", b"edts", b"stbl"}
_KEPT = {b"ftyp", b"styp", b"sidx", b"moov", b"moof", b"mdat", b"mfra"}
_NOTES = {b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"iods"}
_TIMED = {b"mvhd", b"tkhd", b"mdhd"}


@dataclass
class _Found:
    """What was come across on the way."""

    tracks: list[bytes] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    parts: Parts = field(default_factory=Parts)


def mp4(data: bytes) -> tuple[bytes, float | None]:
    out, found = bytearray(data), _Found()
    end, names = 0, set()
    for name, start, body, stop in _boxes(data, 0, len(data), found.parts):
        names.add(name)
        if name not in _KEPT | _NOTES:
            break  # something else was hung behind
        end = stop
        if name in _NOTES:
            _empty(out, start, body, stop)
        elif name in _INSIDE:
            _within(data, out, body, stop, found)
    if not found.tracks or any(kind != b"soun" for kind in found.tracks):
        raise ValueError("not only sound")
    live = b"moof" in names  # a live recording does not know how long it will be
    return bytes(out[:end]), None if live else max(found.seconds, default=None) or None


def _boxes(data: bytes, at: int, until: int, parts: Parts) -> Iterator[tuple[bytes, int, int, int]]:
    """(name, start, start of content, end) of each box."""
    while at + 8 <= until:
        parts.one_more()
        size, name, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif size == 0:
            size = until - at
        if size < head or at + size > until:
            raise ValueError("box does not fit")
        yield name, at, at + head, at + size
        at += size


def _within(data: bytes, out: bytearray, at: int, until: int, found: _Found) -> None:
    for name, start, body, stop in _boxes(data, at, until, found.parts):
        if name in _NOTES:
            _empty(out, start, body, stop)
        elif name == b"hdlr":
            found.tracks.append(data[body + 8 : body + 12])
        elif name in _TIMED:
            _untimed(data, out, name, body, found.seconds)
        elif name in _INSIDE:
            _within(data, out, body, stop, found)


def _empty(out: bytearray, start: int, body: int, stop: int) -> None:
    out[start + 4 : start + 8] = b"free"
    out[body:stop] = bytes(stop - body)


def _untimed(data: bytes, out: bytearray, name: bytes, body: int, seconds: list[float]) -> None:
    """When it was made and changed: set to nothing."""
    wide = data[body] == 1
    word = 8 if wide else 4
    out[body + 4 : body + 4 + 2 * word] = bytes(2 * word)
    if name == b"mdhd":
        at = body + 4 + 2 * word
        scale = int.from_bytes(data[at : at + 4], "big")
        long = int.from_bytes(data[at + 4 : at + 4 + word], "big")
        if scale and long < 1 << 40:
            seconds.append(long / scale)
