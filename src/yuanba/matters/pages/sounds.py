"""Spoken notes on their way in, as photos are (pages/shots.py): stored before the act, carried along
as signed names while a form is shown again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from yuanba.base import voices
from yuanba.base.errors import Refused
from yuanba.matters.acts.voice import Sound

SALT = "matters.sounds"
KEPT = 2 * 24 * 3600  # seconds a stored note may wait for its form


@dataclass
class Heard:
    """The spoken note of one form so far, and what was wrong with another."""

    sounds: list[Sound] = field(default_factory=list)
    errors: list[Any] = field(default_factory=list)

    @property
    def signed(self) -> str:
        """For a hidden field: the note already taken in."""
        rows = [[s.name, s.kind, s.digest, s.bytes, s.seconds] for s in self.sounds]
        return signing.dumps(rows, salt=SALT, compress=True) if rows else ""

    @property
    def seconds(self) -> int:
        return sum(sound.seconds or 0 for sound in self.sounds)

    @property
    def playing(self) -> str:
        """The note signed once more: with it this page may play it."""
        if not self.sounds:
            return ""
        return signing.dumps([self.sounds[0].name, self.sounds[0].kind], salt=SALT)


def kept(said: str, *, drop: bool) -> Heard:
    """The note a page carried along; nothing if it was altered, is too old or is not wanted."""
    try:
        rows = signing.loads(said, salt=SALT, max_age=KEPT) if said and not drop else []
    except signing.BadSignature:
        return Heard()
    return Heard([Sound(*row) for row in rows[:1]])


def take(
    file: "UploadedFile[Any] | None", heard: Heard, *, say: Mapping[str, Any] = MappingProxyType({})
) -> None:
    """Look at a new note and store it; it takes the place of an older one. `say`: what else to say of a code."""
    if file is None:
        return
    try:
        if (file.size or 0) > voices.MOST_BYTES:
            voices.refuse("heavy")
        voice = voices.look(file.read())
    except Refused as no:
        heard.errors.append(say.get(no.code, no.message))
        return
    size = len(voice.content)
    heard.sounds = [Sound(voices.store(voice), voice.kind, voice.sha256, size, voice.seconds)]


_RANGE = re.compile(r"bytes=(\d{1,9})-(\d{0,9})")


def served(name: str, kind: str, *, asked: str = "") -> HttpResponse:
    """A stored note, as a download; the caller has checked who may hear it. `asked`: the piece of it that a
    telephone wants (Range, RFC 9110 14.2); some play nothing that does not come in pieces.

    Raises FileNotFoundError, Refused for what cannot be a name.
    """
    content = voices.path(name, kind).read_bytes()  # 8 MB at most
    piece = _RANGE.fullmatch(asked)
    first = int(piece[1]) if piece else 0
    last = min(int(piece[2] or len(content)), len(content) - 1) if piece else len(content) - 1
    whole = piece is None or not first <= last
    answer = HttpResponse(content if whole else content[first : last + 1])
    answer.headers["Content-Type"] = voices.TYPES[kind]
    answer.headers["Accept-Ranges"] = "bytes"
    if not whole:
        answer.status_code = 206
        answer.headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name[:12]}.{kind}"'
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
