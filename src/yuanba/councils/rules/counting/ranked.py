"""Ranked ballots: instant run-off (one seat) and single transferable vote (several), round by round.

Equal ballots are one pile with a count, so a million ballots are a few thousand piles. Everything is
a whole number of `unit`s of a ballot. With one seat nothing is ever divided. With several, the
surplus of an elected candidate goes on with every ballot that lies there, each at the same part of
its value; the part and the value are cut off after `places` digits, never rounded up, and what is
cut off is stated. Ties are decided by the lot, and named.

The order inside a round: who reaches the quota is elected; if nobody does, the least goes out (names
written by hand first; with one seat all of the least who together have fewer votes than the next).
It is the order of the official counts that docs/ballots.md reproduces.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from yuanba.councils.rules.counting.lots import Lot


class Blank(StrEnum):
    """A rank that names nobody."""

    SKIPPED = ""  # left empty
    OVERVOTED = "*"  # more than one name in it


class End(StrEnum):
    """Why a ballot stops counting."""

    EXHAUSTED = "exhausted"  # everybody it names is out or elected
    SKIPPED = "skipped"  # too many ranks in a row were left empty
    OVERVOTED = "overvoted"  # a rank has several names, where the rule says that this ends it


@dataclass(frozen=True)
class Round:
    """The votes before this round's decision, and the decision. Figures in units of the count."""

    votes: Mapping[str, int]  # everybody still in, and the elected
    quota: int
    elected: tuple[str, ...]  # in this round
    out: tuple[str, ...]
    tied: tuple[str, ...]  # had the least alike; the lot decided which of them goes out
    ended: Mapping[End, int]  # ballots that count for nobody any more
    cut_off: int  # lost to cutting off so far
    left_over: int  # in the last round: surplus that no seat waits for any more

    @property
    def active(self) -> int:
        return sum(self.votes.values()) + self.left_over


@dataclass(frozen=True)
class Count:
    elected: tuple[str, ...]  # in the order of election
    rounds: tuple[Round, ...]
    ballots: int
    empty: int  # of these nothing is written on
    unit: int  # so many units are one ballot


@dataclass(slots=True)
class _Pile:
    """Ballots that name the same people in the same order, and what each of them is worth now."""

    names: tuple[str, ...]
    end: End
    ballots: int
    value: int
    at: int = 0


def alike(ballots: Iterable[Sequence[str]]) -> Counter[tuple[str, ...]]:
    """Equal ballots put together, as `count` takes them."""
    return Counter(map(tuple, ballots))


def count(
    ballots: Mapping[tuple[str, ...], int],
    candidates: Sequence[str],
    *,
    seats: int,
    lot: Lot,
    places: int = 4,
    empty_ranks: int | None = None,
    overvote_ends: bool = False,
    by_hand: str | None = None,
) -> Count:
    """The count with all its rounds. A ballot is its ranks, best first: names or `Blank`.

    `lot`: of those tied the one drawn first stays. `empty_ranks`: so many ranks in a row may be left
    empty; one more ends the ballot there (None: any number). A name that stood on the ballot before
    is passed over, and so is a rank with several names, unless `overvote_ends` the ballot. `by_hand`:
    the entry for names written by hand, which goes out first. ValueError for seats, a lot or a
    ballot that do not fit the candidates.
    """
    if not 1 <= seats <= len(set(candidates)) == len(candidates):
        raise ValueError("there are more seats than candidates, or one stands twice")
    if missing := set(candidates) - set(lot.order):
        raise ValueError(f"the lot lacks {missing}")
    unit = 1 if seats == 1 else 10**places
    piles: dict[tuple[tuple[str, ...], End], int] = {}
    empty = 0
    for ranks, number in ballots.items():
        if all(rank == Blank.SKIPPED for rank in ranks):
            empty += number
        else:
            read = _read(ranks, empty_ranks, overvote_ends)
            piles[read] = piles.get(read, 0) + number
    if strangers := {name for names, _end in piles for name in names} - set(candidates):
        raise ValueError(f"{strangers} do not stand")
    table = _Table(
        candidates, unit, [_Pile(names, end, n, unit) for (names, end), n in piles.items()]
    )
    rounds = tuple(_rounds(table, seats, lot, by_hand))
    elected = tuple(name for one in rounds for name in one.elected)
    return Count(elected, rounds, sum(ballots.values()), empty, unit)


