"""Today's tables, made once and copied, as an empty village gets them (yuanba/cli/founding.py).

The folder is named after what the migrations say; whoever comes first makes it, the others wait.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from tools import ROOT
from tools.cluster import Cluster, binaries

KEPT = ROOT / ".pytest_cache" / "tables"
DATABASE = "village"
FILE = "village.sqlite3"
FOUND = "from yuanba.cli import begin, founding; begin.begin(); founding.found()"


def made(kind: str) -> Path:
    """A folder with FILE, or with `data`, a cluster at rest whose DATABASE has the tables. No rows."""
    folder = KEPT / f"{kind}-{_digest(kind)}"
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            for old in KEPT.glob(f"{kind}-*"):
                shutil.rmtree(old, ignore_errors=True)
            scratch = Path(tempfile.mkdtemp(dir=KEPT))
            (_sqlite if kind == "sqlite" else _postgres)(scratch)
            scratch.rename(folder)
    return folder


def _digest(kind: str) -> str:
    """Of every migration, of how they are founded and of what the server is."""
    code = ROOT / "src" / "yuanba"
    read = sha256()
    for file in [code / "cli" / "founding.py", *sorted(code.glob("*/migrations/*.py"))]:
        read.update(file.name.encode() + file.read_bytes())
    if kind == "pg":
        read.update(str(binaries()).encode())
    return read.hexdigest()[:16]


def _sqlite(folder: Path) -> None:
    file = folder / FILE
    _found(f"sqlite:///{file}", folder)
    with closing(sqlite3.connect(file)) as database:  # all of it in the one file
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _postgres(folder: Path) -> None:
    with Cluster.fast() as cluster:
        _found(cluster.new_database(DATABASE), folder)
        cluster.rest()
        shutil.copytree(cluster.data, folder / "data")


def _found(url: str, home: Path) -> None:
    said = {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "yuanba.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "YUANBA_HOME": str(home),
        "YUANBA_SECRET_KEY": "only-for-the-tests-" + "0" * 40,
        "YUANBA_TESTING": "1",
    }
    subprocess.run([sys.executable, "-c", FOUND], env=os.environ | said, cwd=ROOT, check=True)
