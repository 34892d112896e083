"""院坝六站: the venues of a place, opened, changed and closed at the desk."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.base import permits
from yuanba.base.pages import answer, carried_out
from yuanba.grids import acts, forms, queries
from yuanba.grids.models import Venue
from yuanba.grids.pages.common import may, sees, the_place
from yuanba.grids.rules import venues as rules
from yuanba.matters.pages.posts import Here, desk


@desk
@require_http_methods(["GET", "POST"])
def open_venue(request: HttpRequest, here: Here, place_id: int) -> HttpResponse:
    """设场所."""
    here.ask("grids.open_venue")
    at = the_place(here, place_id)
    if at.village_id is None or not may(here, "grids.open_venue", at):
        raise PermissionDenied("grids.open_venue")
    form = forms.VenueForm(request.POST or None)
    run = partial(acts.open_venue, actor=here.person, place_id=at.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("设好了，居民在“谁负责我家”里看得到。"))
        return redirect("grids:place", at.pk)
    context = {"form": form, "place": at, "source": rules.source()}
    return answer(request, "grids/venue.html", context)


def _venue(here: Here, venue_id: int, act: str) -> Venue:
    sees(here)
    found = queries.one_venue(venue_id)
    if found is None or permits.may(here.person, "grids.see", reach=found.reach) is None:
        raise Http404
    if not may(here, act, found.place):
        raise PermissionDenied(act)
    return found


@desk
@require_http_methods(["GET", "POST"])
def venue(request: HttpRequest, here: Here, venue_id: int) -> HttpResponse:
    """改场所."""
    found = _venue(here, venue_id, "grids.change_venue")
    first = {name: getattr(found, name) for name in forms.VenueForm.base_fields}
    form = forms.VenueForm(request.POST or None, initial=first)
    run = partial(acts.change_venue, actor=here.person, venue_id=found.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("改好了。"))
        return redirect("grids:place", found.place_id)
    return _shown(request, found, form, forms.Ending(auto_id="end_%s"))


def _shown(
    request: HttpRequest, found: Venue, form: forms.VenueForm, ending: forms.Ending
) -> HttpResponse:
    bound = ending if ending.is_bound else form
    context = {
        "form": form, "place": found.place, "venue": found, "end_form": ending,
        "source": rules.source(), "errors_shown": bool(ending.errors),
    }  # fmt: skip
    return answer(request, "grids/venue.html", context, form=bound)


@desk
@require_POST
def close_venue(request: HttpRequest, here: Here, venue_id: int) -> HttpResponse:
    """撤场所."""
    found = _venue(here, venue_id, "grids.close_venue")
    ending = forms.Ending(request.POST, auto_id="end_%s")
    run = partial(acts.close_venue, actor=here.person, venue_id=found.pk, now=here.now)
    if carried_out(request, ending, run):
        messages.success(request, gettext("撤了。"))
        return redirect("grids:place", found.place_id)
    first = {name: getattr(found, name) for name in forms.VenueForm.base_fields}
    return _shown(request, found, forms.VenueForm(initial=first), ending)
