"""一家参评的 at the desk: its consent, the panel, objections, the certificate."""

from functools import partial
from typing import Any

import segno
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
from yuanba.honours.models import Nominee
from yuanba.honours.pages import common
from yuanba.honours.pages.desk import page, row
from yuanba.honours.queries import campaigns as queries
from yuanba.honours.rules import campaigns as rules
from yuanba.honours.rules.campaigns import CampaignState, Judge, NomineeState
from yuanba.matters.pages.posts import Here, desk
from yuanba.points.rules.claims import ASIDE_WORDS, Aside


@desk
@require_http_methods(["GET", "POST"])
def nominee(request: HttpRequest, here: Here, nominee_id: int) -> HttpResponse:
    """一家参评的: why it was named, what it said itself, the panel, what was objected."""
    found = common.the_nominee(here, nominee_id)
    open_one = next((o for o in queries.objections(found) if o.answered_at is None), None)
    form, run, button = _of_nominee(request, here, found, open_one)
    if form is not None and carried_out(request, form, run):
        messages.success(request, _("记下了。"))
        return redirect("honours:nominee", nominee_id)
    context = {
        **row(found),
        "campaign": found.campaign,
        "form": form,
        "button": button,
        "sittings": sittings(queries.sittings(found)),
        "objections": queries.objections(found),
        "may_consent": found.state in _ASKABLE and common.may(here, "consent", found.reach),
        "may_object": found.state == NomineeState.CHOSEN and open_one is None,
        "may_revoke": found.state == NomineeState.AWARDED
        and common.may(here, "revoke", found.campaign.reach),
    }
    return answer(request, "honours/nominee.html", context)


_ASKABLE = {NomineeState.NAMED, NomineeState.DECLINED, *rules.SHOWABLE}


def _of_nominee(
    request: HttpRequest, here: Here, found: Nominee, open_one: Any
) -> tuple[Any, Any, Any]:
    go: dict[str, Any] = {"actor": here.person, "now": here.now}
    said, reach = request.POST or None, found.campaign.reach
    with_panel = partial(common.panelled, found.place_id, found.household, teller=found.named_by_id)
    if open_one is not None and common.may(here, "answer_award_objection", reach):
        answering = forms.AnswerHonour(said, **with_panel(objector=open_one.person_id))

        def answer_it(*, upheld: bool, answer: str, **_votes: str) -> object:
            act = partial(acts.answer_award_objection, objection_id=open_one.pk, **go)
            return act(upheld=upheld, answer=answer, votes=answering.votes())

        return answering, answer_it, _("答复异议")
    judging = (
        found.state == NomineeState.AGREED
        and found.campaign.state == CampaignState.OPEN
        and found.campaign.judge == Judge.PANEL
        and clock.day_of(here.now) > found.campaign.until
    )
    if judging and common.may(here, "judge", reach):
        form = forms.Judge(said, **with_panel())

        def judge(**_votes: str) -> object:
            return acts.judge(nominee_id=found.pk, votes=form.votes(), **go)

        return form, judge, _("记下评议")
    return None, None, ""


def sittings(votes: list[Any]) -> list[dict[str, Any]]:
    """Each sitting with who said yes, who no, who stepped aside and why."""
    rounds: dict[int, dict[str, Any]] = {}
    for vote in votes:
        one = rounds.setdefault(vote.round, {"n": vote.round, "yes": [], "no": [], "aside": []})
        name = vote.member.person.name
        if vote.aside:
            one["aside"].append((name, ASIDE_WORDS[Aside(vote.aside)]))
        elif vote.yes is not None:
            one["yes" if vote.yes else "no"].append(name)
    return list(rounds.values())


@desk
@require_http_methods(["GET", "POST"])
def consent_for(request: HttpRequest, here: Here, nominee_id: int) -> HttpResponse:
    """替本人记同意, from a signed paper."""
    found = common.the_nominee(here, nominee_id)
    early = found.state in {NomineeState.NAMED, NomineeState.AGREED, NomineeState.DECLINED}
    first = {"shown": found.shown}
    form = forms.ConsentFor(request.POST or None, may_decline=early, initial=first)
    run = partial(acts.consent, actor=here.person, nominee_id=found.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, _("记下了。"))
        return redirect("honours:nominee", nominee_id)
    back = reverse("honours:nominee", args=[found.pk])
    return page(
        request, found.campaign.place, form, _("替本人记同意"), _("记下来"), back,
        _("本人没有手机的，签一张纸，再记在这里。"),
    )  # fmt: skip


@desk
@require_http_methods(["GET", "POST"])
def object_for(request: HttpRequest, here: Here, nominee_id: int) -> HttpResponse:
    """替人记异议, for who has no telephone; who it was is not kept."""
    found = common.the_nominee(here, nominee_id)
    form = forms.ObjectToAward(request.POST or None)
    run = partial(acts.object_to_award, actor=here.person, nominee_id=found.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, _("记下了，由评议组答复。"))
        return redirect("honours:nominee", nominee_id)
    back = reverse("honours:nominee", args=[found.pk])
    return page(request, found.campaign.place, form, _("替人记异议"), _("记下来"), back)


@desk
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, here: Here, nominee_id: int) -> HttpResponse:
    """收回荣誉: by the panel."""
    found = common.the_nominee(here, nominee_id, "revoke")
    with_panel = common.panelled(found.place_id, found.household, teller=found.named_by_id)
    form = forms.Revoke(request.POST or None, **with_panel)

    def run(*, reason: str, **_votes: str) -> object:
        go = partial(acts.revoke, actor=here.person, nominee_id=found.pk, now=here.now)
        return go(reason=reason, votes=form.votes())

    if carried_out(request, form, run):
        messages.success(request, _("记下了，公开页上不再有这一条。"))
        return redirect("honours:nominee", nominee_id)
    context = {
        "village": found.campaign.place,
        "form": form,
        "heading": _("收回荣誉"),
        "button": _("收回"),
        "back": reverse("honours:nominee", args=[found.pk]),
    }
    return answer(request, "honours/panel_act.html", context)


@desk
@require_safe
def certificate(request: HttpRequest, here: Here, nominee_id: int) -> HttpResponse:
    """荣誉证书, to be framed or hung at the door: A4, black on white, with a code that leads back."""
    found = common.the_nominee(here, nominee_id)
    address = request.build_absolute_uri(reverse("honours:award", args=[found.pk]))
    context = {
        "one": found,
        "campaign": found.campaign,
        "who": queries.label(found),
        "awarded": found.state == NomineeState.AWARDED,
        "wide": "wide" in request.GET,
        "address": address,
        "qr": segno.make(address, error="m").svg_data_uri(border=1, scale=4),
        "back_url": reverse("honours:nominee", args=[found.pk]),
    }
    return answer(request, "honours/certificate.html", context)
