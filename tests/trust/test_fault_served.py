"""X-FAULT over HTTP: the database stops and comes back, the disk turns read-only; nothing is lost."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.backends.postgresql.base import DatabaseWrapper

from tests.trust.house import House
from tools.durable import DurableDatabase
from yuanba.base.database import from_url

pytestmark = [pytest.mark.durable, pytest.mark.xdist_group("server")]
MANY = 16  # requests after the return: more than the server has connections


@pytest.fixture
def house(durable: DurableDatabase) -> Iterator[House]:
    house = House(durable)
    yield house
    house.kill()


def tell(house: House, grid: str) -> int:
    said = {"place_id": grid, "text": "村口路灯不亮，三天了。"}
    return house.ask("POST", "/api/matters", said)[0]


@pytest.mark.postgres_only
def test_a_database_that_stops_is_503_and_after_its_return_nothing_fails(house: House):
    grid = house.fill()["grid"]
    house.start(workers=2)
    assert {tell(house, grid) for _ in range(MANY)} == {201}  # every thread has its connection
    cluster = house.database.cluster
    assert cluster is not None
    cluster.stop()
    began = time.monotonic()
    assert {tell(house, grid) for _ in range(4)} == {503}
    assert time.monotonic() - began < 16
    assert house.ask("GET", f"/c/{grid}/")[0] == 503
    assert house.ask("GET", "/offline")[0] == 200
    cluster.start()
    assert {tell(house, grid) for _ in range(MANY)} == {201}, "an error after the restart"
    assert house.rows("SELECT count(*) FROM matters_matter") == [(2 * MANY,)]


@pytest.mark.postgres_only
@pytest.mark.parametrize("checked", [True, False])
def test_without_health_checks_the_first_request_after_a_restart_would_fail(
    durable: DurableDatabase, checked: bool, django_db_blocker: Any
):
    """The planted fault."""
    said = from_url(durable.url) | {"CONN_HEALTH_CHECKS": checked, "TIME_ZONE": None}
    said |= {"AUTOCOMMIT": True, "ATOMIC_REQUESTS": False}
    line = DatabaseWrapper(said, "after")
    django_db_blocker.unblock()
    line.ensure_connection()
    assert durable.cluster is not None
    durable.cluster.stop()
    durable.cluster.start()
    line.close_if_unusable_or_obsolete()  # what Django does between two requests
    try:
        if checked:
            with line.cursor() as cursor:
                cursor.execute("SELECT 1")
        else:
            with pytest.raises(OperationalError), line.cursor() as cursor:
                cursor.execute("SELECT 1")
    finally:
        line.close()
        django_db_blocker.restore()


def mounted(folder: Path, how: str) -> bool:
    """Whether this machine lets us make a small disk of our own."""
    if shutil.which("mount") is None:
        return False
    command = ["mount", "-t", "tmpfs", "-o", how, "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.sqlite_only
def test_a_disk_that_turns_read_only_keeps_reading_and_says_not_saved(tmp_path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if not mounted(disk, "size=64m"):
        pytest.skip("只有 root 能挂一块小盘。 Only root can mount a small disk.")
    house = None
    try:
        with DurableDatabase("sqlite", disk) as database:
            house = House(database)
            house.log = tmp_path / "server.log"
            grid = house.fill()["grid"]
            house.start(workers=1)
            assert tell(house, grid) == 201
            remount = ["mount", "-o", "remount,ro", str(disk)]
            if subprocess.run(remount, capture_output=True, check=False).returncode:
                # files open for writing hold the disk: what is left is a full one
                (disk / "filler").write_bytes(b"0" * shutil.disk_usage(disk).free)
            answers = [tell(house, grid) for _ in range(6)]
            assert 503 in answers
            assert set(answers) <= {201, 503}
            assert house.ask("GET", f"/c/{grid}/")[0] == 200
            subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
            (disk / "filler").unlink(missing_ok=True)
            assert {tell(house, grid) for _ in range(4)} == {201}
            n = 1 + answers.count(201) + 4
            assert house.rows("SELECT count(*) FROM matters_matter") == [(n,)]
    finally:
        if house:
            house.kill()
        subprocess.run(["umount", "-l", str(disk)], check=False)
