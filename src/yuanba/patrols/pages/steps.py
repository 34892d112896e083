"""上报和移交: taken by the level that was told, handed over with the time, answered; the county's ladder."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.matters.pages.posts import Here, desk
from yuanba.patrols import acts, forms, queries
from yuanba.patrols.pages.common import acts_at, sees, the_finding
from yuanba.patrols.pages.keeping import county_of
from yuanba.patrols.rules import steps as rules
from yuanba.patrols.rules.findings import WEIGHT_WORDS


@desk
@require_POST
def take(request: HttpRequest, here: Here, step_id: int) -> HttpResponse:
    """接到了."""
    sees(here)
    step = queries.one_step(step_id)
    if step is None:
        raise Http404
    acts_at(here, "patrols.take_step", step.place)
    form = Form(request.POST)
    run = partial(acts.take_step, actor=here.person, step_id=step_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("记下了：接到了。"))
    for wrong in form.non_field_errors():
        messages.error(request, str(wrong))
    return redirect("patrols:finding", step.finding_id)


@desk
@require_http_methods(["GET", "POST"])
def hand(request: HttpRequest, here: Here, finding_id: int) -> HttpResponse:
    """移交: to whom, and when."""
    found = the_finding(here, finding_id)
    acts_at(here, "patrols.hand_over", found.point.place)
    form = forms.HandOver(request.POST or None)
    run = partial(acts.hand_over, actor=here.person, finding_id=finding_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("移交记下了，时间也记下了。"))
        return redirect("patrols:finding", finding_id)
    return answer(request, "patrols/hand.html", {"form": form, "finding": found})


@desk
@require_http_methods(["GET", "POST"])
def answered(request: HttpRequest, here: Here, handover_id: int) -> HttpResponse:
    """回音: what came of what was handed over."""
    sees(here)
    found = queries.one_handover(handover_id)
    if found is None:
        raise Http404
    acts_at(here, "patrols.answer_handover", found.finding.point.place)
    form = forms.Answered(request.POST or None)
    run = partial(acts.answer_handover, actor=here.person, handover_id=handover_id, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("回音记下了。"))
        return redirect("patrols:finding", found.finding_id)
    context = {"form": form, "handover": found, "to": rules.TO_WORDS[found.to]}
    return answer(request, "patrols/answered.html", context)


@desk
@require_http_methods(["GET", "POST"])
def rungs(request: HttpRequest, here: Here) -> HttpResponse:
    """上报的梯子: who is told when, and by when he takes it; each row with its paper."""
    county = county_of(here)
    changes = here.post is not None and here.post.place_id == county.pk
    form = forms.RungIs(request.POST or None)
    if request.method == "POST":
        here.ask("patrols.set_rung")
        if not changes:
            raise PermissionDenied("patrols.set_rung")
    run = partial(acts.set_rung, actor=here.person, county_id=county.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("定下了，从今天起照这个。"))
        return redirect("patrols:rungs")
    own = queries.rung_rows(county.pk)
    rows = [
        (WEIGHT_WORDS[weight], rules.LEVEL_WORDS[level], usual, own.get((weight, level)))
        for (weight, level), usual in rules.USUAL.items()
    ]
    context = {"form": form, "rows": rows, "usual": rules.USUAL_SOURCE, "changes": changes}
    return answer(request, "patrols/rungs.html", context)
