"""What a text proposes: rules first, learned second, the words of the categories where neither knows.

Nothing is decided here. Spans are of the text as it came, so that a page can mark the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from yuanba.triage.rules import lexicon, linear, table, urgent
from yuanba.triage.rules.grams import READ
from yuanba.triage.rules.normal import Plain, mapped
from yuanba.triage.rules.proposing import UNSURE

THREE = 3
WORTH_SAYING = 0.1  # a class less likely than this is not shown
Spans = tuple[tuple[int, int], ...]


class By(StrEnum):
    RULE = "rule"
    LEARNED = "learned"
    WORDS = "words"


@dataclass(frozen=True)
class Proposed:
    """One leaf that may be right, and why."""

    code: str
    by: By
    probability: float | None = None  # only where it was learned and set right
    spans: Spans = ()
    lane: str = ""  # a rule may say another lane than the leaf
    rule: str = ""  # the rule's name


@dataclass(frozen=True)
class Read:
    """Everything a text says by itself."""

    proposed: tuple[Proposed, ...]
    unsure: bool  # none of these: nothing fits well enough
    urgent: tuple[tuple[urgent.Sign, tuple[int, int]], ...]
    enough: bool  # the county has learned from its own register


def read(
    text: str, told: table.Told, rules: Sequence[table.Rule], model: linear.Model | None
) -> Read:
    """At most three leaves, the likeliest first. Some milliseconds."""
    found: list[Proposed] = []
    if fitting := table.first(rules, told):
        rule, spans = fitting
        found.append(
            Proposed(rule.category, By.RULE, None, _back(told.text, spans), rule.lane, rule.name)
        )
    learned, sure = _learned(text, model) if model else ([], False)
    worded = _worded(told.text)
    # What was learned comes first where it is sure; the words of the categories where it is not.
    for proposed in [*learned, *worded] if sure else [*worded, *learned]:
        if proposed.code not in {f.code for f in found}:
            found.append(_joined(proposed, learned))
    signs = tuple((s, told.text.span(a, b)) for s, a, b in urgent.signs(told.text.text))
    unsure = not (fitting or sure or worded)
    return Read(tuple(found[:THREE]), unsure, signs, model is not None)


def _learned(text: str, model: linear.Model) -> tuple[list[Proposed], bool]:
    plain = mapped(text, codes=False)
    said = plain.text[:READ]
    guesses = model.guesses(said)
    likely = [g for g in guesses[:THREE] if g.probability >= WORTH_SAYING]
    found = [Proposed(g.label, By.LEARNED, g.probability) for g in likely]
    if found:
        spans = model.grounds(said, found[0].code)
        found[0] = replace(found[0], spans=_back(plain, spans))
    return found, bool(likely) and likely[0].probability >= UNSURE


def _worded(plain: Plain) -> list[Proposed]:
    """By the words of the categories; no probability, because none was ever measured."""
    return [
        Proposed(code, By.WORDS, None, _back(plain, spans))
        for code, spans in lexicon.hits(plain.text)[:THREE]
    ]


def _joined(proposed: Proposed, learned: Sequence[Proposed]) -> Proposed:
    """Words that were learned as well say how likely they are."""
    known = next((p.probability for p in learned if p.code == proposed.code), None)
    return replace(proposed, probability=known)


def _back(plain: Plain, spans: Sequence[tuple[int, int]]) -> Spans:
    return tuple(sorted(plain.span(a, b) for a, b in spans))
