"""What the benches share: a county in a fresh database, servers started beside it, CPU counted."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.durable import DurableDatabase

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")


def begin(database: DurableDatabase, home: Path) -> None:
    """Point this process at the database, make the tables and a county with ten villages."""
    os.environ.update(
        DATABASE_URL=database.url,
        YUANBA_HOME=str(home),
        YUANBA_TLS="0",
        YUANBA_TESTING="1",
        YUANBA_SECRET_KEY="only-for-measuring-" + "0" * 40,
        DJANGO_SETTINGS_MODULE="yuanba.settings",
        PYTHONPATH=os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    )
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


@contextmanager
def database(kind: str) -> Iterator[tuple[DurableDatabase, Path]]:
    """A database on disk with every sync on, and the folder beside it."""
    with (
        tempfile.TemporaryDirectory(prefix="yuanba-bench-") as folder,
        DurableDatabase(kind, Path(folder)) as made,
    ):
        yield made, Path(folder)


def cpu_of(pids: set[int]) -> float:
    """CPU seconds used so far by these processes and all below them."""
    children: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        pid = int(stat.parent.name)
        children.setdefault(int(fields[1]), []).append(pid)
        # own time, and that of children already gone (PostgreSQL's backends come and go)
        used[pid] = sum(map(int, fields[11:15])) / TICKS
    total, rest = 0.0, list(pids)
    while rest:
        pid = rest.pop()
        total += used.get(pid, 0.0)
        rest += children.get(pid, [])
    return total


@contextmanager
def server(application: str, port: int, *, workers: int) -> Iterator[int]:
    """A granian server of this application; yields its pid once it answers."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", str(workers), "--blocking-threads", "4", "--no-ws",
        "--log-level", "critical", application,
    ]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True) as process:
        try:
            for _ in range(200):
                try:
                    answer = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                    answer.request("GET", "/nothing-here")
                    answer.getresponse().read()
                    break
                except OSError:
                    time.sleep(0.05)
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:  # a busy machine; its workers are in its group
                os.killpg(process.pid, signal.SIGKILL)


@dataclass
class Run:
    done: int
    seconds: float
    cpu: float  # of server and database
    worst: list[float]  # seconds of every single one, sorted

    @property
    def rate(self) -> float:
        return self.done / self.seconds

    @property
    def cpu_ms(self) -> float:
        return self.cpu / self.done * 1000

    def p(self, percent: int) -> float:
        return self.worst[min(len(self.worst) - 1, len(self.worst) * percent // 100)] * 1000


def drive(once: Callable[[int, int], None], clients: int, seconds: float, pids: set[int]) -> Run:
    """Call `once(client, n)` from that many threads for that long."""
    counts, times = [0] * clients, [[] for _ in range(clients)]
    end = time.perf_counter() + seconds

    def work(client: int) -> None:
        while (start := time.perf_counter()) < end:
            once(client, counts[client])
            times[client].append(time.perf_counter() - start)
            counts[client] += 1

    before, start = cpu_of(pids), time.perf_counter()
    threads = [threading.Thread(target=work, args=(i,)) for i in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = time.perf_counter() - start
    return Run(sum(counts), taken, cpu_of(pids) - before, sorted(t for ts in times for t in ts))
