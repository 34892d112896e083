"""Which matters are decoys: for the security administrator of their county alone."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from yuanba.matters.models import Decoy
from yuanba.people.models import Person
from yuanba.people.queries.common import below, places_over
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM

PAGE = 100


@dataclass(frozen=True)
class Planted:
    id: int
    number: str
    title: str
    place: str
    planted_at: datetime
    ended_at: datetime | None
    looks: int  # alarms so far


def planted(reader: Person) -> list[Planted]:
    """Those in the reader's places, the standing ones first. One statement."""
    over = places_over(reader, "matters.plant_decoy")
    rows = Decoy.objects.filter(below(over, "matter__place__")).select_related("matter__place")
    found = rows.annotate(looks=Count("alarms")).order_by("-planted_at")[:PAGE]
    return sorted(
        (
            Planted(
                d.matter_id, d.matter.number, d.matter.title, d.matter.place.name, d.planted_at,
                d.ended_at, d.looks,
            )
            for d in found
        ),
        key=lambda d: d.ended_at is not None,
    )  # fmt: skip


def villages(reader: Person) -> list[Place]:
    """Where one can be planted. One statement."""
    over = places_over(reader, "matters.plant_decoy")
    found = Place.objects.filter(below(over, ""), kind__in=BOTTOM, until=None)
    return list(found.order_by("township_id", "name")[:500])
