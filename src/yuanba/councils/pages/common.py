"""What every page here asks first: which place, may I see it, may I act on it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from yuanba.base import clock, permits
from yuanba.base.forms import Form
from yuanba.base.pages import carried_out
from yuanba.councils.models import Ballot, Meeting, Procedure
from yuanba.councils.queries import boards, papers
from yuanba.matters.pages.posts import Here
from yuanba.matters.queries import where
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM


def my_place(here: Here) -> Place:
    """The place this desk looks over: a grid's is its village's. Raises PermissionDenied."""
    post = here.ask("councils.see")
    return where.village_of(post.place_id) or post.place


def offered(here: Here, act: str) -> list[Place]:
    """Where this post may do it: its village, or its township and the villages of that."""
    post = here.ask(act)
    if (village := where.village_of(post.place_id)) is not None:
        return [village]
    return [post.place, *places.subtree(post.place).filter(kind__in=BOTTOM).order_by("name")[:400]]


def may(here: Here, act: str, place: Place) -> bool:
    return permits.may(here.person, f"councils.{act}", reach=place.reach) is not None


def allowed(here: Here, place: Place, *acts: str) -> dict[str, bool]:
    """Which of these this person may do there, for a template."""
    return {act: may(here, act, place) for act in acts}


def the_procedure(here: Here, procedure_id: int, act: str = "see") -> Procedure:
    """A question within reach. Raises Http404 alike for "none" and "not yours"."""
    here.ask(f"councils.{act}")
    found = boards.one(procedure_id)
    if found is None or not may(here, act, found.place):
        raise Http404
    return found


def the_meeting(here: Here, meeting_id: int, act: str = "see") -> Meeting:
    here.ask(f"councils.{act}")
    found = boards.meeting(meeting_id)
    if found is None or not may(here, act, found.place):
        raise Http404
    return found


def the_ballot(here: Here, ballot_id: int, act: str = "see") -> Ballot:
    here.ask(f"councils.{act}")
    found = papers.ballot(ballot_id)
    if found is None or not may(here, act, found.meeting.place):
        raise Http404
    return found


def today(here: Here) -> date:
    return clock.day_of(here.now)


def pressed(
    request: HttpRequest, here: Here, form: Form, act: Callable[..., object], done: Any,
    there: str, *args: Any, **said: Any,
) -> HttpResponse | None:  # fmt: skip
    """One small act: on success a message and the page `there`; None when the page must come back
    with the refusal beside its field."""
    if carried_out(request, form, partial(act, actor=here.person, now=here.now, **said)):
        messages.success(request, str(done))
        return redirect(reverse(there, args=args))
    return None


def attached(content: bytes, name: str, kind: str = "application/json") -> HttpResponse:
    """A file of ours, to be saved."""
    file = HttpResponse(content, content_type=kind)
    file["Content-Disposition"] = f'attachment; filename="{name}"'
    return file
