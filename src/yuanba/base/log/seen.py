"""What `verify --deep` remembers on its way: which leaves are the first and the newest of a row, which one
vouches for a line of the ledger. In a scratch file of SQLite's own that goes with the process, so that
memory does not grow with the log."""

import sqlite3
from collections.abc import Iterable, Iterator

SOME = 500  # asked of the database at once
CACHE = 16_000  # KiB kept in memory; the rest lies in the scratch file

MAKE = (
    f"PRAGMA cache_size = -{CACHE}",
    "PRAGMA journal_mode = OFF",
    "CREATE TABLE vouched (kind TEXT, subject INTEGER, first INTEGER, newest INTEGER,"
    " PRIMARY KEY (kind, subject)) WITHOUT ROWID",
    "CREATE TABLE entries (id INTEGER PRIMARY KEY, record INTEGER)",
    "BEGIN",
)
VOUCH = (
    "INSERT INTO vouched VALUES (?1, ?2, ?3, ?3) ON CONFLICT (kind, subject) DO UPDATE"
    " SET first = CASE WHEN ?4 THEN ?3 ELSE first END, newest = max(newest, ?3)"
)
Pair = tuple[int, int]


class Seen:
    def __init__(self) -> None:
        self._scratch = sqlite3.connect("", isolation_level=None)
        for line in MAKE:
            self._scratch.execute(line)
        self._rows: list[tuple[str, int, int, bool]] = []
        self._entries: list[Pair] = []

    def row(self, kind: str, subject: int, record: int, *, anew: bool) -> None:
        """This record's leaf vouches for the row; `anew`: what never changes was said once more by it."""
        self._rows.append((kind, subject, record, anew))

    def entry(self, pk: int, record: int) -> None:
        """This record's leaf vouches for the line of the ledger."""
        self._entries.append((pk, record))

    def put(self) -> None:
        """Write down what was seen since; called after every range of leaves."""
        self._scratch.executemany(VOUCH, self._rows)
        self._scratch.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", self._entries)
        self._rows.clear()
        self._entries.clear()

    def rows(self, kind: str) -> Iterator[list[tuple[int, int, int]]]:
        """Rows of this kind with their first and their newest record, by and by."""
        found = self._scratch.execute(
            "SELECT subject, first, newest FROM vouched WHERE kind = ? ORDER BY subject", [kind]
        )
        while some := found.fetchmany(SOME):
            yield some

    def entries(self) -> Iterator[list[Pair]]:
        """Lines of the ledger with the record that vouches for each, by and by."""
        found = self._scratch.execute("SELECT id, record FROM entries ORDER BY id")
        while some := found.fetchmany(SOME):
            yield some

    def bare(self, there: Iterable[Pair]) -> Iterator[Pair]:
        """Those of these lines that no leaf vouches for."""
        asked = "SELECT 1 FROM entries WHERE id = ?"
        for pk, place in there:
            if self._scratch.execute(asked, [pk]).fetchone() is None:
                yield pk, place
