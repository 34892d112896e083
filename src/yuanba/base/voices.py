"""Spoken notes (语音): looked at before they are kept, and served only as a download (trust.md 22)."""

import contextlib
import hashlib
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings

from yuanba.base import containers
from yuanba.base.errors import Refused
from yuanba.base.text import _

MOST_BYTES = 8 * 1024 * 1024
LONGEST = 300  # seconds; a live recording does not always say how long it is: then the size counts
FIELD = "voice"
TYPES = {
    "ogg": "audio/ogg",
    "webm": "audio/webm",
    "mp4": "audio/mp4",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "amr": "audio/amr",
}
SAY: dict[str, Any] = {
    "heavy": _("录音太大，最多%(mb)s兆。请分几段说，或者打电话说。"),
    "long": _("录音太长，最多%(minutes)s分钟。请说短一些，或者打电话说。"),
    "empty": _("录音是空的，请再录一次。"),
    "unknown": _("这个文件不是录音。请用手机重新录一段，或者打电话说。"),
}
_NAME = re.compile(r"[0-9a-f]{32}")
# Tables (app.Model, with a column `name`) whose notes the nightly sweep leaves where they are.
KEPT_IN: list[str] = []


@dataclass(frozen=True)
class Voice:
    """A spoken note made safe: only sound, nothing written beside it."""

    kind: str
    content: bytes = field(repr=False)
    sha256: str
    seconds: int | None


def refuse(code: str) -> NoReturn:
    words = {"mb": MOST_BYTES // 1024 // 1024, "minutes": LONGEST // 60}
    message = SAY[code] % words if "%(" in str(SAY[code]) else SAY[code]
    raise Refused(f"voice_{code}", message, field=FIELD)


def look(data: bytes) -> Voice:
    """What may be kept of this file. Raises Refused beside `voice`."""
    if len(data) > MOST_BYTES:
        refuse("heavy")
    if not data:
        refuse("empty")
    kind = containers.kind_of(data)
    if not kind:
        refuse("unknown")
    try:
        content, seconds = containers.READERS[kind](data)
    except (ValueError, IndexError, OverflowError, RecursionError):
        refuse("unknown")
    if seconds is not None and seconds > LONGEST + 5:
        refuse("long")
    digest = hashlib.sha256(content).hexdigest()
    return Voice(kind, content, digest, round(seconds) or 1 if seconds else None)


def path(name: str, kind: str) -> Path:
    """Where the note of this name lies; Refused("voice_unknown") if it cannot be a name."""
    if not _NAME.fullmatch(name) or kind not in TYPES:
        refuse("unknown")
    return Path(settings.MEDIA_ROOT) / name[:2] / name[2:4] / f"{name}.{kind}"


def store(voice: Voice) -> str:
    """Keep a note on disk for good; the random name it goes by.

    Before the act that writes the name: a file without a row is harmless and swept away after three
    days, a row without a file is a lost note. A full disk is an OSError: not saved.
    """
    name = secrets.token_hex(16)
    target = path(name, voice.kind)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(target, "xb") as file:
            file.write(voice.content)
            file.flush()
            os.fsync(file.fileno())
        for folder in (target.parent, target.parent.parent, target.parent.parent.parent):
            _fsync(folder)
    except OSError:
        with contextlib.suppress(OSError):
            target.unlink(missing_ok=True)
        raise
    return name


def _fsync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
