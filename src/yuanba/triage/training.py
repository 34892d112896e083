"""From sorted texts to a model that says how sure it is, and how well it did on texts it had not seen.

Needs numpy; runs in a process of its own. Two passes: one learns from four fifths and is measured on
the rest (that sets the temperature and the score), one learns from everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from yuanba.triage import learning, measuring
from yuanba.triage.rules.grams import whole
from yuanba.triage.rules.linear import Model
from yuanba.triage.rules.proposing import FEW_OF_A_CLASS, UNSURE, Example


@dataclass(frozen=True)
class Score:
    """On held-out texts: how many, how often right, among the first three, how well it knows."""

    rows: int
    held: int
    right: float
    three: float
    macro_f1: float
    calibration: float
    unsure: float  # the share answered "none of these"

    def facts(self) -> dict[str, Any]:
        return {k: round(v, 4) if isinstance(v, float) else v for k, v in asdict(self).items()}


def different(examples: Sequence[Example]) -> list[Example]:
    """One example of each text, in the order of time: the newest, because people may have changed their
    mind. A text told a hundred times teaches no more than once, and would only make the model too sure."""
    newest = {whole(e.subject, e.body): e for e in examples}
    return list(newest.values())


def train(examples: Sequence[Example], *, newest_last: bool = False) -> tuple[Model, Score]:
    """Learn from examples. Classes with very few are left out: nothing could be said of them.

    `newest_last`: they come in the order of time, and the newest fifth is held out; otherwise a fifth
    drawn evenly over the classes. Copies of one text stay on one side either way.
    """
    many = Counter(e.label for e in examples)
    kept = [e for e in examples if many[e.label] >= FEW_OF_A_CLASS]
    said = [whole(e.subject, e.body) for e in kept]
    labels = [e.label for e in kept]
    texts = [learning.read(text) for text in said]
    families = measuring.copies(said)
    held = _newest(families) if newest_last else _fifth(labels, families)
    learned = [i for i in range(len(kept)) if i not in held]
    fitted = learning.fit([texts[i] for i in learned], [labels[i] for i in learned])
    known = [i for i in sorted(held) if labels[i] in fitted.labels]
    score, temperature = _measure(fitted, [texts[i] for i in known], [labels[i] for i in known])
    whole_fit = learning.fit(texts, labels)
    model = whole_fit.model(temperature=temperature, unsure=UNSURE)
    return model, Score(rows=len(kept), held=len(known), **score)


def _newest(families: Sequence[int]) -> set[int]:
    """The newest fifth, without those of which a copy is older."""
    first = len(families) - len(families) // measuring.FOLDS
    older = set(families[:first])
    return {i for i in range(first, len(families)) if families[i] not in older}


def _fifth(labels: Sequence[str], families: Sequence[int]) -> set[int]:
    return {i for i, fold in enumerate(measuring.folds(labels, families)) if fold == 0}


def _measure(
    fitted: learning.Fitted, texts: Sequence[learning.Text], labels: Sequence[str]
) -> tuple[dict[str, float], float]:
    """The score on held-out texts, half of them for the temperature and half for how well it fits."""
    names = fitted.labels
    scores = fitted.scores(texts)
    right = np.array([names.index(label) for label in labels])
    half = np.arange(len(right)) % 2 == 0
    temperature = measuring.temperature(scores[half], right[half])
    sure = measuring.chances(scores, temperature)
    order = np.argsort(-sure, axis=1)
    top, hit = sure.max(axis=1), order[:, 0] == right
    measured = {
        "right": float(hit.mean()),
        "three": float((order[:, :3] == right[:, None]).any(axis=1).mean()),
        "macro_f1": measuring.macro_f1(labels, [names[k] for k in order[:, 0]]),
        "calibration": measuring.calibration_error(top[~half], hit[~half]),
        "unsure": float((top < UNSURE).mean()),
    }
    return measured, measuring.temperature(scores, right)
