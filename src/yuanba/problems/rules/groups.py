"""Which of the groups so far a new text belongs to. One text at a time; nothing is counted anew.

A group is joined when the new text is like the few likest of its members and not too unlike most of
them: so a chain of neighbours (A like B, B like C) does not swallow a village. Large groups speak
with many voices and ask a little less. When a text belongs to two groups that turn out to be alike,
they become one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from yuanba.problems.rules.likeness import Weighed, like, shared_words, weigh
from yuanba.problems.rules.texts import Said, rarity

# Chosen on half of fifty troubles read by hand in public messages, looked at on the other half
# (docs/problems.md). How like the best members must be, by the size of the group:
ENOUGH = (0.17, 0.17, 0.152, 0.135, 0.125)
LITTLE = 0.085  # how like at least half of the members must be
ALIKE = 0.085  # how like two groups must be, one member with another, to become one
BEST = 3
LIKELY = 4  # groups that are looked at closely
CANDIDATES = 30
LOOKED_AT = 20  # members of a group that are compared
CROSSED = 8  # members of each of two groups that are compared with each other


@dataclass(frozen=True)
class Kept:
    """A text that is already in a group. `length` as it was weighed when it came."""

    said: Said
    length: float
    group: int


class Shelf(Protocol):
    """Where texts, terms and groups are kept: tables of the county, or memory for a file."""

    def copies(self, digest: str) -> int | None:
        """The group of an exact copy."""

    def rare(self, terms: Iterable[str]) -> tuple[int, Mapping[str, int]]:
        """How many other texts there are, and how many of them have each term; a term that is not
        answered does not count."""

    def newest(self, keys: Sequence[str]) -> Mapping[str, Sequence[int]]:
        """The newest texts for which this was one of the rarest terms."""

    def kept(self, ids: Sequence[int]) -> Mapping[int, Kept]:
        """These texts, as far as they are still there."""

    def members(self, group: int, most: int) -> Sequence[int]:
        """The newest members."""


@dataclass(frozen=True)
class Decision:
    weighed: Weighed
    group: int | None  # None: it stands alone
    also: tuple[int, ...] = ()  # groups that become one with it
    score: float = 0.0
    words: tuple[str, ...] = ()  # why: what it shares with the likest member


def decide(said: Said, shelf: Shelf) -> Decision:
    total, numbers = shelf.rare(said.counts)
    rare = rarity({term: n + 1 for term, n in numbers.items()}, total + 1)
    weighed = weigh(said, rare)
    if said.counts and (copy := shelf.copies(said.digest)) is not None:
        return Decision(weighed, copy, score=1.0, words=tuple(shared_words(weighed, said)))
    scored = _candidates(weighed, rare, shelf)
    groups: dict[int, list[tuple[float, Said]]] = {}
    for kept, score in scored:
        groups.setdefault(kept.group, []).append((score, kept.said))
    # The likeliest few are looked at closely: with members that share none of the rarest terms.
    best = {g: max(score for score, _said in known) for g, known in groups.items()}
    likely = sorted((g for g in groups if best[g] >= ENOUGH[-1]), key=lambda g: -best[g])[:LIKELY]
    fits = ((_fit(weighed, rare, group, groups[group], shelf), group) for group in likely)
    fitting = [(*fit, group) for fit, group in fits if fit]
    if not fitting:
        return Decision(weighed, None)
    fitting.sort(key=lambda one: -one[0])
    score, closest, group = fitting[0]
    also = tuple(other for _fit_, _said, other in fitting[1:] if _one(rare, shelf, group, other))
    return Decision(weighed, group, also, round(score, 3), tuple(shared_words(weighed, closest)))


def _candidates(
    weighed: Weighed, rare: Mapping[str, float], shelf: Shelf
) -> list[tuple[Kept, float]]:
    """The texts that share most of the rarest terms, scored."""
    found: dict[int, float] = {}
    for key, ids in shelf.newest(weighed.keys).items():
        for pk in ids:
            found[pk] = found.get(pk, 0.0) + weighed.weights[key]
    found.pop(weighed.said.id, None)
    most = sorted(found, key=lambda pk: (-found[pk], -pk))[:CANDIDATES]
    kept = shelf.kept(most)
    return [(one, like(weighed, rare, one.said, one.length)) for one in kept.values()]


def _fit(
    weighed: Weighed,
    rare: Mapping[str, float],
    group: int,
    known: list[tuple[float, Said]],
    shelf: Shelf,
) -> tuple[float, Said] | None:
    """How well it fits, as a multiple of what is asked, and the likest member; None: not at all."""
    members = shelf.members(group, LOOKED_AT)
    size = max(len(members), 1)
    enough = ENOUGH[min(size, len(ENOUGH)) - 1]
    known = sorted(known, key=lambda one: -one[0])
    best = known[:BEST]
    score = sum(one for one, _said in best) / min(BEST, size)
    if score < enough:
        return None
    seen = {said.id for _score, said in known}
    others = [pk for pk in members if pk not in seen]
    looked = [one for one, _said in known]
    looked += [like(weighed, rare, one.said, one.length) for one in shelf.kept(others).values()]
    if sum(one >= LITTLE for one in looked) * 2 < len(looked):
        return None
    return score / enough, best[0][1]


def _one(rare: Mapping[str, float], shelf: Shelf, group: int, other: int) -> bool:
    """Whether two groups that the new text belongs to are one: members of each compared across."""
    ours = shelf.kept(shelf.members(group, CROSSED))
    theirs = shelf.kept(shelf.members(other, CROSSED))
    if not ours or not theirs:
        return False
    terms = {term for one in (*ours.values(), *theirs.values()) for term in one.said.counts}
    total, numbers = shelf.rare(terms)
    known = rarity({term: n + 1 for term, n in numbers.items()}, total + 1) | dict(rare)
    scores = []
    for one in ours.values():
        weighed = weigh(one.said, known)
        scores += [like(weighed, known, two.said, two.length) for two in theirs.values()]
    return sum(scores) / len(scores) >= ALIKE
