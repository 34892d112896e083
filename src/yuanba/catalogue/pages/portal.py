"""办了、花了、定了、谁在监督: a month, a quarter or a year of a village as it stands now, and of the township and
county above it; and its open data."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yuanba.base import clock, tables_out
from yuanba.base.language import look_of
from yuanba.base.pages import answer, cookieless
from yuanba.catalogue.models import Issue
from yuanba.catalogue.pages import common, kept
from yuanba.catalogue.queries import board, data, drawing, marks, over, words
from yuanba.catalogue.rules import items as rules
from yuanba.catalogue.rules.items import Draws
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM

SECTIONS = (Draws.MATTERS, Draws.MONEY, Draws.POINTS, Draws.DECISIONS, Draws.MEETINGS)
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def _village(place_id: int) -> tuple[Place, str]:
    """And how far its record has come. Raises Http404."""
    place, mark = kept.standing(place_id)
    if place.kind not in BOTTOM:
        raise Http404
    return place, mark


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


@cookieless
@require_safe
def portal(request: HttpRequest, place_id: int) -> HttpResponse:
    """No statement where a copy was asked for a moment ago; else at most thirty, however much is stored.
    `sheet`: with every figure opened, to be printed."""
    (place, mark), today = kept.standing(place_id), clock.day_of(clock.now())
    if place.pk != place_id:
        return redirect("catalogue:portal", place.pk)
    kind, since, until = span_of(request.GET.get("period", ""), today)
    sheet = "sheet" in request.GET
    look = look_of(request)
    key = (
        "portal", str(place.pk), kind, str(since), look.language, look.mode, str(sheet),
        str(today), mark,
    )  # fmt: skip
    # what the buttons for language and size lead back to is part of the page
    request.META["QUERY_STRING"] = f"period={_named(kind, since)}" + ("&sheet=1" if sheet else "")

    def make() -> HttpResponse:
        context = _frame(place, kind, since, until, today) | {"sheet": sheet, "messages": []}
        if place.kind in BOTTOM:
            return answer(request, "catalogue/portal.html", context | _own(place, since, until))
        return answer(request, "catalogue/over.html", context | _summed(place, since, until))

    return kept.answer(request, key, make)


def _frame(place: Place, kind: str, since: date, until: date, today: date) -> dict[str, Any]:
    before, later = rules.after(since, -MONTHS[kind]), rules.after(since, MONTHS[kind])
    siblings = places.children(place.parent_id) if place.parent_id else []
    return common.place_context(place) | {
        "kind": kind,
        "since": since,
        "last": until - timedelta(days=1),
        "kinds": [(k, _named(k, min(since, today))) for k in MONTHS],
        "before": _named(kind, before),
        "later": _named(kind, later) if later <= today else "",
        "period": _named(kind, since),
        "up": place.parent if place.parent_id else None,
        "neighbours": [p for p in siblings if p.kind in over.KINDS],
        "going": until > today,
        "today": today,
    }


def _own(village: Place, since: date, until: date) -> dict[str, Any]:
    """A village: each figure with how it is counted, its rows, and the leaf that vouches for each."""
    drawn = [(one, drawing.draw(one, village, since, until)) for one in SECTIONS]
    found = marks.leaves(subject for _draws, told in drawn for subject in told.subjects)
    sections = []
    for draws, told in drawn:
        one = words.drawn(told)
        subjects = [*told.subjects, *[""] * (len(told.rows) - len(told.subjects))]
        rows = one.table.rows if one.table else []
        proofs = [
            (cells, common.proof_at(to, village.pk, since), found.get(subject))
            for (cells, to), subject in zip(rows, subjects, strict=True)
        ]
        sections.append((str(draws), one, proofs, any(leaf for _cells, _to, leaf in proofs)))
    issues = [(words.title(i), i) for i in board.public(village, many=6)]
    return {"sections": sections, "issues": issues, "tree": village.pk}


def _summed(place: Place, since: date, until: date) -> dict[str, Any]:
    """A township or county: sums, and each place below with the same figures."""
    return {
        "sections": [
            (str(one.draws), words.figures_of(one.figures), _parts(one))
            for one in over.summed(place, since, until)
        ]
    }


def _parts(one: over.Summed) -> list[tuple[Place, list[Any]]]:
    return [(part.place, words.figures_of(part.figures)) for part in one.parts]


# ---- open data


def _data(
    request: HttpRequest, village: Place, mark: str, name: str, make: Callable[[], bytes], kind: str
) -> HttpResponse:
    """A file, made once for everybody until the record goes on."""
    now = clock.day_of(clock.now())
    key = (name, str(village.pk), request.get_host(), get_language() or "", str(now))

    def made() -> HttpResponse:
        return HttpResponse(make(), content_type=kind)

    response = kept.answer(request, (*key, mark), made)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@cookieless
@require_safe
def as_csv(request: HttpRequest, place_id: int) -> HttpResponse:
    village, mark = _village(place_id)

    def make() -> bytes:
        made = BytesIO()
        tables_out.write_csv(made, list(data.COLUMNS), data.lines(data.published(village)))
        return made.getvalue()

    return _data(request, village, mark, "csv", make, "text/csv; charset=utf-8")


@cookieless
@require_safe
def as_json(request: HttpRequest, place_id: int) -> HttpResponse:
    village, mark = _village(place_id)

    def make() -> bytes:
        told = data.document(village, data.published(village))
        return json.dumps(told, ensure_ascii=False).encode()

    return _data(request, village, mark, "json", make, "application/json; charset=utf-8")


@cookieless
@require_safe
def as_feed(request: HttpRequest, place_id: int) -> HttpResponse:
    village, mark = _village(place_id)

    def address(issue: Issue) -> str:
        return request.build_absolute_uri(reverse("catalogue:issue", args=[issue.pk]))

    here = request.build_absolute_uri(request.path)

    def make() -> bytes:
        return data.feed(village, board.public(village), here=here, address=address)

    return _data(request, village, mark, "feed", make, "application/atom+xml; charset=utf-8")


@cookieless
@require_safe
def as_calendar(request: HttpRequest, place_id: int) -> HttpResponse:
    village, mark = _village(place_id)
    since: datetime = clock.now() - timedelta(days=180)

    def make() -> bytes:
        return data.calendar(village, data.meetings(village, since), host=request.get_host())

    return _data(request, village, mark, "ics", make, "text/calendar; charset=utf-8")
