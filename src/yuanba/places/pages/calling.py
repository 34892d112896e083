"""俗称: what people call the places of a village."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.base import clock, door
from yuanba.base.errors import Denied, Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.places import acts, forms, queries
from yuanba.places.rules import KIND_WORDS, Kind


@door.required
@require_http_methods(["GET", "POST"])
def called(request: HttpRequest, village_id: int) -> HttpResponse:
    """The places of a village, each with what people call it, and one form for a new word."""
    actor = door.actor(request)
    rows = queries.called_within(village_id)
    if not rows or rows[0][0].pk != village_id:
        raise Http404
    village = rows[0][0]
    if not queries.may_call(actor, village):
        raise Denied("places.call_also")
    places = [(place.pk, place.name) for place, _aliases in rows]
    form = forms.CallAlso(request.POST or None, places=places)

    def run(*, place: int, name: str) -> None:
        acts.call_also(actor=actor, place_id=place, name=name, now=clock.now())

    if carried_out(request, form, run):
        messages.success(request, _("记下了。以后说这个名字也找得到。"))
        return redirect("places:called", village.pk)
    context = {
        "village": village.name,
        "form": form,
        "rows": [
            {"name": place.name, "kind": KIND_WORDS[Kind(place.kind)], "aliases": aliases}
            for place, aliases in rows
        ],
    }
    return answer(request, "places/called.html", context)


@door.required
@require_POST
def drop(request: HttpRequest, alias_id: int) -> HttpResponse:
    """划掉: nobody says it any more."""
    try:
        place = acts.drop_alias(actor=door.actor(request), alias_id=alias_id, now=clock.now())
    except Refused as no:
        raise Http404 from no
    messages.success(request, _("划掉了。"))
    return redirect("places:called", place.village_id or place.pk)
