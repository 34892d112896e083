"""What is read of the books: balances, the lines of an account, sums, and whether all of it adds up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from yuanba.base.errors import Denied
from yuanba.base.permits import may
from yuanba.books import rules
from yuanba.books.models import Account, Book, Entry, Posting
from yuanba.books.rules import AccountKind, Unit
from yuanba.people.models import Person
from yuanba.people.queries import below, places_over


def reversal(entry: str) -> QuerySet[Entry]:
    """What took an entry back; `entry`: where its id stands in the outer question."""
    return Entry.objects.filter(reverses=OuterRef(entry))


def book(place_id: int, unit: Unit) -> Book | None:
    return Book.objects.filter(place_id=place_id, unit=unit.value).first()


def balance(account_id: int) -> int:
    """In units of the book; 0 for an account that is not there."""
    return int(Account.objects.filter(pk=account_id).values_list("balance", flat=True).first() or 0)


@dataclass(frozen=True)
class Told:
    """One line of an account, with what stood there after it."""

    posting: Posting
    after: int


def lines(account_id: int, *, before: int | None = None, many: int = 50) -> list[Told]:
    """The newest first, `many` of them, older than the posting `before`. Two statements, three with
    `before`: what came after a line is taken off the balance, so no line before it is read."""
    stands = balance(account_id)
    found = Posting.objects.filter(account_id=account_id)
    if before is not None:
        newer = found.filter(pk__gte=before).aggregate(n=Sum("amount"))["n"] or 0
        stands, found = stands - newer, found.filter(pk__lt=before)
    told: list[Told] = []
    by = Subquery(reversal("entry_id").values("seq")[:1])
    rows = found.select_related("entry").annotate(reversed_seq=by)
    for posting in rows.order_by("-pk")[:many]:
        told.append(Told(posting, stands))
        stands -= posting.amount
    return told


def fifo(account_id: int, *, until: datetime) -> int:
    """Units that came before or at `until` and are not spent yet: what lapses when that day's are over.
    First in, first out; an entry and its reversal count as if neither had been. One statement."""
    # taken back, and what took it back: together nothing, so neither came nor went
    stands = Q(entry__reverses__isnull=True) & ~Exists(reversal("entry_id"))
    found = Posting.objects.filter(stands, account_id=account_id).aggregate(
        came=Sum("amount", filter=Q(amount__gt=0, entry__at__lte=until)),
        went=Sum("amount", filter=Q(amount__lt=0)),
    )
    return rules.unspent(came=found["came"] or 0, went=-(found["went"] or 0))


def sums(book_id: int) -> dict[AccountKind, int]:
    """The balance of each kind of account; together they are nothing. One statement."""
    rows = Account.objects.filter(book_id=book_id).values_list("kind").annotate(n=Sum("balance"))
    return {AccountKind(kind): int(n) for kind, n in rows}


@dataclass(frozen=True)
class Shown:
    """An entry, and the number of the one that took it back."""

    entry: Entry
    reversed_by: int | None


def newest(book_id: int, *, before: int | None = None, many: int = 50) -> list[Shown]:
    """The newest entries, each with its postings, their accounts and households. Four statements."""
    found = Entry.objects.filter(book_id=book_id)
    if before is not None:
        found = found.filter(seq__lt=before)
    by = Subquery(reversal("pk").values("seq")[:1])
    related = found.select_related("actor", "second", "reverses").annotate(reversed_seq=by)
    rows = related.prefetch_related("postings__account__household").order_by("-seq")[:many]
    return [Shown(entry, entry.reversed_seq) for entry in rows]


@dataclass(frozen=True)
class Fault:
    """Something in a book that does not add up: `what` (one of WHATS), where, and how much."""

    what: str
    subject_id: int
    found: int
    expected: int


WHATS = ("numbers", "entry", "open", "balance", "floor", "reversal", "sum")


def faults(book_id: int) -> list[Fault]:
    """Everything in this book that does not add up; empty if all of it does. Reads every posting once
    for the entries and once for the balances."""
    return list(_faults(book_id))


def _faults(book_id: int) -> Iterator[Fault]:
    seq = Book.objects.values_list("seq", flat=True).get(pk=book_id)
    entries = Entry.objects.filter(book_id=book_id)
    many = entries.count()
    if many != seq:
        yield Fault("numbers", book_id, many, seq)
    postings = Posting.objects.filter(entry__book_id=book_id)
    by_entry = postings.values("entry_id").annotate(total=Sum("amount"), many=Count("id"))
    for row in by_entry.filter(~Q(total=0) | Q(many__lt=2)).order_by("entry_id"):
        yield Fault("entry", row["entry_id"], row["total"] or 0, 0)
    closed = entries.filter(postings__isnull=True).values_list("pk", flat=True)
    for pk in closed:
        yield Fault("open", pk, 0, 2)
    for pk, kept, counted in _balances(book_id):
        yield Fault("balance", pk, kept, counted)
    low = Account.objects.filter(book_id=book_id, floor__isnull=False, balance__lt=F("floor"))
    for pk, kept, floor in low.values_list("pk", "balance", "floor"):
        yield Fault("floor", pk, kept, floor or 0)
    for pk in _false_reversals(book_id):
        yield Fault("reversal", pk, 0, 0)
    total = Account.objects.filter(book_id=book_id).aggregate(n=Sum("balance"))["n"] or 0
    if total:
        yield Fault("sum", book_id, total, 0)


def _balances(book_id: int) -> list[tuple[int, int, int]]:
    """Accounts whose kept balance is not the sum of their postings: id, kept, counted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.id, a.balance, COALESCE(s.n, 0) FROM books_account a LEFT JOIN"
            " (SELECT p.account_id AS id, SUM(p.amount) AS n FROM books_posting p"
            " JOIN books_account b ON b.id = p.account_id WHERE b.book_id = %s"
            " GROUP BY p.account_id) s ON s.id = a.id"
            " WHERE a.book_id = %s AND a.balance <> COALESCE(s.n, 0) ORDER BY a.id",
            [book_id, book_id],
        )
        return [(int(pk), int(kept), int(n)) for pk, kept, n in cursor.fetchall()]


