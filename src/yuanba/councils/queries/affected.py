"""Who a question affects, as far as places tell: the households of the places that it names, or in which it
lies. A first answer: whoever calls the meeting corrects the places, the desk a line, with its reason."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q

from yuanba.councils.models import Procedure
from yuanba.matters.queries import where
from yuanba.people.models import Household, Membership
from yuanba.people.queries.common import below
from yuanba.places.models import Place

LEAST = 2  # signs of a name: a single one stands in too many words


def corners(place: Place) -> dict[int, str]:
    """The grids and courtyards of a village by id, by the names people use."""
    return {pk: str(name) for _kind, some in where.corners(place) for pk, name in some}


def touches(procedure: Procedure, known: dict[int, str]) -> list[int]:
    """Those of its corners that the question names, and the one that its matter is about; all of its own
    place, where that is smaller than a village. No statement."""
    said = f"{procedure.title}\n{procedure.text}"
    named = [pk for pk, name in known.items() if len(name) >= LEAST and _stands_in(name, said)]
    about = procedure.matter.place_id if procedure.matter is not None else None
    own = [pk for pk in (about, procedure.place_id) if pk in known]
    return list(dict.fromkeys([*named, *own]))


def _stands_in(name: str, said: str) -> bool:
    """Whether it is named, and not only as the end of a longer number: 一组 is not in 十一组."""
    at = said.find(name)
    while at >= 0:
        if not (name[0] in NUMBERS and at and said[at - 1] in NUMBERS):
            return True
        at = said.find(name, at + 1)
    return False


NUMBERS = "0123456789０１２３４５６７８９一二三四五六七八九十百〇零"


def mark(lines: Iterable[dict[str, Any]], places: Collection[int]) -> int:
    """Mark those lines of a roll whose household, or whose person's household, lies in these places; says
    how many. Two statements."""
    if not places:
        return 0
    lies_in = below(places, "place__") | Q(place__parent__in=places)
    homes = set(Household.objects.filter(lies_in, until=None).values_list("pk", flat=True))
    living = Membership.objects.filter(household__in=homes, until=None)
    people = set(living.values_list("person_id", flat=True))
    many = 0
    for line in lines:
        line["affected"] = line.get("household_id") in homes or line.get("person_id") in people
        many += line["affected"]
    return many
