"""Figures by unit of a whole county and year: the rows that follow a million matters, and their page."""

import argparse
import statistics
import subprocess
import sys
import time
from datetime import date

from bench import _house
from bench.reading import county

VILLAGES, UNITS, ROUNDS = 300, 15, 9  # every village has matters with every unit in every month


def measure(kind: str) -> None:
    with _house.database(kind) as (made, folder):
        _house.begin(made, folder)
        from yuanba.disclosure.by_unit import NAMES
        from yuanba.disclosure.models import UnitTally
        from yuanba.insight import queries
        from yuanba.people.models import Unit

        top = county()["top"]
        units = [Unit(kind="urban", name=f"第{n}局", place=top) for n in range(UNITS)]
        Unit.objects.bulk_create(units)
        for village in range(VILLAGES):
            UnitTally.objects.bulk_create(
                [
                    UnitTally(
                        village_id=village, township_id=village % 12, county_id=top.pk, unit=unit,
                        month=date(2026, month, 1), **dict.fromkeys(NAMES, 19),
                    )
                    for unit in units
                    for month in range(1, 13)
                ],
                batch_size=180,
            )  # fmt: skip
        took = []
        for _round in range(ROUNDS):
            start = time.perf_counter()
            found = queries.units(top, since=date(2026, 1, 1), until=date(2027, 1, 1))
            took.append(1000 * (time.perf_counter() - start))
        told = sum(unit.counts["received"] for unit, _rates in found.lines)
        rows = VILLAGES * UNITS * 12
        print(f"{kind}: {told:,} matters in {rows:,} rows, {len(found.lines)} units:"
              f" {statistics.median(took):.0f} ms")  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=["sqlite", "pg"])
    said = parser.parse_args()
    for kind in [said.db] if said.db else ["sqlite", "pg"]:
        if said.db:
            measure(kind)
        else:
            subprocess.run([sys.executable, "-m", "bench.figures", "--db", kind], check=True)
