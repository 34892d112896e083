"""Learning from matters that people sorted. Needs numpy, so it runs in a process of its own
(`yuanba train`, `yuanba classify`), never inside the server; what comes out is read without numpy.

A linear model over runs of characters: for each class a support vector machine that tells it from all
others (squared hinge, dual coordinate descent: Hsieh et al. 2008), all classes of one text at a step.
Probabilities come from its scores by one temperature (Guo et al. 2017), found by measuring.py on texts
that were not learned from.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from yuanba.triage.rules.grams import LONGEST, PRIME, SEED
from yuanba.triage.rules.linear import Model

LEAST_TEXTS = 2  # a run that stands in one text only teaches nothing about the next
MOST_RUNS = 200_000
STRENGTH = 10.0  # how closely the examples are followed (the C of liblinear)
ROUNDS = 10
Array = Any  # numpy.ndarray; numpy's own types would bind every reader to its version


@dataclass(frozen=True)
class Text:
    """The runs of one text, each once, and how often it stands there (1 + log)."""

    runs: Array
    often: Array


def read(text: str) -> Text:
    """As rules.grams.counted, for many texts: the numbers of all runs of one length at once."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    number = np.full(len(codes), SEED, dtype=np.uint32)
    every = []
    for n in range(min(LONGEST, len(codes))):
        number = (number[: len(codes) - n] ^ codes[n:]) * np.uint32(PRIME)
        every.append(number)
    runs, times = np.unique(np.concatenate([*every, codes[:0]]), return_counts=True)
    return Text(runs, (1 + np.log(times)).astype(np.float32))


@dataclass(frozen=True)
class Known:
    """The runs that are learned from, in order, and how rare each is (idf)."""

    runs: Array
    rarity: Array

    def rows(self, texts: Sequence[Text]) -> list[tuple[Array, Array]]:
        """Each text as its known runs (by place) and their weights, together of length one."""
        return [self._row(text) for text in texts]

    def _row(self, text: Text) -> tuple[Array, Array]:
        if not len(self.runs):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        at = np.minimum(np.searchsorted(self.runs, text.runs), len(self.runs) - 1)
        here = self.runs[at] == text.runs
        at, weight = at[here], text.often[here] * self.rarity[at[here]]
        length = np.sqrt(float(weight @ weight)) or 1.0
        return at, (weight / length).astype(np.float32)


def known(texts: Sequence[Text]) -> Known:
    """The runs that stand in more than one text; of very many the most frequent."""
    runs, many = np.unique(np.concatenate([text.runs for text in texts]), return_counts=True)
    least = LEAST_TEXTS
    if (many >= least).sum() > MOST_RUNS:
        least = int(np.sort(many)[-MOST_RUNS]) + 1
    kept = many >= least
    rarity = np.log((1 + len(texts)) / (1 + many[kept])) + 1
    return Known(runs[kept], rarity.astype(np.float32))


@dataclass(frozen=True)
class Fitted:
    """Weights as they were found (runs × classes)."""

    labels: tuple[str, ...]
    known: Known
    weights: Array
    bias: Array

    def scores(self, texts: Sequence[Text]) -> Array:
        rows = self.known.rows(texts)
        return np.array([weight @ self.weights[at] + self.bias for at, weight in rows])

    def model(self, temperature: float = 1.0, unsure: float = 0.0) -> Model:
        """As it is read: whole numbers, runs that say nothing left out."""
        tops = np.maximum(np.abs(self.weights).max(axis=0, initial=0), 1e-9)
        whole = np.rint(self.weights / tops * 127).astype(np.int8)
        says = np.flatnonzero(np.abs(whole).max(axis=1, initial=0) > 0)
        return Model(
            labels=self.labels,
            runs=array("I", self.known.runs[says].astype(np.uint32).tobytes()),
            rarity=array("f", self.known.rarity[says].astype(np.float32).tobytes()),
            weights=tuple(array("b", whole[says, k].tobytes()) for k in range(len(self.labels))),
            scales=tuple(float(top) / 127 for top in tops),
            bias=tuple(float(b) for b in self.bias),
            temperature=temperature,
            unsure=unsure,
        )


def fit(texts: Sequence[Text], labels: Sequence[str], *, rounds: int = ROUNDS) -> Fitted:
    """Learn to tell the classes apart."""
    names = tuple(sorted(set(labels)))
    runs = known(texts)
    sign = np.full((len(texts), len(names)), -1, dtype=np.float32)
    sign[np.arange(len(texts)), [names.index(label) for label in labels]] = 1
    weights, bias = _descend(runs.rows(texts), len(runs.runs), sign, rounds)
    return Fitted(names, runs, weights, bias)


def _descend(
    rows: list[tuple[Array, Array]], width: int, sign: Array, rounds: int
) -> tuple[Array, Array]:
    """Dual coordinate descent: one text after the other, until nothing moves or the rounds are over."""
    classes = sign.shape[1]
    weights = np.zeros((width, classes), dtype=np.float32)
    bias = np.zeros(classes, dtype=np.float32)
    pull = np.zeros_like(sign)  # how strongly each text pulls at each class; never below nought
    soft = np.float32(1 / (2 * STRENGTH))
    whole = np.float32(2) + soft  # a text of length one, the bias, and the softness
    dice = np.random.default_rng(0)
    for _round in range(rounds):
        moved = 0
        for i in dice.permutation(len(rows)):
            at, weight = rows[i]
            there, side, now = weights[at], sign[i], pull[i]
            over = side * (weight @ there + bias) - 1 + now * soft
            new = np.maximum(now - over / whole, 0)
            step = (new - now) * side
            if np.abs(step).max() > 1e-4:
                weights[at] = there + weight[:, None] * step
                bias += step
                pull[i] = new
                moved += 1
        if moved == 0:
            break
    return weights, bias
