"""The rows of one intake by plain SQL, statement by statement: the raw limit of `intake`.

The leaf's row and its tree's too: the words of the leaf stand ready, only the tree itself is grown, so
that whoever adds the next leaf finds it whole.
"""

import itertools
import json
import os
import secrets
import time
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from yuanba.base.log import tree

_ids = itertools.count((os.getpid() << 40) + (time.time_ns() & 0xFFFFFFFF))


def write(
    execute: Callable[[str, list[Any]], Any],
    fetchone: Callable[[], Any],
    place: str,
    text: str,
    mark: str = "%s",
) -> str:
    """Key, number, matter, contact, record, outbox row and leaf, as the act leaves them."""
    pk, at = next(_ids), datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" ")
    zone = at + "+00:00" if mark == "%s" and os.environ["DATABASE_URL"].startswith("post") else at

    def run(sql: str, values: list[Any]) -> None:
        execute(sql.replace("%s", mark), values)

    run(
        "INSERT INTO base_key (key, digest, at, subject_kind, subject_id)"
        " VALUES (%s, %s, %s, 'matters.matter', %s) ON CONFLICT (key) DO NOTHING",
        [f"{pk}-key", "0" * 64, zone, pk],
    )
    run(
        "SELECT p.county_id, p.township_id, p.village_id, p.grid_id, v.short FROM places_place p"
        " JOIN places_place v ON v.id = p.village_id WHERE p.id = %s",
        [int(place)],
    )
    county, town, village, grid, short = fetchone()
    run(
        "INSERT INTO matters_register (id, register_id, year, last) VALUES (%s, %s, 2026, 1)"
        " ON CONFLICT (register_id, year) DO UPDATE SET last = matters_register.last + 1"
        " RETURNING last",
        [next(_ids), village],
    )
    seq = int(fetchone()[0])
    number = f"{short}-2026-{seq:04d}"
    run(
        "INSERT INTO matters_matter (id, version, place_id, county_id, township_id, village_id,"
        " grid_id, register_id, year, seq, number, title, text, channel, reported_at, state,"
        " clock_at, amount, limit_unit, due_at)"
        " VALUES (%s, 1, %s, %s, %s, %s, %s, %s, 2026, %s, %s, %s, %s, 'phone', %s, 'reported',"
        " %s, 2, 'workdays', %s)",
        [pk, int(place), county, town, village, grid, village, seq, number, text[:40], text]
        + [zone] * 3,
    )
    run("INSERT INTO matters_contact (matter_id, name, phone, how) VALUES (%s, '', '', '')", [pk])
    run(
        "INSERT INTO base_record (id, act, subject_kind, subject_id, place_id, role, at, facts)"
        " VALUES (%s, 'matters.report', 'matters.matter', %s, %s, 'resident', %s, %s)",
        [pk, pk, int(place), zone, json.dumps({"channel": "phone"})],
    )
    run(
        "INSERT INTO base_job (id, kind, data, run_at, attempts, locked_by, error)"
        " VALUES (%s, 'notices.tell', %s, %s, 0, '', '')",
        [next(_ids), json.dumps({"record": str(pk)}), zone],
    )
    leaf(run, fetchone, village, pk, " FOR UPDATE" if zone != at else "")
    return number


# What a report's leaf commits to: its record and the columns of its matter.
TOLD = ["channel", "record:at", *(f"row:{name}" for name in (
    "closed_at", "number", "outcome", "reported_at", "state", "text", "title"))]  # fmt: skip
SAID = {"a": "resident:", "f": {name: b64encode(bytes(32)).decode() for name in TOLD},
        "k": "matters.report", "s": "0" * 32, "v": 1}  # fmt: skip


def leaf(run: Callable[..., None], fetchone: Any, village: int, pk: int, lock: str) -> None:
    """The leaf of record `pk`, its tree and the nodes that are whole now."""
    run(f"SELECT size, peaks, key FROM base_tree WHERE id = %s{lock}", [village])
    if (row := fetchone()) is None:
        run(
            "INSERT INTO base_tree (id, origin, key, size, last, peaks, broken, unwitnessed)"
            " VALUES (%s, %s, %s, 0, 0, %s, '', '') ON CONFLICT (id) DO NOTHING",
            [village, f"yuanba/{village}", secrets.token_bytes(32), b""],
        )
        return leaf(run, fetchone, village, pk, lock)
    size, whole = row[0], bytes(row[1])
    peaks = [whole[i : i + 32] for i in range(0, len(whole), 32)]
    now = int(time.time())
    body = json.dumps(SAID | {"log": f"yuanba/{village}", "n": size, "t": now})
    grown = tree.grow(size, peaks, tree.leaf_hash(body.encode()))
    run(
        "INSERT INTO base_leaf (record, tree_id, n, body, key) VALUES (%s, %s, %s, %s, %s)",
        [pk, village, size, body, secrets.token_bytes(32)],
    )
    run(
        "UPDATE base_tree SET size = %s, last = %s, peaks = %s WHERE id = %s",
        [size + 1, now, b"".join(peaks), village],
    )
    for height, n, hash_ in grown:
        if height % 8 == 0:
            run(
                "INSERT INTO base_node (id, tree_id, height, n, hash) VALUES (%s, %s, %s, %s, %s)",
                [next(_ids), village, height, n, hash_],
            )
