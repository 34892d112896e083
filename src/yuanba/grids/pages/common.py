"""What every page of the network asks first."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from yuanba.base import permits
from yuanba.matters.pages.posts import Here
from yuanba.places import queries as places
from yuanba.places.models import Place


def sees(here: Here) -> None:
    if here.role not in permits.TABLE["grids.see"]:
        raise PermissionDenied("grids.see")


def the_place(here: Here, place_id: int) -> Place:
    """A living place within this desk's reach. Http404 alike for "none" and "not yours"."""
    sees(here)
    try:
        place = places.one(place_id)
    except Place.DoesNotExist:
        raise Http404 from None
    if place.until is not None or permits.may(here.person, "grids.see", reach=place.reach) is None:
        raise Http404
    return place


def may(here: Here, act: str, place: Place) -> bool:
    return permits.may(here.person, act, reach=place.reach) is not None
