"""主持台: one meeting as it is prepared and held; its roll; the slips with codes."""

from functools import partial
from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out, wants_fragment
from yuanba.base.text import _
from yuanba.councils import acts, forms, links, queries
from yuanba.councils.models import Entry, Meeting
from yuanba.councils.pages import common
from yuanba.councils.pages.hall import code_of
from yuanba.councils.queries import boards, papers, words
from yuanba.councils.rules import deciding, kinds
from yuanba.councils.rules.kinds import BallotState, MeetingState
from yuanba.matters.pages.posts import Here, desk, number

MAKES: dict[str, type[Form]] = {
    "tell": forms.Tell,
    "cancel": forms.Cancel,
    "suggest": forms.Suggest,
    "end": forms.End,
    "draft": forms.DraftBallot,
    "enter": forms.Enter,
}
RUNS: dict[str, tuple[str, Any, Any]] = {
    "begin": ("begin", acts.begin, _("开会了。来一户，点一户。")),
    "tell": ("tell", acts.tell, _("记下了。")),
    "cancel": ("cancel", acts.cancel, _("这次不开了。")),
    "suggest": ("suggest", acts.suggest, _("记下了。")),
    "end": ("end", acts.end, _("散会了。")),
    "draft": ("draft_ballot", acts.draft_ballot, _("表决拟好了，人够了就可以开始。")),
    "enter": ("enter", acts.enter, _("写进名册了。")),
}
OPEN_TO = {
    "begin": {MeetingState.CALLED},
    "tell": {MeetingState.CALLED},
    "cancel": {MeetingState.CALLED},
    "suggest": {MeetingState.OPEN},
    "end": {MeetingState.OPEN},
    "draft": {MeetingState.CALLED, MeetingState.OPEN},
    "enter": {MeetingState.CALLED, MeetingState.OPEN},
}


@desk
@require_safe
def meeting(request: HttpRequest, here: Here, meeting_id: int) -> HttpResponse:
    found = common.the_meeting(here, meeting_id)
    if wants_fragment(request):  # the figures alone, every few seconds
        return answer(request, "councils/_figures.html", live(found))
    return shown(request, here, found)


def live(found: Meeting) -> dict[str, Any]:
    """What changes while people come and vote. Four statements."""
    there = queries.attendance(found)
    judged = deciding.quorum(queries.valid_of(found), there)
    ballots = papers.ballots_of(found.pk)
    channels = papers.channels_of(ballots)
    return {
        "meeting": found,
        "there": there,
        "quorate": judged.met and there.present > 0,
        "asks_none": not judged.checks,
        "lack": queries.absent_parties(found) if found.state == MeetingState.OPEN else [],
        "by_turnout": found.unit in kinds.TAKE_PART,
        "short": words.so_many(found.unit, deciding.missing(judged)),
        "quorum": words.lines([check.facts() for check in judged.checks]),
        "entitled": words.so_many(found.unit, there.entitled),
        "affected": words.so_many(found.unit, there.affected),
        "groups": [
            (g, words.so_many(found.unit, g.entitled)) for g in queries.groups(found) if g.name
        ],
        "ballots": [papers.shown(b, there.present, channels[b.pk]) for b in ballots],
        "running": found.state == MeetingState.OPEN,
    }


def shown(
    request: HttpRequest, here: Here, found: Meeting, slug: str = "", wrong: Form | None = None
) -> HttpResponse:
    context = live(found)
    can = {s for s, (act, _run, _done) in RUNS.items() if common.may(here, act, found.place)}
    state = MeetingState(found.state)
    follows = {"draft": after_list(found, request.GET.get("after", ""))}
    asked: dict[str, Any] = {
        s: MAKES[s](
            auto_id=f"{s}_%s", initial=first(found, s, common.today(here)) | follows.get(s, {})
        )
        for s in MAKES
        if s in can and state in OPEN_TO[s] and not (s == "enter" and found.frozen_at)
    }
    if slug in asked and wrong is not None:
        asked[slug] = wrong
    current = next(
        (
            b
            for b in context["ballots"]
            if b.ballot.state in {BallotState.OPEN, BallotState.STOPPED}
        ),
        None,
    )
    procedure = found.procedure
    hangs = any(b.ballot.kind == kinds.BallotKind.SEALED for b in context["ballots"])
    context |= {
        "hangs": hangs,
        "hang_by": queries.hang_by(found) if hangs and state is MeetingState.CALLED else None,
        "follows": bool(follows["draft"]),
        "state": kinds.MEETING_WORDS[state],
        "forms": asked,
        "form": wrong,
        "begin": "begin" in can and state is MeetingState.CALLED,
        "current": current,
        "told": list(found.told.order_by("on", "id")),
        "suggestions": list(found.suggestions.order_by("id")),
        "weigh_form": forms.Weigh(auto_id="weigh_%s"),
        "may_slips": common.may(here, "hand_out", found.place),
        "may_weigh": common.may(here, "weigh", found.place),
        "checks": words.lines(found.checks),
        "stages": boards.stages(procedure, boards.done_of(procedure)) if procedure else [],
        "screen": reverse("councils:screen", args=[found.pk]),
        "ending": kinds.ENDING_WORDS.get(found.ending, ""),
        "bound": rule_words(found),
        "hall": code_of(request, found)
        if state in {MeetingState.CALLED, MeetingState.OPEN}
        else "",
        "hall_code": links.hall_code(found.pk),
    }
    return answer(request, "councils/meeting.html", context, form=wrong)


