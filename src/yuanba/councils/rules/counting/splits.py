"""Which parts of a ballot may be shown (how many voted by phone, at the table …).

What is shown is one partition of all who voted, in which every part has at least `least`; what is too
small is put together, with the smallest of the others if need be. Whoever adds and takes away what is
shown only ever gets unions of these parts: never fewer than `least` people.

That holds for one breakdown of one ballot. A second one (first by channel, then by building) could be
taken away from the first, so a ballot is shown by one breakdown, once, after closing; and never what
a part voted, only how many they were.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    names: tuple[str, ...]  # several: too small to be shown alone
    voted: int


def shown(parts: Mapping[str, int], *, least: int) -> tuple[Part, ...]:
    """The parts that may be shown, in the order of `parts`; those put together stand last. Nothing when
    all would have to be put together: the whole stands alone. Parts nobody voted in are left out."""
    if least < 1:
        raise ValueError("a split has a least number of ballots")
    voted = {name: n for name, n in parts.items() if n}
    small = [name for name in voted if voted[name] < least]
    if small and sum(voted[name] for name in small) < least:
        others = sorted((name for name in voted if name not in small), key=voted.__getitem__)
        small += others[:1]  # one more is enough: it has `least` of its own
    if len(small) == len(voted) > 1 or sum(voted.values()) < least:
        return ()
    alone = [Part((name,), n) for name, n in voted.items() if name not in small]
    names = tuple(name for name in voted if name in small)
    return (*alone, Part(names, sum(voted[name] for name in names))) if small else tuple(alone)
