"""X-POWER: a power cut takes nothing that was acknowledged (trust.md P1, section 4.1).

A kill proves nothing about this: the system's cache outlives the process. So the very statements of
an intake run on a disk that forgets what was not synced, and the power goes at any write.
"""

import random
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw
import pytest
from django.db import connection

from tests.trust.forgetful import Cut, Disk
from tests.trust.house import House
from tests.world import THURSDAY, World
from tools.durable import DurableDatabase
from yuanba.base.database import PRAGMAS
from yuanba.matters import acts

pytestmark = pytest.mark.sqlite_only
CUTS, INTAKES, SEED = 30, 12, 20260924


@dataclass
class Intake:
    """One report as SQLite saw it."""

    number: str
    statements: list[tuple[str, list[Any]]]


@pytest.fixture
def intakes(world: World, tmp_path: Path) -> tuple[Path, list[Intake]]:
    """The village's file before, and the statements of twelve reports that follow."""
    before = tmp_path / "before.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(before)])
    seen: list[tuple[str, list[Any]]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if re.match(r"\s*(INSERT|UPDATE|DELETE|WITH)", sql):
            seen.append((sql.replace("%s", "?"), list(params or [])))
        return execute(sql, params, many, context)

    found = []
    for n in range(INTAKES):
        seen = []
        with connection.execute_wrapper(listen):
            matter = acts.report(
                actor=world.guest, place_id=world.grid.pk, now=THURSDAY, key=f"cut-{n:04d}",
                text=f"第{n}次说：" + "村口路灯不亮，老人摔了一跤。" * 20,
            )  # fmt: skip
        found.append(Intake(matter.number, seen))
    assert all(len(intake.statements) >= 5 for intake in found)
    return before, found


def lost(intakes: tuple[Path, list[Intake]], folder: Path, synchronous: str) -> int:
    """Cut the power thirty times; returns how many acknowledged reports were gone afterwards.

    Whatever is there after a cut must be whole: asserted each time.
    """
    before, told = intakes
    gone = 0
    dice = random.Random(SEED)
    uncut = Disk("uncut", dice)
    assert len(_write(before, folder, told, synchronous, uncut)) == INTAKES
    for n in range(CUTS):
        disk = Disk(f"cut{n}", dice)
        disk.left = dice.randrange(uncut.spent)
        acknowledged = _write(before, folder, told, synchronous, disk)
        with closing(sqlite3.connect(folder / "village.sqlite3")) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            stored = {number for (number,) in file.execute("SELECT number FROM matters_matter")}
            for beside in (
                "matters_contact", "base_record WHERE act = 'matters.report'", "base_key"
            ):  # fmt: skip
                count = file.execute(f"SELECT count(*) FROM {beside}").fetchone()
                assert count == (len(stored),), f"{beside}: half a report was left"
        gone += len(set(acknowledged) - stored)
    return gone


def _write(
    before: Path, folder: Path, told: list[Intake], synchronous: str, disk: Disk
) -> list[str]:
    """Tell everything until the power goes; returns what had been acknowledged."""
    file = folder / "village.sqlite3"
    for old in folder.glob("village.sqlite3*"):
        old.unlink()
    shutil.copyfile(before, file)
    acknowledged: list[str] = []
    village = apsw.Connection(str(file), vfs=disk.name)
    with suppress(Cut, apsw.Error):
        # Shared memory is beyond a file system written in Python; one connection needs none.
        list(village.execute("PRAGMA locking_mode=EXCLUSIVE"))
        for name, value in (PRAGMAS | {"synchronous": synchronous, "mmap_size": "0"}).items():
            list(village.execute(f"PRAGMA {name}={value}"))
        list(village.execute("PRAGMA wal_autocheckpoint=200"))  # the cut may fall into one
        for intake in told:
            list(village.execute("BEGIN IMMEDIATE"))
            for sql, values in intake.statements:
                list(village.execute(sql, values))
            list(village.execute("COMMIT"))
            acknowledged.append(intake.number)
    disk.left = 0  # closing would tidy up, which a machine without power does not
    with suppress(Cut, apsw.Error):
        village.close()
    disk.power_off()
    return acknowledged


def test_thirty_power_cuts_lose_nothing_that_was_acknowledged(
    intakes: tuple[Path, list[Intake]], tmp_path: Path
):
    assert lost(intakes, tmp_path, PRAGMAS["synchronous"]) == 0


def test_a_database_that_syncs_only_now_and_then_loses_what_it_said(
    intakes: tuple[Path, list[Intake]], tmp_path: Path
):
    """The planted fault: synchronous=NORMAL."""
    assert lost(intakes, tmp_path, "NORMAL") > 0


@pytest.fixture
def house(durable: DurableDatabase) -> Iterator[House]:
    house = House(durable)
    yield house
    house.kill()


@pytest.mark.durable
@pytest.mark.xdist_group("server")
def test_the_log_is_on_the_disk_before_each_answer_leaves(house: House, tmp_path: Path):
    """Watched from outside: no answer is sent before the write-ahead log was synced."""
    strace = shutil.which("strace")
    allowed = strace and subprocess.run(
        [strace, "-o", "/dev/null", "true"], capture_output=True, check=False
    )
    if not allowed or allowed.returncode:
        pytest.skip("!! strace is not here or not allowed: nobody watched the disk.")
    place = house.fill()["grid"]
    log = tmp_path / "strace.log"
    watched = "trace=fdatasync,fsync,sendto,sendmsg,write,writev"
    house.start(strace, "-f", "-qq", "-y", "-s", "20", "-e", watched, "-o", str(log), workers=1)
    for n in range(5):
        said = {"place_id": place, "text": f"第{n}次说路灯不亮"}
        assert house.ask("POST", "/api/matters", said, f"watched-{n}")[0] == 201
    house.kill()
    synced, answers = 0, []
    for line in log.read_text(errors="replace").splitlines():
        if re.search(r"f(data)?sync\(\d+<[^>]*-wal>", line):
            synced += 1
        elif "HTTP/1.1 201" in line:
            answers.append(synced)
            synced = 0
    assert len(answers) == 5, log.read_text()[-1500:]
    assert min(answers) >= 1, f"an answer left before the log was synced: {answers}"
