"""Adding a book up. Entering is done by the acts of other contexts, through `store`."""

from datetime import datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.permits import Actor
from yuanba.books import queries
from yuanba.books.models import Book


@act
def check(*, actor: Actor, book_id: int, now: datetime) -> Book:
    """核对: add the whole book up. What does not add up stops the book: nothing is entered until it
    does again (trust.md 33). The record says what was found, the first twenty by their ids."""
    book = (
        Book.objects.select_related("place")
        .select_for_update(of=("self",), no_key=True)
        .get(pk=book_id)
    )
    permits.require(actor, "books.check", reach=book.place.reach)
    found = queries.faults(book.pk)
    book.sound, book.faults, book.checked_at = not found, len(found), now
    book.save(update_fields=["sound", "faults", "checked_at"])
    told = [[f.what, str(f.subject_id), f.found, f.expected] for f in found[:20]]
    records.write("books.check", book, actor=actor, at=now, faults=len(found), found=told)
    return book