def after_list(found: Meeting, said: str) -> dict[str, Any]:
    """A motion that follows a list: the meeting decides on what was ranked or bought."""
    n = number(said) or 0
    ballot = found.ballots.filter(n=n, state=BallotState.SETTLED).first() if n else None
    if ballot is None or ballot.kind not in kinds.LISTS:
        return {}
    texts = {c.n: c.text for c in ballot.choices.all()}
    chosen = "、".join(texts[n] for n in ballot.result["carried"])
    title = gettext("按“%(title)s”排出的结果办") % {"title": ballot.title}
    return {"title": title[:60], "note": gettext("排出来的是：%(what)s。") % {"what": chosen}}


def first(found: Meeting, slug: str, today: Any) -> dict[str, Any]:
    if slug == "tell":
        return {"on": today}
    if slug != "draft" or not found.rule.paper_only:
        return {}
    standing = queries.accepted(found) or ["同意罢免", "不同意罢免"]
    said = {"kind": "paper", "title": found.title, "choices": "\n".join(standing)}
    seats = queries.seats(found.procedure_id, found.step)
    return said | ({"seats": seats.open} if seats else {})


def rule_words(found: Meeting) -> str:
    return f"{found.rule.name}：{found.rule.source} {found.rule.article}"


@desk
@require_POST
def small(request: HttpRequest, here: Here, meeting_id: int, slug: str) -> HttpResponse:
    name, act, done = RUNS[slug]
    found = common.the_meeting(here, meeting_id, name)
    form = MAKES[slug](request.POST, auto_id=f"{slug}_%s") if slug in MAKES else Form(request.POST)
    there = "councils:meeting"
    gone = common.pressed(request, here, form, act, done, there, found.pk, meeting_id=found.pk)
    if gone is None and slug not in MAKES:
        for wrong in form.errors.values():
            messages.error(request, str(wrong[0]))
        return redirect(there, found.pk)
    return gone or shown(request, here, found, slug, form)


@desk
@require_POST
def weigh(request: HttpRequest, here: Here, meeting_id: int, suggestion_id: int) -> HttpResponse:
    """采纳没有."""
    found = common.the_meeting(here, meeting_id, "weigh")
    if not found.suggestions.filter(pk=suggestion_id).exists():
        raise Http404
    form = forms.Weigh(request.POST)
    run = partial(acts.weigh, actor=here.person, suggestion_id=suggestion_id, now=here.now)
    if not carried_out(request, form, run):
        for wrong in form.errors.values():
            messages.error(request, str(wrong[0]))
    return redirect("councils:meeting", found.pk)


# ── the roll ──

SLIPS = 300  # printed at once

VIEW_WORDS = {
    "all": _("全部"),
    "absent": _("没到的"),
    "here": _("到了的"),
    "proxy": _("委托的"),
}


@desk
@require_safe
def roll(request: HttpRequest, here: Here, meeting_id: int) -> HttpResponse:
    """签到表: every line, one press each."""
    found = common.the_meeting(here, meeting_id)
    said = request.GET.get("view", "all")
    view = said if said in VIEW_WORDS else "all"
    sought = "".join(sign for sign in request.GET.get("q", "") if sign.isprintable()).strip()[:40]
    after = number(request.GET.get("after")) or 0
    rows = boards.roll(found, view, sought, min(after, 10**6))
    there = queries.attendance(found)
    context = {
        "meeting": found,
        "rows": [(e, queries.stood_for(e), f"{e.area / 100:,.2f}" if e.area else "") for e in rows],
        "households": found.unit == kinds.Measure.HOUSEHOLDS,
        "q": sought,
        "next": rows[-1].n if len(rows) == 200 else None,
        "view": view,
        "views": [
            {"url": f"?view={name}", "label": word, "current": name == view}
            for name, word in VIEW_WORDS.items()
        ],
        "there": there,
        "entitled": words.so_many(found.unit, there.entitled),
        "running": found.state == MeetingState.OPEN,
        "may": common.allowed(here, found.place, "arrive", "leave", "entrust", "correct"),
    }
    return answer(request, "councils/roll.html", context)


