"""扫码签到: the code on the wall of the hall, opened on a telephone; and the poster with it.

Whoever has a household card signs in with it; whoever has a slip types its number and six digits. The two
tables at the door stay: a list, and two who sign for somebody.
"""

from functools import partial
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from yuanba.base import clock
from yuanba.base.forms import Form
from yuanba.base.pages import answer, carried_out
from yuanba.councils import acts, forms, links, queries
from yuanba.councils.models import Entry, Meeting
from yuanba.councils.pages import common
from yuanba.councils.queries import boards
from yuanba.councils.rules.kinds import MeetingState
from yuanba.matters.pages.around import around
from yuanba.matters.pages.posts import Here, desk, number
from yuanba.matters.queries import where
from yuanba.people import door


def code_of(request: HttpRequest, meeting: Meeting) -> str:
    """The picture that a telephone opens the sign-in with."""
    address = request.build_absolute_uri(reverse("councils:hall", args=[links.hall(meeting.pk)]))
    picture: str = segno.make(address, error="m").svg_data_uri(border=2, scale=5)
    return picture


@desk
@require_safe
def poster(request: HttpRequest, here: Here, meeting_id: int) -> HttpResponse:
    """贴在门口的签到码: one A4 sheet for the door of the hall."""
    found = common.the_meeting(here, meeting_id, "hand_out")
    context = {
        "meeting": found,
        "qr": code_of(request, found),
        "code": links.hall_code(found.pk),
        "back_url": reverse("councils:meeting", args=[found.pk]),
    }
    return answer(request, "councils/poster.html", context)


@require_http_methods(["GET", "POST"])
def hall(request: HttpRequest, token: str) -> HttpResponse:
    """签到: by the card one is signed in with, or by number and code of the slip."""
    meeting = boards.meeting(links.meeting_of(token) or 0)
    if meeting is None:
        raise Http404
    person = door.signed_in(request)
    own = queries.own_entries(meeting, person.pk) if person else []
    form: Form = forms.SlipCode()
    if request.method == "POST" and "entry" in request.POST:
        entry = next((e for e in own if e.pk == number(request.POST["entry"])), None)
        if entry is None:
            raise Http404
        form = Form(request.POST)
        run = partial(acts.sign_in, actor=person, entry_id=entry.pk, now=clock.now())
        if carried_out(request, form, run):
            return redirect("councils:my_vote", entry.pk)
    elif request.method == "POST":
        form = forms.SlipCode(request.POST)
        come: list[Entry] = []

        def run_slip(**typed: Any) -> None:
            address, now = door.address(request), clock.now()
            come.append(acts.sign_in_with_slip(meeting, address=address, now=now, **typed))

        if carried_out(request, form, run_slip):
            return redirect("councils:vote", links.token(come[0].pk))
    here = reverse("councils:hall", args=[token])
    context = {
        "meeting": meeting,
        "own": own,
        "form": form,
        "slip": form if isinstance(form, forms.SlipCode) else forms.SlipCode(),
        "open": meeting.state == MeetingState.OPEN,
        "signed_in": person is not None,
        "card_url": f"{reverse('people:sign_in_card')}?{urlencode({'next': here})}",
        "question": meeting.procedure_id,
        **around(where.village_of(meeting.place_id)),
    }
    return answer(request, "councils/hall.html", context, form=form)
