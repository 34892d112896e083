"""A resident's report over HTTP against the same rows by raw SQL and by bare Django views."""

import argparse
import http.client
import json
import os
import sqlite3
import subprocess
import sys
import threading
import uuid
from typing import Any

from bench import _house

TEXT = (
    "三栋二单元的楼道灯坏了快一个星期，晚上上下楼看不见，老人昨天差点踩空，物业说在等配件一直没来，"
    * 5
)
PORT = {"yuanba": 8471, "bare": 8472, "plain": 8473}


def villages() -> list[str]:
    """Ten villages of one township; returns their place ids."""
    from datetime import date

    from yuanba.places.models import Place

    since = date(2020, 1, 1)
    county = Place(kind="county", name="云岭县", since=since)
    county.county_id = county.pk
    town = Place(kind="township", name="桂溪镇", parent=county, since=since)
    town.county_id, town.township_id = county.pk, town.pk
    made = []
    for i in range(10):
        village = Place(kind="village", name=f"第{i}村", short=f"村{i}", parent=town, since=since)
        village.county_id, village.township_id = county.pk, town.pk
        village.village_id = village.pk
        made.append(village)
    Place.objects.bulk_create([county, town, *made])
    return [str(v.pk) for v in made]


def over_http(port: int, places: list[str]) -> Any:
    held = threading.local()

    def once(client: int, n: int) -> None:
        if not hasattr(held, "link"):
            held.link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        body = json.dumps({"place_id": places[(client + n) % 10], "text": TEXT[:200]})
        key = {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
        held.link.request("POST", "/api/matters", body.encode(), key)
        answer = held.link.getresponse()
        said = answer.read()
        assert answer.status == 201, said

    return once


def by_sql(url: str, places: list[str]) -> Any:
    from bench._rows import write

    held = threading.local()
    if url.startswith("sqlite"):
        from urllib.parse import unquote

        file = unquote(url.removeprefix("sqlite:///"))

        def once(client: int, n: int) -> None:
            if not hasattr(held, "link"):
                held.link = sqlite3.connect(file, timeout=20, isolation_level=None)
                for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                    held.link.execute(f"PRAGMA {pragma}")
            cursor = held.link.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            write(cursor.execute, cursor.fetchone, places[(client + n) % 10], TEXT[:200], "?")
            cursor.execute("COMMIT")

        return once
    import psycopg

    def once_pg(client: int, n: int) -> None:
        if not hasattr(held, "link"):
            held.link = psycopg.connect(url, prepare_threshold=1)
        with held.link.transaction(), held.link.cursor() as cursor:
            write(cursor.execute, cursor.fetchone, places[(client + n) % 10], TEXT[:200])

    return once_pg


def batches(url: str, places: list[str], seconds: float) -> _house.Run:
    """The act of an offline batch of 50, called as the page calls it; counts single matters."""
    from django.db import connection

    from yuanba.base import clock
    from yuanba.base.permits import Role
    from yuanba.matters import acts
    from yuanba.people import door
    from yuanba.people.models import Person, Post
    from yuanba.places.models import Place

    person = Person.objects.create(username="bench", name="测")
    for place in places:
        since = Place.objects.get(pk=place).since
        Post.objects.create(person=person, place_id=int(place), role=Role.GRID, since=since)

    def once(client: int, n: int) -> None:
        lines = [
            acts.Noted(key=uuid.uuid4().hex, place_id=int(places[n % 10]), text=TEXT[:200])
            for _ in range(50)
        ]
        signed_in = door.with_posts(person.pk)  # as every request finds who asks
        acts.report_batch(actor=signed_in, lines=lines, now=clock.now())

    run = _house.drive(once, 1, seconds, {os.getpid()})
    connection.close()
    return _house.Run(run.done * 50, run.seconds, run.cpu, run.worst)


def measure(kind: str, seconds: float, clients: list[int]) -> None:
    with _house.database(kind) as (made, folder):
        _house.begin(made, folder)
        places = villages()
        workers = 1 if kind == "sqlite" else 2
        pids = {made.cluster.pid() or 0} if made.cluster else set()
        print(f"\n{kind}: reports a second, CPU ms a report (server and database), p50 / p99 ms")
        with (
            _house.server("yuanba.wsgi:application", PORT["yuanba"], workers=workers) as ours,
            _house.server("bench._bare:application", PORT["bare"], workers=workers) as bare,
            _house.server("bench._plain_wsgi:application", PORT["plain"], workers=workers) as plain,
        ):
            for n in clients:
                row = {
                    "raw SQL": _house.drive(by_sql(made.url, places), n, seconds, pids),
                    "bare view": _house.drive(
                        over_http(PORT["bare"], places), n, seconds, pids | {bare}
                    ),
                    "plain view": _house.drive(
                        over_http(PORT["plain"], places), n, seconds, pids | {plain}
                    ),
                    "yuanba": _house.drive(
                        over_http(PORT["yuanba"], places), n, seconds, pids | {ours}
                    ),
                }
                for name, run in row.items():
                    print(
                        f"  {n:>2} clients  {name:<10}{run.rate:8.0f}/s {run.cpu_ms:7.2f} ms CPU"
                        f"  {run.p(50):6.1f} / {run.p(99):6.1f}"
                    )
                ours_rate, raw = row["yuanba"].rate, row["raw SQL"].rate
                bare_cpu, plain_cpu = row["bare view"].cpu_ms, row["plain view"].cpu_ms
                print(
                    f"  {n:>2} clients  {ours_rate / raw:.0%} of raw;"
                    f" {row['yuanba'].cpu_ms / bare_cpu:.2f} x CPU of the bare view (raw SQL),"
                    f" {row['yuanba'].cpu_ms / plain_cpu:.2f} x of the plain view (ORM)"
                )
        single = _house.drive(by_sql(made.url, places), 1, seconds, pids)
        many = batches(made.url, places, seconds)
        print(
            f"  batches of 50: {many.rate:.0f}/s = {many.rate / single.rate:.2f} x the single raw rate"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=["sqlite", "pg"])
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    said = parser.parse_args()
    if said.db:
        measure(said.db, said.seconds, said.clients)
    else:  # Django is set up once in a process, so each database gets its own
        for kind in ("sqlite", "pg"):
            subprocess.run([sys.executable, *sys.argv, "--db", kind], check=True)
