"""Household points: a household's page and the monthly list among many lines; adding a large book up."""

import argparse
import time
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from bench import _house, books

NOW = books.NOW
SIZES = [10_000, 1_000_000]
MONTH = 200  # claims booked this month, whatever lies in the months before
LIMIT = 1.3  # of the smallest size


def village() -> tuple[Any, Any, Any]:
    """A village with its ledger of points, the account that issues, and a line of a rule book."""
    from yuanba.people.models import Person
    from yuanba.points.models import Book, Line

    ledger, issue, _homes = books.stand()[-1]
    person = Person.objects.create(username="bench", name="测量", staff=True)
    said = {"since": date(2026, 1, 1), "made_at": NOW, "made_by": person}
    said |= {"source": "测量", "unratified": "测量"}
    book = Book.objects.create(place=ledger.place, n=1, **said)
    line = Line.objects.create(
        book=book, code="E1", name="院坝干净", points=5, cap=None, period="each", evidence="photo",
        checker="grid", source="测量",
    )  # fmt: skip
    return ledger, issue, line


def settle(ledger: Any, line: Any, size: int) -> None:
    """The accounts become those of households; a claim for each hundredth line, this month's apart."""
    from django.db import connection

    from yuanba.people.models import Household
    from yuanba.points.models import Claim

    many, place = size // books.A_HOME, ledger.place
    known = set(Household.objects.filter(place=place).values_list("pk", flat=True))
    Household.objects.bulk_create(
        (
            Household(pk=n * 16, place=place, address=f"{n}号", code=f"H{n}", since=NOW.date())
            for n in range(1, many + 1)
            if n * 16 not in known
        ),
        batch_size=1_000,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE books_account SET kind = 'household', household_id = id, name = ''"
            " WHERE book_id = %s AND name LIKE 'home %%'",
            [ledger.pk],
        )
    so_far = Claim.objects.count()
    past = NOW - timedelta(days=60)

    def claim(n: int) -> Claim:
        at = NOW if n < MONTH else past - timedelta(days=n % 600)
        return Claim(
            place=place, household_id=(n % many + 1) * 16, line=line, code="E1", points=5,
            on=at.date(), period_on=at.date(), note="院坝干净", state="booked", told_at=at,
            told_by=line.book.made_by, decided_at=at, object_until=at.date(), round=1,
            booked_at=at, booked=5,
        )  # fmt: skip

    wanted = max(2 * MONTH, size // 100)
    Claim.objects.bulk_create((claim(n) for n in range(so_far, wanted)), batch_size=1_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def reading(sizes: list[int]) -> None:
    """Milliseconds at each size, and how many times the first."""
    from yuanba.people.models import Household
    from yuanba.points.queries import claims, home

    ledger, issue, line = village()
    month = datetime(2026, 11, 1, tzinfo=UTC)
    after, stored = datetime(2026, 12, 1, tzinfo=UTC), 1
    first: dict[str, float] = {}

    def page(one: Household) -> object:
        return home.purse(one, NOW, month=month), claims.of_home(one)

    print("  postings     a household's page    the monthly list    what waits at the desk")
    for size in sizes:
        books.grow(ledger, issue, size, stored, size // 2)
        stored = size // 2
        settle(ledger, line, size)
        one = Household.objects.select_related("place").get(pk=16)
        place = ledger.place
        took = {
            "page": books._median(partial(page, one)),
            "list": books._median(partial(claims.month_list, place.pk, month, after)),
            "desk": books._median(partial(claims.waiting, place, place.pk, NOW.date())),
        }
        first = first or took
        said = "   ".join(f"{ms:8.2f} ms ({ms / first[k]:4.2f})" for k, ms in took.items())
        over = [k for k, ms in took.items() if ms > LIMIT * first[k]]
        print(f"  {size:>10,} {said}{'   over: ' + ', '.join(over) if over else ''}", flush=True)


def verify(size: int) -> None:
    """A book with so many postings, added up as `yuanba books` does; postings a second."""
    from yuanba.books import queries

    ledger, issue, _homes = books.stand()[-1]
    laid, stored = time.monotonic(), 1
    for until in [*range(500_000, size // 2, 500_000), size // 2]:
        books.grow(ledger, issue, size, stored, until)
        stored = until
    began = time.monotonic()
    assert queries.faults(ledger.pk) == []
    took = time.monotonic() - began
    print(
        f"  {size:,} postings laid in {began - laid:.0f} s, added up in {took:.1f} s:"
        f" {(stored - 1) * 2 / took:,.0f} postings a second",
        flush=True,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=["sqlite", "pg"], required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--verify", type=int, default=0, help="postings of one book; 10000000")
    said = parser.parse_args()
    with _house.database(said.db) as made:
        _house.begin(*made)
        print(f"{said.db}:")
        if said.verify:
            verify(said.verify)
        else:
            reading(said.sizes)
