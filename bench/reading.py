"""Queue, register and matter pages with 10,000, 100,000 and 1,000,000 matters stored."""

import argparse
import random
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack
from datetime import date
from typing import Any

from bench import _house

SIZES = [10_000, 100_000, 1_000_000]
ROUNDS, WARM = 41, 5
SINCE = date(2020, 1, 1)
PAGES = {  # who opens which address
    "queue, village": ("worker", "/desk/queue"),
    "queue, county": ("county", "/desk/queue"),
    "register, village": ("worker", "/desk/register"),
    "register, county": ("county", "/desk/register"),
    "matter": ("worker", "/desk/matters/{some}/"),
}


def county() -> dict[str, Any]:
    """Forty villages in four townships, a unit and a leaf for each lane, and the people who look."""
    from yuanba.base.permits import Role
    from yuanba.duties.models import Category
    from yuanba.people.models import Person, Post, Unit
    from yuanba.places.models import Place

    top = Place(kind="county", name="云岭县", since=SINCE)
    top.county_id = top.pk
    places, villages = [top], []
    for t in range(4):
        town = Place(kind="township", name=f"第{t}镇", parent=top, since=SINCE)
        town.county_id, town.township_id = top.pk, town.pk
        places.append(town)
        for v in range(10):
            village = Place(kind="village", name=f"{t}镇{v}村", short=f"村{t}{v}", parent=town)
            village.since, village.county_id = SINCE, top.pk
            village.township_id, village.village_id = town.pk, village.pk
            villages.append(village)
    Place.objects.bulk_create([*places, *villages])
    unit = Unit.objects.create(kind="urban", name="县城管局", place=top)
    leaf = Category.objects.create(
        code="B01", branch="B", name="路灯", name_en="lamp", lane="government", unit_kind="urban",
        amount=3, source="bench",
    )  # fmt: skip
    people = {}
    for name, role, place in (
        ("worker", Role.WORKER, villages[0]),
        ("township", Role.TOWNSHIP, places[1]),
        ("county", Role.COUNTY, top),
    ):
        people[name] = Person.objects.create(username=name, name=name)
        Post.objects.create(person=people[name], place=place, role=role, since=SINCE)
    return {"people": people, "unit": unit, "leaf": leaf, "villages": villages, "top": top}


TITLE, TEXT = "'楼道灯坏了快一周 ' || i", "'楼道灯坏了快一周，晚上看不见，老人上下楼不方便。'"


def fill(
    place: dict[str, Any], start: int, end: int, *, title: str = TITLE, text: str = TEXT
) -> None:
    """Matters number `start` to `end`, one in twenty open, by INSERT … SELECT; two records each.

    `title` and `text` are SQL of the number i.
    """
    from django.db import connection

    pg = connection.vendor == "postgresql"
    numbers = (
        "SELECT generate_series(%(start)s, %(end)s - 1) AS i"
        if pg
        else "WITH RECURSIVE s(i) AS (SELECT %(start)s UNION ALL SELECT i + 1 FROM s"
        " WHERE i + 1 < %(end)s) SELECT i FROM s"
    )
    day = (
        "(timestamptz '2026-11-20 00:00+00' - make_interval(mins => (%(last)s - i)::int / 4))"
        if pg
        else "datetime('2026-11-20 00:00:00', '-' || ((%(last)s - i) / 4) || ' minutes')"
    )
    due = (
        "(timestamptz '2026-11-20 00:00+00' + make_interval(mins => (i %% 20000)::int))"
        if pg
        else "datetime('2026-11-20 00:00:00', '+' || (i %% 20000) || ' minutes')"
    )
    true, false = ("true", "false") if pg else ("1", "0")
    nothing = "''::bytea" if pg else "x''"  # an empty name or number, as it lies sealed
    village = (
        "CASE i %% 40 "
        + " ".join(f"WHEN {n} THEN {v.pk}" for n, v in enumerate(place["villages"]))
        + " END"
    )
    town = (
        "CASE i %% 40 "
        + " ".join(f"WHEN {n} THEN {v.township_id}" for n, v in enumerate(place["villages"]))
        + " END"
    )
    state = "CASE WHEN i %% 20 = 0 THEN 'triaged' ELSE 'closed' END"

    def when_closed(value: str) -> str:
        return f"CASE WHEN i %% 20 = 0 THEN NULL ELSE {value} END"

    columns = {
        "id": "1000 + i * 8", "version": "1", "place_id": village, "county_id": str(place["top"].pk),
        "township_id": town, "village_id": village, "register_id": village, "year": "2026",
        "seq": "i / 40 + 1", "number": "'村-2026-' || i", "title": title,
        "text": text, "channel": "'phone'",
        "reported_at": day, "clock_at": day, "accepted_at": day, "due_at": due, "amount": "3",
        "limit_unit": "'workdays'", "state": state, "lane": "'government'",
        "category_id": str(place["leaf"].pk), "unit_id": str(place["unit"].pk),
        "reason": "'公共照明'", "outcome": "CASE WHEN i %% 20 = 0 THEN '' ELSE 'solved' END",
        "result": "CASE WHEN i %% 20 = 0 THEN '' ELSE '换好了' END", "finished_at": when_closed(day),
        "replied_at": when_closed(day), "closed_at": when_closed(day),
        "solved": when_closed(true), "confirmed": when_closed(true), "late": when_closed(false),
        "rated_by": "CASE WHEN i %% 20 = 0 THEN '' ELSE 'person' END",
        "evidence": "CASE WHEN i %% 20 = 0 THEN '' ELSE '居民回话' END",
    }  # fmt: skip
    said = {"start": start, "end": end, "last": SIZES[-1] + 10_000}  # the newest lies in the past
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO matters_matter ({', '.join(columns)})"
            f" SELECT {', '.join(columns.values())} FROM ({numbers}) n",
            said,
        )
        cursor.execute(
            "INSERT INTO matters_contact (matter_id, name, phone, how)"
            f" SELECT 1000 + i * 8, {nothing}, {nothing}, '' FROM ({numbers}) n",
            said,
        )
        for n, act in enumerate(("matters.report", "matters.triage")):
            facts = '\'{"channel": "phone", "reason": "公共照明", "lane": "government"}\''
            cursor.execute(
                "INSERT INTO base_record (id, act, subject_kind, subject_id, role, at, facts)"
                f" SELECT 1000 + i * 8 + {n}, '{act}', 'matters.matter', 1000 + i * 8, 'worker',"
                f" {day}, {facts + '::jsonb' if pg else facts} FROM ({numbers}) n",
                said,
            )


