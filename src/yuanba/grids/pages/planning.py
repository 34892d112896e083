"""划格: a plan asked for, looked at on a map drawn by ourselves, changed by hand, adopted or put aside."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import permits
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.grids import acts, forms, queries
from yuanba.grids.models import Plan
from yuanba.grids.pages.common import may, sees, the_place
from yuanba.grids.queries import Drawn, PartRow
from yuanba.grids.rules import drawing
from yuanba.grids.rules.organisations import sizes
from yuanba.matters.pages.posts import Here, desk

COLOURS = (
    6  # of the style sheet; numbers stand on the map as well, so colour is never the only sign
)
MOST_DOTS = 4_000
FEW = 4


@desk
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, here: Here, place_id: int) -> HttpResponse:
    """The plan of a place, if there is one open; else the form that asks for one."""
    here.ask("grids.ask_plan")
    place = the_place(here, place_id)
    if not may(here, "grids.ask_plan", place) or place.kind not in acts.PLANNED_AT:
        raise PermissionDenied("grids.ask_plan")
    now = queries.open_plan(place.pk)
    if now is not None and request.method == "GET":
        return _shown(request, here, now)
    form = forms.AskPlan(request.POST or None)
    run = partial(acts.ask_plan, actor=here.person, place_id=place.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("正在画，大的地方要一分钟。"))
        return redirect("grids:plan", place.pk)
    found = queries.ground(place, sizes()["city"])
    context = {
        "form": form,
        "place": place,
        "sizes": sizes().values(),
        "spots": len(found.spots),
        "households": sum(s.households for s in found.spots),
        "lost": found.lost[:20],
        "lost_count": len(found.lost),
    }
    return answer(request, "grids/plan_ask.html", context)


@dataclass(frozen=True)
class Shape:
    """One grid of the plan on the map."""

    n: int
    colour: int
    name: str
    corners: str
    dots: list[tuple[float, float]]
    x: float
    y: float


def _map(drawn: Drawn) -> dict[str, Any]:
    every = [(s.place.lat, s.place.lng) for row in drawn.parts for s in row.spots]
    on = drawing.sheet([(lat, lng) for lat, lng in every if lat is not None and lng is not None])
    few = len(every) <= MOST_DOTS

    def shape(n: int, row: PartRow) -> Shape:
        at = [on.at(s.place.lat or 0, s.place.lng or 0) for s in row.spots]
        x, y = drawing.middle(at)
        if len(at) < FEW:  # above its places, not upon them
            y = max(min(dot[1] for dot in at) - 26, 20)
        corners = drawing.said(drawing.hull(at))
        return Shape(n, n % COLOURS, row.part.name, corners, at if few else [], x, y)

    shapes = [shape(n, row) for n, row in enumerate(drawn.parts, 1) if row.spots]
    return {"shapes": shapes, "wide": drawing.WIDE, "high": on.high}


def _shown(
    request: HttpRequest, here: Here, now: Plan, *, moving: forms.Shift | None = None,
    adopting: forms.Adopt | None = None,
) -> HttpResponse:  # fmt: skip
    context: dict[str, Any] = {"plan": now, "place": now.place, "size": sizes()[now.size]}
    if now.drawn_at is None or now.trouble:
        return answer(request, "grids/plan.html", context | {"form": None})
    drawn = queries.drawn(now)
    moving = moving or forms.Shift(drawn=drawn)
    adopts = permits.may(here.person, "grids.adopt_plan", reach=now.reach) is not None
    adopting = adopting or forms.Adopt(auto_id="adopt_%s")
    context |= {
        "drawn": drawn,
        "rows": list(enumerate(drawn.parts, 1)),
        "form": moving,
        "adopt_form": adopting,
        "adopts": adopts,
        **_map(drawn),
    }
    shown = adopting if adopting.is_bound else moving
    return answer(request, "grids/plan.html", context, form=shown)


@desk
@require_safe
def printed(request: HttpRequest, here: Here, plan_id: int) -> HttpResponse:
    """方案 on paper: the figures before and after, the map, every grid; also one that was adopted."""
    now = _one(here, plan_id, "grids.ask_plan")
    if now.drawn_at is None or now.trouble:
        raise Http404
    drawn = queries.drawn(now)
    context = {
        "plan": now,
        "place": now.place,
        "size": sizes()[now.size],
        "drawn": drawn,
        "rows": list(enumerate(drawn.parts, 1)),
        "back_url": reverse("grids:plan", args=[now.place_id]),
        **_map(drawn),
    }
    return answer(request, "grids/plan_print.html", context)


def _one(here: Here, plan_id: int, act: str) -> Plan:
    """A plan within reach, for who may do this. Http404 alike for "none" and "not yours"."""
    sees(here)
    here.ask(act)
    found = queries.one_plan(plan_id)
    if found is None or permits.may(here.person, act, reach=found.reach) is None:
        raise Http404
    return found


@desk
@require_POST
def shift(request: HttpRequest, here: Here, plan_id: int) -> HttpResponse:
    """改划."""
    now = _one(here, plan_id, "grids.shift")
    if now.drawn_at is None or now.trouble:
        raise Http404
    form = forms.Shift(request.POST, drawn=queries.drawn(now))
    run = partial(acts.shift, actor=here.person, plan_id=plan_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("划过去了，数字已经重算。"))
        return redirect("grids:plan", now.place_id)
    return _shown(request, here, now, moving=form)


@desk
@require_POST
def adopt(request: HttpRequest, here: Here, plan_id: int) -> HttpResponse:
    """采用方案."""
    now = _one(here, plan_id, "grids.adopt_plan")
    form = forms.Adopt(request.POST, auto_id="adopt_%s")
    run = partial(acts.adopt_plan, actor=here.person, plan_id=plan_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(
            request, gettext("采用了：新网格已经设立，地方已经划过去，原来的都查得到。")
        )
        return redirect("grids:home")
    return _shown(request, here, now, adopting=form)


@desk
@require_POST
def drop(request: HttpRequest, here: Here, plan_id: int) -> HttpResponse:
    """放下方案."""
    now = _one(here, plan_id, "grids.drop_plan")
    form = Form(request.POST)
    run = partial(acts.drop_plan, actor=here.person, plan_id=plan_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("放下了，什么都没有改。"))
    for wrong in form.non_field_errors():
        messages.error(request, str(wrong))
    return redirect("grids:plan", now.place_id)
