"""The public portal at 200 requests a second: forty villages, their townships and the county, every month of a
year, while acts go on. Open loop: each request has its moment, and waiting for the server counts. Beside it a
static file of the same server, asked for in the same way, as the peer."""

import argparse
import asyncio
import http.client
import json
import random
import subprocess
import sys
import threading
import time
from datetime import timedelta
from typing import Any

from bench import _house, reading

PORT, LINES = 8461, 24  # connections that stay open
DAYS = 365


def fill(place: dict[str, Any]) -> list[str]:
    """A tally a day, three hundred rows a village; returns the addresses that are asked for."""
    from yuanba.base import clock
    from yuanba.base.log.models import Tree
    from yuanba.disclosure.models import COUNTED, DayTally, Row
    from yuanba.disclosure.rules import RowState
    from yuanba.people.models import Person

    today, rng = clock.day_of(clock.now()), random.Random(7)
    reader = Person.objects.create(username="reader", name="reader")
    tallies, rows, n = [], [], 0
    for village in place["villages"]:
        of = {"county_id": village.county_id, "township_id": village.township_id}
        for back in range(DAYS):
            many = rng.randint(0, 3)
            day = today - timedelta(days=back)
            n_each = dict.fromkeys(COUNTED, 0) | {
                "received": many,
                "finished": many,
                "closed": many,
            }
            tallies.append(DayTally(**of, village_id=village.pk, day=day, **n_each))
        for _row in range(300):
            n += 1
            closed = today - timedelta(days=rng.randrange(DAYS))
            rows.append(
                Row(
                    **of, matter_id=n, village_id=village.pk, number=f"村-{n}", title="楼道灯坏了",
                    lane="government", category_code="B01", category_name="路灯", unit_name="县城管局",
                    outcome="solved", days_taken=3, received=closed, closed=closed, masked=False,
                    state=RowState.PUBLISHED, drafted_at=clock.now(), published_at=clock.now(),
                    published_by=reader,
                )
            )  # fmt: skip
        Tree.objects.create(id=village.pk, origin=f"bench/{village.pk}", key=b"0" * 32, size=1)
    DayTally.objects.bulk_create(tallies, batch_size=2000)
    Row.objects.bulk_create(rows, batch_size=1000)
    over = {v.township_id for v in place["villages"]} | {place["top"].pk}
    places = [v.pk for v in place["villages"]] * 3 + sorted(over)  # a village thrice as often
    months = [f"?period={today.year}-{m:02d}" for m in range(1, today.month + 1)]
    periods = ["", "", f"?period={today.year}", f"?period={today.year}-Q1", *months[-3:]]
    return [f"/open/{pk}/now{period}" for pk in places for period in periods]


def acts(place: dict[str, Any], over: threading.Event) -> None:
    """Two acts a second, each in some village: what was made of it before is made anew."""
    from django.db import OperationalError, connection
    from django.db.models import F

    from yuanba.base.log.models import Tree

    rng = random.Random(3)
    while not over.wait(0.5):
        village = rng.choice(place["villages"])
        try:
            Tree.objects.filter(pk=village.pk).update(size=F("size") + 1)
        except OperationalError:
            continue  # locked for a moment: the next one comes
    connection.close()


# ---- the client: a process of its own


async def ask(paths: list[str], rate: int, seconds: int) -> list[float]:
    """Each request at its moment over one of the open connections; the seconds from that moment on."""
    took: list[float] = []
    queue: asyncio.Queue[tuple[float, str]] = asyncio.Queue()
    rng, loop = random.Random(11), asyncio.get_running_loop()

    async def line() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        while True:
            moment, path = await queue.get()
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            assert head.startswith("http/1.1 200"), (path, head[:60])
            await reader.readexactly(int(head.split("content-length:")[1].split("\r\n")[0]))
            took.append(loop.time() - moment)
            queue.task_done()

    lines = [asyncio.create_task(line()) for _ in range(LINES)]
    start = loop.time()
    for n in range(rate * seconds):
        moment = start + n / rate
        await asyncio.sleep(max(0, moment - loop.time()))
        queue.put_nowait((moment, rng.choice(paths)))
    joined = asyncio.create_task(queue.join())
    await asyncio.wait({joined, *lines}, return_when=asyncio.FIRST_COMPLETED)
    for one in lines:
        if one.done():
            one.result()  # a wrong answer ends the measuring
        one.cancel()
    return took


def answers(path: str) -> None:
    """Waits until the house is open: a busy machine needs its time to start it."""
    for _ in range(240):
        try:
            line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
            line.request("GET", path)
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("the house did not open")


def client(paths: list[str], said: argparse.Namespace) -> list[float]:
    """The same from a process of its own, so that it does not wait for our threads."""
    command = [sys.executable, "-m", "bench.portal", "--client", str(said.rate), str(said.seconds)]
    done = subprocess.run(
        command, input=json.dumps(paths).encode(), stdout=subprocess.PIPE, check=True
    )
    return sorted(json.loads(done.stdout))


def p(rising: list[float], percent: float) -> float:
    return rising[min(len(rising) - 1, int(len(rising) * percent / 100))] * 1000


def measure(kind: str, said: argparse.Namespace) -> None:
    with _house.database(kind) as (made, folder):
        _house.begin(made, folder)
        from django.core.management import call_command

        call_command("collectstatic", interactive=False, verbosity=0)
        place = reading.county()
        paths = fill(place)
        over = threading.Event()
        workers = 1 if kind == "sqlite" else 2
        with _house.server("yuanba.wsgi:application", PORT, workers=workers) as pid:
            pids = {pid} | ({made.cluster.pid() or 0} if made.cluster else set())
            answers(paths[0])
            doing = threading.Thread(target=acts, args=(place, over))
            doing.start()
            print(f"\n{kind}: {said.rate} a second for {said.seconds} s, two acts a second beside")
            print(
                "  milliseconds from its moment on, p50 / p90 / p99 / worst; CPU of the house each"
            )
            for word, some in (
                ("portal, from cold", paths), ("portal", paths),
                ("static file", ["/static/catalogue/open.css"]),
            ):  # fmt: skip
                before = _house.cpu_of(pids)
                took = client(some, said)
                cpu = (_house.cpu_of(pids) - before) / len(took) * 1000
                told = " /".join(f"{p(took, one):7.1f}" for one in (50, 90, 99, 100))
                print(f"  {word:<20}{told}   {cpu:5.2f} ms", flush=True)
            over.set()
            doing.join()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=["sqlite", "pg"])
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--client", type=int, nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.client:
        print(json.dumps(asyncio.run(ask(json.load(sys.stdin), *asked.client))))
    elif asked.db:
        measure(asked.db, asked)
    else:  # Django is set up once in a process, so each database gets its own
        for one in ("sqlite", "pg"):
            subprocess.run([sys.executable, *sys.argv, "--db", one], check=True)
