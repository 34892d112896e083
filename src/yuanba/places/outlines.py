"""What can be read of outlines. Reads only; they are public, as the tree is."""

from collections.abc import Iterable

from yuanba.places.models import Place, PlaceOutline
from yuanba.places.rules.ground import Outline

MOST_BESIDE = 200


def of(place_ids: Iterable[int]) -> dict[int, Outline]:
    """The outlines of these places as they are today. One statement."""
    rows = PlaceOutline.objects.filter(place_id__in=list(place_ids), until=None)
    return {row.place_id: _outline(row) for row in rows}


def row(place_id: int) -> PlaceOutline | None:
    """The outline of a place with its day and paper. One statement."""
    return PlaceOutline.objects.filter(place_id=place_id, until=None).first()


def _outline(row: PlaceOutline) -> Outline:
    return Outline([[[(x, y) for x, y in ring] for ring in piece] for piece in row.shape])


def beside(place: Place) -> list[tuple[str, Outline]]:
    """The outlines of the living places beside this one, with their names. One statement."""
    rows = PlaceOutline.objects.filter(
        until=None, place__parent_id=place.parent_id, place__kind=place.kind, place__until=None
    )
    rows = rows.exclude(place=place).select_related("place").order_by("place__name")
    return [(row.place.name, _outline(row)) for row in rows[:MOST_BESIDE]]
