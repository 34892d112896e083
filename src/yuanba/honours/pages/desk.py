"""评选 at the desk: campaigns, one campaign, whom it names, the next step."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.honours import acts
from yuanba.honours.forms import campaigns as forms
from yuanba.honours.models import Campaign
from yuanba.honours.pages import common
from yuanba.honours.queries import campaigns as queries
from yuanba.honours.rules import campaigns as rules
from yuanba.honours.rules.campaigns import CampaignState, Judge, NomineeState
from yuanba.matters.pages.posts import Here, desk
from yuanba.points.pages.common import my_village, the_home, the_person

TONES = {
    CampaignState.OPEN: "warn", CampaignState.POSTED: "bean", CampaignState.AWARDED: "ok",
    NomineeState.NAMED: "warn", NomineeState.CHOSEN: "bean", NomineeState.AWARDED: "ok",
    NomineeState.STRUCK: "late", NomineeState.REVOKED: "late",
}  # fmt: skip


@desk
@require_safe
def board(request: HttpRequest, here: Here) -> HttpResponse:
    """评选和荣誉."""
    village, choose = my_village(request, here, "honours.see")
    rows = [
        {
            "row": one,
            "state": rules.STATE_WORDS[CampaignState(one.state)],
            "tone": TONES.get(CampaignState(one.state), ""),
        }
        for one in queries.campaigns(village.pk)
    ]
    context = {
        "village": village,
        "choose": choose,
        "rows": rows,
        "may_call": common.may(here, "call", village.reach),
        "may_naming": common.may(here, "see_naming", village.reach),
    }
    return answer(request, "honours/board.html", context)


@desk
@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, here: Here) -> HttpResponse:
    """发起评选."""
    village, _choose = my_village(request, here, "honours.call")
    first = {"until": clock.day_of(here.now) + timedelta(days=14)}
    form = forms.Call(request.POST or None, initial=first)
    run = partial(acts.call, actor=here.person, place_id=village.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, _("发起了，本村的人在公开页上看得到。"))
        return redirect("honours:board")
    note = _("评上的不多给低保、医保、入学、投票，也不少给。名字怎么公开由本人定，随时能改。")
    return page(request, village, form, _("发起评选"), _("发起"), reverse("honours:board"), note)


def page(
    request: HttpRequest, village: Any, form: Any, heading: Any, button: Any, back: str,
    note: Any = "",
) -> HttpResponse:  # fmt: skip
    context = {"village": village, "form": form, "heading": heading, "button": button}
    return answer(request, "points/act.html", context | {"back": back, "note": note})


@desk
@require_http_methods(["GET", "POST"])
def campaign(request: HttpRequest, here: Here, campaign_id: int) -> HttpResponse:
    """一次评选: whom it names, who agreed, and the next step."""
    found = common.the_campaign(here, campaign_id)
    today = clock.day_of(here.now)
    form, run, button = _next(request, here, found)
    if form is not None and carried_out(request, form, run):
        messages.success(request, _("记下了。"))
        return redirect("honours:campaign", campaign_id)
    state = CampaignState(found.state)
    context = {
        "campaign": found,
        "state": rules.STATE_WORDS[state],
        "tone": TONES.get(state, ""),
        "whom": rules.WHOM_WORDS[rules.Whom(found.whom)],
        "nominators": rules.NOMINATORS_WORDS[rules.Nominators(found.nominators)],
        "judge": rules.JUDGE_WORDS[Judge(found.judge)],
        "rows": [row(one) for one in queries.nominees(found)],
        "form": form,
        "button": button,
        "waits": _waits(found, today),
        "may_nominate": state is CampaignState.OPEN
        and today <= found.until
        and common.may(here, "consent", common.of_village(here, found.place_id, found.reach)),
        "may_drop": state in {CampaignState.OPEN, CampaignState.POSTED}
        and common.may(here, "drop", found.reach),
    }
    return answer(request, "honours/campaign.html", context)


def row(one: Any) -> dict[str, Any]:
    state = NomineeState(one.state)
    return {
        "one": one,
        "who": queries.label(one),
        "state": rules.NOMINEE_WORDS[state],
        "tone": TONES.get(state, ""),
        "shown": rules.SHOWN_WORDS[rules.Shown(one.shown)] if one.shown else "",
    }


def _next(request: HttpRequest, here: Here, found: Campaign) -> tuple[Any, Any, Any]:
    """The form of the next step, what it does, and what its button says."""
    state, today = CampaignState(found.state), clock.day_of(here.now)
    go: dict[str, Any] = {"actor": here.person, "campaign_id": found.pk, "now": here.now}
    said = request.POST or None
    if state is CampaignState.OPEN and today > found.until:
        if not common.may(here, "post_chosen", found.reach):
            return None, None, ""
        if found.judge == Judge.PANEL:
            return forms.PostChosen(said), partial(acts.post_chosen, **go), _("按票数公示")
        form = forms.PostByCouncil(said, questions=queries.questions(found.place))
        return form, lambda procedure: acts.post_chosen(procedure_id=procedure, **go), _("公示")
    over = found.object_until is not None and today > found.object_until
    if state is CampaignState.POSTED and over and common.may(here, "present", found.reach):
        return forms.Present(said), partial(acts.present, **go), _("表彰，编上号")
    return None, None, ""


def _waits(found: Campaign, today: Any) -> Any:
    if found.state == CampaignState.OPEN and today <= found.until:
        return _("正在收提名。提名的日子过了再评。")
    if found.state == CampaignState.POSTED and found.object_until and today <= found.object_until:
        return _("公示和异议期过了才表彰。")
    return ""


@desk
@require_http_methods(["GET", "POST"])
def nominate(request: HttpRequest, here: Here, campaign_id: int) -> HttpResponse:
    """提名, at the desk."""
    found = common.the_campaign(here, campaign_id)
    person = found.whom == rules.Whom.PERSON
    form = forms.NominateFor(request.POST or None, person=person)

    def run(*, household: str, why: str, name: str = "") -> object:
        home = the_home(found.place, household)
        one = the_person(found.place, name, field="name").pk if person else None
        go = partial(acts.nominate, actor=here.person, campaign_id=found.pk, now=here.now)
        return go(household_id=home.pk, person_id=one, why=why)

    if carried_out(request, form, run):
        messages.success(request, _("提名了。先问本人同不同意，再评。"))
        return redirect("honours:campaign", campaign_id)
    back = reverse("honours:campaign", args=[found.pk])
    return page(request, found.place, form, _("提名"), _("提名"), back)


@desk
@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, here: Here, campaign_id: int) -> HttpResponse:
    """不评了."""
    found = common.the_campaign(here, campaign_id, "drop")
    form = forms.Drop(request.POST or None)
    run = partial(acts.drop, actor=here.person, campaign_id=found.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, _("记下了，大家看得到为什么。"))
        return redirect("honours:campaign", campaign_id)
    back = reverse("honours:campaign", args=[found.pk])
    return page(request, found.place, form, _("不评了"), _("不评了"), back)
