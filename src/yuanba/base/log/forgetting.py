"""Forgets the keys of what leaves committed to: a person is erased, the leaf and the tree stay as they are."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence

from yuanba.base.log import leaf
from yuanba.base.log.models import Leaf


def forget(records: Iterable[int], names: Sequence[str] | None = None) -> int:
    """Forget the keys of these records' leaves: of the named fields, or of all. The leaves stay as
    they are, so does every root; returns how many were touched."""
    touched = 0
    for row in Leaf.objects.filter(record__in=list(records)):
        still = open_keys(row, names)
        if names is not None and row.key is None and len(still) == len(row.opened or {}):
            continue
        if names is None and row.key is None and not row.opened:
            continue
        Leaf.objects.filter(pk=row.pk).update(key=None, opened=still)
        touched += 1
    return touched


def open_keys(row: Leaf, names: Sequence[str] | None) -> dict[str, str]:
    """The keys that stay when these names are forgotten: field → base64."""

    if names is None:
        return {}
    if row.key is None:
        return {k: v for k, v in (row.opened or {}).items() if k not in names}
    fields = json.loads(row.body)["f"]
    key = bytes(row.key)
    return {k: b64encode(leaf.field_key(key, k)).decode() for k in sorted(fields) if k not in names}


def key_of(row: Leaf, name: str) -> bytes | None:
    """The key of one field; None when it was forgotten."""
    if row.key is not None:
        return leaf.field_key(bytes(row.key), name)
    kept = (row.opened or {}).get(name)
    return b64decode(kept) if kept else None
