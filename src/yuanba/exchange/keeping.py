"""An uploaded table between preview and confirmation: a file only the server reads, for an hour."""

import json
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

HOUR = 3600
TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Kept:
    """What was uploaded, by whom it is asked for again."""

    data: bytes
    mapping: str
    name: str


def _folder() -> Path:
    folder = Path(settings.HOME) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep(data: bytes, person_id: int | None, mapping: str, name: str) -> str:
    """Keep the file; returns the word by which its owner finds it. Forgets what is older."""
    folder, token = _folder(), secrets.token_hex(16)
    for old in folder.iterdir():
        if time.time() - old.stat().st_mtime > HOUR:
            old.unlink(missing_ok=True)
    (folder / f"{token}.data").write_bytes(data)
    said = {"person": str(person_id), "mapping": mapping, "name": name[:120]}
    (folder / f"{token}.json").write_text(json.dumps(said), encoding="utf-8")
    return token


def find(token: str, person_id: int | None) -> Kept | None:
    """The file of this person, or None: none, another's, or too old."""
    if not TOKEN.fullmatch(token):
        return None
    try:
        said = json.loads((_folder() / f"{token}.json").read_text(encoding="utf-8"))
        data = (_folder() / f"{token}.data").read_bytes()
    except (OSError, ValueError):
        return None
    if said["person"] != str(person_id):
        return None
    return Kept(data, said["mapping"], said["name"])


def forget(token: str) -> None:
    for end in ("data", "json"):
        (_folder() / f"{token}.{end}").unlink(missing_ok=True)
