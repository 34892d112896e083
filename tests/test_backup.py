"""X-RESTORE: what was backed up while people worked comes back whole, or nothing is touched."""

import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.program import CODE, start
from tools.durable import DurableDatabase
from yuanba.cli import archive, faults


@pytest.fixture
def village(durable: DurableDatabase, tmp_path: Path) -> dict[str, str]:
    """A real database with one record and one photo, and the environment to work on it."""
    env = durable.env | {"YUANBA_TESTING": "0", "YUANBA_SECRET_KEY": "", "YUANBA_HOSTS": ""}
    assert start("migrate", "--apply-only", env=env).returncode == 0
    add_record(env)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "lamp.jpg").write_bytes(b"a photo")
    return env


def add_record(env: dict[str, str]) -> None:
    python(
        env,
        "from django.utils import timezone; from yuanba.base.models import Record;"
        "Record.objects.create(act='test', subject_kind='t', subject_id=1, at=timezone.now())",
    )


def records(env: dict[str, str]) -> int:
    return int(python(env, "from yuanba.base.models import Record; print(Record.objects.count())"))


def python(env: dict[str, str], code: str) -> str:
    ready = "from yuanba.cli.begin import begin; begin();"
    paths = {"PYTHONPATH": CODE}
    done = subprocess.run(
        [sys.executable, "-c", ready + code],
        env=os.environ | env | paths,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.durable
def test_a_backup_brings_back_every_record_and_photo(village: dict[str, str], tmp_path: Path):
    begun = records(village)  # one of ours beside those that a new house begins with
    file = tmp_path / "safe" / "monday.tar.gz"
    done = start("backup", str(file), env=village)
    assert (done.returncode, done.stderr) == (0, done.stderr)
    assert file.stat().st_mode & 0o077 == 0
    secret = (tmp_path / "secret").read_text()

    add_record(village)
    (tmp_path / "photos" / "lamp.jpg").write_bytes(b"spoiled")
    (tmp_path / "secret").write_text("lost and made anew, " * 3)
    assert records(village) == begun + 1

    kept = start("restore", str(file), env=village)
    assert kept.returncode == 1
    assert "--replace" in kept.stderr
    assert records(village) == begun + 1

    done = start("restore", str(file), "--replace", env=village)
    assert done.returncode == 0, done.stderr
    assert records(village) == begun
    assert (tmp_path / "photos" / "lamp.jpg").read_bytes() == b"a photo"
    assert (tmp_path / "photos.before-1" / "lamp.jpg").read_bytes() == b"spoiled"
    assert (tmp_path / "secret").read_text() == secret
    add_record(village)  # and work goes on
    assert records(village) == begun + 1


@pytest.mark.durable
def test_a_backup_taken_while_people_work_is_whole(village: dict[str, str], tmp_path: Path):
    busy = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from yuanba.cli.begin import begin; begin()\n"
            "from django.utils import timezone; from yuanba.base.models import Record\n"
            "print('working', flush=True)\n"
            "while True: Record.objects.create(act='t', subject_kind='t', subject_id=1,"
            " at=timezone.now())",
        ],
        env=os.environ | village | {"PYTHONPATH": CODE},
        stdout=subprocess.PIPE,
    )
    try:
        assert busy.stdout is not None
        busy.stdout.readline()
        file = tmp_path / "busy.tar.gz"
        done = start("backup", str(file), env=village)
        assert done.returncode == 0, done.stderr
    finally:
        busy.kill()
        busy.wait()
        busy.stdout.close()
    checked = start("restore", str(file), "--check", env=village)
    assert checked.returncode == 0, checked.stderr
    assert start("restore", str(file), "--replace", env=village).returncode == 0
    with tarfile.open(file) as tar:
        content = tar.extractfile(archive.MANIFEST)
        assert content is not None
        promised = json.loads(content.read())["records"]
    assert records(village) >= promised >= 1


@pytest.mark.sqlite_only
def test_copying_the_main_file_alone_would_lose_records(tmp_path: Path):
    """The planted fault: what people do instead of a backup, and why they must not."""
    with closing(sqlite3.connect(tmp_path / "live.sqlite3", isolation_level=None)) as live:
        live.execute("PRAGMA journal_mode=WAL")
        live.execute("CREATE TABLE record (id INTEGER PRIMARY KEY)")
        live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        live.execute("INSERT INTO record VALUES (1)")
        (tmp_path / "copy.sqlite3").write_bytes((tmp_path / "live.sqlite3").read_bytes())
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        assert copy.execute("SELECT count(*) FROM record").fetchone() == (0,)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    (tmp_path / "photo").write_bytes(b"x" * 5000)
    file = tmp_path / "backup.tar.gz"
    archive.write(
        file, {"database": "sqlite"}, {"photos/a.jpg": tmp_path / "photo"}, lambda *_: None
    )
    return file


def unpacked(file: Path, folder: Path) -> dict[str, Any]:
    folder.mkdir()
    return archive.unpack(file, folder, lambda *_: None)


def test_an_archive_comes_out_as_it_went_in(backup: Path, tmp_path: Path):
    manifest = unpacked(backup, tmp_path / "out")
    assert manifest["files"]["photos/a.jpg"]["bytes"] == 5000
    assert (tmp_path / "out" / "photos" / "a.jpg").read_bytes() == b"x" * 5000


def test_a_cut_or_changed_or_foreign_file_is_no_backup(backup: Path, tmp_path: Path):
    whole = backup.read_bytes()
    broken = {
        "cut": whole[: len(whole) // 2],
        "changed": whole[:60] + bytes([whole[60] ^ 0xFF]) + whole[61:],
        "empty": b"",
        "foreign": b"PK\x03\x04 an Excel file",
    }
    for name, content in broken.items():
        file = tmp_path / f"{name}.tar.gz"
        file.write_bytes(content)
        with pytest.raises(faults.Fault, match="damaged"):
            unpacked(file, tmp_path / name)


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "photos/../../outside"])
def test_an_archive_cannot_write_outside_its_folder(name: str, tmp_path: Path):
    (tmp_path / "x").write_bytes(b"x")
    file = tmp_path / "evil.tar.gz"
    archive.write(file, {"database": "sqlite"}, {name: tmp_path / "x"}, lambda *_: None)
    with pytest.raises(faults.Fault, match="damaged"):
        unpacked(file, tmp_path / "out")
    assert not (tmp_path / "outside").exists()
