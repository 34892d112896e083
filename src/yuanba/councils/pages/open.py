"""What everybody may read: what is being decided here, what was decided and how, what became of it;
the certificate; the screen of the hall; the box of a sealed ballot."""

from pathlib import Path
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuanba.base import clock, pdf, permits
from yuanba.base.pages import answer, wants_fragment
from yuanba.councils import drawing, links, queries
from yuanba.councils.models import Ballot, Procedure
from yuanba.councils.pages import common
from yuanba.councils.pages.hall import code_of
from yuanba.councils.pages.meeting import live
from yuanba.councils.queries import boards, boxes, certificate, hearings, papers, words
from yuanba.councils.rules import kinds
from yuanba.councils.rules.counting import open as box_tool
from yuanba.councils.rules.kinds import BallotKind, BallotState, MeetingState, ProcedureState
from yuanba.matters.pages.around import around
from yuanba.matters.queries import where
from yuanba.people import door


@require_safe
def place(request: HttpRequest, place_id: int) -> HttpResponse:
    """议事: what is on its way, which meeting comes, what was decided. Three statements."""
    village = where.village_of(place_id)
    if village is None:
        raise Http404
    rows = boards.openly(village)
    today = clock.day_of(clock.now())
    over = {ProcedureState.DONE, ProcedureState.DROPPED}
    context = {
        "under_way": [(p, p.steps[p.at - 1]["name"]) for p in rows if p.state not in over],
        "over": [(p, kinds.PROCEDURE_WORDS[p.state]) for p in rows if p.state in over],
        "meetings": [m for m in boards.meetings_of(village, today) if not m.closed],
        "standards": bool(queries.standards(village, today)),
        **around(village),
    }
    return answer(request, "councils/place.html", context)


def readable(request: HttpRequest, procedure_id: int) -> Procedure:
    """A question, for everybody; one that is about somebody only for the desk. Raises Http404."""
    found = boards.one(procedure_id)
    if found is None:
        raise Http404
    if found.closed:
        person = door.signed_in(request)
        if person is None or permits.may(person, "councils.see", reach=found.reach) is None:
            raise Http404
    return found


@require_safe
def question(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """一个议题: what it is about, each step, who does what, what became of it."""
    found = readable(request, procedure_id)
    done = boards.done_of(found)
    context = {
        "procedure": found,
        "state": kinds.PROCEDURE_WORDS[found.state],
        "stages": boards.stages(found, done),
        "postings": list(found.postings.order_by("n", "id")),
        "tasks": list(found.tasks.order_by("due", "id")),
        "results": certificate.results(found),
        "hearings": hearings.hearings_of(found),
        "today": clock.day_of(clock.now()),
        "yuan": queries.yuan(found.cost_fen),
        "said": queries.said_about(found),
        "found": queries.found_by(found),
        "levy": queries.levy_words(found),
        "exempt": found.exemptions.filter(granted=True).count() if found.levy else 0,
        **around(where.village_of(found.place_id)),
    }
    return answer(request, "councils/question.html", context)


@require_safe
def certificate_of(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """程序证明: each check, its inputs, its result, its clause, who recorded it. Says "not valid" as
    plainly as "valid". Nothing is worked out here: it prints what was judged."""
    context = _certificate(request, procedure_id)
    context["file"] = pdf.maker() is not None
    person = door.signed_in(request)
    reach = context["procedure"].reach if person else frozenset()
    if person is not None and permits.may(person, "councils.see", reach=reach):
        votes = [v.shown.ballot for t in context["sheet"].taken for v in t.votes]
        context["sheets"] = papers.photos_of(votes)
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
    found = readable(request, procedure_id)
    address = request.build_absolute_uri(reverse("councils:question", args=[found.pk]))
    return {
        "procedure": found,
        "sheet": certificate.sheet(found),
        "bounds": words.bounds(found.levy),
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
    if found.closed and found.procedure_id is not None:
        readable(request, found.procedure_id)
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


# ── the box of a sealed ballot ──

SIGNS = "0123456789abcdef"
MANY = 200


def _sealed(ballot_id: int) -> Ballot:
    found = papers.ballot(ballot_id)
    if found is None or found.kind != BallotKind.SEALED:
        raise Http404
    return found


@require_safe
def box(request: HttpRequest, ballot_id: int) -> HttpResponse:
    """票箱: who keeps the key, what is promised and what not; after the stop the digest and the trackers,
    so that everybody finds his own; after the opening how to open it again. Four statements."""
    found = _sealed(ballot_id)
    sign = request.GET.get("sign", "")
    posted = boxes.box(found, sign if sign in SIGNS else "")
    many = posted is not None and posted.envelopes > MANY
    if posted is not None and many and not sign:
        posted.trackers.clear()
    meeting = found.meeting
    context = {
        "ballot": found,
        "meeting": meeting,
        "box": posted,
        "signs": SIGNS if many else "",
        "sign": sign,
        "bowls": papers.bowls(found),
        "settled": found.state == BallotState.SETTLED,
        "question": meeting.procedure_id,
        **around(where.village_of(meeting.place_id)),
    }
    return answer(request, "councils/box.html", context)


@require_safe
def box_file(_request: HttpRequest, ballot_id: int) -> HttpResponse:
    """The closed box, for whoever opens it again."""
    content = boxes.box_file(_sealed(ballot_id))
    if content is None:
        raise Http404
    return common.attached(content, f"box-{ballot_id}.json")


@require_safe
def result_file(_request: HttpRequest, ballot_id: int) -> HttpResponse:
    """The result of the opening as two handed it in; there once it is published."""
    found = _sealed(ballot_id)
    content = boxes.result_file(found) if found.state == BallotState.SETTLED else None
    if content is None:
        raise Http404
    return common.attached(content, f"result-{ballot_id}.json")


@require_safe
def tool(_request: HttpRequest) -> HttpResponse:
    """The stand-alone tool that makes the key and opens the box: one file, to be carried away."""
    return common.attached(Path(box_tool.__file__).read_bytes(), "open.py", "text/x-python")
