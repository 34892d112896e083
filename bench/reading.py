"""Queue, register and matter pages with 10,000, 100,000 and 1,000,000 matters stored."""

import argparse
import random
import statistics
import subprocess
import sys
import time
from datetime import date
from typing import Any

from bench import _house

SIZES = [10_000, 100_000, 1_000_000]
ROUNDS = 21
SINCE = date(2020, 1, 1)


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
    when_closed = lambda value: f"CASE WHEN i %% 20 = 0 THEN NULL ELSE {value} END"  # noqa: E731
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
    said = {"start": start, "end": end, "last": SIZES[-1]}
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


def walk(place: dict[str, Any], stored: int) -> dict[str, tuple[float, int]]:
    """Median milliseconds and SQL statements of each page, as its reader opens it."""
    from django.db import connection
    from django.test import Client

    some = 1000 + random.Random(stored).randrange(stored) // 40 * 40 * 8
    pages = {
        "queue, village": ("worker", "/desk/queue"),
        "queue, county": ("county", "/desk/queue"),
        "register, village": ("worker", "/desk/register"),
        "register, county": ("county", "/desk/register"),
        "matter": ("worker", f"/desk/matters/{some}/"),
    }
    seen = {}
    for name, (who, path) in pages.items():
        client = Client()
        if who:
            client.force_login(place["people"][who])
        statements: list[str] = []

        def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            statements.append(sql)  # noqa: B023  read before the next page begins
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            answer = client.get(path)
        assert answer.status_code == 200, (name, answer.status_code)
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            client.get(path)
            times.append((time.perf_counter() - start) * 1000)
        seen[name] = statistics.median(times), len(statements)
    return seen


def measure(kind: str, sizes: list[int]) -> None:
    with _house.database(kind) as (made, folder):
        _house.begin(made, folder)
        from django.db import connection

        place, stored, table = county(), 0, {}
        for size in sizes:
            start = time.perf_counter()
            while stored < size:  # in steps: one statement may take ten seconds at most
                step = min(size, stored + 50_000)
                fill(place, stored, step)
                stored = step
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            print(
                f"{kind}: {size:,} matters stored ({time.perf_counter() - start:.0f} s)", flush=True
            )
            table[size] = walk(place, stored)
        first = table[sizes[0]]
        print(f"\n{kind}: median ms (SQL statements), and the ratio to {sizes[0]:,} matters")
        for name in first:
            cells = [
                f"{table[s][name][0]:7.1f} ({table[s][name][1]}) {table[s][name][0] / first[name][0]:5.2f}"
                for s in sizes
            ]
            print(f"  {name:<18}" + "   ".join(cells))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=["sqlite", "pg"])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    said = parser.parse_args()
    if said.db:
        measure(said.db, said.sizes)
    else:
        for kind in ("sqlite", "pg"):
            subprocess.run([sys.executable, *sys.argv, "--db", kind], check=True)
