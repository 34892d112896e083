"""A receipt that proves itself: c2sp.org/tlog-proof@v1. Its `extra` holds the leaf and the keys of what
may be read; nothing in it is believed before it fits the signed head."""

import binascii
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from yuanba.base.log import leaf as leaves
from yuanba.base.log import note, tree
from yuanba.base.log.faults import NOT_IN, NOT_SAID, OTHER_LOG, UNREADABLE, Untrue, untrue
from yuanba.base.log.words import NAMES

FIRST = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True)
class Proven:
    """What a receipt that holds says."""

    head: note.Head
    index: int
    leaf: dict[str, Any]
    said: dict[str, Any]  # field → what was said, of those that are open
    shut: list[str]  # fields that stay closed
    signed: bool  # by a key that was given


def write(
    *,
    body: str,
    index: int,
    path: Sequence[bytes],
    head: str,
    opened: Mapping[str, tuple[bytes, Any]],
) -> str:
    """The file. `opened`: field → (its 32-byte key, its value); `head`: the note with its signatures."""
    inner = {"leaf": body, "open": {n: [_b64(k), v] for n, (k, v) in opened.items()}}
    extra = _b64(json.dumps(inner, ensure_ascii=False, separators=(",", ":")).encode())
    lines = [FIRST, f"extra {extra}", f"index {index}", *(_b64(step) for step in path)]
    return "\n".join(lines) + "\n\n" + head


def verify(text: str, verifiers: Sequence[note.Verifier] | None) -> Proven:
    """What the receipt proves under one of these keys. Raises Untrue with the reason. Without keys
    (None) the signature stays unlooked at: then the head must be compared with the notice board."""
    extra, index, path, below = _parts(text.replace("\r\n", "\n"))
    head, _signatures = note.parse(below)
    if verifiers is not None:
        signed(below, verifiers)
    try:
        inner = json.loads(extra)
        body, opened = str(inner["leaf"]), dict(inner["open"])
        leaf = json.loads(body)
        fields = dict(leaf["f"])
        keys = {
            name: (b64decode(key, validate=True), value) for name, (key, value) in opened.items()
        }
    except (ValueError, KeyError, TypeError) as wrong:
        raise untrue(UNREADABLE) from wrong
    root = tree.root_by_path(tree.leaf_hash(body.encode()), index, head.size, path)
    if root != head.root or leaf.get("n") != index or leaf.get("log") != head.origin:
        raise untrue(NOT_IN)
    for name, (key, value) in keys.items():
        if len(key) != leaves.KEY or leaves.commitment(key, name, value) != fields.get(name):
            raise untrue(NOT_SAID, name=" ".join(NAMES.get(name, (name,))))
    said = {name: value for name, (_key, value) in keys.items()}
    shut = sorted(set(fields) - set(said))
    return Proven(head, index, leaf, said, shut, verifiers is not None)


def signed(below: str, verifiers: Sequence[note.Verifier]) -> note.Head:
    """The head, signed by one of these keys. Raises Untrue."""
    seen, _signatures = note.parse(below)
    mine = [v for v in verifiers if v.name == seen.origin]
    if not mine:
        raise untrue(OTHER_LOG, found=seen.origin, wanted=", ".join(v.name for v in verifiers))
    for verifier in mine[:-1]:
        with suppress(Untrue):
            return note.checked(below, verifier)
    return note.checked(below, mine[-1])


def _parts(text: str) -> tuple[bytes, int, list[bytes], str]:
    above, blank, below = text.partition("\n\n")
    lines = above.split("\n")
    try:
        if not blank or lines[0] != FIRST or not lines[1].startswith("extra "):
            raise ValueError("first lines")
        extra = b64decode(lines[1].removeprefix("extra "), validate=True)
        index = int(lines[2].removeprefix("index "))
        if lines[2] != f"index {index}" or index < 0:
            raise ValueError("index")
        path = [b64decode(line, validate=True) for line in lines[3:]]
        if any(len(step) != 32 for step in path) or len(path) > 64:
            raise ValueError("path")
    except (ValueError, IndexError, binascii.Error) as wrong:
        raise untrue(UNREADABLE) from wrong
    return extra, index, path, below


def _b64(raw: bytes) -> str:
    return b64encode(raw).decode()
