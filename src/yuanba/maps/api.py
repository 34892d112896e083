"""Outlines over JSON, for who works here: which maps may be shown to everybody is for the surveying law,
not for us to say."""

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.security import django_auth

from yuanba.base import permits
from yuanba.base.asked import Id, number
from yuanba.base.errors import Denied
from yuanba.people import door
from yuanba.places import outlines
from yuanba.places import queries as places
from yuanba.places.models import Place

router = Router(tags=["maps"], auth=django_auth)


@router.get("/{place_id}/outline", response=dict[str, Any])
def outline(request: HttpRequest, place_id: Id) -> dict[str, Any]:
    """边界 as a feature of GeoJSON in WGS 84; the geometry is null where none was drawn."""
    try:
        place = places.one(number(place_id))
    except Place.DoesNotExist as missing:
        raise Denied("grids.see") from missing
    permits.require(door.actor(request), "grids.see", reach=place.reach)
    shape = outlines.of([place.pk]).get(place.pk)
    geometry = shape and {"type": "MultiPolygon", "coordinates": shape.pieces}
    said = {"id": str(place.pk), "name": place.name}
    return {"type": "Feature", "properties": said, "geometry": geometry}
