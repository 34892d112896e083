"""办了、花了、定了、谁在监督: a month, a quarter or a year of a village as it stands now, and of the township and
county above it; and its open data."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from yuanba.base import clock
from yuanba.base.language import look_of
from yuanba.base.pages import answer, cookieless
from yuanba.catalogue.pages import common, kept
from yuanba.catalogue.queries import board, drawing, marks, over, spans, words
from yuanba.catalogue.rules import figures, periods
from yuanba.catalogue.rules import items as rules
from yuanba.catalogue.rules.items import Draws
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM

SECTIONS = (Draws.MATTERS, Draws.MONEY, Draws.POINTS, Draws.DECISIONS, Draws.MEETINGS)


@cookieless
@require_safe
def portal(request: HttpRequest, place_id: int) -> HttpResponse:
    """No statement where a copy was asked for a moment ago; else at most thirty, however much is stored.
    `sheet`: with every figure opened, to be printed."""
    (place, mark), today = kept.standing(place_id), clock.day_of(clock.now())
    if place.pk != place_id:
        return redirect("catalogue:portal", place.pk)
    kind, since, until = periods.span_of(request.GET.get("period", ""), today)
    sheet = "sheet" in request.GET
    look = look_of(request)
    key = ("portal", str(place.pk), kind, str(since), look.language, look.mode, str(sheet))
    # what the buttons for language and size lead back to is part of the page
    request.META["QUERY_STRING"] = f"period={periods.named(kind, since)}" + (
        "&sheet=1" if sheet else ""
    )

    def make() -> HttpResponse:
        context = _frame(place, kind, since, until, today) | {"sheet": sheet, "messages": []}
        if place.kind in BOTTOM:
            return answer(
                request, "catalogue/portal.html", context | _own(place, since, until, today)
            )
        return answer(request, "catalogue/over.html", context | _summed(place, since, until))

    return kept.answer(request, key, f"{today} {mark}", make)


def _frame(place: Place, kind: str, since: date, until: date, today: date) -> dict[str, Any]:
    before, later = (
        rules.after(since, -periods.MONTHS[kind]),
        rules.after(since, periods.MONTHS[kind]),
    )
    siblings = places.children(place.parent_id) if place.parent_id else []
    last = until - timedelta(days=1)
    near = min(last, today)
    return common.place_context(place) | {
        "kind": kind,
        "since": since,
        "last": last,
        "kinds": [(k, periods.named(k, near)) for k in periods.MONTHS],
        "months": _months(since, until, today) if kind != "month" else [],
        "before": periods.named(kind, before) if before.year >= periods.FIRST else "",
        "later": periods.named(kind, later) if later <= today else "",
        "period": periods.named(kind, since),
        "up": place.parent if place.parent_id else None,
        "neighbours": [p for p in siblings if p.kind in over.KINDS],
        "became": [s.after for s in places.succession(place.pk) if s.before_id == place.pk]
        if place.until
        else [],
        "going": until > today,
        "today": today,
    }


def _months(since: date, until: date, today: date) -> list[tuple[date, str]]:
    found = [rules.after(since, n) for n in range(12)]
    return [(day, periods.named("month", day)) for day in found if day < until and day <= today]


def _own(village: Place, since: date, until: date, today: date) -> dict[str, Any]:
    """A village: each figure with how it is counted, its rows, and the leaf that vouches for each."""
    drawn = [(one, drawing.draw(one, village, since, until)) for one in SECTIONS]
    found = marks.leaves(subject for _draws, told in drawn for subject in told.subjects)
    sections = []
    for draws, told in drawn:
        one = words.drawn(told)
        subjects = [*told.subjects, *[""] * (len(told.rows) - len(told.subjects))]
        rows = one.table.rows if one.table else []
        heads = [str(head) for head in one.table.heads] if one.table else []
        proofs = [
            (
                list(zip(heads, cells, strict=True)),
                common.proof_at(to, village.pk, since),
                found.get(subject),
            )
            for (cells, to), subject in zip(rows, subjects, strict=True)
        ]
        sections.append(
            (
                str(draws),
                figures.SECTIONS[draws],
                one,
                proofs,
                any(leaf for _cells, _to, leaf in proofs),
            )
        )
    issues = [(words.title(i), i) for i in board.public(village, many=6)]
    names = [str(figures.FIGURES[key][0]) for key in drawing.COUNTS]
    slices = [
        (one, periods.named("month", one.since), list(zip(names, one.n, strict=True)))
        for one in spans.matters(village, since, until, today)
    ]
    size = marks.records([village.pk]).get(village.pk, 0)
    return {"sections": sections, "issues": issues, "slices": slices, "size": size}


def _summed(place: Place, since: date, until: date) -> dict[str, Any]:
    """A township or county: sums, and each place below with the same figures, and its own record."""
    found = over.summed(place, since, until)
    parts = [part.place for part in found[0].parts]
    sizes = marks.records([place.pk, *(one.pk for one in parts)])
    return {
        "sections": [
            (
                str(one.draws),
                figures.SECTIONS[one.draws],
                words.figures_of(one.figures),
                _parts(one),
            )
            for one in found
        ],
        "places_below": [(one, one.kind in BOTTOM, sizes.get(one.pk, 0)) for one in parts],
        "size": sizes.get(place.pk, 0),
    }


def _parts(one: over.Summed) -> list[tuple[Place, list[Any]]]:
    return [(part.place, words.figures_of(part.figures)) for part in one.parts]
