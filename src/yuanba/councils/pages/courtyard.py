"""开院坝会, from the page of a courtyard: when, where, about what; the households stand ready."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yuanba.base.pages import answer, carried_out
from yuanba.councils import acts, forms
from yuanba.councils.pages import common
from yuanba.councils.queries.courtyard import SITS, asked
from yuanba.grids import queries as grids
from yuanba.matters.pages.posts import Here, desk
from yuanba.places import queries as places
from yuanba.places.models import Place

SHOWN = 60  # households listed on the form; all of them stand on the roll


@desk
@require_http_methods(["GET", "POST"])
def sit(request: HttpRequest, here: Here, place_id: int) -> HttpResponse:
    """开院坝会."""
    here.ask("councils.sit_together")
    try:
        place = places.one(place_id)
    except Place.DoesNotExist:
        raise Http404 from None
    if place.until is not None or place.kind not in SITS:
        raise Http404
    if not common.may(here, "sit_together", place):
        raise PermissionDenied("councils.sit_together")
    near = grids.contacts(place)
    first: dict[str, Any] = {
        "starts_on": common.today(here), "venue": place.name, "told_how": gettext("逐户上门"),
        "host": near[0].name if near else "",
    }  # fmt: skip
    form = forms.Sit(request.POST or None, initial=first)
    made: list[Any] = []

    def run(**said: Any) -> None:
        made.append(acts.sit_together(actor=here.person, place_id=place.pk, now=here.now, **said))

    if carried_out(request, form, run):
        messages.success(request, gettext("会定下了，各户都在名册上。"))
        return redirect("councils:meeting", made[0].pk)
    homes = asked(place)
    context = {"form": form, "place": place, "homes": homes[:SHOWN], "many": len(homes)}
    return answer(request, "councils/sit.html", context)
