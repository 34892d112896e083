"""How good a model is, on texts it did not learn from. Needs numpy, like learning.

The same complaint is sent again and again, word for word or nearly. A split that puts one copy on
each side measures memory; here copies stay on one side.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any
from zlib import crc32

import numpy as np

from yuanba.triage import learning

FOLDS = 5
SHINGLE = 4  # characters of a piece
HANDS, BAND = 48, 2  # minima kept of each text, and how many must meet to look closer
ALIKE = 0.5  # shared pieces of the shorter text: from here two texts count as copies
COMPARED = 600
Array = Any


def copies(texts: Sequence[str]) -> list[int]:
    """For each text the number of its family: near-duplicates share one (MinHash, then counted)."""
    pieces = [
        {
            crc32(text[i : i + SHINGLE].encode())
            for i in range(max(1, min(len(text), COMPARED) - SHINGLE + 1))
        }
        for text in texts
    ]
    family = list(range(len(texts)))

    def head(i: int) -> int:
        while family[i] != i:
            family[i] = family[family[i]]
            i = family[i]
        return i

    marks = _minima(pieces)
    for first in range(0, HANDS, BAND):
        met: dict[bytes, int] = {}
        for j in range(len(texts)):
            i = met.setdefault(marks[j, first : first + BAND].tobytes(), j)
            if head(i) != head(j):
                shared = len(pieces[i] & pieces[j])
                if shared >= ALIKE * min(len(pieces[i]), len(pieces[j])):
                    family[head(j)] = head(i)
    return [head(i) for i in range(len(texts))]


def _minima(pieces: Sequence[set[int]]) -> Array:
    dice = np.random.default_rng(0)
    times = dice.integers(1, 1 << 31, HANDS, dtype=np.uint64) | np.uint64(1)
    plus = dice.integers(0, 1 << 31, HANDS, dtype=np.uint64)
    prime = np.uint64((1 << 32) + 15)
    rows = [
        ((np.fromiter(p, dtype=np.uint64)[:, None] * times + plus) % prime).min(axis=0)
        for p in pieces
    ]
    return np.array(rows)


def folds(labels: Sequence[str], families: Sequence[int], n: int = FOLDS) -> list[int]:
    """The fold of each text: families whole, classes spread evenly, the same every time."""
    members: dict[int, list[int]] = defaultdict(list)
    for i, family in enumerate(families):
        members[family].append(i)
    held: list[dict[str, int]] = [defaultdict(int) for _fold in range(n)]
    sizes = [0] * n
    of = [0] * len(labels)
    dice = np.random.default_rng(0).permutation(len(members))
    order = sorted(zip(dice, members.values(), strict=True), key=lambda f: (-len(f[1]), f[0]))
    for _lot, family_members in order:
        said = [labels[i] for i in family_members]
        best = min(range(n), key=lambda k: (sum(held[k][s] for s in said) / len(said), sizes[k]))
        for i in family_members:
            of[i] = best
            held[best][labels[i]] += 1
        sizes[best] += len(family_members)
    return of


def out_of_fold(
    texts: Sequence[learning.Text], labels: Sequence[str], of: Sequence[int]
) -> tuple[tuple[str, ...], Array]:
    """Scores of every text by a model that saw neither it nor its copies."""
    names = tuple(sorted(set(labels)))
    scores = np.full((len(texts), len(names)), -30.0, dtype=np.float32)
    for fold in sorted(set(of)):
        here = [i for i, k in enumerate(of) if k == fold]
        rest = [i for i, k in enumerate(of) if k != fold]
        fitted = learning.fit([texts[i] for i in rest], [labels[i] for i in rest])
        columns = [names.index(label) for label in fitted.labels]
        scores[np.ix_(here, columns)] = fitted.scores([texts[i] for i in here])
    return names, scores


def chances(scores: Array, temperature: float) -> Array:
    """Probabilities at a temperature."""
    parts = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    return parts / parts.sum(axis=1, keepdims=True)


def temperature(scores: Array, right: Array) -> float:
    """The one at which what happened is likeliest: `right` is the column of the true class."""

    def loss(t: float) -> float:
        p = chances(scores, t)[np.arange(len(right)), right]
        return float(-np.log(np.maximum(p, 1e-9)).mean())

    return _lowest(loss, 0.05, 5.0)


def _lowest(of: Callable[[float], float], low: float, high: float) -> float:
    """Golden section."""
    ratio = (5**0.5 - 1) / 2
    for _step in range(40):
        a, b = high - ratio * (high - low), low + ratio * (high - low)
        if of(a) < of(b):
            high = b
        else:
            low = a
    return (low + high) / 2


def macro_f1(right: Sequence[str], said: Sequence[str]) -> float:
    """The mean of the F1 of each class that is there."""
    return float(np.mean([f1(right, said, name) for name in sorted(set(right))]))


def f1(right: Sequence[str], said: Sequence[str], name: str) -> float:
    both = sum(r == s == name for r, s in zip(right, said, strict=True))
    return 2 * both / max(1, sum(r == name for r in right) + sum(s == name for s in said))


def calibration_error(sure: Array, hit: Array, bins: int = 10) -> float:
    """Expected calibration error: how far "80 in 100" is from 80 right in 100, over ten bins."""
    bin_of = np.minimum((sure * bins).astype(int), bins - 1)
    wrong = 0.0
    for k in range(bins):
        here = bin_of == k
        if here.any():
            wrong += here.mean() * abs(float(sure[here].mean()) - float(hit[here].mean()))
    return wrong
