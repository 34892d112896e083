"""The rule book as it stands on a day."""

from datetime import date

from yuanba.councils.rules.kinds import ProcedureState
from yuanba.points.models import Book, Line
from yuanba.points.rules.book import Occasion


def standing(village: int, day: date) -> Book | None:
    """The version that stands on this day. One statement."""
    found = Book.objects.filter(place=village, since__lte=day, ratified_at__isnull=False)
    found = found.select_related("procedure")
    return found.order_by("-since", "-n").first()


def coming(village: int, day: date) -> Book | None:
    """A version that stands from a later day on."""
    found = Book.objects.filter(place=village, since__gt=day, ratified_at__isnull=False)
    return found.order_by("since", "-n").first()


def waiting(village: int) -> Book | None:
    """The newest version, if it waits for its procedure. One statement."""
    found = Book.objects.filter(place=village).select_related("procedure").order_by("-n").first()
    if found is None or found.ratified_at is not None or found.procedure is None:
        return None
    return None if found.procedure.state == ProcedureState.DROPPED else found


def lines(book: Book | None) -> list[Line]:
    return list(book.lines.order_by("pk")) if book else []


def standing_line(village: int, code: str, day: date) -> Line | None:
    if not code.isascii() or not code.isalnum():  # no code has such signs; PostgreSQL takes no NUL
        return None
    book = standing(village, day)
    return book.lines.filter(code=code).first() if book else None


def line_for(village: int, event: Occasion, day: date) -> Line | None:
    """The line that this event answers, in the version that stands on this day."""
    book = standing(village, day)
    return book.lines.filter(event=event).first() if book else None


def versions(village: int) -> list[Book]:
    rows = Book.objects.filter(place=village).select_related("procedure", "made_by")
    return list(rows.order_by("-n")[:20])
