"""What a person sees when something went wrong: plain words, what to do, a number to quote."""

import logging
import secrets
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger(__name__)


def not_saved(request: HttpRequest) -> HttpResponse:
    """503: the database did not take it. What was typed is still in the person's browser."""
    if request.path.startswith("/api/"):
        answer = HttpResponse(b'{"ok":false,"code":"not_saved"}', content_type="application/json")
    else:
        answer = render(request, "503.html")
    answer.status_code = 503
    answer.headers["Retry-After"] = "10"
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """500: our own fault. The number also stands in the server's log. A database that went away
    where no page could see it (saving the session, say) is still "not saved"."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return not_saved(request)
    number = secrets.token_hex(4)
    log.error("fault %s at %s", number, request.path)
    return render(request, "500.html", {"number": number}, status=500)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, and the same answer for "not yours": nobody learns whether the thing exists. What says of
    itself why it is gone has a page of its own."""
    template, status = getattr(exception, "template", "404.html"), getattr(exception, "status", 404)
    return render(request, template, status=status)


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: why, and who can help."""
    return render(request, "403.html", status=403)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose page is too old (or came from elsewhere): open it again, nothing is lost."""
    return render(request, "csrf.html", status=403)
