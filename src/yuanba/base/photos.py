"""Photos from outside: looked at in a child process, made new, kept under random names.

Only what `look` returns may be stored or shown. Rules: at most 10 MB and 50 million pixels, decided
from the header; decoded apart with little memory and two seconds; turned upright; at most 2,048 px;
the pixels alone saved as JPEG. Where and when it was taken is handed beside, to propose a place
first, and is never kept in the file (a photo of a broken lamp must not tell where somebody lives).
"""

import contextlib
import hashlib
import json
import logging
import math
import os
import re
import secrets
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from django.conf import settings

from yuanba.base.errors import Refused
from yuanba.base.text import _

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONG_SIDE = 2_048
CHILD_MEGABYTES = 150  # of address space: what it can hold is always less
CHILD_SECONDS = 2.0

FIELD = "photos"
# Tables (app.Model, with a column `name`) whose pictures the nightly sweep leaves where they are.
KEPT_IN: list[str] = []
SAY = {
    "empty": _("这张照片是空的，请重新选一张。"),
    "heavy": _("照片太大了，请选10兆以内的照片。"),
    "kind": _("这个文件不是照片，请选手机拍的照片或截图。"),
    "compatible": _("这种照片格式打不开，请在相机设置里选“兼容性最佳”后重拍，或者发一张截图。"),
    "moving": _("会动的图片不能用，请选一张普通照片。"),
    "large": _("照片尺寸太大，请在手机上裁小一些，或者发一张截图。"),
    "broken": _("照片没有传完整，或者已经损坏，请重新选一张。"),
    "slow": _("这张照片处理得太慢，请稍后再试，或者换一张。"),
    "unknown": _("找不到这张照片。"),
}

_CHILD = Path(__file__).with_name("photo_child.py")
# Two at once, whatever the number of threads: memory stays below 300 MB, two seconds stay two.
_room = threading.BoundedSemaphore(2)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Photo:
    """One photo made safe: `jpeg` and `thumb` hold pixels and nothing else."""

    jpeg: bytes
    thumb: bytes
    width: int
    height: int
    sha256: str
    """Of `jpeg`: the same upload gives the same digest, and a stored file can be checked."""
    position: tuple[float, float] | None
    """Latitude and longitude in degrees, WGS-84, as the camera wrote them."""
    taken_at: datetime | None
    """With its zone; Asia/Shanghai where the camera named none."""


def look(data: bytes) -> Photo:
    """Make a photo from outside safe; raises Refused("photo_…") with what to do next.

    Takes 0.1 to 0.4 s: call it before the act, never inside a transaction.
    """
    kind_and_size(data)
    told, large, small = decode(data)
    if "no" in told:
        refuse(str(told["no"]))
    return Photo(
        jpeg=large,
        thumb=small,
        width=int(told["width"]),
        height=int(told["height"]),
        sha256=hashlib.sha256(large).hexdigest(),
        position=_position(told.get("position")),
        taken_at=_taken_at(str(told.get("taken", "")), str(told.get("offset", ""))),
    )


def refuse(why: str) -> NoReturn:
    """Say no to a photo, beside its field."""
    raise Refused(f"photo_{why}", SAY[why], field=FIELD)


# ---- before any decoder: what the first bytes say


def kind_and_size(data: bytes) -> tuple[str, int, int]:
    """Kind ("jpeg", "png", "webp"), width and height, from the header alone."""
    if not data:
        refuse("empty")
    if len(data) > MOST_BYTES:
        refuse("heavy")
    if data.startswith(b"\xff\xd8\xff"):
        kind, size = "jpeg", _jpeg_size(data)
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        kind, size = "png", _png_size(data)
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind, size = "webp", _webp_size(data)
    else:
        refuse(_other_kind(data))
    if size is None or 0 in size:
        refuse("broken")
    if size[0] * size[1] > MOST_PIXELS:
        refuse("large")
    return kind, *size


def _other_kind(data: bytes) -> str:
    """Which sentence a file gets that is none of the three kinds."""
    if data[4:8] == b"ftyp" and data[8:12] in {
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis",
    }:  # fmt: skip
        return "compatible"
    return "moving" if data[:4] == b"GIF8" else "kind"


def _png_size(data: bytes) -> tuple[int, int] | None:
    if len(data) < 33 or data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _webp_size(data: bytes) -> tuple[int, int] | None:
    chunk, body = data[12:16], data[20:30]
    if len(body) < 10:
        return None
    if chunk == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if chunk == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    if chunk == b"VP8L" and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return None


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, begin, end) of each segment of a JPEG up to its first scan."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2 or at + 2 + length > len(data):
            return
        yield marker, at + 4, at + 2 + length
        if marker == 0xDA:
            return
        at += 2 + length


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    for marker, begin, end in _segments(data):
        if marker in _FRAMES and end - begin >= 6:
            height, width = struct.unpack(">HH", data[begin + 1 : begin + 5])
            return width, height
    return None


# ---- the child


