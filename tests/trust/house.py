"""A real server on a real disk, that a test may kill; and people who write to it at the same time."""

import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import Any

import psycopg

from tests.program import CODE
from tools.durable import DurableDatabase

BEGIN = "from yuanba.cli.begin import begin; begin()\n"
FILL = """
import json
from tests.world import World
world = World()
print(json.dumps({"grid": str(world.grid.pk), "other": str(world.elsewhere.pk)}))
"""


class House:
    """The program as an operator runs it, on one durable database."""

    def __init__(self, database: DurableDatabase) -> None:
        self.database = database
        self.process: subprocess.Popen[bytes] | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.log = database.folder / "server.log"
        self.env = database.env | {
            "YUANBA_SECRET_KEY": "",
            "YUANBA_HOSTS": "127.0.0.1",
            "PYTHONPATH": CODE,
        }

    def fill(self) -> dict[str, str]:
        """Make the tables and a small county; returns ids of places."""
        self.run("-m", "yuanba", "migrate", "--apply-only")
        found: dict[str, str] = json.loads(self.run("-c", BEGIN + FILL))
        return found

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def start(self, *before: str, workers: int = 2) -> float:
        """Serve; returns the seconds until the first answer. `before` is a command to run it under."""
        began = time.monotonic()
        serve = ["serve", "--no-worker", "--port", str(self.port), "--workers", str(workers)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*before, sys.executable, "-m", "yuanba", *serve],
                env=self.env,
                start_new_session=True,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        while time.monotonic() - began < 60:
            assert self.process.poll() is None, self.log.read_text()[-2000:]
            try:
                if self.ask("GET", "/api/duties/categories")[0] == 200:
                    return time.monotonic() - began
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server did not answer within a minute")

    def kill(self) -> None:
        """What a power switch does to the program: every process of it at once."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def ask(
        self, method: str, path: str, body: Any = None, key: str = "", timeout: float = 20
    ) -> tuple[int, Any]:
        """One request on a connection of its own. Raises OSError when nothing came back."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)) as line:
            headers = {"Content-Type": "application/json"} | (
                {"Idempotency-Key": key} if key else {}
            )
            try:
                line.request(method, path, json.dumps(body) if body is not None else None, headers)
                answer = line.getresponse()
                said = answer.read()
            except http.client.HTTPException as cut:
                raise ConnectionError(str(cut)) from cut
            return answer.status, json.loads(said) if said[:1] in b"{[" else said

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What really lies in the database, asked past the program."""
        if self.database.kind == "sqlite":
            with closing(sqlite3.connect(self.database.folder / "village.sqlite3")) as file:
                return file.execute(statement).fetchall()
        with psycopg.connect(self.database.url) as server:
            return server.execute(statement.encode()).fetchall()


@dataclass
class Writers:
    """People who tell things over HTTP until told to stop, and remember every answer."""

    house: House
    place_id: str
    n: int = 8
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)  # key → what was asked
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)  # key → the receipt
    other: list[int] = field(default_factory=list)  # statuses that were not 201
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        self._stop.clear()
        self._threads = [threading.Thread(target=self._write) for _ in range(self.n)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, more: int, seconds: float = 30) -> None:
        """Until this many more were acknowledged; then a moment, so that the cut falls anywhere."""
        goal, end = len(self.kept) + more, time.monotonic() + seconds
        while len(self.kept) < goal:
            assert time.monotonic() < end, f"only {len(self.kept)} acknowledged: {self.other[:5]}"
            time.sleep(0.005)
        time.sleep(random.random() * 0.02)

    def _write(self) -> None:
        while not self._stop.is_set():
            key = uuid.uuid4().hex
            said = {
                "place_id": self.place_id,
                "text": f"村口路灯不亮，第{key[:6]}次说。",
                "contact_phone": "13800000126",
            }
            self.sent[key] = said
            if not self.send(key):
                return  # the power is gone: nobody goes on pressing a dead button

    def send(self, key: str) -> bool:
        """False when no answer came: it may be there or not, but never half."""
        try:
            status, answer = self.house.ask("POST", "/api/matters", self.sent[key], key)
        except OSError:
            return False
        if status == 201:
            self.kept[key] = answer
        else:
            self.other.append(status)
        return True
