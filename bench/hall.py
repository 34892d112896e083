"""A hall over HTTP: 200 phones vote at once, and the quorum view of 5,000 households meanwhile.

Again and again until all have voted. Every tenth phone presses twice at the same moment. At the end the
votes are stopped and counted: none lost, none twice, each choice as often as it was acknowledged.

A phone opens its page, votes, and reads that its vote is in: three requests. The host's page and the screen
ask for their figures twice a second meanwhile.
"""

import argparse
import http.client
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench import _house

PORT = 8474
CHOICES = 3
FIELD = re.compile(rb'name="(csrfmiddlewaretoken|once)" value="([^"]*)"')


@dataclass
class Hall:
    """What phones and watchers need to know."""

    ballot_id: int
    meeting_id: int
    phones: list[str]  # the address of each line of the roll
    cookie: str  # of the host, who is signed in


@dataclass
class Seen:
    """Seconds of every request, and what was acknowledged: which phone chose what."""

    opened: list[float] = field(default_factory=list)
    voted: list[float] = field(default_factory=list)
    read: list[float] = field(default_factory=list)
    host: list[float] = field(default_factory=list)
    screen: list[float] = field(default_factory=list)
    acknowledged: dict[int, int] = field(default_factory=dict)
    twice: int = 0
    wrong: list[str] = field(default_factory=list)


def village(households: int, kind: str) -> Hall:
    """Households by the bulk road, a meeting that all have come to, a ballot that is open."""
    from django.test import Client

    from tests.world import THURSDAY, World
    from yuanba.councils import links
    from yuanba.councils.models import Entry
    from yuanba.councils.rules.kinds import BallotKind
    from yuanba.councils.tests.village import Village

    built = Village(World(), households=households, people=1)
    meeting = built.begun(built.hung(built.called()))
    Entry.objects.filter(meeting=meeting).update(came_at=THURSDAY, persons=1, how="list")
    if kind == BallotKind.SEALED:
        ballot, _codes = built.sealed(meeting)
    else:
        ballot = built.voting(meeting, BallotKind(kind))
    client = Client()
    client.force_login(built.world.worker)
    cookie = "; ".join(f"{name}={said.value}" for name, said in client.cookies.items())
    lines = meeting.roll.order_by("n").values_list("pk", flat=True)
    return Hall(ballot.pk, meeting.pk, [f"/v/{links.token(pk)}/" for pk in lines], cookie)


class Link:
    """One connection of one browser."""

    def __init__(self, cookie: str = "") -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self.cookie = cookie

    def ask(
        self, method: str, path: str, into: list[float], said: Any = None, **headers: str
    ) -> Any:
        body = urlencode(said) if said else None
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if said else {}
        start = time.perf_counter()
        self.line.request(
            method, path, body, headers | ({"Cookie": self.cookie} if self.cookie else {})
        )
        answer = self.line.getresponse()
        content = answer.read()
        into.append(time.perf_counter() - start)
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = value.partition(";")[0]
        return answer.status, content


def phone(hall: Hall, n: int, seen: Seen, gate: threading.Barrier) -> None:
    """Open, vote, read. Whoever presses twice is acknowledged once and told of it the other time."""
    link, path, choice = Link(), hall.phones[n], 1 + n % CHOICES
    try:
        gate.wait()
        status, page = link.ask("GET", path, seen.opened)
        said = {name.decode(): value.decode() for name, value in FIELD.findall(page)}
        said["choice"] = str(choice)
        answers: list[int] = []

        def press(on: Link) -> None:
            answers.append(on.ask("POST", path, seen.voted, said)[0])

        if n % 10 == 0:
            other = threading.Thread(target=press, args=(Link(link.cookie),))
            other.start()
            press(link)
            other.join()
        else:
            press(link)
        if 302 in answers:
            seen.acknowledged[n] = choice
        seen.twice += len(answers) == 2
        status, page = link.ask("GET", path, seen.read)
        if status != 200 or "已入箱" not in page.decode() or not set(answers) <= {302, 422, 200}:
            seen.wrong.append(f"phone {n}: {answers}, then {status}")
    except OSError as trouble:
        seen.wrong.append(f"phone {n}: {trouble}")


