"""Lines understood, in a file, in order of their day: a hundred thousand need not lie in memory, and
an import that was broken off goes on where it stood."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from itertools import islice
from pathlib import Path

from yuanba.exchange.reading import Line

NAMES = [field.name for field in fields(Line)]


def keep(path: Path, lines: Iterable[Line]) -> int:
    """Write the lines sorted by day and row; returns how many. The file is whole or not there."""
    rough, half = path.with_suffix(".rough"), path.with_suffix(".half")
    order: list[tuple[datetime, int, int]] = []  # day, row, where it lies
    try:
        with rough.open("wb") as out:
            for line in lines:
                order.append((line.at, line.row, out.tell()))
                said = {name: getattr(line, name) for name in NAMES} | {"at": line.at.isoformat()}
                out.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")
        order.sort()
        with rough.open("rb") as found, half.open("wb") as out:
            for _at, _row, where in order:
                found.seek(where)
                out.write(found.readline())
            out.flush()
            os.fsync(out.fileno())
        half.replace(path)
    finally:
        rough.unlink(missing_ok=True)
        half.unlink(missing_ok=True)
    return len(order)


def read(path: Path, *, skip: int = 0) -> Iterator[Line]:
    """The lines in order, from the one after `skip`."""
    with path.open("rb") as found:
        for line in islice(found, skip, None):
            said = json.loads(line)
            yield Line(**said | {"at": datetime.fromisoformat(said["at"])})


def batches(path: Path, size: int, *, skip: int = 0) -> Iterator[list[Line]]:
    lines = read(path, skip=skip)
    while some := list(islice(lines, size)):
        yield some
