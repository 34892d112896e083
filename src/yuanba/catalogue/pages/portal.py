"""办了、花了、定了、谁在监督: a month, a quarter or a year of a place as it stands now; and its open data."""

import json
from datetime import date, datetime, timedelta
from hashlib import sha256
from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from yuanba.base import clock, tables_out
from yuanba.base.pages import answer
from yuanba.catalogue.models import Issue
from yuanba.catalogue.pages import common
from yuanba.catalogue.queries import board, data, drawing, words
from yuanba.catalogue.rules import items as rules
from yuanba.catalogue.rules.items import Draws
from yuanba.matters.queries import where
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM

SECTIONS = (Draws.MATTERS, Draws.MONEY, Draws.POINTS, Draws.DECISIONS, Draws.MEETINGS)
FRESH = 300  # seconds for which a copy on the way may answer


def _village(place_id: int) -> Place:
    found = where.village_of(place_id)
    if found is None:
        raise Http404
    return found


def span_of(said: str, today: date) -> tuple[str, date, date]:
    """2026-11, 2026-Q4 or 2026: the kind, the first day, the day after the last. This month otherwise."""
    year, _dash, rest = said.partition("-")
    if len(year) == 4 and year.isascii() and year.isdecimal() and 2000 <= int(year) <= today.year:
        n = int(year)
        if not rest:
            return "year", date(n, 1, 1), date(n + 1, 1, 1)
        if len(rest) == 2 and rest[0] == "Q" and rest[1] in "1234":
            first = date(n, int(rest[1]) * 3 - 2, 1)
            return "quarter", first, rules.after(first, 3)
        if len(rest) == 2 and rest.isascii() and rest.isdecimal() and 1 <= int(rest) <= 12:
            first = date(n, int(rest), 1)
            return "month", first, rules.after(first, 1)
    first = today.replace(day=1)
    return "month", first, rules.after(first, 1)


def _named(kind: str, first: date) -> str:
    if kind == "year":
        return f"{first:%Y}"
    return f"{first:%Y}-Q{(first.month + 2) // 3}" if kind == "quarter" else f"{first:%Y-%m}"


@require_safe
def portal(request: HttpRequest, place_id: int) -> HttpResponse:
    """At most twenty-two statements, however much is stored."""
    village = _village(place_id)
    if village.pk != place_id:
        return redirect("catalogue:portal", village.pk)
    today = clock.day_of(clock.now())
    kind, since, until = span_of(request.GET.get("period", ""), today)
    found = [(one, words.drawn(drawing.draw(one, village, since, until))) for one in SECTIONS]
    months = {"month": 1, "quarter": 3, "year": 12}[kind]
    before, later = rules.after(since, -months), rules.after(since, months)
    siblings = (
        places.children(village.parent_id).filter(kind__in=BOTTOM) if village.parent_id else []
    )
    proofs = common.Period(village, since)
    context = common.place_context(village) | {
        "kind": kind,
        "since": since,
        "last": until - timedelta(days=1),
        "sections": [(str(draws), one, proofs.rows(one)) for draws, one in found],
        "kinds": [(k, _named(k, today)) for k in ("month", "quarter", "year")],
        "before": _named(kind, before),
        "later": _named(kind, later) if later <= today else "",
        "period": _named(kind, since),
        "issues": [(words.title(i), i) for i in board.public(village, many=6)],
        "neighbours": [p for p in siblings if p.pk != village.pk],
        "going": until > today,
        "today": today,
    }
    return answer(request, "catalogue/portal.html", context)


# ---- open data


def _cached(request: HttpRequest, made: bytes, kind: str) -> HttpResponseBase:
    """With an ETag: who has it already is told so in no bytes."""
    etag = f'"{sha256(made).hexdigest()[:32]}"'
    response = HttpResponse(made, content_type=kind)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={FRESH}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return get_conditional_response(request, etag=etag, response=response) or response


@require_safe
def as_csv(request: HttpRequest, place_id: int) -> HttpResponseBase:
    made = BytesIO()
    tables_out.write_csv(made, list(data.COLUMNS), data.lines(data.published(_village(place_id))))
    return _cached(request, made.getvalue(), "text/csv; charset=utf-8")


@require_safe
def as_json(request: HttpRequest, place_id: int) -> HttpResponseBase:
    village = _village(place_id)
    made = json.dumps(data.document(village, data.published(village)), ensure_ascii=False)
    return _cached(request, made.encode(), "application/json; charset=utf-8")


@require_safe
def as_feed(request: HttpRequest, place_id: int) -> HttpResponseBase:
    village = _village(place_id)

    def address(issue: Issue) -> str:
        return request.build_absolute_uri(reverse("catalogue:issue", args=[issue.pk]))

    here = request.build_absolute_uri(request.path)
    made = data.feed(village, board.public(village), here=here, address=address)
    return _cached(request, made, "application/atom+xml; charset=utf-8")


@require_safe
def as_calendar(request: HttpRequest, place_id: int) -> HttpResponseBase:
    village = _village(place_id)
    since: datetime = clock.now() - timedelta(days=180)
    made = data.calendar(village, data.meetings(village, since), host=request.get_host())
    return _cached(request, made, "text/calendar; charset=utf-8")