def watch(hall: Hall, seen: Seen, over: threading.Event) -> None:
    """The figures of the host's page and of the screen, twice a second."""
    host, screen = Link(hall.cookie), Link()
    figures = f"/desk/councils/meetings/{hall.meeting_id}/"
    wall = f"/councils/meetings/{hall.meeting_id}/screen"
    htmx = {"HX-Request": "true"}
    while not over.wait(0.5):
        for link, path, into in ((host, figures, seen.host), (screen, wall, seen.screen)):
            status, _page = link.ask("GET", path, into, **htmx)
            if status != 200:
                seen.wrong.append(f"{path}: {status}")


def counted(hall: Hall, seen: Seen, kind: str) -> str:
    """Stop the ballot as the host does, and compare what is in it with what was acknowledged."""
    from yuanba.base import clock
    from yuanba.councils import acts
    from yuanba.councils.models import Ballot, Mark
    from yuanba.people.models import Person

    marks = Mark.objects.filter(ballot_id=hall.ballot_id).count()
    ballot = Ballot.objects.select_related("meeting").get(pk=hall.ballot_id)
    host = Person.objects.get(pk=ballot.meeting.called_by_id)
    start = time.perf_counter()
    ballot = acts.stop_ballot(actor=host, ballot_id=ballot.pk, now=clock.now())
    took = time.perf_counter() - start
    wanted: dict[str, int] = {}
    for choice in seen.acknowledged.values():
        wanted[str(choice)] = wanted.get(str(choice), 0) + 1
    votes = ballot.result.get("envelopes") if kind == "sealed" else sum(ballot.phone.values())
    assert marks == votes == len(seen.acknowledged), (marks, votes, len(seen.acknowledged))
    assert kind == "sealed" or ballot.phone == wanted, (ballot.phone, wanted)
    return f"{marks:,} votes acknowledged = marks = counted; stopped and counted in {took:.2f} s"


def p(times: list[float], percent: int) -> float:
    """Milliseconds."""
    rising = sorted(times)
    return rising[min(len(rising) - 1, len(rising) * percent // 100)] * 1000 if rising else 0


def measure(kind: str, said: argparse.Namespace) -> None:
    with _house.database(kind) as (made, folder):
        _house.begin(made, folder)
        hall = village(said.households, said.kind)
        workers = 1 if kind == "sqlite" else 2
        seen, over = Seen(), threading.Event()
        with _house.server("yuanba.wsgi:application", PORT, workers=workers) as pid:
            pids = {pid} | ({made.cluster.pid() or 0} if made.cluster else set())
            watcher = threading.Thread(target=watch, args=(hall, seen, over))
            watcher.start()
            before, start = _house.cpu_of(pids), time.perf_counter()
            for first in range(0, min(said.votes, len(hall.phones)), said.phones):
                wave = range(first, min(first + said.phones, said.votes, len(hall.phones)))
                gate = threading.Barrier(len(wave))
                threads = [threading.Thread(target=phone, args=(hall, n, seen, gate)) for n in wave]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
            taken, cpu = time.perf_counter() - start, _house.cpu_of(pids) - before
            over.set()
            watcher.join()
        print(
            f"\n{kind}: {said.households:,} households, {said.phones} phones at once, {said.kind}"
        )
        print("  milliseconds, p50 / p99 / worst")
        for word, times in (
            ("page opened", seen.opened), ("vote given", seen.voted), ("receipt read", seen.read),
            ("host's figures", seen.host), ("screen", seen.screen),
        ):  # fmt: skip
            print(
                f"  {word:<16}{p(times, 50):8.0f} /{p(times, 99):7.0f} /{p(times, 100):7.0f}   ({len(times):,})"
            )
        votes = len(seen.acknowledged)
        print(
            f"  {votes / taken:.0f} votes a second, {1000 * cpu / max(1, votes):.1f} ms of CPU each"
        )
        print(f"  pressed twice at once and counted once: {seen.twice}")
        print(f"  {counted(hall, seen, said.kind)}")
        if seen.wrong:
            print(f"  WRONG: {len(seen.wrong)}, first {seen.wrong[:3]}")
            raise SystemExit(1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=["sqlite", "pg"])
    parser.add_argument("--households", type=int, default=5_000)
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--votes", type=int, default=2_000)
    parser.add_argument("--kind", choices=["bean", "sealed"], default="bean")
    asked = parser.parse_args()
    if asked.db:
        measure(asked.db, asked)
    else:  # Django is set up once in a process, so each database gets its own
        for one in ("sqlite", "pg"):
            subprocess.run([sys.executable, *sys.argv, "--db", one], check=True)