def stand(kind: str, size: int) -> None:
    """Fill one database, then open each page named on a line of standard input; answer its ms and statements."""
    with _house.database(kind) as (made, folder):
        _house.begin(made, folder)
        from django.db import connection
        from django.test import Client

        place = county()
        for start in range(0, size, 50_000):  # one statement may take ten seconds at most
            fill(place, start, min(size, start + 50_000))
        with connection.cursor() as cursor:  # as a table that has stood for a night
            cursor.execute("VACUUM ANALYZE" if kind == "pg" else "ANALYZE")
        readers = {who: Client() for who in place["people"]}
        for who, client in readers.items():
            client.force_login(place["people"][who])
        statements = 0

        def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            nonlocal statements
            statements += 1
            return execute(sql, params, many, context)

        some = 1000 + random.Random(size).randrange(size) // 40 * 40 * 8
        print("ready", flush=True)
        with connection.execute_wrapper(count):
            for line in sys.stdin:
                who, path = PAGES[line.strip()]
                statements, start = 0, time.perf_counter()
                answer = readers[who].get(path.format(some=some))
                taken = time.perf_counter() - start
                assert answer.status_code == 200, (path, answer.status_code)
                print(taken * 1000, statements, flush=True)


def measure(kind: str, sizes: list[int]) -> None:
    """All sizes stand at once and each page is opened at one after the other, so that whatever
    slows the machine for a while slows them all; a ratio is the median of its rounds' ratios."""
    command = [sys.executable, "-m", "bench.reading", "--db", kind, "--stand"]
    with ExitStack() as stack:
        houses = {}
        for size in sizes:
            start = time.perf_counter()
            house = stack.enter_context(
                subprocess.Popen(
                    [*command, str(size)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
                )
            )
            assert house.stdout is not None
            assert house.stdin is not None
            assert house.stdout.readline() == "ready\n"
            took = time.perf_counter() - start
            print(f"{kind}: {size:,} matters stored ({took:.0f} s)", flush=True)
            houses[size] = house.stdin, house.stdout
        times: dict[tuple[str, int], list[float]] = {(n, s): [] for n in PAGES for s in sizes}
        statements: dict[tuple[str, int], int] = {}
        for turn in range(-WARM, ROUNDS):
            for name in PAGES:
                for size in sizes if turn % 2 else reversed(sizes):
                    asked, answered = houses[size]
                    asked.write(name + "\n")
                    asked.flush()
                    ms, count = answered.readline().split()
                    if turn >= 0:
                        times[name, size].append(float(ms))
                        statements[name, size] = int(count)
        for asked, _ in houses.values():
            asked.close()
    print(f"\n{kind}: median ms (SQL statements), and the ratio to {sizes[0]:,} matters")
    for name in PAGES:
        first = times[name, sizes[0]]
        cells = [
            f"{statistics.median(times[name, s]):7.1f} ({statements[name, s]})"
            f" {statistics.median(b / a for a, b in zip(first, times[name, s], strict=True)):5.2f}"
            for s in sizes
        ]
        print(f"  {name:<18}" + "   ".join(cells))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=["sqlite", "pg"])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--stand", type=int, help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.stand:
        stand(said.db, said.stand)
    elif said.db:
        measure(said.db, said.sizes)
    else:
        for kind in ("sqlite", "pg"):
            subprocess.run([sys.executable, *sys.argv, "--db", kind], check=True)
