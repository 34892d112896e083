"""需求、资源、项目 on the wall: what this place lacks, who offers what, what was made of it, what is bought."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuanba.base import clock
from yuanba.base.pages import answer
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind
from yuanba.projects import queries
from yuanba.projects.pages import need_row, offer_row
from yuanba.projects.pages_bought import listed, thing


@require_safe
def projects(request: HttpRequest, place_id: int) -> HttpResponse:
    """Six statements."""
    try:
        place = places.one(place_id)
    except Place.DoesNotExist as missing:
        raise Http404 from missing
    today = clock.day_of(clock.now())
    where = {f"place__{SCOPE_OF.get(Kind(place.kind), 'village_id')}": place.pk}
    rows = [need_row(need, today) for need in queries.needs(where)]
    context = {
        "place": place,
        "place_name": place.name,
        "home_url": reverse("web:place", args=[place.pk]) if place.village_id else "/",
        "needs": [r for r in rows if not r["project"]],
        "projects": [r for r in rows if r["project"]],
        "offers": [offer_row(one) for one in queries.resources(place, today)],
        "contracts": [
            (one, [thing(d, today) for d in one.deliverables.all()])
            for one in queries.contracts(where)
        ],
        "associations": [listed(one, today) for one in queries.associations(place, living=True)],
    }
    return answer(request, "projects/open.html", context)
