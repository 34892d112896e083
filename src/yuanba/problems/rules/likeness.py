"""How like two told things are, and the words that say so."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yuanba.problems.rules.texts import Said, stands_in

OTHER_AREA = 0.4  # both name a district, and not the same
OTHER_NAMES = 0.4  # both titles name a house, street or village, and none is shared
OTHER_KIND = 0.75  # both were sorted, into different categories
SAME_KIND = 1.15
SAME_SPOT = 1.15  # told of the same grid or courtyard
SAME_VILLAGE = 1.05
KEYS = 40  # the rarest terms of a text: by these others are found
COMMON = 2.35  # rarity (rules.texts.rarity) of what stands in more than every tenth text


@dataclass(frozen=True)
class Weighed:
    """A text with the weight of each of its terms, as rare as they were when it came."""

    said: Said
    weights: Mapping[str, float]
    length: float  # of the vector

    @property
    def keys(self) -> list[str]:
        heaviest = sorted(self.weights.items(), key=lambda one: (-one[1], one[0]))
        return [term for term, _weight in heaviest[:KEYS]]


def weigh(said: Said, rare: Mapping[str, float]) -> Weighed:
    """Words that stand everywhere make a text longer, but nothing likes another for them."""
    weights = {term: times * rare[term] for term, times in said.counts.items() if term in rare}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    telling = {term: weight for term, weight in weights.items() if rare[term] > COMMON}
    return Weighed(said, telling, length or 1.0)


def like(new: Weighed, rare: Mapping[str, float], old: Said, old_length: float) -> float:
    """0 to about 1.2: the cosine of the rare pairs they share, by what speaks for and against that it
    is one thing."""
    shared = sum(
        weight * rare[term] * old.counts[term]
        for term, weight in new.weights.items()
        if term in old.counts
    )
    return shared / (new.length * old_length) * _bearing(new.said, old)


def _bearing(one: Said, other: Said) -> float:
    bearing = 1.0
    if one.areas and other.areas and not one.areas & other.areas:
        bearing *= OTHER_AREA
    if one.names and other.names and not _share_name(one, other):
        bearing *= OTHER_NAMES
    if one.category is not None and other.category is not None:
        bearing *= SAME_KIND if one.category == other.category else OTHER_KIND
    if one.near and other.near:
        if one.near[0] == other.near[0] and len(one.near) > 1:
            bearing *= SAME_SPOT
        elif one.near[-1] == other.near[-1]:
            bearing *= SAME_VILLAGE
    return bearing


def _share_name(one: Said, other: Said) -> bool:
    return any(stands_in(stem, other.plain) for stem in one.names) or any(
        stands_in(stem, one.plain) for stem in other.names
    )


def shared_words(new: Weighed, old: Said, most: int = 6) -> list[str]:
    """The heaviest words both have, neighbouring pairs joined again: 丽发 + 发新 + 新城 is 丽发新城."""
    pieces = _chains([t for t in new.said.ordered if t in old.counts and t in new.weights])
    heavy = {
        piece: sum(new.weights[t] for t in terms) for piece, terms in pieces.items() if len(terms)
    }
    return sorted(heavy, key=lambda piece: (-heavy[piece], piece))[:most]


def common_words(texts: Sequence[Said], rare: Mapping[str, float], least: int) -> list[str]:
    """What at least so many of them say, and two in five: nobody's own sentence, however it is shown.
    The three that say most, in the order of the text that has most of them."""
    numbers = Counter(term for said in texts for term in said.counts)
    need = max(least, math.ceil(len(texts) * 0.4))
    shared = {term for term, n in numbers.items() if n >= need}
    if not shared:
        return []
    best = max(texts, key=lambda said: (len(shared & said.counts.keys()), -said.id))
    pieces = _chains([term for term in best.ordered if term in shared])
    heavy = sorted(pieces, key=lambda piece: -sum(rare.get(t, 0.0) for t in pieces[piece]))[:3]
    return [piece for piece in pieces if piece in heavy]


def _chains(terms: list[str]) -> dict[str, list[str]]:
    """Runs of pairs in which each begins with the sign the one before ended with."""
    found: dict[str, list[str]] = {}
    word, run = "", list[str]()
    for term in terms:
        if word and len(term) > 1 and word.endswith(term[0]) and len(word) < 12:
            word, run = word + term[1:], [*run, term]
            continue
        if word:
            found.setdefault(word, run)
        word, run = term, [term]
    if word:
        found.setdefault(word, run)
    return found
