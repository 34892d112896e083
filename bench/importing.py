"""Matters of another system, 10,000 rows, against executemany or COPY of the rows they become."""

import argparse
import random
import subprocess
import sys
import time
from pathlib import Path

from bench import _house

HEAD = (
    "rec_id,created_on,district,street,community,lng,lat,event_type,main_type,sub_type,nature,"
    "source,dispose_unit,outcome,outcome_zh\n"
)
KINDS = ["道路破损", "暴露垃圾", "路灯不亮", "噪声扰民", "占道经营", "井盖缺损"]
TABLES = ("matters_matter", "matters_contact", "base_record")


def invented(folder: Path, rows: int) -> Path:
    """A file like the ones hotline systems export: 6 streets, 24 communities, 30 units."""
    dice, file = random.Random(7), folder / "events.csv"
    with file.open("w") as out:
        out.write(HEAD)
        for n in range(rows):
            street = dice.randrange(6)
            community = street * 4 + dice.randrange(4)
            out.write(
                f"{n + 1},2018-{n % 11 + 1:02d}-{n % 28 + 1:02d},云溪区,第{street}街道,"
                f"第{community}社区,0,0,市容环卫,市容环卫,{dice.choice(KINDS)},投诉,电话,"
                f"第{dice.randrange(30)}管理局,intime,按期办结\n"
            )
    return file


def measure(kind: str, rows: int) -> None:
    with _house.database(kind) as (made, folder):
        _house.begin(made, folder)
        from django.db import connection, transaction

        from yuanba.exchange import matters_in

        file = invented(folder, rows)
        start = time.perf_counter()
        done = matters_in.run(file, mapping="pingshan")
        ours = time.perf_counter() - start
        assert done.made == rows, done
        kept = {}
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"SELECT * FROM {table}")
                kept[table] = [c[0] for c in cursor.description], cursor.fetchall()
            for word in ("update", "delete"):  # this database is thrown away
                on = " ON base_record" if kind == "pg" else ""
                cursor.execute(f"DROP TRIGGER base_record_no_{word}{on}")
            for table in reversed(TABLES):
                cursor.execute(f"DELETE FROM {table}")
        start = time.perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (columns, found) in kept.items():
                names = ", ".join(columns)
                if kind == "pg":
                    from psycopg.types.json import Jsonb

                    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as out:
                        for row in found:
                            out.write_row([Jsonb(v) if isinstance(v, dict) else v for v in row])
                else:
                    marks = ", ".join(["%s"] * len(columns))
                    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", found)
        raw = time.perf_counter() - start
        how = "COPY" if kind == "pg" else "executemany"
        print(
            f"{kind}: {rows:,} rows imported in {ours:.1f} s = {rows / ours:,.0f} a second;"
            f" the rows they become by {how}: {rows / raw:,.0f} a second; {raw / ours:.0%} of raw"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=["sqlite", "pg"])
    parser.add_argument("--rows", type=int, default=10_000)
    said = parser.parse_args()
    if said.db:
        measure(said.db, said.rows)
    else:
        for kind in ("sqlite", "pg"):
            subprocess.run([sys.executable, *sys.argv, "--db", kind], check=True)
