"""What the pages share: which village, may I; where the proof of a row is."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from yuanba.base import permits
from yuanba.catalogue.models import Asked, Issue, Part
from yuanba.catalogue.queries import board
from yuanba.catalogue.rules.issues import OUT, STATE_WORDS, TONES, State
from yuanba.duties import queries as duties
from yuanba.matters.pages.posts import Here
from yuanba.places.models import Place


def may(here: Here, act: str, reach: Any) -> bool:
    return permits.may(here.person, f"catalogue.{act}", reach=reach) is not None


def within(here: Here, found: Issue | Part | Asked | None, act: str = "see") -> None:
    """Raises Http404 alike for "none" and "not yours"."""
    here.ask(f"catalogue.{act}")
    if found is None or not may(here, act, found.reach):
        raise Http404


def out(issue_id: int) -> Issue:
    """An issue that everybody may read. Raises Http404."""
    found = board.issue(issue_id)
    if found is None or found.state not in OUT:
        raise Http404
    return found


def place_context(place: Place) -> dict[str, Any]:
    duties.speak_as(place.county_id)
    return {"place": place, "place_name": place.name, "place_sub": ""}


def proof(link: str, issue: Issue) -> str:
    return proof_at(link, issue.place_id, issue.since)


def proof_at(link: str, place_id: int, since: date) -> str:
    """The page that proves a row: the certificate of a question, the wall of the month in which it was
    struck off (an older issue has only the month it speaks of)."""
    kind, _colon, pk = link.partition(":")
    if kind == "question":
        return reverse("councils:certificate", args=[int(pk)])
    if kind == "wall":
        return f"{reverse('disclosure:wall', args=[place_id])}?month={pk or f'{since:%Y-%m}'}#rows"
    return ""


def tone(issue: Issue) -> tuple[str, Any]:
    state = State(issue.state)
    return TONES.get(state, ""), STATE_WORDS[state]


def see_other(path: str) -> HttpResponse:
    response = HttpResponseRedirect(path)
    response.status_code = 303
    return response
