"""The front doors: choose the community, and its home for residents."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from yuanba.base import clock
from yuanba.base.words_in import visible
from yuanba.matters.pages.around import around, held, keep_place, place_kept
from yuanba.matters.queries import resident, where
from yuanba.people import door
from yuanba.web import queries

SHOWN = 2  # of my matters on the first page; the rest is one touch away


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The one address everybody knows: staff go to their desk, residents to their community."""
    person = door.signed_in(request)
    if person is not None and person.held():
        try:
            return HttpResponseRedirect(reverse("desk:today"))
        except NoReverseMatch:
            pass
    kept = place_kept(request)
    if kept is not None:
        return HttpResponseRedirect(reverse("web:place", args=[kept]))
    return choose(request)


@require_safe
def choose(request: HttpRequest, missing: bool = False) -> HttpResponse:
    """选社区: the counties if there are several, then the communities by township."""
    counties = queries.counties()
    said = request.GET.get("county", "")
    county = next((c for c in counties if str(c.pk) == said), None)
    if county is None and len(counties) == 1:
        county = counties[0]
    name = visible(request.GET.get("q", "")[:40])
    context = {
        "counties": counties,
        "county": county,
        "townships": queries.townships(county.pk, name) if county else [],
        "q": name,
        "missing": missing,
    }
    return render(request, "web/choose.html", context, status=404 if missing else 200)


@require_safe
def place(request: HttpRequest, place_id: int) -> HttpResponse:
    """社区首页: say something, my matters, the telephone. Three statements without a session."""
    village = where.village_of(place_id)
    if village is None:
        return choose(request, missing=True)
    if village.until is not None:
        return _moved(request, place_id)
    person = door.signed_in(request)
    mine = resident.mine(person, held(request), clock.now())
    first = mine.lines[0] if mine.lines else None
    context = {
        "mine": mine,
        "lines": mine.lines[:SHOWN],
        "first": first,
        "person": person,
        "at": place_id,
        **around(village, "home"),
    }
    page = render(request, "web/place.html", context)
    keep_place(page, village)
    return page


def _moved(request: HttpRequest, place_id: int) -> HttpResponse:
    """A community that was merged or split leads to the one that goes on for it."""
    heirs = queries.go_on_for(place_id)
    if len(heirs) == 1:
        return HttpResponseRedirect(reverse("web:place", args=[heirs[0].pk]))
    if not heirs:
        raise Http404
    return render(request, "web/moved.html", {"heirs": heirs})
