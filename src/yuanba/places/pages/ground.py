"""画边界、定位置: outlines from a file, shown before they count; a position typed or picked on a map."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.base import clock, door
from yuanba.base.errors import Denied, Refused
from yuanba.base.pages import answer, carried_out, own_path, with_tiles
from yuanba.base.text import _
from yuanba.places import acts, forms, outlines, pick, queries
from yuanba.places.models import Place
from yuanba.places.pages.common import SURE, offered, preview, seen
from yuanba.places.rules import ground


@door.required
@require_http_methods(["GET", "POST"])
def outline(request: HttpRequest, place_id: int) -> HttpResponse:
    """画边界: first what it says and what does not fit, then, sure of it, the outline."""
    actor = door.actor(request)
    here = seen(actor, place_id)
    offered(actor, "draw_outline", here)
    form = forms.DrawOutline(_with_file(request))
    run = partial(acts.draw_outline, actor=actor, place_id=here.pk, now=clock.now())
    told = preview(request, form, run, act="draw_outline")
    if SURE in request.POST and carried_out(request, form, run):
        messages.success(request, _("画好了，地图上从今天起照这个边界。"))
        return redirect("places:place", here.pk)
    context = {
        "form": form,
        "place": here.name,
        "told": told,
        "drawn": outlines.row(here.pk),
        "back_url": reverse("places:place", args=[here.pk]),
        "wipe_url": reverse("places:wipe_outline", args=[here.pk]),
    }
    return answer(request, "places/outline.html", context)


def _with_file(request: HttpRequest) -> MultiValueDict[str, Any] | None:
    """What was posted, with the words of the file where one came: a browser sends no file twice, so they
    stand in the field from then on."""
    if request.method != "POST":
        return None
    said = request.POST.copy()
    if (file := request.FILES.get("file")) is not None:
        read = file.read(ground.MOST_SIGNS + 1)
        said["text"] = read.decode("utf-8-sig", errors="replace").replace("\x00", "")
    return said


@door.required
@require_POST
def wipe(request: HttpRequest, place_id: int) -> HttpResponse:
    """擦掉边界."""
    actor = door.actor(request)
    here = seen(actor, place_id)
    offered(actor, "wipe_outline", here)
    try:
        acts.wipe_outline(actor=actor, place_id=here.pk, now=clock.now())
        messages.success(request, _("擦掉了，原来画的还查得到。"))
    except Refused as no:
        messages.error(request, str(no.message))
    return redirect("places:place", here.pk)


def _living(place_id: int) -> Place:
    """Raises Http404 where there is none, or none any more."""
    try:
        here = queries.one(place_id)
    except Place.DoesNotExist as missing:
        raise Http404 from missing
    if here.until is not None:
        raise Http404
    return here


@door.required
@require_http_methods(["GET", "POST"])
def locate(request: HttpRequest, place_id: int) -> HttpResponse:
    """定位置: typed, or picked on the map where there is script."""
    actor = door.actor(request)
    here = _living(place_id)
    if not queries.may_locate(actor, here):
        raise Denied("places.locate")
    back = own_path(request, request.GET.get("next"), otherwise="/desk/")
    form = forms.Locate(request.POST or None, initial={"lat": here.lat, "lng": here.lng})
    run = partial(acts.locate, actor=actor, place_id=here.pk, now=clock.now())
    if carried_out(request, form, run):
        messages.success(request, _("位置记下了。"))
        return redirect(back)
    context = {
        "form": form,
        "place": here.name,
        "back_url": back,
        "pick": pick.context(here, here.lat, here.lng),
        "app_url": pick.app_url(here.name, here.lat, here.lng),
    }
    return with_tiles(answer(request, "places/locate.html", context))
