"""The places a person chooses from when he tells what happened where."""

import math
from typing import Any

from django.db.models import Q, QuerySet

from yuanba.base.text import _
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM, Kind
from yuanba.places.rules.naming import in_order

FAR = 0.05  # degrees, about 5 km: a photo taken farther from every known place proposes none


def village_of(place_id: int) -> Place | None:
    """The village or community of a place, or itself; None if there is none. One statement."""
    return (
        Place.objects.filter(Q(pk=place_id) | Q(pk__in=_above(place_id)))
        .filter(kind__in=BOTTOM)
        .select_related("parent", "parent__parent")
        .first()
    )


def _above(place_id: int) -> QuerySet[Place, Any]:
    return Place.objects.filter(pk=place_id).values("village_id")


FINER: dict[str, Any] = {
    Kind.GRID: _("网格"),
    Kind.SUBGROUP: _("村民小组"),
    Kind.ESTATE: _("小区"),
    Kind.COURTYARD: _("院坝"),
    Kind.BUILDING: _("楼栋"),
}


def corners(village: Place) -> list[tuple[Any, list[tuple[int, str]]]]:
    """The grids, estates, courtyards and buildings of a village, by kind. One statement."""
    rows = Place.objects.filter(village_id=village.pk, until=None, kind__in=list(FINER))
    found: dict[str, list[tuple[int, str]]] = {}
    told = rows.order_by("pk").values_list("kind", "pk", "name")
    for kind, pk, name in sorted(told, key=lambda row: in_order(row[2])):
        found.setdefault(kind, []).append((pk, name.removeprefix(village.name)))
    return [(words_, found[kind]) for kind, words_ in FINER.items() if kind in found]


def in_county(place_id: int, county_id: int | None) -> Place | None:
    """A living place of this county, in some village. One statement."""
    rows = Place.objects.filter(pk=place_id, county_id=county_id, until=None)
    return rows.exclude(village_id=None).first()


def nearest(
    position: tuple[float, float], county_id: int | None, **within: int | None
) -> Place | None:
    """The place of the county closest to where a photo was taken, within 5 km; `within` narrows it to a
    post's own area. One statement."""
    lat, lng = position
    wide = FAR / max(0.2, math.cos(math.radians(lat)))
    rows = Place.objects.filter(
        **{"county_id": county_id, **within},
        until=None,
        village_id__isnull=False,
        lat__range=(lat - FAR, lat + FAR),
        lng__range=(lng - wide, lng + wide),
    )
    shrink = math.cos(math.radians(lat))
    close = sorted(
        rows, key=lambda p: math.hypot((p.lat or 0) - lat, ((p.lng or 0) - lng) * shrink)
    )
    return close[0] if close else None
