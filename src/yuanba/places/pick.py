"""What the map needs on which a position is picked, and the way to a map app: the edge where GCJ-02 may
stand. Numbers in a form are always WGS 84."""

import json
from typing import Any
from urllib.parse import quote

from django.conf import settings

from yuanba.places import outlines
from yuanba.places.models import Place
from yuanba.places.rules import datum
from yuanba.places.rules.ground import Outline

MOST_CORNERS = 400  # of the outlines on it: a picture to find one's way by
AROUND = 0.02  # degrees, where nothing is known but one position
ANYWHERE = (29.5, 106.5)


def context(place: Place, lat: float | None = None, lng: float | None = None) -> dict[str, Any]:
    """For places/_pick.html. Two statements."""
    near = [i for i in (place.pk, place.grid_id, place.village_id) if i is not None]
    drawn = outlines.of(near)
    shapes = [drawn[i] for i in dict.fromkeys(near) if i in drawn]  # the nearest first
    centre = _centre(place, lat, lng)
    return {
        "tiles": settings.MAP_TILES,
        "tiles_gcj": settings.MAP_TILES_DATUM == datum.Datum.GCJ02,
        "credit": settings.MAP_CREDIT,
        "centre": centre,
        "lines": json.dumps([line for shape in shapes for line in _lines(shape)]),
    }


def _centre(place: Place, lat: float | None, lng: float | None) -> tuple[float, float]:
    if lat is not None and lng is not None:
        return lat, lng
    above = Place.objects.filter(pk__in=place.reach | {place.pk}, lat__isnull=False)
    found = {p.pk: (p.lat or 0.0, p.lng or 0.0) for p in above}
    near = (place.pk, place.grid_id, place.village_id, place.township_id, place.county_id)
    return next((found[i] for i in near if i in found), ANYWHERE)


def _lines(shape: Outline) -> list[list[tuple[float, float]]]:
    step = max(1, shape.corners // MOST_CORNERS)
    return [[(y, x) for x, y in [*ring[::step], ring[0]]] for ring in shape.rings()]


def app_url(name: str, lat: float | None, lng: float | None) -> str:
    """Where a map app shows this; "" where there is no position, or no such app. Nothing but the name of a
    place and its position leaves the house, and only when somebody follows the link."""
    if lat is None or lng is None or not settings.MAP_APP:
        return ""
    at_lat, at_lng = datum.to_gcj(lat, lng)
    address: str = settings.MAP_APP.format(
        lat=f"{at_lat:.6f}", lng=f"{at_lng:.6f}", name=quote(name)
    )
    return address
