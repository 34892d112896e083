"""派给村里的任务: what departments asked of the villages of this county, and what became of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuanba.admissions import queries
from yuanba.admissions.models import Task
from yuanba.admissions.pages import TONES
from yuanba.admissions.rules import LEVEL_WORDS, STATE_WORDS, State
from yuanba.base import clock
from yuanba.base.pages import answer
from yuanba.lists import queries as lists
from yuanba.places import queries as places
from yuanba.places.models import Place


@require_safe
def tasks(request: HttpRequest, place_id: int) -> HttpResponse:
    """Everything that was asked, with clause, hours, money and reason. Six statements."""
    try:
        place = places.one(place_id)
    except Place.DoesNotExist as missing:
        raise Http404 from missing
    county = lists.county(place_id)
    if county is None:
        raise Http404
    today = clock.day_of(clock.now())
    since = today.replace(year=today.year - 1, day=min(today.day, 28))
    sources = queries.figures(county.pk, since)
    rule = queries.rule(county.pk)
    context = {
        "place": place,
        "place_name": county.name,
        "home_url": reverse("web:place", args=[place.pk]) if place.village_id else "/",
        "rows": [_row(task) for task in queries.public(county.pk)],
        "sources": sources,
        "total": queries.in_sum(sources),
        "since": since,
        "level": LEVEL_WORDS[rule.level],
        "rule": rule,
        "lists_url": reverse("lists:place", args=[place.pk]),
    }
    return answer(request, "admissions/open.html", context)


def _row(task: Task) -> dict[str, Any]:
    state = State(task.state)
    return {
        "title": task.title,
        "what": task.what,
        "unit": task.unit.name,
        "basis": task.basis,
        "state": STATE_WORDS[state],
        "tone": TONES[state],
        "line": task.line.cited if task.line else "",
        "clause": task.cited.cited if task.cited else task.clause,
        "said": task.said if state is not State.ASKED else "",
        "paper": task.paper,
        "why": task.why,
        "hours": task.hours,
        "yuan": task.yuan,
        "villages": task.villages,  # type: ignore[attr-defined]  # annotated by queries.public
        "asked": task.asked_at,
        "decided": task.decided_at,
    }