def _false_reversals(book_id: int) -> list[int]:
    """Entries that say they take another back and are not its exact opposite."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT e.id FROM books_entry e JOIN books_posting p ON p.entry_id = e.id"
            " LEFT JOIN books_posting q ON q.entry_id = e.reverses_id"
            " AND q.account_id = p.account_id AND q.amount = -p.amount"
            " WHERE e.book_id = %s AND e.reverses_id IS NOT NULL AND q.id IS NULL ORDER BY e.id",
            [book_id],
        )
        return [int(row[0]) for row in cursor.fetchall()]


def books(actor: Person) -> list[Book]:
    """The books of the places that this reader's posts reach. One statement. Raises Denied for a
    reader whose posts see no books."""
    over = places_over(actor, "books.see")
    if not over:
        raise Denied("books.see")
    found = Book.objects.filter(below(over, "place__")).select_related("place")
    return list(found.order_by("place__name", "unit"))


def one(actor: Person, book_id: int) -> Book:
    """Raises Denied for a book that is not there or not the reader's to see."""
    found = Book.objects.select_related("place").filter(pk=book_id).first()
    if found is None or may(actor, "books.see", reach=found.place.reach) is None:
        raise Denied("books.see")
    return found


def may_check(actor: Person, found: Book) -> bool:
    return may(actor, "books.check", reach=found.place.reach) is not None


def stands(ids: Iterable[int]) -> dict[int, str]:
    """Entries as the record vouches for them (rules.vouched). Two statements."""
    sums: dict[int, list[tuple[int, int]]] = {}
    for entry_id, account_id, amount in Posting.objects.filter(entry_id__in=ids).values_list(
        "entry_id", "account_id", "amount"
    ):
        sums.setdefault(entry_id, []).append((account_id, amount))
    found = Entry.objects.filter(pk__in=ids).values_list("pk", "book_id", "seq", "kind", "why")
    return {
        pk: rules.vouched(book, seq, kind, why, sums.get(pk, []))
        for pk, book, seq, kind, why in found
    }


def since(first: int) -> Iterator[tuple[int, int]]:
    """Entries with a greater id: its own, and the place of its book."""
    found = Entry.objects.filter(pk__gt=first).values_list("pk", "book__place_id")
    yield from found.iterator()
