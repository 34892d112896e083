"""Standards of weddings and funerals, and what came of them; never whose it was."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from yuanba.councils.models import Ceremony, Procedure, Standard
from yuanba.councils.rules import customs
from yuanba.councils.rules.customs import Event
from yuanba.places.models import Place

CEREMONY = "ceremony"


def standard(place: Place, event: Event, day: date) -> Standard | None:
    """The version in force on this day."""
    rows = Standard.objects.filter(place=place, event=event, since__lte=day)
    return rows.order_by("-since").first()


def standards(place: Place, day: date) -> list[tuple[Any, Standard]]:
    """The tables in force, one of each event. One statement."""
    newest: dict[str, Standard] = {}
    for row in Standard.objects.filter(place=place, since__lte=day).order_by("since"):
        newest[row.event] = row
    return [(customs.EVENT_WORDS[event], newest[event]) for event in Event if event in newest]


def ceremony_of(procedure: Procedure) -> Ceremony | None:
    return Ceremony.objects.select_related("standard").filter(procedure=procedure).first()


@dataclass(frozen=True)
class Saved:
    """What a year's ceremonies came to; nothing for so few that everybody would know whose they were."""

    families: int
    yuan: int


def saved(place: Place, year: int) -> Saved | None:
    rows = Ceremony.objects.filter(procedure__place=place, on__year=year).exclude(saved_fen=None)
    found = [fen or 0 for fen in rows.values_list("saved_fen", flat=True)]
    if len(found) < customs.LEAST_TOLD:
        return None
    return Saved(len(found), sum(found) // 100)
