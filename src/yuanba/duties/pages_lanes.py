"""三事的叫法: what this county calls the lanes, and the meetings that sit about them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from yuanba.base import clock, permits
from yuanba.base.errors import Denied
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.duties import acts, forms, queries
from yuanba.duties.rules import LANE_MEANS, Lane
from yuanba.duties.variants import PRESETS, Set
from yuanba.people import door
from yuanba.people.models import Person
from yuanba.places.rules import Kind


@door.required
@require_http_methods(["GET", "POST"])
def names(request: HttpRequest) -> HttpResponse:
    """As it is; ?like=jiangjin fills in a set from the reports, and nothing is kept before it is sent."""
    actor = door.actor(request)
    county_id = _county(actor)
    like = request.GET.get("like", "")
    found: Set = PRESETS[like][1] if like in PRESETS else queries.lane_set(county_id)
    paper = queries.lane_source(county_id)
    first = _initial(found) | {"source": paper.source if paper and not like else ""}
    form = forms.LaneNames(request.POST or None, initial=first)

    def run(**_said: Any) -> object:
        return acts.name_lanes(
            actor=actor,
            county_id=county_id,
            names=form.names(),
            source=form.cleaned_data["source"],
            now=clock.now(),
        )

    if carried_out(request, form, run):
        messages.success(request, _("改好了，半分钟内各处都这样叫。以前分好的不变。"))
        return redirect("duties:lanes")
    context = {
        "form": form,
        "lanes": [
            {
                "lane": lane,
                "means": LANE_MEANS[lane],
                "fields": [field for field in form if field.name.startswith(f"{lane}_")],
            }
            for lane in Lane
        ],
        "presets": [(key, words, key == like) for key, (words, _set) in PRESETS.items()],
        "paper": paper,
    }
    return answer(request, "duties/lanes.html", context)


def _county(actor: Person) -> int:
    """The county whose names this person may change. Raises Denied for somebody else's."""
    for post in actor.held():
        if post.place.kind == Kind.COUNTY and permits.may(
            actor, "duties.name_lanes", reach={post.place_id}
        ):
            return post.place_id
    raise Denied("duties.name_lanes")


def _initial(found: Set) -> dict[str, Any]:
    return {
        f"{lane}_{name}": getattr(called, name)
        for lane, called in found.items()
        for name in ("name", "name_en", "meeting", "leads", "cadence", "neighbours")
    }
