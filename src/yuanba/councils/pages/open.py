"""What everybody may read: what is being decided here, what was decided and how, what became of it;
the certificate; the screen of the hall; and the ballot on a telephone."""

from functools import partial
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock, pdf, permits
from yuanba.base.pages import answer, carried_out, wants_fragment
from yuanba.councils import acts, drawing, forms, links, queries
from yuanba.councils.models import Ballot, Entry
from yuanba.councils.pages.hall import code_of
from yuanba.councils.pages.meeting import live
from yuanba.councils.queries import boards, certificate
from yuanba.councils.rules import kinds
from yuanba.councils.rules.kinds import BallotKind, BallotState, MeetingState, ProcedureState
from yuanba.matters.pages.around import around
from yuanba.matters.queries import where
from yuanba.people import door
from yuanba.people.door import Guest


@require_safe
def place(request: HttpRequest, place_id: int) -> HttpResponse:
    """议事: what is on its way, which meeting comes, what was decided. Three statements."""
    village = where.village_of(place_id)
    if village is None:
        raise Http404
    rows = boards.board(village)
    over = {ProcedureState.DONE, ProcedureState.DROPPED}
    context = {
        "under_way": [(p, p.steps[p.at - 1]["name"]) for p in rows if p.state not in over],
        "over": [(p, kinds.PROCEDURE_WORDS[p.state]) for p in rows if p.state in over],
        "meetings": boards.meetings_of(village, clock.day_of(clock.now())),
        **around(village),
    }
    return answer(request, "councils/place.html", context)


