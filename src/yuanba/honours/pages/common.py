"""What every page of honours asks first: which campaign, which nominee, may I; the panel's form."""

from typing import Any

from django.http import Http404

from yuanba.base import permits
from yuanba.honours.acts.common import asides_of
from yuanba.honours.models import Campaign, Nominee
from yuanba.honours.queries import campaigns as queries
from yuanba.matters.pages.posts import Here
from yuanba.people.models import Household
from yuanba.points.queries.claims import panel


def may(here: Here, act: str, reach: Any) -> bool:
    return permits.may(here.person, f"honours.{act}", reach=reach) is not None


def of_village(here: Here, village: int, reach: Any) -> Any:
    """The reach of a whole village, as whoever works in one of its grids has it too."""
    place = here.post.place if here.post else None
    return reach | {place.pk} if place is not None and place.village_id == village else reach


def the_campaign(here: Here, campaign_id: int, act: str = "see") -> Campaign:
    """A campaign within reach. Raises Http404 alike for "none" and "not yours"."""
    here.ask(f"honours.{act}")
    found = queries.campaign(campaign_id)
    if found is None or not may(here, act, of_village(here, found.place_id, found.reach)):
        raise Http404
    return found


def the_nominee(here: Here, nominee_id: int, act: str = "see") -> Nominee:
    here.ask(f"honours.{act}")
    found = queries.nominee(nominee_id)
    if found is None or not may(here, act, of_village(here, found.place_id, found.reach)):
        raise Http404
    return found


def panelled(
    village: int, home: Household, *, teller: int, checker: int | None = None,
    objector: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The members of the panel and who of them steps aside, for a form with a vote for each."""
    asides = asides_of(village, home, teller=teller, checker=checker, objector=objector)
    return {"members": [m for m in panel(village) if m.pk in asides], "asides": asides}
