"""A database for the tests of power cuts and kills: on disk, with every sync on."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Self
from urllib.parse import quote

from tools import tables
from tools.cluster import Cluster


class DurableDatabase:
    """`url` for a server process, `env` to start one with, `kill()` and `start()` for PostgreSQL.

    It has today's tables, unless it is to be `empty`."""

    def __init__(self, kind: str, folder: Path, *, empty: bool = False) -> None:
        self.kind, self.folder, self.empty = kind, folder, empty
        self.cluster: Cluster | None = None
        self.url = f"sqlite:///{quote(str(folder / tables.FILE))}"

    def __enter__(self) -> Self:
        like = None if self.empty else tables.made(self.kind)
        if self.kind == "pg":
            self.cluster = Cluster.durable().begin(like / "data" if like else None)
            name = tables.DATABASE
            self.url = self.cluster.url(name) if like else self.cluster.new_database(name)
        elif like:
            shutil.copy(like / tables.FILE, self.folder / tables.FILE)
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
