"""The only road into the ledger: called by acts of other contexts inside their own transaction, after
they have asked leave; they leave the record. Nobody else writes here.

Order of locks (trust.md 3.5): the book first. Whoever holds its row is alone in the book, so balances
read after it are the balances that count; the floor stands in the database all the same.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

from yuanba.base import ids, trail
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.rows import insert
from yuanba.base.text import _
from yuanba.books import rules
from yuanba.books.models import Account, Book, Entry, Posting
from yuanba.books.rules import AccountKind, Known, Line, Unit


def book_of(*, place_id: int, unit: Unit) -> Book:
    """The book of a place, opened when it is first asked for."""
    return Book.objects.get_or_create(place_id=place_id, unit=unit.value)[0]


def account(
    book: Book,
    kind: AccountKind,
    *,
    household_id: int | None = None,
    name: str = "",
    floor: int | None = None,
) -> Account:
    """The account of a household or of a name, opened when it is first asked for with this floor (in
    units of the book; None: it may go below nothing without end)."""
    whose: dict[str, Any] = {"household_id": household_id, "name": name}
    floors = {"floor": floor}
    return Account.objects.get_or_create(book=book, kind=kind.value, **whose, defaults=floors)[0]


def accounts(
    book: Book, kind: AccountKind, household_ids: Sequence[int], *, floor: int | None
) -> dict[int, int]:
    """The account ids of many households, opened where they are not there yet. Three statements."""
    mine = Account.objects.filter(book=book, kind=kind.value, household_id__in=household_ids)
    known = set(mine.values_list("household_id", flat=True))
    Account.objects.bulk_create(
        Account(book=book, kind=kind.value, household_id=pk, floor=floor)
        for pk in household_ids
        if pk not in known
    )
    return {home: pk for home, pk in mine.values_list("household_id", "pk") if home is not None}


def enter(
    book: Book,
    lines: Sequence[Line],
    *,
    kind: str,
    why: str,
    actor: Actor,
    second: Actor | None = None,
    at: datetime,
    source: models.Model | None = None,
    reverses: Entry | None = None,
) -> Entry:
    """Enter one thing: what goes out of some accounts comes into others. Four statements.

    `kind`: the act that enters it; `source`: the thing it is entered for. Raises Refused as
    `rules.enter` does, and `book_stopped` while the book does not add up.
    """
    seq = _next(book)
    reason = rules.enter(lines, _known(lines), book_id=book.pk, why=why)
    entry = Entry(
        book=book,
        seq=seq,
        kind=kind,
        why=reason,
        at=at,
        actor_id=actor.pk,
        second_id=second.pk if second else None,
        source_kind=source._meta.label_lower if source else "",
        source_id=source.pk if source else None,
        reverses=reverses,
    )
    rows = [(ids.new(), entry.pk, line.account_id, line.amount) for line in lines]
    marks = ", ".join(["(%s, %s, %s, %s)"] * len(rows))
    sql = f"INSERT INTO books_posting (id, entry_id, account_id, amount) VALUES {marks}"  # noqa: S608  marks only
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for row in rows for value in row])
    insert(entry)
    sums = [(line.account_id, line.amount) for line in lines]
    trail.vouch(f"entry:{entry.pk}", rules.vouched(book.pk, seq, kind, reason, sums))
    return entry


def reverse(
    entry: Entry,
    *,
    kind: str,
    why: str,
    actor: Actor,
    second: Actor | None = None,
    at: datetime,
    source: models.Model | None = None,
) -> Entry:
    """Take an entry back by its exact opposite, once. Raises Refused("reversed") the second time, and
    `not_enough` where what it gave is spent."""
    book = Book.objects.select_for_update(no_key=True).get(pk=entry.book_id)
    if Entry.objects.filter(reverses=entry).exists():
        raise Refused("reversed", _("这一笔已经冲销过了。"))
    postings = Posting.objects.filter(entry=entry).order_by("id")
    lines = rules.opposite([Line(p.account_id, p.amount) for p in postings])
    return enter(
        book,
        lines,
        kind=kind,
        why=why,
        actor=actor,
        second=second,
        at=at,
        source=source,
        reverses=entry,
    )


def _next(book: Book) -> int:
    """The next number; the book's row is ours until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE books_book SET seq = seq + 1 WHERE id = %s AND sound RETURNING seq", [book.pk]
        )
        row = cursor.fetchone()
    if row is None:
        raise Refused("book_stopped", _("这本账对不上，先停记，等查清再记。"))
    return int(row[0])


def _known(lines: Sequence[Line]) -> Mapping[int, Known]:
    asked = [line.account_id for line in lines]
    marks = ", ".join(["%s"] * len(asked)) or "NULL"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, book_id, balance, floor, closed_at IS NOT NULL"  # noqa: S608  marks only
            f" FROM books_account WHERE id IN ({marks})",
            asked,
        )
        return {row[0]: Known(row[1], row[2], row[3], bool(row[4])) for row in cursor.fetchall()}
