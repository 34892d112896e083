"""What every page of patrols asks first: may I see them, which point, which finding."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404

from yuanba.base import clock, permits
from yuanba.matters.pages.posts import Here
from yuanba.patrols import queries
from yuanba.patrols.models import Finding, Point
from yuanba.places.models import Place


def sees(here: Here) -> Place:
    """The place of this post, if it sees patrols."""
    if here.role not in permits.TABLE["patrols.see"]:
        raise PermissionDenied("patrols.see")
    assert here.post is not None
    return here.post.place


def may(here: Here, act: str, place: Place) -> bool:
    return permits.may(here.person, act, reach=place.reach) is not None


def the_point(here: Here, point_id: int) -> Point:
    """A point within this desk's reach. Raises Http404 alike for "none" and "not yours"."""
    sees(here)
    point = queries.one_point(point_id)
    if point is None or not may(here, "patrols.see", point.place):
        raise Http404
    return point


def acts_at(here: Here, act: str, place: Place) -> None:
    """For a page that only posts: who may not learns nothing of its form."""
    if not may(here, act, place):
        raise PermissionDenied(act)


def the_finding(here: Here, finding_id: int) -> Finding:
    sees(here)
    finding = queries.one_finding(finding_id)
    if finding is None or not may(here, "patrols.see", finding.point.place):
        raise Http404
    return finding


def today(here: Here) -> date:
    return clock.day_of(here.now)
