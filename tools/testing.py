"""Loaded by pytest before Django: which database, which folder, and no disk for the rest.

YUANBA_TEST_DB=sqlite (default) or pg. PostgreSQL comes from YUANBA_TEST_PG (a URL), else a private
cluster in shared memory is started here and stopped at the end. Workers of pytest-xdist inherit
what the first process set.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

from tools import tables
from tools.cluster import Cluster, NoPostgres

KIND = os.environ.get("YUANBA_TEST_DB", "sqlite")
_MEMORY = "/dev/shm"  # noqa: S108  mkdtemp makes a folder of our own in it


def prepare() -> None:
    """Set the environment that yuanba.settings reads. Runs once, in the first process."""
    if KIND not in {"sqlite", "pg"}:
        sys.exit(f"YUANBA_TEST_DB={KIND}：只认 sqlite 或 pg。")
    if os.environ.get("YUANBA_TESTING") == "1":
        _own_folder()
        return
    home = tempfile.mkdtemp(prefix="yuanba-test-", dir=_MEMORY if Path(_MEMORY).is_dir() else None)
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    Path(home, "static").mkdir()
    os.environ.update(
        YUANBA_TESTING="1",
        YUANBA_HOME=home,
        YUANBA_TLS="0",
        YUANBA_SECRET_KEY="only-for-the-tests-" + "0" * 40,
        YUANBA_HOSTS="testserver,127.0.0.1,localhost",
    )
    for name in ("YUANBA_DEMO", "YUANBA_DEBUG", "DATABASE_URL"):
        os.environ.pop(name, None)
    if KIND == "pg":
        os.environ["DATABASE_URL"] = os.environ.get("YUANBA_TEST_PG") or _private_cluster()


def _own_folder() -> None:
    """A worker's database has ids like its neighbour's, so what is kept beside it (the heads signed
    last) lies in a folder of its own."""
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        home = Path(os.environ["YUANBA_HOME"]) / worker
        (home / "static").mkdir(parents=True, exist_ok=True)
        os.environ["YUANBA_HOME"] = str(home)


def _private_cluster() -> str:
    try:
        cluster = Cluster.fast()
    except NoPostgres as reason:
        sys.exit(str(reason))
    cluster.begin(tables.made("pg") / "data")
    os.environ["YUANBA_TEST_LIKE"] = tables.DATABASE  # each worker's database is a copy of this one
    return cluster.url("postgres")


prepare()
