"""Thin layers round every page: the security headers, no NUL in an address, a form done once, and
honesty when nothing was saved."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from yuanba.base import faults
from yuanba.base.act import form_key
from yuanba.base.headers import HEADERS

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)


class SafeHeaders:
    """The headers of trust.md 4.3 on every answer; nothing personal stays in a cache."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.headers = dict(HEADERS)
        if settings.TLS:
            self.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class NoNul:
    """The sign that stands for nothing is left out of what is asked in an address: PostgreSQL
    compares no text with it."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked:
            request.META["QUERY_STRING"] = asked.replace("%00", "")
        return self.answer(request)


class Cookieless:
    """Pages marked `base.pages.cookieless` leave nothing on the phone: no cookie goes out.

    Such a page reads no session, so nobody can lend it rights; instead of a token (which would need
    a cookie) its forms are believed only if the browser says that they come from our own page.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if getattr(request, "cookieless", False):
            response.cookies.clear()
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if getattr(view, "by_origin", False) and _from_here(request):
            _csrf_done(request)
        if not getattr(view, "cookieless", False):
            return None
        vars(request)["cookieless"] = True
        unchecked = getattr(request, "_dont_enforce_csrf_checks", False)  # Django's test client
        if request.method not in {"GET", "HEAD"} and not unchecked and not _from_here(request):
            return faults.csrf(request)
        _csrf_done(request)
        return None


def _csrf_done(request: HttpRequest) -> None:
    """Django's own mark: its middleware asks for no token any more."""
    vars(request)["csrf_processing_done"] = True


def _from_here(request: HttpRequest) -> bool:
    """Does the browser say that this form stood on a page of ours? (Every browser since 2020 does.)"""
    origin = request.headers.get("Origin", "")
    return urlsplit(origin).netloc == request.get_host() or origin in settings.CSRF_TRUSTED_ORIGINS


class Once:
    """The key that {% once %} puts into a form goes to the first act of its request: a form sent
    twice is done once, whichever page answers it (the API takes its key from a header)."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = form_key.set("")
        try:
            return self.answer(request)
        finally:
            form_key.reset(token)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if request.method == "POST":
            form_key.set(request.POST.get("once", "")[:64])


class NotSaved:
    """A database that is away, full or locked is a 503 that says "not saved", never a 500."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if not isinstance(fault, (OperationalError, InterfaceError, OSError)):
            return None
        log.error("not saved: %s", type(fault).__name__, exc_info=fault)
        return faults.not_saved(request)
