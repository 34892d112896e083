"""What lay in a box, as it is handed on. Whole numbers; choices stand in the order of the ballot paper, never in
that of popularity."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """What lay in the box. `ballots` = all that were handed in, blank and spoiled ones with them.

    Blank and spoiled ballots count as taking part, not as agreement (domain.md 5.1).
    """

    votes: Mapping[str, int]  # in the order of the ballot paper
    ballots: int
    blank: int = 0
    spoiled: int = 0

    def __post_init__(self) -> None:
        good = self.ballots - self.blank - self.spoiled
        if min(self.blank, self.spoiled, good, *self.votes.values()) < 0:
            raise ValueError("a tally counts nothing below zero")
        if any(votes > good for votes in self.votes.values()):
            raise ValueError("more votes for a choice than good ballots")

    @property
    def valid(self) -> int:
        return self.ballots - self.blank - self.spoiled
