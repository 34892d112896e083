"""Makes the receipt of a record: its leaf, the path to the newest signed head, and what may be read of it."""

import json
from dataclasses import dataclass
from typing import Any

from yuanba.base.log import forgetting, heads, leaf, reading, receipt, store, tree
from yuanba.base.log.models import Head, Leaf
from yuanba.base.models import Record


@dataclass(frozen=True)
class Made:
    """A receipt, and what stands around it. `text` is empty while no head over the leaf is signed."""

    n: int
    at: int  # Unix seconds
    head: Head | None
    text: str
    name: str  # of the file: nothing personal (trust.md 19)


def of(record_id: int, row: dict[str, Any]) -> Made | None:
    """The receipt of this record; None if it has no leaf. `row`: the columns of its subject as they
    stand; those that are still as they were then are opened. At most nine statements."""
    mine = Leaf.objects.select_related("tree").filter(record=record_id).first()
    record = Record.objects.filter(pk=record_id).first()
    if mine is None or record is None:
        return None
    said = json.loads(mine.body)
    head = heads.latest(mine.tree_id)
    name = f"yuanba-{mine.tree_id}-{mine.n}.tlog-proof"
    if head is None or head.size <= mine.n:
        return Made(mine.n, said["t"], None, "", name)
    path = tree.inclusion(reading.Stored(mine.tree_id), mine.n, head.size)
    text = receipt.write(
        body=mine.body,
        index=mine.n,
        path=path,
        head=heads.whole_note(head),
        opened=_opened(mine, said["f"], {"record:at": record.at, **record.facts}, row),
    )
    return Made(mine.n, said["t"], head, text, name)


def _opened(
    mine: Leaf, told: dict[str, str], facts: dict[str, Any], row: dict[str, Any]
) -> dict[str, tuple[bytes, Any]]:
    """What of the leaf can be opened: the key is there, and the value is what it was."""
    values = facts | {store.ROW + name: value for name, value in row.items()}
    opened = {}
    for name in told:
        key = forgetting.key_of(mine, name)
        if key is None or name not in values:
            continue
        value = store.plain(values[name])
        if leaf.commitment(key, name, value) == told[name]:
            opened[name] = (key, value)
    return opened


def first(kind: str, subject_id: int, row: dict[str, Any]) -> Made | None:
    """The receipt of the first record of a subject. One statement more."""
    told = Record.objects.filter(subject_id=subject_id, subject_kind=kind).order_by("id")
    pk = told.values_list("pk", flat=True).first()
    return of(pk, row) if pk is not None else None
