"""查一件事归谁管: what everybody may read of the lists, with their versions, and take away as a table."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuanba.base import clock
from yuanba.base.pages import answer
from yuanba.base.tables_out import write_xlsx
from yuanba.lists import queries, reading
from yuanba.lists.models import Edition
from yuanba.lists.rules import KIND_MEANS, KIND_WORDS, TOLD, Kind
from yuanba.places import queries as places
from yuanba.places.models import Place

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _around(place_id: int) -> tuple[Place, Place, dict[str, Any]]:
    """The place, its county, and what stands around the page. Raises Http404."""
    try:
        place = places.one(place_id)
    except Place.DoesNotExist as missing:
        raise Http404 from missing
    county = queries.county(place_id)
    if county is None:
        raise Http404
    context = {
        "place": place,
        "place_name": place.name,
        "place_sub": county.name if county.pk != place.pk else "",
        "home_url": reverse("web:place", args=[place.pk]) if place.village_id else "/",
        "phone": place.phone or settings.HELP_PHONE,
        "here": reverse("lists:place", args=[place.pk]),
    }
    return place, county, context


@require_safe
def lists(request: HttpRequest, place_id: int) -> HttpResponse:
    """清单: searched by words, or one list after the other. Five statements."""
    _place, county, context = _around(place_id)
    today = clock.day_of(clock.now())
    standing = queries.standing(county.pk, today)
    words = request.GET.get("q", "").strip()[:60]
    asked = request.GET.get("kind", "")
    kind = Kind(asked) if asked in set(Kind) else next(iter(sorted_kinds(standing)), None)
    every = [line for k in sorted_kinds(standing) for line in standing[k].lines.all()]
    context |= {
        "q": words,
        "found": queries.find(every, words) if words else None,
        "views": [
            {
                "url": f"{context['here']}?kind={k.value}",
                "label": KIND_WORDS[k],
                "count": len(standing[k].lines.all()),
                "current": k is kind and not words,
            }
            for k in sorted_kinds(standing)
        ],
        "edition": standing.get(kind) if kind else None,
        "means": KIND_MEANS[kind] if kind else "",
        "kinds": KIND_WORDS,
        "older": [
            e for e in queries.all_of(county.pk) if kind and e.kind == kind and e.verified_at
        ],
        "today": today,
        "told": TOLD,
    }
    return answer(request, "lists/place.html", context)


def sorted_kinds(standing: dict[Kind, Edition]) -> list[Kind]:
    return [kind for kind in Kind if kind in standing]


@require_safe
def edition(request: HttpRequest, place_id: int, edition_id: int) -> HttpResponse:
    """One version as it stood, also when it no longer does; never one that nobody has checked."""
    _place, county, context = _around(place_id)
    found = queries.edition(edition_id)
    if found is None or found.county_id != county.pk or found.verified_at is None:
        raise Http404
    context |= {"edition": found, "means": KIND_MEANS[Kind(found.kind)], "alone": True}
    return answer(request, "lists/edition.html", context)


@require_safe
def workbook(request: HttpRequest, place_id: int) -> HttpResponse:
    """The standing lists as a workbook that can be brought in again."""
    _place, county, _context = _around(place_id)
    standing = queries.standing(county.pk, clock.day_of(clock.now()))
    lines = [(k, line.said) for k in sorted_kinds(standing) for line in standing[k].lines.all()]
    made = BytesIO()
    write_xlsx(made, list(reading.HEADINGS.values()), reading.table(lines), sheet="清单")
    out = HttpResponse(made.getvalue(), content_type=XLSX)
    out.headers["Content-Disposition"] = 'attachment; filename="lists.xlsx"'
    out.headers["X-Content-Type-Options"] = "nosniff"
    return out