def _read(
    ranks: tuple[str, ...], empty_ranks: int | None, overvote_ends: bool
) -> tuple[tuple[str, ...], End]:
    names: dict[str, None] = {}
    skipped = 0
    for rank in ranks:
        if rank == Blank.SKIPPED:
            skipped += 1
            continue
        if empty_ranks is not None and skipped > empty_ranks:
            return tuple(names), End.SKIPPED
        skipped = 0
        if rank != Blank.OVERVOTED:
            names[rank] = None
        elif overvote_ends:
            return tuple(names), End.OVERVOTED
    return tuple(names), End.EXHAUSTED


class _Table:
    """Where the ballots lie: before each candidate still in, and how many count no more."""

    def __init__(self, candidates: Sequence[str], unit: int, piles: list[_Pile]) -> None:
        self.order, self.unit = candidates, unit
        self.before: dict[str, list[_Pile]] = {name: [] for name in candidates}
        self.keeps: dict[str, int] = {}  # what the elected keep
        self.ended = dict.fromkeys(End, 0)
        self.cut_off = self.left_over = 0
        self.lay(piles)

    def lay(self, piles: list[_Pile]) -> None:
        """Each pile before the first it names who is still in."""
        for pile in piles:
            while pile.at < len(pile.names) and pile.names[pile.at] not in self.before:
                pile.at += 1
            if pile.at < len(pile.names):
                self.before[pile.names[pile.at]].append(pile)
            else:
                self.ended[pile.end] += pile.ballots * pile.value

    def votes(self) -> dict[str, int]:
        now = dict(self.keeps)
        for name, piles in self.before.items():
            now[name] = sum(pile.ballots * pile.value for pile in piles)
        return {name: now[name] for name in self.order if name in now}

    def take_out(self, names: Iterable[str]) -> None:
        self.lay([pile for name in names for pile in self.before.pop(name)])

    def hand_on(self, name: str, votes: int, quota: int) -> list[_Pile]:
        """The elected keeps the quota; the piles at what they are worth beyond it."""
        surplus = max(votes - quota, 0)
        self.keeps[name] = votes - surplus
        part = surplus * self.unit // votes if surplus else 0
        piles = self.before.pop(name)
        for pile in piles:
            pile.value = pile.value * part // self.unit
            surplus -= pile.ballots * pile.value
        self.cut_off += surplus
        return piles


def _rounds(table: _Table, seats: int, lot: Lot, by_hand: str | None) -> Iterable[Round]:
    quota, free = 0, seats
    while True:
        votes = table.votes()
        if seats == 1 or not quota:
            active = sum(votes.values()) // table.unit
            quota = (active // (seats + 1) + 1) * table.unit
        running = {name: votes[name] for name in table.before}
        last = len(running) <= free  # no more are left than seats: whoever has votes is elected
        enough = 1 if last else quota
        chosen = sorted(
            (name for name in running if free and running[name] >= enough),
            key=lambda name: (-votes[name], lot.order.index(name)),
        )
        out, tied = ((), ()) if chosen or last or not free else _out(running, seats, lot, by_hand)
        ended = dict(table.ended)
        yield Round(votes, quota, tuple(chosen), out, tied, ended, table.cut_off, table.left_over)
        if not (chosen or out) or (seats == 1 and chosen):
            return
        free = 0 if last else free - len(chosen)
        table.take_out(out)
        piles = [pile for name in chosen for pile in table.hand_on(name, votes[name], quota)]
        if free:
            table.lay(piles)
        else:
            table.left_over = sum(pile.ballots * pile.value for pile in piles)


def _out(
    running: Mapping[str, int], seats: int, lot: Lot, by_hand: str | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who goes out, and who was tied for it."""
    if by_hand is not None and by_hand in running:
        return (by_hand,), ()
    if seats == 1 and len(together := _hopeless(running)) > 1:
        return together, ()
    least = min(running.values())
    tied = tuple(name for name in running if running[name] == least)
    return (lot.last(tied),), tied if len(tied) > 1 else ()


def _hopeless(running: Mapping[str, int]) -> tuple[str, ...]:
    """The most of the least who together have fewer votes than the next: none can catch up."""
    rising = sorted(running, key=lambda name: running[name])
    total, found = 0, 0
    for place, name in enumerate(rising):
        if total < running[name]:
            found = place
        total += running[name]
    gone = set(rising[:found])
    return tuple(name for name in running if name in gone)
