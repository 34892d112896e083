"""For residents: which lane is mine, who helps along, did the help arrive. No account is needed but to
sign up as a volunteer."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.duties import chart
from yuanba.duties import queries as duties
from yuanba.duties.rules import LANE_MEANS, LANE_WORDS, Lane
from yuanba.duties.variants import CADENCE_WORDS
from yuanba.lanes import acts, forms, queries
from yuanba.lanes.pages.desk import way_row
from yuanba.matters.pages import resident
from yuanba.matters.pages.around import around
from yuanba.matters.queries import where
from yuanba.matters.queries.words import moment as moment_words
from yuanba.people import door
from yuanba.places.models import Place

LONGEST = 12  # answers read from an address


def _village(place_id: int) -> Place:
    village = where.village_of(place_id)
    if village is None or village.until is not None:
        raise Http404
    return village


@require_safe
def which(request: HttpRequest, place_id: int) -> HttpResponse:
    """我的事归哪一类: one question after the other, by plain links; what was answered stands in the
    address and nowhere else."""
    village = _village(place_id)
    called = duties.lane_set(village.county_id)
    given = "".join(sign for sign in request.GET.get("a", "") if sign in chart.ANSWERS)[:LONGEST]
    at = chart.walk(given, neighbours=called[Lane.PERSONAL].neighbours)
    home = reverse("lanes:which", args=[village.pk])
    context: dict[str, Any] = {
        **around(village),
        "back": f"{home}?a={given[:-1]}" if given else "",
        "again": home,
        "n": len(given) + 1,
    }
    if isinstance(at, chart.Q):
        context |= {
            "question": chart.QUESTIONS[at],
            "yes": f"{home}?a={given}y",
            "no": f"{home}?a={given}n",
            "unsure": f"{home}?a={given}u",
        }
        return answer(request, "lanes/which.html", context)
    report = reverse("follow:report", args=[village.pk])
    context["found"], context["report"] = at, report
    if at.lane is not None:
        lane = called[at.lane]
        context |= {
            "report": f"{report}?lane={at.lane}",
            "lane": at.lane.value,
            "words": LANE_WORDS[at.lane],
            "means": LANE_MEANS[at.lane],
            "meeting": lane.meeting,
            "cadence": CADENCE_WORDS[lane.cadence],
        }
    return answer(request, "lanes/which_found.html", context)


# ---- volunteers


@require_safe
def calls(request: HttpRequest, place_id: int) -> HttpResponse:
    """一起动手: the calls of this community, and what was done lately. Nobody is named."""
    village, now = _village(place_id), clock.now()
    person = door.signed_in(request)
    found = queries.open_calls(village.pk, now)
    mine = queries.signed_up(person.pk if person else None, found)
    context = {
        **around(village),
        "calls": [
            {
                "id": c.pk,
                "what": c.what,
                "where": c.where,
                "unit": c.unit.name,
                "at": moment_words(c.starts_at),
                "wanted": c.wanted,
                "going": c.going,  # type: ignore[attr-defined]
                "full": c.going >= c.wanted,  # type: ignore[attr-defined]
                "mine": c.pk in mine,
            }
            for c in found
        ],
        "done": [
            {"what": c.what, "text": c.text, "came": c.came, "at": moment_words(c.starts_at)}  # type: ignore[attr-defined]
            for c in queries.done_calls(village.pk)
        ],
        "person": person,
    }
    return answer(request, "lanes/calls.html", context)


@require_POST
def join(request: HttpRequest, place_id: int, call_id: int) -> HttpResponse:
    """报名, or 不去了: one press by who has signed in; others are asked to sign in first."""
    person = door.signed_in(request)
    here = reverse("lanes:calls", args=[place_id])
    if person is None:
        return HttpResponseRedirect(f"{reverse('people:sign_in_phone')}?next={here}")
    leaving = request.POST.get("do") == "leave"
    act = acts.leave_call if leaving else acts.sign_up
    try:
        act(actor=person, call_id=call_id, now=clock.now())
    except Refused as refusal:
        messages.info(request, refusal.message)
    else:
        messages.success(
            request, _("拿下来了，谢谢您告诉我们。") if leaving else _("报上了，到时候见。")
        )
    return redirect(here)


# ---- did the help arrive


@require_http_methods(["GET", "HEAD", "POST"])
def ways(request: HttpRequest, token: str) -> HttpResponse:
    """帮到了没有: what was tried for this person; he says himself whether it helped."""
    here = resident.by(token)
    found = queries.ways_of(here.matter)
    asked = str(request.POST.get("way", ""))
    way = next((w for w in found if str(w.pk) == asked), None)
    said = request.POST.get("arrived", "")
    form = forms.NotHelped(request.POST if said == "no" and "text" in request.POST else None)
    if request.method == "POST" and way is None:  # none of his, or taken away meanwhile
        return redirect("lanes:ways", token)
    if way is not None:
        run = partial(acts.answer_way, actor=here.guest, way_id=way.pk, now=clock.now())
        if said == "yes" and _said(request, partial(run, arrived=True)):
            return redirect("lanes:ways", token)
        if (
            said == "no"
            and form.is_bound
            and carried_out(request, form, partial(run, arrived=False))
        ):
            messages.success(request, _("记下了，社区再替您想办法。"))
            return redirect("lanes:ways", token)
    missing = way if said == "no" else None
    context = {"form": form, "ways": [way_row(w) for w in found], "missing": missing}
    if missing is not None:
        context["missing"] = way_row(missing)
    return _page(request, here, context)


def _said(request: HttpRequest, run: Any) -> bool:
    try:
        run()
    except Refused as refusal:
        messages.info(request, refusal.message)
    else:
        messages.success(request, _("记下了，谢谢您。"))
    return True


def _page(request: HttpRequest, here: resident.Held, context: dict[str, Any]) -> HttpResponse:
    village = where.village_of(here.matter.village_id)
    more = {"matter": here.matter, "token": here.token, **around(village), "tabs": []}
    return answer(request, "lanes/ways.html", more | context)
