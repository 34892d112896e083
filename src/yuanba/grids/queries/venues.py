"""Which venues a place has, and which of the six stations are still to come."""

from django.db.models import QuerySet

from yuanba.grids.models import Venue
from yuanba.grids.rules import venues as rules
from yuanba.grids.rules.venues import Station
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind


def venues_at(place: Place) -> list[Venue]:
    """The venues of a place and of the one it lies in, the nearest first. One statement."""
    ids = [place.pk] + ([place.parent_id] if place.parent_id else [])
    rows = Venue.objects.filter(place_id__in=ids, until=None).select_related("place")
    return sorted(rows, key=lambda v: (ids.index(v.place_id), v.pk))


def venues_below(place: Place) -> QuerySet[Venue]:
    """The venues at a place and everywhere below it. No statement yet."""
    column = SCOPE_OF.get(Kind(place.kind), "")
    where = {f"place__{column}": place.pk} if column else {"place": place}
    return Venue.objects.filter(until=None, **where)


def lacking(place: Place, there: list[Venue]) -> list[Station]:
    """The stations that this place itself has not yet. No statement."""
    own = {key for venue in there if venue.place_id == place.pk for key in venue.functions}
    return [one for key, one in rules.stations().items() if key not in own]


def one_venue(venue_id: int) -> Venue | None:
    return Venue.objects.select_related("place").filter(pk=venue_id, until=None).first()
