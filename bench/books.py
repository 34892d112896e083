"""The ledger: transfers a second against the same SQL raw, an account's page, and adding a book up."""

import argparse
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import _house, _rows
from tools.durable import DurableDatabase

VILLAGES, HOMES = 8, 50  # and one village more, to read in
A_HOME = 100  # postings of each household there: more of them come with more households
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
SIZES = [10_000, 100_000, 1_000_000]
ROUNDS = 41


def stand() -> list[tuple[Any, Any, list[Any]]]:
    """Villages, each with its book, the account that issues, and the accounts of fifty homes."""
    from yuanba.base.permits import Role, allow
    from yuanba.books import store
    from yuanba.books.rules import AccountKind, Unit
    from yuanba.places.acts.founding import FOUNDER
    from yuanba.places.models import Place
    from yuanba.places.rules import Kind

    assert FOUNDER.pk is None
    allow("books.bench", Role.ADMIN)
    county = Place(kind=Kind.COUNTY, name="测量县", since=NOW.date())
    county.county_id = county.pk
    county.save(force_insert=True)
    made = []
    for n in range(VILLAGES + 1):
        village = Place(
            kind=Kind.VILLAGE, name=f"{n}村", parent=county, since=NOW.date(), county_id=county.pk
        )
        village.village_id = village.pk
        village.save(force_insert=True)
        book = store.book_of(place_id=village.pk, unit=Unit.POINTS)
        issue = store.account(book, AccountKind.ISSUE)
        homes = [store.account(book, AccountKind.HELD, name=f"{h}", floor=0) for h in range(HOMES)]
        made.append((book, issue, homes))
    return made


def act_of() -> Callable[..., Any]:
    """An act as any context would write it: leave asked, entered, a record left, a key kept."""
    from yuanba.base import permits, records
    from yuanba.base.act import act
    from yuanba.books import store
    from yuanba.books.rules import Line

    def transfer(*, actor: Any, book: Any, off: int, to: int, now: datetime) -> Any:
        permits.require(actor, "books.bench", reach=book.place.reach)
        lines = [Line(off, -1), Line(to, 1)]
        entry = store.enter(book, lines, kind="books.bench", why="测量", actor=actor, at=now)
        records.write("books.bench", book, actor=actor, at=now, entry=str(entry.pk), seq=entry.seq)
        return entry

    transfer.__module__, transfer.__name__ = "yuanba.books.bench", "bench"
    return act(transfer)


def raw(book: Any, off: int, to: int, key: str) -> None:
    """The same rows by hand, in one transaction; the words of the leaf stand ready (bench/_rows.py)."""
    from django.db import connection, transaction

    from yuanba.base import ids
    from yuanba.base.database import turn_to_write

    with turn_to_write(connection.vendor), transaction.atomic(), connection.cursor() as cursor:
        entry, record, pg = ids.new(), ids.new(), connection.vendor == "postgresql"
        cursor.execute(
            "INSERT INTO base_key (key, digest, at, subject_kind, subject_id)"
            " VALUES (%s, %s, CURRENT_TIMESTAMP, 'books.book', %s)",
            [key, "0" * 64, book.pk],
        )
        cursor.execute(
            "UPDATE books_book SET seq = seq + 1 WHERE id = %s AND sound RETURNING seq", [book.pk]
        )
        (seq,) = cursor.fetchone()
        cursor.execute(
            "SELECT id, book_id, balance, floor, closed_at FROM books_account WHERE id IN (%s, %s)",
            [off, to],
        )
        cursor.fetchall()
        cursor.execute(
            "INSERT INTO books_posting (id, entry_id, account_id, amount)"
            " VALUES (%s, %s, %s, -1), (%s, %s, %s, 1)",
            [ids.new(), entry, off, ids.new(), entry, to],
        )
        at = NOW if pg else NOW.strftime("%Y-%m-%d %H:%M:%S")
        cursor.execute(
            "INSERT INTO books_entry (id, book_id, seq, kind, why, at, source_kind)"
            " VALUES (%s, %s, %s, 'books.bench', '测量', %s, '')",
            [entry, book.pk, seq, at],
        )
        cursor.execute(
            "INSERT INTO base_record (id, act, subject_kind, subject_id, place_id, role, at, facts)"
            " VALUES (%s, 'books.bench', 'books.book', %s, %s, 'admin', %s, '{\"seq\": 1}')",
            [record, book.pk, book.place_id, at],
        )
        lock = " FOR UPDATE" if pg else ""
        _rows.leaf(cursor.execute, cursor.fetchone, book.place_id, record, lock)


