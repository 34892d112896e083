"""What the clock starts: batches are drafted every night; what two people decided is carried out.

The journal of erasures lies beside the database, outside every backup: a restored backup is emptied
again of what was erased since (trust.md T29).
"""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from yuanba.base.models import Record
from yuanba.people import door
from yuanba.rights import acts, queries, store
from yuanba.rights.rules import Erasable, cutoff

JOURNAL = "erased.jsonl"


def draft_batches(*, now: datetime) -> None:
    """拟批次: one for each kind of which something is over its time."""
    for kind in Erasable:
        before = cutoff(now, queries.days_of(kind))
        if not _waits(kind) and (found := store.due(kind, before).count()):
            about = store.about(store.due(kind, before))
            go: dict[str, Any] = {"kind": kind, "before": before, "found": found, "about": about}
            acts.draft_batch(actor=door.Founder(), now=now, **go)


def _waits(kind: Erasable) -> bool:
    """One of this kind is agreed or running: the next is drafted when it is over."""
    return any(b.kind == kind and b.state in {"agreed", "running"} for b in queries.batches())


def erase_batch(*, now: datetime, record: str) -> None:
    """执行: two hundred matters at a time. Safe to run twice: a finished batch has nothing left."""
    batch_id = Record.objects.get(pk=int(record)).subject_id
    while any(batch.pk == batch_id for batch in queries.running()):
        erased = acts.erase_some(actor=door.Founder(), batch_id=batch_id, now=now)
        store.take_away(erased.files)


def scrub(*, now: datetime, record: str) -> None:
    """What was erased leaves the files too. SQLite overwrites it in its pages (secure_delete), but these lie
    in the journal beside the file until it is emptied, and a quiet village may not do so for weeks. Safe to
    run twice. Raises OSError while somebody reads an older state: tried again soon. On PostgreSQL the old
    rows go with the next vacuum."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if cursor.fetchone()[0]:
            raise OSError("somebody still reads an older state")


def scrub_daily(*, now: datetime) -> None:
    """The same once a day, for what an index forgot a little later."""
    scrub(now=now, record="")


def journal(*, now: datetime, record: str) -> None:
    """One line for each erasure: ids only. Safe to run twice: replaying a line twice is harmless."""
    row = Record.objects.get(pk=int(record))
    line = {
        "at": row.at.isoformat(),
        "kind": row.facts.get("kind", Erasable.CONTACT),
        "matters": row.facts.get("matters", []),
        "people": [row.facts["person"]] if "person" in row.facts else [],
    }
    if not line["matters"] and not line["people"]:
        return
    with (Path(settings.HOME) / JOURNAL).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def replay(*, now: datetime) -> int:
    """恢复后再清: empty again what was erased before. Returns how many matters and people."""
    path = Path(settings.HOME) / JOURNAL
    if not path.exists():
        return 0
    people: list[int] = []
    matters: dict[Erasable, list[int]] = {}
    for text in path.read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        people += [int(pk) for pk in line["people"]]
        matters.setdefault(Erasable(line["kind"]), []).extend(int(pk) for pk in line["matters"])
    done = 0
    for start in range(0, max([len(people), *map(len, matters.values())], default=0), store.CHUNK):
        end = start + store.CHUNK
        some = {kind: ids[start:end] for kind, ids in matters.items()}
        erased = acts.erase_again(
            actor=door.Founder(), people=people[start:end], matters=some, now=now
        )
        store.take_away(erased.files)
        done += erased.n
    return done
