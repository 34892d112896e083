"""Files on their way in and out: in a folder only the server reads, under random names (trust.md 22).

What belongs together has one name and several ends: .data (as it came), .lines (rows understood),
.back.xlsx (rows given back), .xlsx (what somebody fetches), .ids (whose contacts stand in it).
"""

import secrets
import time
from pathlib import Path

from django.conf import settings


def folder() -> Path:
    made = Path(settings.HOME) / "exchange"
    made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return made


def file(token: str, end: str) -> Path:
    return folder() / f"{token}.{end}"


def keep(data: bytes) -> str:
    """Keep what was uploaded; returns its random name."""
    token = secrets.token_hex(16)
    file(token, "data").write_bytes(data)
    return token


def forget(token: str) -> None:
    for found in folder().glob(f"{token}.*"):
        found.unlink(missing_ok=True)


def sweep(older_than: dict[str, float]) -> int:
    """Take away the files with these ends whose age in seconds is greater; returns how many."""
    gone, now = 0, time.time()
    for found in folder().iterdir():
        end = found.name.partition(".")[2]
        most = older_than.get(end, max(older_than.values()))
        if now - found.stat().st_mtime > most:
            found.unlink(missing_ok=True)
            gone += 1
    return gone
