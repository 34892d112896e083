"""Plain tallies: several choices, approval, beans. Whole numbers, nothing else.

A ballot is the choices on it; the order of choices in a tally is that of the ballot paper, never
that of popularity.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
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


def approval(ballots: Iterable[Collection[str]], choices: Sequence[str]) -> Tally:
    """赞成票: as many choices as one agrees with."""
    return choose(ballots, choices, most=len(choices))


def choose(ballots: Iterable[Collection[str]], choices: Sequence[str], *, most: int) -> Tally:
    """多选, 豆选: up to `most` choices a ballot, each once (a bean a bowl).

    Too many choices, one twice, or one not on the paper spoils the ballot.
    """
    if not 1 <= most <= len(set(choices)) == len(choices):
        raise ValueError("the paper names each choice once and asks for one at least")
    known = frozenset(choices)
    votes = dict.fromkeys(choices, 0)
    handed_in = blank = spoiled = 0
    for ballot in ballots:
        handed_in += 1
        if not ballot:
            blank += 1
        elif len(ballot) > most or len(set(ballot)) < len(ballot) or not known.issuperset(ballot):
            spoiled += 1
        else:
            for choice in ballot:
                votes[choice] += 1
    return Tally(votes, handed_in, blank, spoiled)


def together(tallies: Iterable[Tally]) -> Tally:
    """One tally of all channels: phone, table, travelling box. All have the same paper."""
    first, *others = tallies
    if any(list(other.votes) != list(first.votes) for other in others):
        raise ValueError("tallies of different papers are not added")
    every = [first, *others]
    return Tally(
        {name: sum(one.votes[name] for one in every) for name in first.votes},
        sum(one.ballots for one in every),
        sum(one.blank for one in every),
        sum(one.spoiled for one in every),
    )