@require_safe
def question(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """一个议题: what it is about, each step, who does what, what became of it."""
    found = boards.one(procedure_id)
    if found is None:
        raise Http404
    done = boards.done_of(found)
    context = {
        "procedure": found,
        "state": kinds.PROCEDURE_WORDS[found.state],
        "stages": boards.stages(found, done),
        "postings": list(found.postings.order_by("n", "id")),
        "tasks": list(found.tasks.order_by("due", "id")),
        "results": certificate.results(found),
        "today": clock.day_of(clock.now()),
        "yuan": queries.yuan(found.cost_fen),
        **around(where.village_of(found.place_id)),
    }
    return answer(request, "councils/question.html", context)


@require_safe
def certificate_of(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """程序证明: each check, its inputs, its result, its clause, who recorded it. Says "not valid" as
    plainly as "valid". Nothing is worked out here: it prints what was judged."""
    context = _certificate(request, procedure_id)
    context["file"] = pdf.maker() is not None
    return answer(request, "councils/certificate.html", context)


STYLES = ("yuanba/tokens.css", "yuanba/print.css", "councils/councils.css")


@require_safe
def certificate_file(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """The same as a PDF file, where the house can make one."""
    if pdf.maker() is None:
        raise Http404
    context = _certificate(request, procedure_id) | {"frame": "file.html"}
    html = render_to_string("councils/certificate.html", context, request)
    try:
        made = pdf.made(html, STYLES)
    except pdf.Busy:
        return render(request, "503.html", status=503)
    headers = {"Content-Disposition": 'inline; filename="certificate.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _certificate(request: HttpRequest, procedure_id: int) -> dict[str, Any]:
    found = boards.one(procedure_id)
    if found is None:
        raise Http404
    address = request.build_absolute_uri(reverse("councils:question", args=[found.pk]))
    return {
        "procedure": found,
        "sheet": certificate.sheet(found),
        "back_url": reverse("councils:question", args=[found.pk]),
        "printed": clock.day_of(clock.now()),
        "address": address,
        "qr": segno.make(address, error="m").svg_data_uri(border=1, scale=3),
    }


@require_safe
def screen(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """大屏: the question, who is here, who has voted; then the result. Nothing about anybody."""
    found = boards.meeting(meeting_id)
    if found is None:
        raise Http404
    context = live(found)
    ballots = context["ballots"]
    going = [b for b in ballots if b.ballot.state in {BallotState.OPEN, BallotState.STOPPED}]
    settled = [b for b in ballots if b.ballot.state == BallotState.SETTLED]
    now = going[0] if going else settled[-1] if settled else None
    context |= {
        "now": now,
        "bowls": [(b, drawing.bowl(b.votes or 0)) for b in now.bowls] if now else [],
        "settled": now is not None and now.ballot.state == BallotState.SETTLED,
        "state": kinds.MEETING_WORDS[found.state],
        "step": found.procedure.steps[found.step - 1]["name"] if found.procedure else "",
        "over": found.state not in {MeetingState.OPEN, MeetingState.CALLED},
        "hall": code_of(request, found) if now is None else "",
        "hall_code": links.hall_code(found.pk),
    }
    whole = "councils/_screen.html" if wants_fragment(request) else "councils/screen.html"
    return answer(request, whole, context)


# ── the ballot on a telephone ──


@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, token: str) -> HttpResponse:
    """投豆: whoever holds the slip of this line votes for it, once, when it is counted in."""
    entry = _entry(links.entry_of(token))
    guest = Guest(holds=entry.pk)
    return _vote(request, entry, guest, reverse("councils:vote", args=[token]))


@door.required
@require_http_methods(["GET", "POST"])
def my_vote(request: HttpRequest, entry_id: int) -> HttpResponse:
    """The same for somebody signed in whose own line, or whose household's, it is."""
    entry, person = _entry(entry_id), door.actor(request)
    reach = queries.reach_of(entry)
    if permits.may(person, "councils.cast", reach=reach) is None:
        raise Http404
    return _vote(request, entry, person, reverse("councils:my_vote", args=[entry.pk]))


def _entry(entry_id: int | None) -> Entry:
    found = boards.entry(entry_id) if entry_id is not None else None
    if found is None:
        raise Http404
    return found


def _vote(request: HttpRequest, entry: Entry, actor: Any, here: str) -> HttpResponse:
    ballots = boards.ballots_of(entry.meeting_id)
    voted = set(entry.marks.values_list("ballot_id", flat=True))
    wanted = [b for b in ballots if b.kind in {BallotKind.BEAN, BallotKind.OPEN}]
    now = next((b for b in wanted if b.state == BallotState.OPEN and b.pk not in voted), None)
    present = entry.here or queries.stood_for(entry)
    waits = entry.meeting.state == MeetingState.OPEN and not present and not entry.out
    door_form = forms.HallCode(request.POST if "hall" in request.POST else None) if waits else None
    came = partial(acts.sign_in_with_hall, entry, actor, now=clock.now())
    if door_form is not None and carried_out(request, door_form, came):
        return redirect(here)
    form = _form(request, now) if present else None
    if now is not None and form is not None:
        run = partial(acts.cast, actor=actor, ballot_id=now.pk, entry_id=entry.pk, now=clock.now())
        if carried_out(request, form, run):
            return redirect(here)
    meeting = entry.meeting
    context = {
        "entry": entry,
        "meeting": meeting,
        "ballot": now,
        "form": form or door_form,
        "door_form": door_form,
        "bowls": [(b, drawing.bowl(0)) for b in boards.bowls(now)] if now else [],
        "present": present,
        "voted": [b for b in ballots if b.pk in voted and b.state == BallotState.OPEN],
        "over": [b for b in ballots if b.pk in voted and b.state != BallotState.OPEN],
        "chosen": set(request.POST.getlist("choice")),
        "here": here,
        "question": meeting.procedure_id,
        **around(where.village_of(meeting.place_id)),
    }
    return answer(request, "councils/vote.html", context)


def _form(request: HttpRequest, ballot: Ballot | None) -> forms.Cast | None:
    if ballot is None:
        return None
    choices = [(c.n, c.text) for c in ballot.choices.all()]
    return forms.Cast(request.POST if request.method == "POST" else None, choices=choices)
