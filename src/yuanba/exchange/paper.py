"""The printed register: rows packed onto sheets of A4 across, each sheet with its own sums.

Nothing is measured in a browser: the widths of the columns are fixed (ledger.css), so that the lines
a text takes can be counted here. Counted generously: a sheet that is not quite full is better than
one whose foot slips to the next.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

# Tenths of a millimetre: what a sheet has for its rows between head and foot, what the last one has
# beside the total and the signatures, one line of text, the borders and padding of a row.
ROOM, LAST, LINE, EDGE = 1400, 1040, 49, 24
MOST = 400  # characters of one text; the rest stands in the system
# Full-width characters in one line of each column, as wide as ledger.css makes it.
WIDE = {"who": 6, "text": 21, "where": 9, "handled": 13, "result": 5, "judged": 5}
# What is summed: the name on the paper is in the template.
SUMS = (
    "n", "government", "communal", "personal", "unsorted", "finished", "late", "closed", "satisfied",
    "unsatisfied",
)  # fmt: skip


@dataclass
class Sheet:
    """One page of paper."""

    number: int
    rows: list[dict[str, Any]] = field(default_factory=list)
    sums: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SUMS, 0))

    def add(self, row: dict[str, Any]) -> None:
        self.rows.append(row)
        for name in counted(row):
            self.sums[name] += 1


def sheets(rows: Iterable[dict[str, Any]]) -> tuple[list[Sheet], dict[str, int]]:
    """The rows on their sheets, and the sums of all. There is always one sheet."""
    made, used = [Sheet(1)], 0
    for row in rows:
        takes = height(row)
        if used + takes > ROOM and made[-1].rows:
            made.append(Sheet(len(made) + 1))
            used = 0
        made[-1].add(row)
        used += takes
    made += _parted(made.pop(), used)
    total = {name: sum(sheet.sums[name] for sheet in made) for name in SUMS}
    return made, total


def _parted(full: Sheet, used: int) -> list[Sheet]:
    """A last sheet too full for the signatures: its last rows go to one more, again if need be."""
    if used <= LAST or len(full.rows) == 1:
        return [full]
    rows, over = list(full.rows), list[dict[str, Any]]()
    while used > LAST and len(rows) > 1:
        over.insert(0, rows.pop())
        used -= height(over[0])
    first, rest = Sheet(full.number), Sheet(full.number + 1)
    for sheet, some in ((first, rows), (rest, over)):
        for row in some:
            sheet.add(row)
    return [first, *_parted(rest, sum(map(height, over)))]


def height(row: Mapping[str, Any]) -> int:
    """How high a row is: the lines of its tallest cell, its padding and borders."""
    tallest = max(lines(str(row.get(name) or ""), wide) for name, wide in WIDE.items())
    return max(1, tallest) * LINE + EDGE


def lines(text: str, wide: int) -> int:
    """Lines of a text in a column of so many full-width characters."""
    return sum(1 + max(0, width(part) - 1) // (2 * wide) for part in text.split("\n"))


def width(text: str) -> int:
    """Half-width units, as a fixed font would show them."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def short(text: str, more: str) -> str:
    """A text that fits on a sheet whatever was told; `more` says where the rest is."""
    one = " ".join(text.split())
    return one if len(one) <= MOST else f"{one[:MOST]}…{more}"


def counted(row: Mapping[str, Any]) -> Iterable[str]:
    """In which sums a row stands."""
    yield "n"
    yield row["lane_code"] or "unsorted"
    for name in ("finished", "late", "closed"):
        if row[name]:
            yield name
    if row["satisfied"] is not None:
        yield "satisfied" if row["satisfied"] else "unsatisfied"
