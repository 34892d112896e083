"""数据: the indicators of a place, for everybody; nobody is ranked."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, refuse
from yuanba.disclosure import queries as disclosure
from yuanba.insight import forms, queries
from yuanba.people import door
from yuanba.places.rules import SCOPE_OF, Kind


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Straight to the reader's own place; somebody from outside chooses a county."""
    person = door.signed_in(request)
    for post in person.held() if person else []:
        if Kind(post.place.kind) in SCOPE_OF:
            return redirect("insight:figures", post.place.village_id or post.place_id)
    counties = disclosure.counties()
    if len(counties) == 1:
        return redirect("insight:figures", counties[0].pk)
    return answer(request, "insight/home.html", {"counties": counties})


@require_safe
def figures(request: HttpRequest, place_id: int) -> HttpResponse:
    """Each rate with its formula, what is divided by what, and what was left out."""
    today = clock.day_of(clock.now())
    usual: dict[str, Any] = {"since": date(today.year, 1, 1), "last": today}
    given = {name: request.GET[name] for name in usual if name in request.GET}
    form = forms.Span(usual | given)
    span = form.cleaned_data if form.is_valid() else usual
    try:
        found = _rates(place_id, span)
    except Refused as refusal:
        refuse(form, refusal)
        found = _rates(place_id, usual)
    api = f"{reverse('api-1:rates')}?place={place_id}&since={found.since}&until={found.until}"
    context = {
        "form": form,
        "found": found,
        "place_name": found.name,
        "last": found.until - timedelta(days=1),
        "wall_url": reverse("disclosure:wall", args=[place_id]),
        "api_url": api,
    }
    return answer(request, "insight/figures.html", context)


def _rates(place_id: int, span: dict[str, Any]) -> queries.Figures:
    until = span["last"] + timedelta(days=1)
    return queries.rates(place_id, since=span["since"], until=until)
