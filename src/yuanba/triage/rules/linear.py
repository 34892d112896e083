"""A learned model as it is read: in plain Python, small and quick to load.

Weights are whole numbers from -127 to 127, class by class; a proposal adds up those of the runs that
stand in the text. That takes some milliseconds and a few megabytes, and needs no numpy in the server.
"""

from __future__ import annotations

import json
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, sqrt
from operator import itemgetter, mul
from typing import Any

from yuanba.triage.rules.grams import counted, numbers

NONE = ""  # none of these


@dataclass(frozen=True)
class Guess:
    """One class and how likely it is, of all that were learned."""

    label: str
    probability: float


@dataclass(frozen=True)
class Model:
    """What was learned. `runs` are the known runs by number, in order; `rarity` weighs each."""

    labels: tuple[str, ...]
    runs: array[int]
    rarity: array[float]
    weights: tuple[array[int], ...]  # one row of whole numbers for each class
    scales: tuple[float, ...]  # what one of them is worth
    bias: tuple[float, ...]
    temperature: float = 1.0
    unsure: float = 0.0  # below this probability the answer is none of these

    def guesses(self, text: str) -> list[Guess]:
        """Every class with its probability, the likeliest first."""
        scores = [score / self.temperature for score in self.scores(text)]
        most = max(scores)
        parts = [exp(score - most) for score in scores]
        whole = sum(parts)
        found = [Guess(label, part / whole) for label, part in zip(self.labels, parts, strict=True)]
        return sorted(found, key=lambda g: (-g.probability, g.label))

    def label(self, guesses: Sequence[Guess]) -> str:
        """The first of these, or none."""
        return guesses[0].label if guesses[0].probability >= self.unsure else NONE

    def scores(self, text: str) -> list[float]:
        at, worth = self._known(counted(text))
        if not at:
            return [0.0] * len(self.labels)  # it knows nothing of this: all alike
        if len(at) == 1:
            at, worth = at * 2, [*worth, 0.0]  # itemgetter of one gives no tuple
        pick = itemgetter(*at)
        return [
            bias + scale * sum(map(mul, worth, pick(row)))
            for row, scale, bias in zip(self.weights, self.scales, self.bias, strict=True)
        ]

    def _known(self, found: dict[int, float]) -> tuple[list[int], list[float]]:
        """Where the known runs stand in our rows, and their weights, together of length one."""
        at: list[int] = []
        worth: list[float] = []
        runs, most = self.runs, len(self.runs)
        for run, weight in found.items():
            i = bisect_left(runs, run)
            if i < most and runs[i] == run:
                at.append(i)
                worth.append(weight * self.rarity[i])
        length = sqrt(sum(w * w for w in worth)) or 1.0
        return at, [w / length for w in worth]

    @cached_property
    def _usual(self) -> list[float]:
        """The mean of all classes for each run: what a run says for one is what it says more."""
        n = len(self.labels)
        pairs = list(zip(self.weights, self.scales, strict=True))
        return [sum(row[i] * scale for row, scale in pairs) / n for i in range(len(self.runs))]

    def grounds(self, text: str, label: str, most: int = 3) -> list[tuple[int, int]]:
        """The stretches of the text that speak most for a class, as spans of it, the strongest first.

        Each run gives what it weighs to the characters it stands on; where several known runs lie
        over one another, the stretch is strong.
        """
        i = self.labels.index(label)
        row, scale = self.weights[i], self.scales[i]
        found = counted(text)
        worth = {
            run: found[run] * self.rarity[at] * (row[at] * scale - self._usual[at])
            for run in found
            if (at := self._at(run)) is not None
        }
        said = [0.0] * len(text)
        for start, begun in enumerate(numbers(text)):
            for longer, number in enumerate(begun, start=1):
                for k in range(start, start + longer):
                    said[k] += worth.get(number, 0.0) / longer
        return _stretches(text, said, most)

    def _at(self, run: int) -> int | None:
        i = bisect_left(self.runs, run)
        return i if i < len(self.runs) and self.runs[i] == run else None

    # ---- kept

    def packed(self) -> bytes:
        """As it is kept in the database: a line of JSON, then the rows, all compressed."""
        head: dict[str, Any] = {
            "labels": self.labels,
            "scales": self.scales,
            "bias": self.bias,
            "temperature": self.temperature,
            "unsure": self.unsure,
            "runs": len(self.runs),
        }
        rows = [
            self.runs.tobytes(),
            self.rarity.tobytes(),
            *(row.tobytes() for row in self.weights),
        ]
        line = json.dumps(head, ensure_ascii=False).encode()
        return zlib.compress(b"\n".join([line, b"".join(rows)]), 6)


def unpacked(kept: bytes) -> Model:
    line, _newline, rest = zlib.decompress(kept).partition(b"\n")
    head = json.loads(line)
    n = head["runs"]
    runs, rarity = array("I"), array("f")
    runs.frombytes(rest[: 4 * n])
    rarity.frombytes(rest[4 * n : 8 * n])
    weights = []
    for k in range(len(head["labels"])):
        row = array("b")
        row.frombytes(rest[(8 + k) * n : (9 + k) * n])
        weights.append(row)
    return Model(
        labels=tuple(head["labels"]),
        runs=runs,
        rarity=rarity,
        weights=tuple(weights),
        scales=tuple(head["scales"]),
        bias=tuple(head["bias"]),
        temperature=head["temperature"],
        unsure=head["unsure"],
    )


LONGEST, SHORTEST = 12, 2  # characters of one ground


def _stretches(text: str, said: list[float], most: int) -> list[tuple[int, int]]:
    """The strongest stretches of letters that speak for it."""
    strong = max(said, default=0.0)
    if strong <= 0:
        return []
    found: list[tuple[float, int, int]] = []
    start = None
    for i in range(len(text) + 1):
        on = i < len(text) and said[i] > strong / 4 and text[i].isalnum()
        if on and start is None:
            start = i
        elif start is not None and (not on or i - start == LONGEST):
            if i - start >= SHORTEST:
                found.append((sum(said[start:i]), start, i))
            start = i if on else None
    found.sort(key=lambda f: (-f[0], f[1]))
    seen: dict[str, tuple[int, int]] = {}
    for _weight, a, b in found:
        seen.setdefault(text[a:b], (a, b))
    return list(seen.values())[:most]
