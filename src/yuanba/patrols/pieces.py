"""Files on their way in, piece by piece: what has come is what the file holds, whatever was cut off.

A piece is written at its place and flushed before the answer; sent again, or overlapping, it changes
nothing. A file without a look is harmless: it is swept away (rules.phone.KEPT) and sent anew.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings

from yuanba.base import photos, voices
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.matters.acts.common import Picture
from yuanba.matters.acts.voice import Sound
from yuanba.patrols.rules import phone as rules

FOLDER = "pieces"


def folder(person_id: int) -> Path:
    """Everybody's lie apart: nobody can write into, or ask about, somebody else's."""
    return Path(settings.MEDIA_ROOT) / FOLDER / str(person_id)


def have(person_id: int, name: str) -> int:
    """How many bytes of this file have come."""
    path = _path(person_id, name)
    return path.stat().st_size if path.exists() else 0


def add(person_id: int, name: str, offset: int, data: bytes) -> int:
    """Write a piece; returns how many bytes are there now. Raises Refused, OSError: not saved."""
    path, there = _path(person_id, name), have(person_id, name)
    waiting = 0 if there else len(list(folder(person_id).glob("*")))
    known = rules.piece(name=name, have=there, offset=offset, size=len(data), waiting=waiting)
    rest = data[known:]
    if rest:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "r+b" if there else "wb") as file:
            file.seek(there)
            file.write(rest)
            file.flush()
            os.fsync(file.fileno())
    return there + len(rest)


def _path(person_id: int, name: str) -> Path:
    if not rules.NAME.fullmatch(name):
        raise Refused("piece_name", _("这个文件的编号不对，请重新拍。"))
    return folder(person_id) / name


def taken(person_id: int, names: Sequence[str]) -> tuple[list[Picture], list[Sound]]:
    """The files that a look names, made safe and stored: before its act. A photo or a spoken note."""
    pictures, sounds = [], []
    for name in names:
        path = _path(person_id, name)
        if not path.exists():
            raise Refused("piece_gone", _("有一个文件没有传完，请再传一次。"), field="files")
        data = path.read_bytes()
        if data[:3] == b"\xff\xd8\xff" or (
            data[:4] in {b"\x89PNG", b"RIFF"} and data[8:12] != b"WAVE"
        ):
            safe = photos.look(data)
            pictures.append(Picture(photos.store(safe), safe.sha256, safe.width, safe.height))
        else:
            note = voices.look(data)
            size = len(note.content)
            sounds.append(Sound(voices.store(note), note.kind, note.sha256, size, note.seconds))
    return pictures, sounds


def drop(person_id: int, names: Sequence[str]) -> None:
    """The look is in: its pieces are no longer needed."""
    for name in names:
        _path(person_id, name).unlink(missing_ok=True)


def old(now: datetime) -> Iterator[Path]:
    """Files whose last piece came long ago."""
    before = (now - rules.KEPT).timestamp()
    for path in (Path(settings.MEDIA_ROOT) / FOLDER).glob("*/*"):
        if path.stat().st_mtime < before:
            yield path