def decode(
    data: bytes, *, megabytes: int = CHILD_MEGABYTES, seconds: float = CHILD_SECONDS
) -> tuple[dict[str, Any], bytes, bytes]:
    """What the child says of a picture: its facts, the picture, the small one.

    The facts hold "no" with the reason if it was not taken, and "peak", its memory in kilobytes.
    """
    pillow = find_spec("PIL")
    assert pillow is not None
    assert pillow.origin is not None
    folder = str(Path(pillow.origin).parent.parent)
    command = [sys.executable, "-I", "-S", str(_CHILD), folder, str(megabytes)]
    with _room:
        try:
            done = subprocess.run(  # noqa: S603  our own program; the picture comes by its input
                command, input=data, capture_output=True, timeout=seconds, env={}, check=False
            )
        except subprocess.TimeoutExpired:
            return {"no": "slow"}, b"", b""
    if done.returncode:
        # Negative: ended by a signal, a limit of the processor or a decoder that fell.
        _log.warning("photo child ended with %s", done.returncode)
        return {"no": "slow" if done.returncode == -24 else "broken"}, b"", b""
    return _frame(done.stdout)


def _frame(out: bytes) -> tuple[dict[str, Any], bytes, bytes]:
    """The child's answer, believed only after looking: its decoder may have been taken over."""
    try:
        (length,) = struct.unpack(">I", out[:4])
        told = json.loads(out[4 : 4 + length])
        if "no" in told:
            return {**told, "no": told["no"] if told["no"] in SAY else "broken"}, b"", b""
        begin, middle = 4 + length, 4 + length + int(told["large"])
        large, small = out[begin:middle], out[middle:]
        good = is_plain(large, (told["width"], told["height"])) and is_plain(small)
    except (ValueError, KeyError, TypeError, struct.error):
        good = False
    if not good:
        _log.error("photo child answered with something that is not a plain picture")
        return {"no": "broken"}, b"", b""
    return told, large, small


# Start, one short head, tables, one frame, one scan: no notes (APP1 and on), no comments.
_PLAIN = frozenset({0xE0, 0xDB, 0xC0, 0xC4, 0xDA})
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7]")


def is_plain(data: bytes, size: tuple[int, int] | None = None) -> bool:
    """Is this a JPEG that holds a picture and nothing else, down to its last byte?"""
    if not data.startswith(b"\xff\xd8\xff"):
        return False
    scan = 0
    for marker, begin, end in _segments(data):
        head_is_long = marker == 0xE0 and (end - begin != 14 or data[begin : begin + 4] != b"JFIF")
        if marker not in _PLAIN or head_is_long:
            return False
        if marker == 0xDA:
            scan = end
    tail = _AFTER_SCAN.search(data, scan)
    ends_well = bool(scan and tail and tail.group() == b"\xff\xd9" and tail.end() == len(data))
    found = _jpeg_size(data)
    if not ends_well or found is None or max(found) > LONG_SIDE:
        return False
    return size is None or found == tuple(size)


# ---- what the camera told


def _position(told: object) -> tuple[float, float] | None:
    if not isinstance(told, list) or len(told) != 2:
        return None
    lat, lng = float(told[0]), float(told[1])
    possible = math.isfinite(lat) and math.isfinite(lng) and abs(lat) <= 90 and abs(lng) <= 180
    # Phones without a fix write zero, zero: a point in the sea off Africa.
    if not possible or (abs(lat) < 0.001 and abs(lng) < 0.001):
        return None
    return round(lat, 6), round(lng, 6)


_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


def _taken_at(taken: str, offset: str) -> datetime | None:
    zone: tzinfo = ZoneInfo("Asia/Shanghai")
    if found := _OFFSET.fullmatch(offset.strip("\0 ")):
        minutes = int(found[2]) * 60 + int(found[3])
        if minutes <= 14 * 60:
            zone = timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes))
    try:
        return datetime.strptime(taken.strip("\0 "), "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone)
    except ValueError:
        return None


# ---- keeping


_NAME = re.compile(r"[0-9a-f]{32}")


def path(name: str, *, thumb: bool = False) -> Path:
    """Where the photo of this name lies; Refused("photo_unknown") if it cannot be a name."""
    if not _NAME.fullmatch(name):
        refuse("unknown")
    folder = Path(settings.MEDIA_ROOT) / name[:2] / name[2:4]
    return folder / f"{name}{'.small' if thumb else ''}.jpg"


def store(photo: Photo) -> str:
    """Keep a photo and its small copy on disk for good; the random name it goes by.

    Call it before the act that writes the name: a file without a row is harmless, a row without a
    file is a lost photo. A full disk is an OSError: not saved.
    """
    name = secrets.token_hex(16)
    made: list[Path] = []
    try:
        for content, small in ((photo.jpeg, False), (photo.thumb, True)):
            target = path(name, thumb=small)
            _make_folder(target.parent)
            made.append(target)
            with open(target, "xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        _fsync_folder(target.parent)
    except OSError:
        for target in made:
            with contextlib.suppress(OSError):
                target.unlink(missing_ok=True)
        raise
    return name


def _make_folder(folder: Path) -> None:
    """Make the folder and have the disk know it: a file in a forgotten folder is lost too."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for each in missing:
        _fsync_folder(each.parent)


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
