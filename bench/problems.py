"""Placing one more matter with 10,000, 100,000 and 1,000,000 stored: found, written, committed."""

import argparse
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bench import _house, reading, search

SIZES = [10_000, 100_000, 1_000_000]
ROUNDS = 101
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
# Names of estates, so that texts differ as real ones do: 40 × 40 × 12 of them.
SIGNS = "云栖望江翠竹青山碧水锦绣花园金桂银杏紫薇丁香梧桐玉兰春秋晓月晨曦朝阳明珠瑞祥和平安泰富康宁"
KINDS = search.words("家园 小区 花苑 公寓 新村 新城 雅居 华庭 广场 大院 一期 二期")


def said_in(i: int) -> str:
    """What matter number i says: an estate of 19,200, one of thirty troubles, how bad it is."""
    rng = random.Random(i // 3)
    estate = rng.choice(SIGNS) + rng.choice(SIGNS) + rng.choice(KINDS)
    where, what = rng.choice(search.WHERE), rng.choice(search.WHAT)
    return f"{estate}{where}的{what}{search.TAIL[i % len(search.TAIL)]}"


def fill(place: dict[str, Any], start: int, end: int, terms: "Terms") -> None:
    """Matters as in the reading bench with words of their own; their texts and terms in bulk, as
    `store.Tables.put` would have left them one by one."""
    from django.db import connection, transaction

    from yuanba.matters.models import Matter
    from yuanba.problems.models import Text
    from yuanba.problems.rules.likeness import weigh
    from yuanba.problems.rules.texts import Said, rarity

    reading.fill(place, start, end)
    texts, county = [], place["top"].pk
    with transaction.atomic(), connection.cursor() as cursor:
        said = [(said_in(i), 1000 + i * 8) for i in range(start, end)]
        cursor.executemany(
            "UPDATE matters_matter SET title = %s, text = %s WHERE id = %s",
            [(text[:40], text, pk) for text, pk in said],
        )
    for i, (text, pk) in enumerate(said, start):
        one = Said(pk, text[:40], text)
        terms.n.update(one.counts)
        terms.total += 1
        weighed = weigh(one, rarity({t: terms.n[t] for t in one.counts}, terms.total))
        for key in weighed.keys:
            terms.newest[key] = [*terms.newest.get(key, [])[-63:], pk]
        group = 1000 + i // 3 * 3 * 8
        texts.append(
            Text(
                matter_id=pk, county_id=county, group=group, digest=one.digest,
                length=weighed.length, at=NOW,
            )
        )  # fmt: skip
    Text.objects.bulk_create(texts, batch_size=2000)
    assert Matter.objects.filter(pk=texts[-1].matter_id).exists()


class Terms:
    """The terms of all texts so far, in memory; written once a size."""

    def __init__(self) -> None:
        self.n: Counter[str] = Counter()
        self.newest: dict[str, list[int]] = {}
        self.total = 0

    def write(self, county: int) -> int:
        from array import array

        from yuanba.problems.models import Term
        from yuanba.problems.store import ALL

        Term.objects.all().delete()
        rows = ((t, n, array("q", self.newest.get(t, [])).tobytes()) for t, n in self.n.items())
        made = [Term(county_id=county, term=t, n=n, newest=ids) for t, n, ids in rows]
        made.append(Term(county_id=county, term=ALL, n=self.total))
        Term.objects.bulk_create(made, batch_size=2000)
        return len(made)


def fresh(place: dict[str, Any], size: int) -> Iterator[int]:
    """Matters told now, not yet placed."""
    for n in range(ROUNDS):
        i = size + n
        reading.fill(place, i, i + 1)
        yield 1000 + i * 8


def walk(place: dict[str, Any], size: int) -> tuple[float, float, float, int]:
    """Median, 95th and highest ms of placing one matter, and how many joined a group."""
    from yuanba.matters.models import Matter
    from yuanba.problems import following
    from yuanba.problems.models import Text

    times, joined = [], 0
    for pk in fresh(place, size):
        text = said_in((pk - 1000) // 8 - size + size // 2)  # like what was told long before
        Matter.objects.filter(pk=pk).update(title=text[:40], text=text + "请来看。")
        began = time.perf_counter()
        following.place([pk], NOW)
        times.append((time.perf_counter() - began) * 1000)
        joined += Text.objects.get(pk=pk).group != pk
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.95)], times[-1], joined


def measure(kind: str, sizes: list[int]) -> None:
    with _house.database(kind) as (made, folder):
        _house.begin(made, folder)
        from django.db import connection

        place, stored, terms = reading.county(), 0, Terms()
        print(f"{kind}: placing one matter, ms: median, 95 of 100, most; how many joined")
        for size in sizes:
            start = time.perf_counter()
            while stored < size:
                step = min(size, stored + 20_000)
                fill(place, stored, step, terms)
                stored = step
            rows = terms.write(place["top"].pk)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            taken = time.perf_counter() - start
            middle, most, highest, joined = walk(place, size)
            stored += ROUNDS
            print(
                f"  {size:>9,} ({rows:,} terms, filled in {taken:.0f} s)"
                f" {middle:6.1f} {most:6.1f} {highest:6.1f}   {joined}/{ROUNDS}",
                flush=True,
            )


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