def rate(seconds: float, threads: int, one: Callable[[int, int], None], first: int) -> float:
    """How many a second, over all threads, numbered from `first`; each closes its connection."""
    done, end = [0] * threads, time.monotonic() + seconds

    def work(t: int) -> None:
        from django.db import connection

        n = 0
        while time.monotonic() < end:
            one(t, first + n)
            n += 1
        done[t] = n
        connection.close()

    began = time.monotonic()
    crowd = [threading.Thread(target=work, args=(t,)) for t in range(threads)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    return sum(done) / (time.monotonic() - began)


def transfers(made: Sequence[tuple[Any, Any, list[Any]]], seconds: float) -> None:
    """Spread over eight villages, and all on one household of one village."""
    from yuanba.books import queries
    from yuanba.places.acts.founding import FOUNDER

    transfer = act_of()
    print("  transfers a second     raw SQL   an act   act / raw")
    for threads in (1, 8):
        for name, hot in (("spread", False), ("one hot account", True)):

            def pick(t: int, n: int, hot: bool = hot) -> tuple[Any, int, int]:
                book, issue, homes = made[0 if hot else (t + n) % VILLAGES]
                return book, issue.pk, homes[0 if hot else n % HOMES].pk

            def by_hand(t: int, n: int, threads: int = threads, name: str = name) -> None:
                book, off, to = pick(t, n)
                raw(book, off, to, f"r{threads}{name}{t}-{n}")

            def by_act(t: int, n: int, threads: int = threads, name: str = name) -> None:
                book, off, to = pick(t, n)
                key = f"a{threads}{name}{t}-{n}"
                transfer(actor=FOUNDER, book=book, off=off, to=to, now=NOW, key=key)

            # by turns, so that whatever else the machine does meets both
            hand, ours = [], []
            for turn in range(3):
                hand.append(rate(seconds / 3, threads, by_hand, turn * 1_000_000))
                ours.append(rate(seconds / 3, threads, by_act, turn * 1_000_000))
            a, b = statistics.median(hand), statistics.median(ours)
            print(f"  {threads} at once, {name:<16}{a:8.0f} {b:8.0f} {b / a:9.0%}", flush=True)
    assert all(queries.faults(book.pk) == [] for book, _issue, _homes in made)


def grow(book: Any, issue: Any, size: int, start: int, end: int) -> None:
    """Entries `start` to `end` of a book, in bulk: the guards are off while they are laid, and each
    balance is set to what its lines add up to. Households have the ids 16, 32, 48 …"""
    from django.db import connection, transaction

    pg = connection.vendor == "postgresql"
    series = (
        "SELECT i FROM generate_series(%(start)s, %(end)s - 1) i"
        if pg
        else "WITH RECURSIVE n(i) AS (SELECT %(start)s UNION ALL SELECT i + 1 FROM n"
        " WHERE i < %(end)s - 1) SELECT i FROM n"
    )
    many = size // A_HOME
    said = {"start": start, "end": end, "many": many, "book": book.pk, "issue": issue.pk}
    homes = series.replace("%(start)s", "1").replace("%(end)s", "(%(many)s + 1)")
    at = "TIMESTAMPTZ '2026-11-20 04:00:00+00'" if pg else "'2026-11-20 04:00:00'"
    with transaction.atomic(), connection.cursor() as cursor:
        guards = _off(cursor)
        cursor.execute(
            "INSERT INTO books_account (id, book_id, kind, name, floor, balance)"
            f" SELECT i * 16, %(book)s, 'held', 'home ' || i, 0, 0 FROM ({homes}) s"
            " WHERE NOT EXISTS (SELECT 1 FROM books_account a WHERE a.id = i * 16)",
            said,
        )
        cursor.execute(
            "INSERT INTO books_entry (id, book_id, seq, kind, why, at, source_kind)"
            f" SELECT i * 16, %(book)s, i, 'points.award', '院坝干净', {at}, '' FROM ({series}) s",
            said,
        )
        for side, account, amount in ((1, "%(issue)s", "-5"), (2, "(1 + i %% %(many)s) * 16", "5")):
            cursor.execute(
                "INSERT INTO books_posting (id, entry_id, account_id, amount)"
                f" SELECT i * 16 + {side}, i * 16, {account}, {amount} FROM ({series}) s",
                said,
            )
        cursor.execute(
            "UPDATE books_account SET balance = (SELECT COALESCE(SUM(amount), 0) FROM books_posting"
            " WHERE account_id = books_account.id) WHERE book_id = %(book)s",
            said,
        )
        cursor.execute("UPDATE books_book SET seq = %s WHERE id = %s", [end - 1, book.pk])
        _on(cursor, guards)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _off(cursor: Any) -> list[tuple[str, str]]:
    from django.db import connection

    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL session_replication_role = replica")
        return []
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'books%'"
    )
    found: list[tuple[str, str]] = cursor.fetchall()
    for name, _sql in found:
        cursor.execute(f"DROP TRIGGER {name}")
    return found


def _on(cursor: Any, guards: list[tuple[str, str]]) -> None:
    from django.db import connection

    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL session_replication_role = origin")
    for _name, made in guards:
        cursor.execute(made)


def reading(made: Sequence[tuple[Any, Any, list[Any]]], sizes: list[int]) -> None:
    """The lines of a household, the newest entries and the sums of the book, and adding it all up."""
    from yuanba.books import queries

    book, issue, _homes = made[-1]
    first: dict[str, float] = {}
    print(
        "  postings     an account   the book's page   what lapses   adding up (postings a second)"
    )
    stored = 1
    for size in sizes:
        until = size // 2
        grow(book, issue, size, stored, until)
        stored, home = until, 16
        took = {
            "account": _median(lambda home=home: queries.lines(home)),
            "book": _median(lambda: (queries.newest(book.pk, many=41), queries.sums(book.pk))),
            "lapses": _median(lambda home=home: queries.fifo(home, until=NOW)),
        }
        first = first or took
        began = time.monotonic()
        assert queries.faults(book.pk) == []
        rate = (stored - 1) * 2 / (time.monotonic() - began)
        said = "   ".join(f"{ms:6.2f} ms ({ms / first[k]:4.2f})" for k, ms in took.items())
        print(f"  {size:>10,}   {said}   {rate:,.0f}", flush=True)


def _median(run: Callable[[], object]) -> float:
    took = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        run()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def measure(kind: str, seconds: float, sizes: list[int]) -> None:
    place: tuple[DurableDatabase, Path]
    with _house.database(kind) as place:
        _house.begin(*place)
        made = stand()
        print(f"{kind}:")
        transfers(made, seconds)
        reading(made, sizes)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=["sqlite", "pg"], required=True)
    parser.add_argument("--seconds", type=float, default=9)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    said = parser.parse_args()
    measure(said.db, said.seconds, said.sizes)
