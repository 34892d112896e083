"""What one case one meeting asks of a village, and of each household."""

from dataclasses import dataclass
from typing import Any

from yuanba.councils.models import Procedure
from yuanba.councils.queries.meetings import households_to_enter
from yuanba.councils.rules import levying
from yuanba.councils.rules.kinds import ProcedureState
from yuanba.councils.rules.levying import Asked, From
from yuanba.places.models import Place


def levied(place: Place, year: int) -> Asked:
    """What topics of this year already ask here. One statement."""
    rows = Procedure.objects.filter(place=place, begun_at__year=year)
    asked = rows.exclude(state=ProcedureState.DROPPED).values_list("levy", flat=True)
    found = [levy for levy in asked if levy]
    return Asked(sum(one["fen"] for one in found), sum(one["days"] for one in found))


@dataclass(frozen=True)
class Due:
    """What one household pays: fen for each person who lives there; nothing where it is exempt."""

    n: int
    name: str
    where: str
    group: str
    persons: int
    fen: int
    exempt: bool

    @property
    def yuan(self) -> str:
        return levying.yuan(self.fen)


def dues(procedure: Procedure) -> list[Due]:
    """Every household of the place. Three statements."""
    rows = procedure.exemptions.filter(what=From.MONEY, granted=True)
    free = set(rows.values_list("household_id", flat=True))
    found = []
    for n, home in enumerate(households_to_enter(procedure.place), 1):
        exempt = home["household_id"] in free
        fen = 0 if exempt else home["adults"] * int(procedure.levy.get("fen", 0))
        found.append(
            Due(n, home["name"], home["where"], home["group"], home["adults"], fen, exempt)
        )
    return found


def levy_words(procedure: Procedure) -> dict[str, Any]:
    """For a page: each person's money, each labourer's workdays; empty where nothing is asked."""
    levy = procedure.levy
    if not levy:
        return {}
    return {"yuan": levying.yuan(levy["fen"]) if levy["fen"] else "", "days": levy["days"]}
