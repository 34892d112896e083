"""What every page of points asks first: which village, may I; how a claim is shown."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext

from yuanba.base import permits
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.matters.acts.common import Picture
from yuanba.matters.pages import shots
from yuanba.matters.pages.posts import Here, number
from yuanba.matters.queries import where
from yuanba.matters.queries.words import day as day_words
from yuanba.people.models import Household, Person
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM
from yuanba.points.acts.pictures import Seen, seen
from yuanba.points.models import Claim
from yuanba.points.queries import claims as queries
from yuanba.points.queries.home import plus
from yuanba.points.rules import claims as rules
from yuanba.points.rules.claims import State


def my_village(request: HttpRequest, here: Here, act: str) -> tuple[Place, list[Place]]:
    """The village this desk looks at, and those it may choose from: a post above a village chooses
    by ?at=. Raises PermissionDenied where there is none."""
    post = here.ask(act)
    village = where.village_of(post.place_id)
    if village is not None:
        return village, []
    below = list(places.subtree(post.place).filter(kind__in=BOTTOM, until=None).order_by("name"))
    asked = number(request.GET.get("at", ""))
    found = next((place for place in below if place.pk == asked), below[0] if below else None)
    if found is None:
        raise PermissionDenied(act)
    return found, below


def may(here: Here, act: str, reach: Any) -> bool:
    return permits.may(here.person, f"points.{act}", reach=reach) is not None


def held(here: Here, act: str) -> bool:
    """Whether one of the posts of this person has the right at all; the act asks where."""
    return here.role in permits.TABLE[f"points.{act}"]


def the_claim(here: Here, claim_id: int, act: str = "see") -> Claim:
    """A claim within reach. Raises Http404 alike for "none" and "not yours"."""
    here.ask(f"points.{act}")
    found = queries.one(claim_id)
    if found is None or not may(here, act, found.household.place.reach):
        raise Http404
    return found


def the_home(village: Place, words: str) -> Household:
    """The one household that these words name. Raises Refused beside the field."""
    found = queries.homes_named(village.pk, words)
    if not found:
        say = _("没有找到这一户，请写户号、住址，或者家里一个人的全名。")
        raise Refused("no_home", say, field="household")
    if len(found) > 1:
        names = "；".join(f"{home.address}（{home.code}）" for home in found)
        several = gettext("不止一户：%(names)s。请写户号。") % {"names": names}
        raise Refused("several_homes", several, field="household")
    return found[0]


def the_person(village: Place, words: str, *, field: str) -> Person:
    found = queries.people_named(village.pk, words)
    if not found:
        say = gettext("没有找到“%(name)s”，请写本村登记的全名。") % {"name": words[:40]}
        raise Refused("no_person", say, field=field)
    if len(found) > 1:
        say = gettext("有几个“%(name)s”，请在姓名后面空一格写住址。") % {"name": words[:40]}
        raise Refused("several_people", say, field=field)
    return found[0]


def looked_at(pictures: Sequence[Picture]) -> list[Seen]:
    """Work out the looks before the act: the pixels are read here, never inside a transaction."""
    return [seen(picture) for picture in pictures]


def say_photos(form: Any, kept: shots.Shots) -> None:
    """What was wrong with a photo stands beside the photos."""
    if form.is_bound and form.is_valid():
        for error in kept.errors:
            form.add_error("photos", error)


def taken_in(request: HttpRequest, *, most: int = shots.MOST) -> shots.Shots:
    """The photos of this form: those carried along and the new ones."""
    without = request.POST.getlist("drop")
    kept = shots.kept(request.POST.get("kept", ""), without=without, most=most)
    if request.method == "POST":
        shots.take(request.FILES.getlist("photos"), kept)
    return kept


def row(claim: Any, today: date) -> dict[str, Any]:
    """A claim in a list."""
    state = State(claim.state)
    return {
        "id": claim.pk,
        "code": claim.code,
        "name": claim.line.name,
        "points": plus(claim.points),
        "takes": claim.takes,
        "note": claim.note,
        "words": claim.words,
        "on": day_words(claim.on),
        "state": rules.STATE_WORDS[state],
        "tone": rules.TONES.get(state, ""),
        "head": getattr(claim, "head", "") or "",
        "address": claim.household.address if "household" in claim._state.fields_cache else "",
        "check_by": day_words(claim.check_by) if claim.check_by and state is State.TOLD else "",
        "late": bool(claim.check_by and state is State.TOLD and claim.check_by < today),
        "object_until": day_words(claim.object_until) if claim.object_until else "",
        "reply_until": day_words(claim.reply_until) if claim.reply_until else "",
        "reply": claim.reply,
        "reply_over": bool(claim.reply or (claim.reply_until and claim.reply_until < today)),
    }
