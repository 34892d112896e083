"""选举准备、公布名册: the roll before people vote, the candidates of an election, and the sheet that hangs out."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.base.text import _
from yuanba.councils import acts, forms, queries
from yuanba.councils.models import Meeting
from yuanba.councils.pages import common
from yuanba.councils.rules.kinds import Listed, MeetingState
from yuanba.matters.pages.posts import Here, desk

MAKES: dict[str, type[Form]] = {
    "roll": forms.PostList,
    "object": forms.ObjectToRoll,
    "nominate": forms.Nominate,
    "candidates": forms.PostList,
}
RUNS: dict[str, tuple[str, Any, Any]] = {
    "roll": ("post_roll", acts.post_roll, _("记下了。名册从现在起只按异议改。")),
    "object": ("object_to_roll", acts.object_to_roll, _("记下了，请尽快处理。")),
    "nominate": ("nominate", acts.nominate, _("记下了，等审查。")),
    "candidates": ("post_candidates", acts.post_candidates, _("候选人公布了，可以印票。")),
}


ELECTIONS_ONLY = {"nominate", "candidates"}


@desk
@require_safe
def election(request: HttpRequest, here: Here, meeting_id: int) -> HttpResponse:
    return shown(request, here, common.the_meeting(here, meeting_id))


def shown(
    request: HttpRequest, here: Here, found: Meeting, slug: str = "", wrong: Form | None = None
) -> HttpResponse:
    """The two lists, what was said against the first, and the next thing to do. Eleven statements."""
    lists = {row.what: row for row in found.lists.all()}
    roll, candidates = lists.get(Listed.ROLL), lists.get(Listed.CANDIDATES)
    open_ = found.state == MeetingState.CALLED
    fits = {"roll": roll is None, "object": roll is not None}
    fits |= dict.fromkeys(ELECTIONS_ONLY, candidates is None and found.rule.paper_only)
    first = {"on": common.today(here), "where": gettext("村（居）务公开栏")}
    asked = {
        s: make(auto_id=f"{s}_%s", initial=first)
        for s, make in MAKES.items()
        if open_ and fits[s] and common.may(here, RUNS[s][0], found.place)
    }
    if slug in asked and wrong is not None:
        asked[slug] = wrong
    may = common.allowed(here, found.place, "decide_objection", "judge_candidate", "enter")
    context = {
        "meeting": found,
        "forms": asked,
        "form": wrong,
        "roll": roll,
        "candidates_posted": candidates,
        "lines": found.roll.filter(out="").count(),
        "proxies": found.roll.exclude(holder=None).count(),
        "objections": list(found.objections.order_by("id")),
        "candidates": list(found.candidates.order_by("n")),
        "may": may,
        "open": open_,
        "days": queries.roll_numbers(found),
    }
    return answer(request, "councils/election.html", context, form=wrong)


@desk
@require_POST
def small(request: HttpRequest, here: Here, meeting_id: int, slug: str) -> HttpResponse:
    name, act, done = RUNS[slug]
    found = common.the_meeting(here, meeting_id, name)
    form = MAKES[slug](request.POST, auto_id=f"{slug}_%s")
    there = "councils:election"
    gone = common.pressed(request, here, form, act, done, there, found.pk, meeting_id=found.pk)
    return gone or shown(request, here, found, slug, form)


@desk
@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, here: Here, meeting_id: int, objection_id: int) -> HttpResponse:
    """处理异议."""
    found = common.the_meeting(here, meeting_id, "decide_objection")
    one = found.objections.filter(pk=objection_id, upheld=None).first()
    if one is None:
        raise Http404
    form = forms.DecideObjection(request.POST or None)
    run = partial(acts.decide_objection, actor=here.person, objection_id=one.pk, now=here.now)
    if carried_out(request, form, run):
        messages.success(request, gettext("处理好了，请把结果告诉本人，公布出来。"))
        return redirect("councils:election", found.pk)
    context = {"form": form, "meeting": found, "said": f"{one.who}：{one.text}"}
    context |= {"heading": gettext("处理异议"), "button": gettext("记下处理结果")}
    return answer(request, "councils/election_act.html", context)


@desk
@require_http_methods(["GET", "POST"])
def candidate(request: HttpRequest, here: Here, meeting_id: int, candidate_id: int) -> HttpResponse:
    """审查候选人."""
    found = common.the_meeting(here, meeting_id, "judge_candidate")
    one = found.candidates.filter(pk=candidate_id).first()
    if one is None:
        raise Http404
    form = forms.JudgeCandidate(request.POST or None)
    run = partial(acts.judge_candidate, actor=here.person, candidate_id=one.pk, now=here.now)
    if carried_out(request, form, run):
        return redirect("councils:election", found.pk)
    context = {"form": form, "meeting": found, "said": f"{one.name}（{one.named_by}）"}
    context |= {"heading": gettext("审查候选人"), "button": gettext("记下")}
    return answer(request, "councils/election_act.html", context)


@desk
@require_safe
def sheet(request: HttpRequest, here: Here, meeting_id: int) -> HttpResponse:
    """选民名单: the sheet that hangs out, with those who stand for others (both names, VCL18 15)."""
    found = common.the_meeting(here, meeting_id, "enter")
    rows = list(found.roll.filter(out="").select_related("holder").order_by("n")[:6000])
    lists = {row.what: row for row in found.lists.all()}
    context = {
        "meeting": found,
        "rows": rows,
        "proxies": [e for e in rows if e.holder_id],
        "candidates": queries.accepted(found) if Listed.CANDIDATES in lists else [],
        "posted": lists.get(Listed.ROLL),
        "days": queries.roll_numbers(found),
        "back_url": request.path.removesuffix("sheet"),
    }
    return answer(request, "councils/election_sheet.html", context)
