"""Who sits in a unit, asked of the posts that were loaded with the person."""

from yuanba.people.models import Person, Unit
from yuanba.people.rules import LOCAL, UnitKind


def sits_in(person: Person, unit: Unit) -> bool:
    """As its handler, or on a post where a local body works. No statement."""
    local = unit.kind in LOCAL | {UnitKind.STREET}
    return any(
        post.unit_id == unit.pk or (local and post.place_id == unit.place_id)
        for post in person.held()
    )
