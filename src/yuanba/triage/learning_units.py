"""How much each circle and clock of rules/dispatch.py counts: a conditional logit over the units that
are likely, fitted on the newest of the past matters, each asked as if it were not yet there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from yuanba.triage.rules.dispatch import MOST_KEPT, Case, Dispatch, History

FITTED = 3000  # of the newest cases
ROUNDS, RATE, RIDGE = 300, 0.03, 3e-4
Array = Any


def fit(given: Sequence[tuple[Case, str]], *, around: bool = False) -> list[float]:
    """The weights. `given` in the order of time; `around`: cases drawn at random from all days."""
    history = History(given)
    rows: list[Array] = []
    places: list[int] = []
    for case, unit in given[-FITTED:]:
        said = history.shares(case, but=unit, around=around)
        units = list(said)
        if unit in said:
            rows.append(np.array([said[u] for u in units], dtype=np.float32))
            places.append(units.index(unit))
    return _logit(rows, places, rows[0].shape[1]) if rows else []


def train(given: Sequence[tuple[Case, str]]) -> tuple[Dispatch, dict[str, float]]:
    """Learn from a county's register, in the order of time: the weights on four fifths, their score on
    the newest fifth, each asked as if only the days before it were known."""
    newest = list(given[-MOST_KEPT:])
    first = len(newest) * 4 // 5
    weights, history = fit(newest[:first]), History(newest)
    right = three = 0
    for case, unit in newest[first:]:
        before = replace(case, day=case.day - 1)  # what was given that very day is not known yet
        likely = [g.label for g in history.ranked(before, weights)[:3]]
        right += likely[:1] == [unit]
        three += unit in likely
    held = max(1, len(newest) - first)
    score = {"unit_right": round(right / held, 4), "unit_three": round(three / held, 4)}
    return Dispatch(tuple(newest), tuple(round(w, 5) for w in weights)), score


def _logit(rows: Sequence[Array], right: Sequence[int], width: int) -> list[float]:
    most = max(len(row) for row in rows)
    said = np.zeros((len(rows), most, width), dtype=np.float32)
    there = np.zeros((len(rows), most), dtype=bool)
    for i, row in enumerate(rows):
        said[i, : len(row)], there[i, : len(row)] = row, True
    truth = np.zeros((len(rows), most), dtype=np.float32)
    truth[np.arange(len(rows)), list(right)] = 1
    weights = np.full(width, 1.5 / width, dtype=np.float32)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for n in range(1, ROUNDS + 1):  # Adam (Kingma, Ba 2015)
        scores = np.where(there, said @ weights, -1e9)
        parts = np.exp(scores - scores.max(axis=1, keepdims=True))
        errors = parts / parts.sum(axis=1, keepdims=True) - truth
        slope = np.einsum("nc,ncf->f", errors, said, optimize=True) / len(rows) + RIDGE * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
        weights = weights - RATE * (mean / (1 - 0.9**n)) / (np.sqrt(square / (1 - 0.99**n)) + 1e-8)
    return [float(w) for w in weights]
