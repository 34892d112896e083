"""红白事: the village's standards (for everybody to read), a family's plan beside them; and the page by
which somebody who was appraised asks for a review."""

from functools import partial
from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock
from yuanba.base.pages import answer, carried_out
from yuanba.councils import acts, forms, links, queries
from yuanba.councils.models import Procedure
from yuanba.councils.pages import common
from yuanba.councils.queries import boards
from yuanba.councils.rules import customs
from yuanba.councils.rules.customs import Event
from yuanba.matters.pages.around import around
from yuanba.matters.pages.posts import Here, desk
from yuanba.matters.queries import where
from yuanba.people.door import Guest


@require_safe
def standards(request: HttpRequest, place_id: int) -> HttpResponse:
    """红白事标准: what the village agreed on, and what it saved this year. Three statements."""
    village = where.village_of(place_id)
    if village is None:
        raise Http404
    today = clock.day_of(clock.now())
    context = {
        "tables": queries.standards(village, today),
        "saved": queries.saved(village, today.year),
        **around(village),
    }
    return answer(request, "councils/standards.html", context)


@desk
@require_http_methods(["GET", "POST"])
def set_standard(request: HttpRequest, here: Here) -> HttpResponse:
    """立红白事标准."""
    places = common.offered(here, "councils.set_standard")
    form = forms.SetStandard(
        request.POST or None, offered={}, places=places, initial={"since": common.today(here)}
    )
    if carried_out(request, form, partial(acts.set_standard, actor=here.person, now=here.now)):
        messages.success(request, gettext("立好了，大家看得到。"))
        return redirect("councils:standards", form.cleaned_data["place_id"])
    return answer(request, "councils/act.html", {
        "form": form, "heading": gettext("立红白事标准"), "button": gettext("立好"),
        "back": "councils:board",
        "hint": gettext("村民会议或者村规民约定的才立。超过标准的上门说说，不自动罚。"),
    })  # fmt: skip


@desk
@require_http_methods(["GET", "POST"])
def ceremony(request: HttpRequest, here: Here, procedure_id: int) -> HttpResponse:
    """对照标准: what the family plans, beside the standard; later how it was."""
    found = common.the_procedure(here, procedure_id, "plan_ceremony")
    if found.flow != queries.CEREMONY:
        raise Http404
    kept = queries.ceremony_of(found)
    said = request.POST.get("event") or request.GET.get("event")
    after = kept is not None and request.GET.get("after") == "1"
    event = Event(kept.standard.event) if kept and after else None
    event = Event(said) if said in set(Event) else event
    day = kept.on if kept else common.today(here)
    standard = kept.standard if kept and kept.standard.event == event else None
    if standard is None and event is not None:
        standard = queries.standard(found.place, event, day)
    form: Any = None
    if standard is not None:
        make = forms.CloseCeremony if after else forms.PlanCeremony
        act = acts.close_ceremony if after else acts.plan_ceremony
        first = {"on": day, "event": event}
        form = make(request.POST or None, items=standard.items, initial=first)
        run = partial(act, actor=here.person, procedure_id=found.pk, now=here.now)
        if carried_out(request, form, run):
            messages.success(request, gettext("记下了。"))
            return redirect("councils:ceremony", found.pk)
    here_is = reverse("councils:ceremony", args=[found.pk])
    context = {
        "procedure": found,
        "kept": kept,
        "rows": customs.compare(kept.standard.items, kept.plan, kept.was) if kept else [],
        "standard": standard,
        "event": customs.EVENT_WORDS[event] if event else "",
        "events": [(f"{here_is}?event={e}", customs.EVENT_WORDS[e]) for e in Event],
        "form": form,
        "after": after,
    }
    return answer(request, "councils/ceremony.html", context)


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, token: str) -> HttpResponse:
    """告诉本人: what was found, for the person alone, and 要求再评. The link is printed for him."""
    found = boards.one(links.procedure_of(token) or 0)
    if found is None or not found.closed:
        raise Http404
    form = forms.AskReview(request.POST or None)
    run = partial(
        acts.ask_review, actor=Guest(holds=found.pk), procedure_id=found.pk, now=clock.now()
    )
    if carried_out(request, form, run):
        messages.success(request, gettext("记下了：评议会全体成员再评一次。"))
        return redirect("councils:person", token)
    done = boards.done_of(found)
    context = {
        "procedure": found,
        "stages": boards.stages(found, done),
        "done": [(d, found.steps[d.n - 1]["name"]) for d in done if d.passed],
        "form": form,
        "may_ask": may_ask(found),
        **around(where.village_of(found.place_id)),
    }
    return answer(request, "councils/person.html", context)


@desk
@require_safe
def slip(request: HttpRequest, here: Here, procedure_id: int) -> HttpResponse:
    """给本人的一页: the slip with the link, given to the person alone."""
    found = common.the_procedure(here, procedure_id, "ask_review")
    if not found.closed:
        raise Http404
    path = reverse("councils:person", args=[links.person(found.pk)])
    address = request.build_absolute_uri(path)
    context = {
        "procedure": found,
        "qr": segno.make(address, error="m").svg_data_uri(border=2, scale=5),
        "back_url": reverse("councils:procedure", args=[found.pk]),
    }
    return answer(request, "councils/person_slip.html", context)


def may_ask(found: Procedure) -> bool:
    """Told, and not asked before."""
    told = [n for n, step in enumerate(found.steps, 1) if step.get("review")]
    again = any(step.get("full") for step in found.steps)
    return bool(told) and found.at > told[0] and not again and found.state != "dropped"


@desk
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, here: Here, procedure_id: int) -> HttpResponse:
    """本人要求再评: written down for the person."""
    found = common.the_procedure(here, procedure_id, "ask_review")
    if not may_ask(found):
        raise Http404
    form = forms.AskReview(request.POST or None)
    run = partial(acts.ask_review, actor=here.person, procedure_id=found.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("记下了，下一步是全体成员再评。"))
        return redirect("councils:procedure", found.pk)
    return answer(request, "councils/review.html", {"form": form, "procedure": found})
