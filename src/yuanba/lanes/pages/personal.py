"""私事: show a way, ask after it, write down what was said."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from yuanba.base import clock
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.duties.rules import Lane
from yuanba.lanes import acts, forms, queries
from yuanba.lanes.pages.common import allowed, form_page, the_matter
from yuanba.lanes.pages.desk import way_row
from yuanba.matters.pages.posts import Here, desk


@desk
@require_http_methods(["GET", "POST"])
def show_way(request: HttpRequest, here: Here, matter_id: int) -> HttpResponse:
    """给办法."""
    matter = the_matter(here, matter_id, "lanes.show_way")
    form = forms.ShowWay(
        request.POST or None,
        units=queries.aid_units(matter),
        today=clock.day_of(here.now),
        personal=matter.lane == Lane.PERSONAL,
    )

    def run(*, unit: int | None, **said: Any) -> object:
        go = partial(acts.show_way, actor=here.person, matter_id=matter_id, now=here.now)
        return go(unit_id=unit, **said)

    if carried_out(request, form, run):
        messages.success(request, _("记下了，居民看得到。到日子会提醒您回问。"))
        return redirect("lanes:matter", matter_id)
    return form_page(request, matter, form, _("给办法"), _("就这样帮"))


@desk
@require_http_methods(["GET", "POST"])
def way(request: HttpRequest, here: Here, way_id: int) -> HttpResponse:
    """回问: did it help; not clear yet, and when to ask again."""
    here.ask("lanes.answer_way")
    found = queries.way(here.person, way_id)
    allowed(here, "lanes.answer_way", found.matter.reach)
    later = request.POST.get("do") == "later"
    heard = forms.Heard(request.POST if request.method == "POST" and not later else None)
    again = forms.AskLater(request.POST if later else None, auto_id="later_%s")
    go: dict[str, Any] = {"actor": here.person, "way_id": way_id, "now": here.now}
    if not later and carried_out(request, heard, partial(acts.answer_way, **go)):
        messages.success(request, _("记下了。没帮到的，请再给一个办法。"))
        return redirect("lanes:matter", found.matter_id)
    if later and carried_out(request, again, partial(acts.ask_later, **go)):
        messages.success(request, _("记下了，到日子再问。"))
        return redirect("lanes:waiting")
    context = {
        "form": again if later else heard,
        "heard": heard,
        "again": again,
        "matter": found.matter,
        "way": way_row(found),
    }
    return answer(request, "lanes/way.html", context)
