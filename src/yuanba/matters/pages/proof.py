"""存证回执: the reporter takes away a file that proves, without us, that his matter was recorded then."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from yuanba.base.log import note, receipts
from yuanba.matters.models import Matter
from yuanba.matters.pages.resident import by, page


@require_safe
def proof(request: HttpRequest, token: str) -> HttpResponse:
    """What the receipt says, and where it can be checked."""
    here = by(token)
    made = _made(here.matter)
    head = made.head
    board = note.board(head.size, bytes(head.root)) if head else ""
    at = datetime.fromtimestamp(made.at, UTC)
    more = {"made": made, "board": board, "at": at, "verifier_url": verifier_url()}
    return page(request, here, "proof", **more)


@require_safe
def proof_file(request: HttpRequest, token: str) -> HttpResponse:
    """The file itself. Raises Http404 while no head over it is signed."""
    file = file_of(by(token).matter)
    if file is None:
        raise Http404
    return file


def file_of(matter: Matter) -> HttpResponse | None:
    """The receipt to take away; None while no head over it is signed."""
    made = _made(matter)
    if not made.text:
        return None
    response = HttpResponse(made.text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response


def verifier_url() -> str:
    """Where a receipt is checked, if this house has the page."""
    try:
        return reverse("disclosure:verifier")
    except NoReverseMatch:
        return ""


def _made(matter: Matter) -> receipts.Made:
    made = receipts.first(matter._meta.label_lower, matter.pk, vars(matter))
    if made is None:
        raise Http404
    return made
