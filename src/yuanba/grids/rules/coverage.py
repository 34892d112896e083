"""Who reaches whom: the nearest contacts of a place, and where there is none. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass


def line(place: int, parents: Mapping[int, int | None]) -> list[int]:
    """The place and those above it, as far as they are known, from the nearest up."""
    found: list[int] = []
    at: int | None = place
    while at is not None and at in parents and at not in found:
        found.append(at)
        at = parents[at]
    return found


@dataclass(frozen=True)
class Covered:
    """What the check found: households in all, those without a contact by place, and by team."""

    households: int
    without: dict[int, int]
    load: dict[int, int]  # households of a team whose contacts are nearest to them

    @property
    def missing(self) -> int:
        return sum(self.without.values())


def check(
    households: Mapping[int, int],
    parents: Mapping[int, int | None],
    teams: Mapping[int, list[int]],
) -> Covered:
    """`households` and `teams` by place; `teams` only those with somebody to call. A household counts
    for every team at the nearest place that has one, so that a load says what would be missing
    without it."""
    without: dict[int, int] = {}
    load: dict[int, int] = {}
    for place, many in households.items():
        near = next((teams[at] for at in line(place, parents) if teams.get(at)), None)
        if near is None:
            without[place] = many
            continue
        for team in near:
            load[team] = load.get(team, 0) + many
    return Covered(sum(households.values()), without, load)
