"""开放数据: what stands on the portal as files, of a village, a township or a county; made once for everybody."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yuanba.base import clock, tables_out
from yuanba.base.pages import cookieless
from yuanba.catalogue.models import Issue
from yuanba.catalogue.pages import kept
from yuanba.catalogue.queries import data, feeds, over
from yuanba.catalogue.rules import periods
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM

BACK = timedelta(days=180)  # meetings held so lately stay in the calendar
Make = Callable[[Place], bytes]


def _file(request: HttpRequest, place_id: int, name: str, kind: str, make: Make) -> HttpResponse:
    """For programs of other people's pages too. A township's or county's figures are those of a period, as on
    the page. Raises Http404."""
    place, mark = kept.standing(place_id)
    if place.pk != place_id:
        return redirect(f"catalogue:{name}", place.pk)
    said = "" if place.kind in BOTTOM else str(_span(request)[1:])
    key = (
        name,
        str(place.pk),
        said,
        request.get_host(),
        request.scheme or "",
        get_language() or "",
    )

    def made() -> HttpResponse:
        return HttpResponse(make(place), content_type=f"{kind}; charset=utf-8")

    response = kept.answer(request, key, f"{clock.day_of(clock.now())} {mark}", made)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if name == "csv":
        response.headers["Link"] = '<data.json>; rel="describedby"'
    return response


def _span(request: HttpRequest) -> periods.Span:
    return periods.span_of(request.GET.get("period", ""), clock.day_of(clock.now()))


@cookieless
@require_safe
def as_csv(request: HttpRequest, place_id: int) -> HttpResponse:
    """A row for each figure."""

    def make(place: Place) -> bytes:
        made = BytesIO()
        if place.kind in BOTTOM:
            columns, rows = list(data.COLUMNS), data.lines(data.published(place))
        else:
            _kind, since, until = _span(request)
            summed = over.summed(place, since, until)
            columns, rows = list(data.COLUMNS_OVER), data.lines_over(place, summed, since, until)
        tables_out.write_csv(made, columns, rows)
        return made.getvalue()

    return _file(request, place_id, "csv", "text/csv", make)


@cookieless
@require_safe
def as_json(request: HttpRequest, place_id: int) -> HttpResponse:
    """The same with the dictionary of every key."""

    def make(place: Place) -> bytes:
        told = data.of(place, request.GET.get("period", ""), clock.day_of(clock.now()))
        return json.dumps(told, ensure_ascii=False).encode()

    return _file(request, place_id, "json", "application/json", make)


@cookieless
@require_safe
def as_feed(request: HttpRequest, place_id: int) -> HttpResponse:
    """The issues, the newest first."""

    def address(issue: Issue) -> str:
        return request.build_absolute_uri(reverse("catalogue:issue", args=[issue.pk]))

    def make(place: Place) -> bytes:
        here = request.build_absolute_uri(request.path)
        found = feeds.issues(place)
        return feeds.feed(place, found, here=here, address=address, now=clock.now())

    return _file(request, place_id, "feed", "application/atom+xml", make)


@cookieless
@require_safe
def as_calendar(request: HttpRequest, place_id: int) -> HttpResponse:
    """The meetings to come, and those of the last half year."""

    def make(place: Place) -> bytes:
        found = feeds.meetings(place, clock.now() - BACK)
        return feeds.calendar(place, found, host=request.get_host())

    return _file(request, place_id, "calendar", "text/calendar", make)
