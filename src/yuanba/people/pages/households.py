"""The households of a village, for those who keep its register."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yuanba.base.errors import Denied
from yuanba.base.pages import answer
from yuanba.people import door, queries
from yuanba.people.pages.staff import next_url, number


@door.required
@require_safe
def households(request: HttpRequest) -> HttpResponse:
    """户册: the households of one village, with those who live there."""
    actor = door.actor(request)
    if not queries.places_over(actor, "people.see_households"):
        raise Denied("people.see_households")
    villages = queries.villages(actor)
    asked = number(request.GET.get("village"))
    village = next((v for v in villages if asked in (None, v.pk)), None)
    if asked is not None and village is None:
        raise Http404
    words, after = request.GET.get("q", ""), number(request.GET.get("after"))
    rows, then = [], None
    if village is not None:
        found = queries.households(actor, village=village.pk, words=words, after=after)
        rows, then = found.rows, found.next
    first = urlencode({"village": village.pk if village else "", "q": words})
    context = {
        "rows": rows,
        "q": words,
        "villages": [{"id": v.pk, "name": v.name} for v in villages],
        "village": {"id": village.pk, "name": village.name} if village else None,
        "next_url": next_url(request, then),
        "first_url": f"?{first}" if after else "",
    }
    return answer(request, "people/households.html", context)
