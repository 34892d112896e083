"""三方会商: who is asked, what each said, and the class that two of three agree on."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.duties.rules import LANE_WORDS, Lane
from yuanba.lanes import acts, forms, queries
from yuanba.lanes.models import Doubt
from yuanba.lanes.pages.common import allowed, form_page, the_matter
from yuanba.lanes.pages.desk import doubt_row
from yuanba.lanes.rules import classing as rules
from yuanba.matters.pages.posts import Here, desk
from yuanba.matters.queries import pick


@desk
@require_http_methods(["GET", "POST"])
def doubt_class(request: HttpRequest, here: Here, matter_id: int) -> HttpResponse:
    """请三方会商."""
    matter = the_matter(here, matter_id, "lanes.doubt_class")
    form = forms.DoubtClass(request.POST or None, units=queries.parties(matter))

    def run(*, units: list[int], question: str) -> object:
        go = partial(acts.doubt_class, actor=here.person, matter_id=matter_id, now=here.now)
        return go(unit_ids=units, question=question)

    if carried_out(request, form, run):
        messages.success(request, _("记下了。三家都说了，按两家以上的意见分。期限照走。"))
        return redirect("lanes:matter", matter_id)
    return form_page(request, matter, form, _("请三方会商"), _("请他们来"))


@desk
@require_http_methods(["GET", "POST"])
def doubt(request: HttpRequest, here: Here, doubt_id: int) -> HttpResponse:
    """记一方意见; with two of three alike, sort by it."""
    here.ask("lanes.say_view")
    found = queries.doubt(here.person, doubt_id)
    allowed(here, "lanes.say_view", found.matter.reach)
    views = queries.views(found)
    settling = request.POST.get("do") == "settle"
    lane = _agreed(found, [Lane(v.lane) for v in views if v.lane])
    say = forms.SayView(
        request.POST if request.method == "POST" and not settling else None,
        units=[v.unit for v in views],
        initial={"unit": next((v.unit_id for v in views if not v.lane), None)},
    )
    units = pick.leading(pick.units(found.matter), lane) if lane else []
    settle = forms.SettleClass(
        request.POST if settling else None,
        units=units,
        auto_id="settle_%s",
        initial={"category": found.matter.category_id},
    )
    go: dict[str, Any] = {"actor": here.person, "doubt_id": doubt_id, "now": here.now}

    def said(*, unit: int, **more: Any) -> object:
        return acts.say_view(unit_id=unit, **more, **go)

    def sort(*, unit: int, category: int) -> object:
        return acts.settle_class(unit_id=unit, category_id=category, **go)

    if not settling and carried_out(request, say, said):
        messages.success(request, _("记下了。"))
        return redirect("lanes:doubt", doubt_id)
    if settling and carried_out(request, settle, sort):
        messages.success(request, _("按会商的意见分好了，三家怎么说的居民看得到。"))
        return redirect("desk_matters:one", found.matter_id)
    context = {
        "form": settle if settling else say,
        "say": say,
        "settle": settle if lane else None,
        "lane": lane,
        "lane_words": LANE_WORDS[lane] if lane else "",
        "split": lane is None and all(v.lane for v in views),
        "doubt": doubt_row(found),
        "matter": found.matter,
        "voices": [
            {
                "unit": v.unit.name,
                "who": v.who,
                "lane": v.lane,
                "words": v.words,
            }
            for v in views
        ],
    }
    return answer(request, "lanes/doubt.html", context)


def _agreed(found: Doubt, lanes: list[Lane]) -> Lane | None:
    """What two of the three said, once all have spoken."""
    try:
        return rules.settle_class(over=found.settled_at is not None, views=lanes)
    except Refused:
        return None
