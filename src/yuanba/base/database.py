"""Database settings: one SQLite file by default, PostgreSQL by URL.

Why these pragmas: in simulated power cuts synchronous=NORMAL lost acknowledged commits and FULL
none; with deferred transactions two workers closing one matter met "database is locked".
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "trusted_schema": "OFF",
    "secure_delete": "ON",
    "mmap_size": "268435456",
    "cache_size": "-65536",
    "temp_store": "MEMORY",
}
LIMITS = (
    "-c lock_timeout=2000 -c statement_timeout=10000 -c idle_in_transaction_session_timeout=30000"
)


def sqlite(file: Path) -> dict[str, Any]:
    file.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "".join(f"PRAGMA {k}={v};" for k, v in PRAGMAS.items()),
        },
    }


def from_url(url: str) -> dict[str, Any]:
    """Settings for `sqlite:///file` or `postgresql://user:word@host:port/name?option=value`.

    Raises ValueError with a sentence for the person who set it.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path[1:] if parts.path.startswith("//") else parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL 只认 postgresql:// 或 sqlite:/// 开头的地址。")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": 1,
            "options": LIMITS,
            **options,
        },
    }


THROUGH = {"mmap_size": "0", "cache_size": "-16384"}


@contextmanager
def reading_through(connection: Any) -> Iterator[None]:
    """The whole of a large database is read once, from end to end: on SQLite without the memory that keeps
    what many pages ask for (it would be a third of a gigabyte, and of no use here)."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        for name, value in THROUGH.items():
            cursor.execute(f"PRAGMA {name}={value}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for name in THROUGH:
                cursor.execute(f"PRAGMA {name}={PRAGMAS[name]}")


_one_writer = threading.RLock()


@contextmanager
def turn_to_write(vendor: str) -> Iterator[None]:
    """On SQLite the threads of this process queue up here: its own waiting is unfair."""
    if vendor != "sqlite":
        yield
        return
    with _one_writer:
        yield
