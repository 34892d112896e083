"""Which unit a matter goes to, from where the like went before: by kind, place and door, the newest
counting most. Plain Python; some milliseconds a proposal.

Ever narrower circles are asked: all matters, this branch, this leaf, this leaf in this township, in
this village … Each circle gives every unit a share, mixed with that of the wider circle where it holds
little. Three clocks run beside each other: what went there this week (a unit that was renamed or
relieved shows at once), this month, ever. The shares are multiplied, each with a weight of its own,
found on past matters (learning_units.py).
"""

import json
import zlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Any

from yuanba.triage.rules.linear import Guess

HALF_LIVES = (5.0, 25.0, 1000.0)  # days after which a matter counts half
PRIOR = 2.0  # matters that the wider circle is worth
NEWEST = 3000  # matters of one circle that are looked at
CANDIDATES = 30
KEPT = 20_000  # counts of circles kept at hand

Circle = tuple[str, ...]
Counts = tuple[dict[str, list[float]], list[float]]  # by unit and clock; by clock


@dataclass(frozen=True)
class Case:
    """What is known of a matter before it is given to anybody. Kinds and places from wide to narrow;
    an empty name is not known."""

    kinds: tuple[str, ...]
    places: tuple[str, ...]
    door: str
    day: int  # date.toordinal()


def circles(case: Case) -> list[list[Circle | None]]:
    """Chains of circles, each from wide to narrow; None where a place is not known. The first begins
    with everything."""
    kinds: list[Circle] = [("k", kind) for kind in case.kinds]
    places: list[Circle | None] = [("p", place) if place else None for place in case.places]
    door: Circle = ("d", case.door)
    narrow, wide, two, smaller = kinds[-1], kinds[0], places[:2], places[2:]
    return [
        [(), *kinds, *_in(two, narrow), *_in(two[-1:], narrow + door)],
        [*two, *(c for kind in kinds[:-1] for c in _in(two[-1:], kind))],
        [door, *_in(two[:1], door), *(c for kind in kinds for c in _in(two[:1], door + kind))],
        [door + kind for kind in kinds],
        [c for place in smaller for c in (place, *_in([place], wide), *_in([place], narrow))],
        [c for kind in kinds[:-1] for c in _in(two[:1], kind)],
    ]


def _in(places: Sequence[Circle | None], kind: Circle) -> list[Circle | None]:
    """What is of that kind and in one of these places."""
    return [place and place + kind for place in places]


