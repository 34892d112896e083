"""Administrator: the units that can be given a matter."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock
from yuanba.base.errors import Denied
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.people import acts, door, forms, queries
from yuanba.people.pages.staff import next_url, number


@door.required
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """单位: departments, committees, property firms within reach."""
    actor = door.actor(request)
    if not queries.places_over(actor, "people.see_units"):
        raise Denied("people.see_units")
    words = request.GET.get("q", "")
    found = queries.units(actor, words=words, after=number(request.GET.get("after")))
    context = {
        "rows": found.rows,
        "q": words,
        "next_url": next_url(request, found.next),
        "first_url": f"?{urlencode({'q': words})}" if request.GET.get("after") else "",
        "may_add": bool(queries.places_over(actor, "people.found_unit")),
    }
    return answer(request, "people/units.html", context)


@door.required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """设立单位."""
    actor = door.actor(request)
    if not (places := queries.place_choices(actor, "people.found_unit")):
        raise Denied("people.found_unit")
    form = forms.NewUnit(request.POST or None, places=places)
    if carried_out(request, form, partial(acts.found_unit, actor=actor, now=clock.now())):
        messages.success(request, _("单位设好了。"))
        return redirect("people:units")
    context = {"form": form, "heading": _("设立单位"), "back_url": reverse("people:units")}
    return answer(request, "people/sheet.html", context | {"button": _("设立这个单位")})


@door.required
@require_http_methods(["GET", "POST"])
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """变更单位."""
    actor = door.actor(request)
    if (found := queries.unit(actor, unit_id)) is None:
        raise Http404
    now_said = {"name": found.name, "phone": found.phone, "active": found.active}
    form = forms.ChangeUnit(request.POST or None, initial=now_said)
    run = partial(acts.change_unit, actor=actor, unit_id=found.pk, now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, _("改好了。"))
        return redirect("people:units")
    context = {"form": form, "heading": found.name, "back_url": reverse("people:units")}
    return answer(request, "people/sheet.html", context | {"button": _("保存变更")})
