"""The ballot on a telephone: once for each line of the roll, large, without script."""

from functools import partial
from time import monotonic
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yuanba.base import clock, permits
from yuanba.base.pages import answer, carried_out
from yuanba.councils import acts, drawing, forms, links, queries
from yuanba.councils.models import Ballot, Entry
from yuanba.councils.queries import papers, phone
from yuanba.councils.rules import kinds
from yuanba.councils.rules.kinds import BallotKind, BallotState, Channel, MeetingState
from yuanba.matters.pages.around import around
from yuanba.matters.queries import where
from yuanba.people import door
from yuanba.people.door import Guest
from yuanba.places.models import Place


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
    found = phone.entry(entry_id) if entry_id is not None else None
    if found is None:
        raise Http404
    return found


def _vote(request: HttpRequest, entry: Entry, actor: Any, here: str) -> HttpResponse:
    meeting, ballots, marks = phone.asked(entry)
    wanted = [b for b in ballots if b.kind in kinds.BY_PHONE and b.state == BallotState.OPEN]
    again = [b for b in wanted if str(b.n) == request.GET.get("again") and may_again(b, marks)]
    now = next((b for b in again or wanted if b.pk not in marks or b in again), None)
    ranks: list[int] = []
    present = entry.here or queries.stood_for(entry)
    waits = meeting.state == MeetingState.OPEN and not present and not entry.out
    door_form = forms.HallCode(request.POST if "hall" in request.POST else None) if waits else None
    came = partial(acts.sign_in_with_hall, entry, actor, now=clock.now())
    if door_form is not None and carried_out(request, door_form, came):
        return redirect(here)
    if now is not None and now.kind == BallotKind.RANKED and present:
        ranks = _ranks(request, now)
    form = _form(request, now, ranks) if present else None
    meant = request.POST.get("ballot")
    if meant is not None and (now is None or str(now.n) != meant):
        # pressed twice, or it was stopped meanwhile: never counted for another question
        if not any(str(b.n) == meant and b.pk in marks for b in ballots):
            messages.error(request, gettext("这一项刚才停止投票了，您这一票没有投上。"))
        return redirect(here)
    if now is not None and form is not None:
        run = partial(acts.cast, actor=actor, ballot_id=now.pk, entry_id=entry.pk, now=clock.now())
        if carried_out(request, form, run):
            return redirect(here)
    texts = {c.n: c.text for c in now.choices.all()} if now else {}
    by_hall = (b for b in ballots if b.kind not in kinds.BY_PHONE and b.pk not in marks)
    context = {
        "entry": entry,
        "meeting": meeting,
        "ballot": now,
        "form": form or door_form,
        "door_form": door_form,
        "bowls": [(b, drawing.bowl(0)) for b in papers.bowls(now)] if now else [],
        "present": present,
        "in_hall": next((b for b in by_hall if b.state == BallotState.OPEN), None),
        "receipts": [papers.receipt(b, marks[b.pk]) for b in ballots if b.pk in marks],
        "chosen": set(request.POST.getlist("choice")),
        "ranked": [texts[n] for n in ranks],
        "ranks": ranks,
        "again": now is not None and now in again,
        "money": queries.yuan(now.money_fen) if now else "",
        "weight": f"{entry.area / 100:,.2f}" if entry.area else "",
        "here": here,
        "after": f"{here}after" if meeting.state == MeetingState.HELD else "",
        "question": meeting.procedure_id,
        **around(_village(meeting.place_id)),
    }
    return answer(request, "councils/vote.html", context)


_villages: dict[int, tuple[float, Place | None]] = {}
FRESH = 60.0  # seconds


def _village(place_id: int) -> Place | None:
    """The village with its name and telephone, looked up once a minute: a whole hall asks at once."""
    at, village = _villages.get(place_id, (0.0, None))
    if monotonic() - at > FRESH or village is None:
        village = where.village_of(place_id)
        _villages[place_id] = (monotonic(), village)
    return village


def may_again(ballot: Ballot, marks: dict[int, Any]) -> bool:
    """A sealed vote may be given again by telephone until the stop; the last one counts."""
    mark = marks.get(ballot.pk)
    return ballot.kind == BallotKind.SEALED and mark is not None and mark.channel == Channel.PHONE


def _ranks(request: HttpRequest, ballot: Ballot) -> list[int]:
    """The order as it has been tapped so far: it travels with the page, and nothing is kept of it."""
    known = {c.n for c in ballot.choices.all()}
    tapped = [*request.POST.getlist("rank"), *request.POST.getlist("pick")]
    numbers = [int(one) for one in tapped if one.isdecimal() and len(one) < 3]
    ranks = [n for n in dict.fromkeys(numbers) if n in known]
    return ranks[:-1] if "undo" in request.POST else ranks


def _form(request: HttpRequest, ballot: Ballot | None, ranks: list[int]) -> forms.Cast | None:
    if ballot is None:
        return None
    choices = [(c.n, c.text) for c in ballot.choices.all()]
    data: Any = request.POST if request.method == "POST" else None
    if ballot.kind == BallotKind.RANKED and data is not None:
        going = {"pick", "undo"} & set(data)
        data = None if going else {**data.dict(), "choice": ranks}
    return forms.Cast(data, choices=choices)