def the_entry(here: Here, meeting_id: int, entry_id: int, act: str) -> tuple[Meeting, Entry]:
    found = common.the_meeting(here, meeting_id, act)
    entry = found.roll.filter(pk=entry_id).select_related("holder").first()
    if entry is None:
        raise Http404
    return found, entry


ON_ENTRY: dict[str, tuple[str, Any, type[Form], Any]] = {
    "arrive": ("arrive", acts.arrive, forms.Arrive, _("签到")),
    "entrust": ("entrust", acts.entrust, forms.Entrust, _("委托")),
    "correct": ("correct", acts.correct, forms.Correct, _("改名册")),
    "out": ("leave_out", acts.leave_out, forms.LeaveOut, _("不计入应到")),
}


@desk
@require_http_methods(["GET", "POST"])
def on_entry(
    request: HttpRequest, here: Here, meeting_id: int, entry_id: int, slug: str
) -> HttpResponse:
    """签到、委托、改名册、不计入: one line, one form. From the list a press counts one person in."""
    name, act, kind, heading = ON_ENTRY[slug]
    found, entry = the_entry(here, meeting_id, entry_id, name)
    data: Any = request.POST or None
    if slug == "arrive" and request.method == "POST" and "how" not in request.POST:
        data = request.POST.dict() | {"persons": max(1, entry.persons), "how": kinds.How.LIST}
    initial = {
        "correct": {
            "adults": entry.adults,
            "area": entry.area / 100,
            "affected": entry.affected,
            "shares": entry.shares,
        },
        "out": {"reason": entry.out},
        "arrive": {"who": entry.who or entry.name, "persons": max(1, entry.persons)},
    }
    form = kind(data, initial=initial.get(slug))
    if carried_out(request, form, partial(act, actor=here.person, entry_id=entry.pk, now=here.now)):
        return redirect(f"{reverse('councils:roll', args=[found.pk])}#e{entry.n}")
    context = {"form": form, "meeting": found, "entry": entry, "heading": heading}
    return answer(request, "councils/on_entry.html", context)


@desk
@require_POST
def press(
    request: HttpRequest, here: Here, meeting_id: int, entry_id: int, slug: str
) -> HttpResponse:
    """离场、收回委托: one press."""
    act = {"leave": acts.leave, "take_back": acts.take_back}[slug]
    found, entry = the_entry(here, meeting_id, entry_id, slug)
    form = Form(request.POST)
    if not carried_out(
        request, form, partial(act, actor=here.person, entry_id=entry.pk, now=here.now)
    ):
        for wrong in form.errors.values():
            messages.error(request, str(wrong[0]))
    return redirect(f"{reverse('councils:roll', args=[found.pk])}#e{entry.n}")


@desk
@require_safe
def slips(request: HttpRequest, here: Here, meeting_id: int) -> HttpResponse:
    """票签: a slip with a code for each line, cut and given out at the door. Whoever holds it votes for
    that line, once, and only when the line is counted in."""
    found = common.the_meeting(here, meeting_id, "hand_out")
    after = min(number(request.GET.get("after")) or 0, 10**6)
    rows = list(found.roll.filter(out="", n__gt=after).order_by("n")[: SLIPS + 1])
    sheets = []
    for entry in rows[:SLIPS]:
        address = request.build_absolute_uri(reverse("councils:vote", args=[links.token(entry.pk)]))
        picture = segno.make(address, error="m").svg_data_uri(border=2, scale=3)
        code = links.slip_code(entry.pk)
        sheets.append({"entry": entry, "qr": picture, "code": f"{code[:3]} {code[3:]}"})
    context = {
        "meeting": found,
        "sheets": sheets,
        "next": rows[SLIPS - 1].n if len(rows) > SLIPS else None,
        "back_url": reverse("councils:meeting", args=[found.pk]),
        "heading": gettext("票签"),
    }
    return answer(request, "councils/slips.html", context)