class History:
    """Where matters went, by circle. Made once for a training; read for every proposal. `before`: an
    older history that this one goes on from, left as it is."""

    def __init__(self, given: Iterable[tuple[Case, str]], before: "History | None" = None) -> None:
        days: dict[Circle, list[int]] = defaultdict(list)
        units: dict[Circle, list[str]] = defaultdict(list)
        for case, unit in sorted(given, key=lambda g: g[0].day):
            for circle in {c for chain in circles(case) for c in chain if c is not None}:
                days[circle].append(case.day)
                units[circle].append(unit)
        self.days, self.units, self.before = days, units, before
        self.kept: dict[
            tuple[Circle, int, bool], Counts
        ] = {}  # today's circles, asked again and again
        self.known = len(set(units[()])) if () in units else 0
        if before is not None:
            self.known = max(self.known, before.known)

    def knows(self, circle: Circle) -> bool:
        """Whether anything like it ever went anywhere."""
        return circle in self.days or (self.before is not None and self.before.knows(circle))

    def shares(self, case: Case, *, but: str = "", around: bool = False) -> dict[str, list[float]]:
        """For each likely unit the logarithms of its shares, circle by circle and clock by clock.

        Only what came before or on that day counts. `but`: the unit this very case went to, when it
        is itself in the history. `around`: days after count as well, for cases drawn at random.
        """
        chains = circles(case)
        asked = [[self._counts(c, case.day, but, around) for c in chain] for chain in chains]
        likely: dict[str, float] = defaultdict(float)
        for chain in asked:
            for counts, total in chain:
                for unit, many in counts.items():
                    likely[unit] += sum(m / (t + PRIOR) for m, t in zip(many, total, strict=True))
        units = sorted(likely, key=lambda u: (-likely[u], u))[:CANDIDATES]
        return {unit: self._said(unit, asked) for unit in units}

    def _said(self, unit: str, asked: list[list[Counts]]) -> list[float]:
        said: list[float] = []
        equal = 1 / max(1, self.known)
        nothing = [0.0] * len(HALF_LIVES)
        root: list[float] | None = None
        for chain in asked:
            share = root or [equal] * len(HALF_LIVES)
            for counts, total in chain:
                many = counts.get(unit, nothing)
                share = [
                    (m + PRIOR * s) / (t + PRIOR)
                    for m, t, s in zip(many, total, share, strict=True)
                ]
                said += [log(s) for s in share]
                if root is None:
                    root = share  # the first circle of all
        return said

    def _counts(self, circle: Circle | None, day: int, but: str, around: bool) -> Counts:
        if circle is None:
            return {}, [0.0] * len(HALF_LIVES)
        asked = (circle, day, around)
        if asked not in self.kept:
            if len(self.kept) > KEPT:
                self.kept.clear()
            self.kept[asked] = self._both(circle, day, around)
        counts, total = self.kept[asked]
        if but in counts:
            counts = counts | {but: [max(0.0, m - 1) for m in counts[but]]}
            total = [max(0.0, t - 1) for t in total]
        return counts, total

    def _both(self, circle: Circle, day: int, around: bool) -> Counts:
        """What this history counts, and what the one before it."""
        counts, total = self._counted(circle, day, around)
        if self.before is None:
            return counts, total
        old, more = self.before._counts(circle, day, "", around)
        for unit, many in old.items():
            mine = counts.get(unit)
            counts[unit] = [a + b for a, b in zip(many, mine, strict=True)] if mine else many
        return counts, [a + b for a, b in zip(total, more, strict=True)]

    def _counted(self, circle: Circle, day: int, around: bool) -> Counts:
        """How many went to each unit, by each clock, and all together."""
        days, units = self.days.get(circle, []), self.units.get(circle, [])
        now = bisect_right(days, day)
        counts: dict[str, list[float]] = {}
        total = [0.0] * len(HALF_LIVES)
        for i in range(max(0, now - NEWEST), min(len(days), now + NEWEST) if around else now):
            many = counts.setdefault(units[i], [0.0] * len(HALF_LIVES))
            for k, worth in enumerate(_worth(abs(days[i] - day))):
                many[k] += worth
                total[k] += worth
        return counts, total

    def ranked(self, case: Case, weights: Sequence[float] | None, **how: Any) -> list[Guess]:
        """The likeliest units with their probabilities, the first first."""
        said = self.shares(case, **how)
        if not said:
            return []
        width = len(next(iter(said.values())))
        weights = weights or [1.5 / width] * width  # too few matters to fit them: all alike
        scores = {
            unit: sum(w * s for w, s in zip(weights, shares, strict=True))
            for unit, shares in said.items()
        }
        most = max(scores.values())
        parts = {unit: exp(score - most) for unit, score in scores.items()}
        whole = sum(parts.values())
        found = [Guess(unit, part / whole) for unit, part in parts.items()]
        return sorted(found, key=lambda g: (-g.probability, g.label))


_WORTH: dict[int, tuple[float, ...]] = {}


def _worth(days: int) -> tuple[float, ...]:
    if days not in _WORTH:
        _WORTH[days] = tuple(2.0 ** (-days / half) for half in HALF_LIVES)
    return _WORTH[days]


# ---- kept for a county

MOST_KEPT = 8_000  # of the newest sorted matters of a county


@dataclass(frozen=True)
class Dispatch:
    """What a county learned of its units: where the newest matters went, and how much each circle and
    clock counts there."""

    given: tuple[tuple[Case, str], ...]
    weights: tuple[float, ...]

    def packed(self) -> bytes:
        """As it is kept in the database: JSON, compressed."""
        rows = [[c.kinds, c.places, c.door, c.day, unit] for c, unit in self.given]
        said = {"weights": self.weights, "given": rows}
        return zlib.compress(json.dumps(said, ensure_ascii=False).encode(), 6)


def unpacked(kept: bytes) -> Dispatch:
    said = json.loads(zlib.decompress(kept))
    given = tuple(
        (Case(tuple(kinds), tuple(places), door, day), unit)
        for kinds, places, door, day, unit in said["given"]
    )
    return Dispatch(given, tuple(said["weights"]))
