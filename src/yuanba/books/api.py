"""The books over JSON: what they hold, whether they add up."""

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base.asked import Id, asked, number
from yuanba.books import acts, queries
from yuanba.books.models import Book
from yuanba.people import door

router = Router(tags=["books"], auth=django_auth)


class BookOut(Schema):
    """`unit`: points, or fen (a hundredth of a yuan). `sound`: it added up at the last check."""

    id: Id
    place_id: Id
    unit: str
    entries: int
    sound: bool
    faults: int


class SumsOut(BookOut):
    """`sums`: what each kind of account holds; together nothing."""

    sums: dict[str, int]


@router.get("/", response=list[BookOut])
def books(request: HttpRequest) -> list[BookOut]:
    """The books within reach."""
    return [_out(book) for book in queries.books(door.actor(request))]


@router.get("/{book_id}", response=SumsOut)
def book(request: HttpRequest, book_id: Id) -> SumsOut:
    """One book and what its kinds of accounts hold."""
    found = queries.one(door.actor(request), number(book_id))
    sums = {kind.value: n for kind, n in queries.sums(found.pk).items()}
    return SumsOut(**_out(found).dict(), sums=sums)


@router.post("/{book_id}/check", response=BookOut)
def check(request: HttpRequest, book_id: Id) -> BookOut:
    """Add the whole book up now. What does not add up stops the book."""
    found = queries.one(door.actor(request), number(book_id))
    return _out(acts.check(book_id=found.pk, **asked(request)))


def _out(book: Book) -> BookOut:
    return BookOut(
        id=str(book.pk),
        place_id=str(book.place_id),
        unit=book.unit,
        entries=book.seq,
        sound=book.sound,
        faults=book.faults,
    )
