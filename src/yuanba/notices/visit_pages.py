"""上门: whom no message reaches; for the grid worker's phone and for the desk."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import permits
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.matters import follow
from yuanba.matters.pages.posts import Here, desk, number
from yuanba.notices import acts, forms, visits
from yuanba.notices.rules import Channel


@desk
@require_safe
def listed(request: HttpRequest, here: Here) -> HttpResponse:
    """The visits of this post, the oldest first."""
    found = visits.waiting(here.ask("notices.visit"), after=number(request.GET.get("after")))
    shown, address = found[: visits.PAGE], reverse("notices:visits")
    context = {
        "tasks": shown,
        "next_url": f"{address}?after={shown[-1].id}" if len(found) > visits.PAGE else "",
        "first_url": address if "after" in request.GET else "",
    }
    return answer(request, "notices/visits.html", context)


@desk
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, here: Here, visit_id: int) -> HttpResponse:
    """One visit: what to say, and what the person said."""
    sheet = visits.one(here.person, visit_id)
    form = forms.Visited(request.POST or None, asks=sheet.asks)
    run = partial(acts.visit, actor=here.person, visit_id=visit_id, now=here.now)
    if carried_out(request, form, run):
        there = form.cleaned_data["there"]
        messages.success(request, _("记下了，谢谢您跑一趟。") if there else _("记下了，改天再去。"))
        return redirect("notices:visits")
    return _shown(request, here, sheet, form)


def _shown(request: HttpRequest, here: Here, sheet: visits.Sheet, form: Any) -> HttpResponse:
    paper = sheet.visit.message.channel == Channel.PAPER
    slip = reverse("follow:slip", args=[follow.token(sheet.matter)]) if paper else ""
    context = {"sheet": sheet, "form": form, "slip": slip}
    return answer(request, "notices/visit.html", context)


@desk
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, here: Here, visit_id: int) -> HttpResponse:
    """显示姓名电话: with a reason; the person can read who looked and why (trust.md P8)."""
    sheet = visits.one(here.person, visit_id)
    permits.require(here.person, "notices.look", reach=sheet.visit.reach)
    form = forms.Look(request.POST or None)
    run = partial(acts.look, actor=here.person, visit_id=visit_id, now=here.now)
    if carried_out(request, form, run):
        seen = visits.one(here.person, visit_id, clear=True)
        return _shown(request, here, seen, forms.Visited(asks=seen.asks))
    return answer(request, "notices/visit_look.html", {"sheet": sheet, "form": form})
