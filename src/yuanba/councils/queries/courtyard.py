"""Where neighbours sit together, and who would be asked."""

from typing import Any

from yuanba.councils.queries.meetings import households_to_enter
from yuanba.places.models import Place
from yuanba.places.rules import Kind

SITS = {Kind.GRID, Kind.SUBGROUP, Kind.ESTATE, Kind.COURTYARD, Kind.BUILDING}


def asked(place: Place) -> list[dict[str, Any]]:
    """The households that would stand on the roll, with head and address. Two statements."""
    return households_to_enter(place)
