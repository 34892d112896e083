"""Which sub-totals of a ballot may be shown (by channel, by group, by building).

What is shown is one partition of all ballots, in which every part has at least `least` ballots and
does not say how everybody in it voted; what is too small is put together. Whoever adds and takes
away what is shown only ever gets unions of these parts: never fewer than `least` people.

That holds for one breakdown of one ballot. A second one (first by channel, then by building) could
be taken away from the first, so a ballot is shown by one breakdown, once, after closing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from yuanba.councils.rules.counting.tallies import Tally, together


@dataclass(frozen=True)
class Part:
    names: tuple[str, ...]  # several: too small to be shown alone
    tally: Tally


def publishable(groups: Mapping[str, Tally], *, least: int) -> tuple[Part, ...]:
    """The parts that may be shown, in the order of `groups`; those put together stand last.

    One part only: no split may be shown, the whole stands alone (it is the result and always shown).
    A group nobody voted in is shown as such.
    """
    if least < 1 or not groups:
        raise ValueError("a split has groups, and a least number of ballots")
    voted = [name for name in groups if groups[name].ballots]
    small = [name for name in voted if _tells(groups[name], least)]
    if small and _tells(_put(groups, small).tally, least):
        # One more is enough: it has `least` ballots of its own, and they are not all alike.
        others = [name for name in voted if name not in small]
        small += sorted(others, key=lambda name: groups[name].ballots)[:1]
    if len(small) == len(voted):
        return (_put(groups, list(groups)),)
    alone = [_put(groups, [name]) for name in groups if name not in small]
    return (*alone, _put(groups, small)) if small else tuple(alone)


def _tells(tally: Tally, least: int) -> bool:
    """Would these figures tell how one of them voted? Too few, or all alike."""
    return tally.ballots < least or all(
        votes in {0, tally.ballots} for votes in (*tally.votes.values(), tally.blank, tally.spoiled)
    )


def _put(groups: Mapping[str, Tally], names: list[str]) -> Part:
    names = [name for name in groups if name in names]
    return Part(tuple(names), together(groups[name] for name in names))
