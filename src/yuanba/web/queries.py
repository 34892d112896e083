"""What the doors of the house show: counties, townships and their communities. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM

MOST = 1_000  # communities of one county on one page; counties have a few hundred


@dataclass
class Township:
    """A township with its villages and communities."""

    name: str
    villages: list[Place] = field(default_factory=list)


def counties() -> list[Place]:
    """At most a hundred; one statement."""
    return list(places.counties()[:100])


def townships(county_id: int, name: str = "") -> list[Township]:
    """The communities of a county by township; with `name` only those called so. One statement."""
    rows = Place.objects.filter(county_id=county_id, kind__in=BOTTOM, until=None)
    if name:
        rows = rows.filter(name__contains=name)
    found: dict[str, Township] = {}
    for village in rows.select_related("parent").order_by("parent__name", "name", "pk")[:MOST]:
        above = village.parent.name if village.parent else ""
        found.setdefault(above, Township(above)).villages.append(village)
    return list(found.values())


def go_on_for(place_id: int) -> Sequence[Place]:
    """The living communities that took over from one that was merged or split. Few statements."""
    heirs = places.successors([place_id])
    return list(Place.objects.filter(pk__in=heirs, until=None)) if heirs else []
