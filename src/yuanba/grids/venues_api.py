"""Venues over JSON: what a place has, and the acts on them."""

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import django_auth

from yuanba.base import permits
from yuanba.base.asked import Id, asked, number
from yuanba.grids import acts, queries
from yuanba.grids.models import Venue
from yuanba.people import door
from yuanba.places import queries as places

router = Router(tags=["venues"], auth=django_auth)


class VenueIn(Schema):
    """`functions` are keys of the six stations (院坝六站)."""

    name: str = Field("", max_length=80)
    spot: str = Field("", max_length=120)
    functions: list[str] = Field([], max_length=20)
    hours: str = Field("", max_length=120)
    keeper: str = Field("", max_length=80)
    phone: str = Field("", max_length=40)


class VenueOut(Schema):
    id: Id
    place_id: Id
    name: str
    spot: str
    functions: list[str]
    hours: str
    keeper: str
    phone: str

    @staticmethod
    def resolve_id(row: Venue) -> str:
        return str(row.pk)

    @staticmethod
    def resolve_place_id(row: Venue) -> str:
        return str(row.place_id)


class VenueReasonIn(Schema):
    reason: str = Field("", max_length=200)


@router.get("/{place_id}", response=list[VenueOut])
def venues(request: HttpRequest, place_id: Id) -> list[Venue]:
    """The venues at a place and below it."""
    place = places.one(number(place_id))
    permits.require(door.actor(request), "grids.see", reach=place.reach)
    return list(queries.venues_below(place).order_by("name", "pk"))


@router.post("/{place_id}", response=VenueOut)
def open_venue(request: HttpRequest, place_id: Id, body: VenueIn) -> Venue:
    """设场所."""
    return acts.open_venue(place_id=number(place_id), **body.dict(), **asked(request))


@router.post("/one/{venue_id}/change", response=VenueOut)
def change_venue(request: HttpRequest, venue_id: Id, body: VenueIn) -> Venue:
    """改场所."""
    return acts.change_venue(venue_id=number(venue_id), **body.dict(), **asked(request))


@router.post("/one/{venue_id}/close", response=VenueOut)
def close_venue(request: HttpRequest, venue_id: Id, body: VenueReasonIn) -> Venue:
    """撤场所."""
    return acts.close_venue(venue_id=number(venue_id), reason=body.reason, **asked(request))
