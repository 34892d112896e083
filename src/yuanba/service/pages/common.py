"""What every page of service days asks first: which village, which day, may I see it."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404

from yuanba.base import clock, permits
from yuanba.matters.pages.posts import Here
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind
from yuanba.service import queries
from yuanba.service.models import ServiceDay


def sees(here: Here) -> None:
    if here.role not in permits.TABLE["service.see"]:
        raise PermissionDenied("service.see")


def village_id(here: Here) -> int | None:
    """The village or community of this post; None for a township's or county's."""
    assert here.post is not None
    return here.post.place.village_id


def column(here: Here) -> str:
    """The scope column of this post: county_id or township_id for those who look over many; a grid's
    is its village's, because days are held by villages."""
    if village_id(here) is not None:
        return "village_id"
    assert here.post is not None
    return SCOPE_OF.get(Kind(here.post.place.kind), "village_id")


def the_day(here: Here, day_id: int) -> ServiceDay:
    """A day within this desk's reach. Raises Http404 alike for "none" and "not yours"."""
    sees(here)
    day = queries.one_day(day_id)
    if day is None or permits.may(here.person, "service.see", reach=day.reach) is None:
        raise Http404
    return day


def may(here: Here, act: str, place: Place) -> bool:
    return permits.may(here.person, act, reach=place.reach) is not None


def today(here: Here) -> date:
    return clock.day_of(here.now)
