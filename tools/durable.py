"""A database for the tests of power cuts and kills: on disk, with every sync on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self
from urllib.parse import quote

from tools.cluster import Cluster


class DurableDatabase:
    """`url` for a server process, `env` to start one with, `kill()` and `start()` for PostgreSQL."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.folder = kind, folder
        self.cluster: Cluster | None = None
        self.url = f"sqlite:///{quote(str(folder / 'village.sqlite3'))}"

    def __enter__(self) -> Self:
        if self.kind == "pg":
            self.cluster = Cluster.durable().__enter__()
            self.url = self.cluster.new_database("village")
        return self

    def __exit__(self, *_: object) -> None:
        if self.cluster:
            self.cluster.remove()

    @property
    def env(self) -> dict[str, str]:
        """Environment for a process of ours that works on this database and folder."""
        return os.environ | {"DATABASE_URL": self.url, "YUANBA_HOME": str(self.folder)}

    def kill(self) -> None:
        """End the database server at once, mid-write. SQLite has none: its users are killed."""
        if self.cluster:
            self.cluster.kill()

    def start(self) -> None:
        if self.cluster:
            self.cluster.start()
