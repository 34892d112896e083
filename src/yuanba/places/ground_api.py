"""Outlines and positions over JSON: the same acts as the pages."""

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base.asked import Id, asked, number
from yuanba.places import acts
from yuanba.places.api import PlaceOut, place_out
from yuanba.places.rules.datum import Datum

router = Router(tags=["places"], auth=django_auth)


class OutlineIn(Schema):
    """An outline as the text of a GeoJSON file; `datum` is what its positions are."""

    text: str
    datum: Datum = Datum.WGS84
    source: str = ""


class LocateIn(Schema):
    lat: float
    lng: float


@router.post("/{place_id}/draw_outline", response=PlaceOut)
def draw_outline(request: HttpRequest, place_id: Id, body: OutlineIn) -> PlaceOut:
    """画边界."""
    made = acts.draw_outline(place_id=number(place_id), **body.dict(), **asked(request))
    return place_out(made.place)


@router.post("/{place_id}/wipe_outline", response=PlaceOut)
def wipe_outline(request: HttpRequest, place_id: Id) -> PlaceOut:
    """擦掉边界."""
    return place_out(acts.wipe_outline(place_id=number(place_id), **asked(request)).place)


@router.post("/{place_id}/locate", response=PlaceOut)
def locate(request: HttpRequest, place_id: Id, body: LocateIn) -> PlaceOut:
    """定位置, in WGS 84."""
    return place_out(acts.locate(place_id=number(place_id), **body.dict(), **asked(request)))
