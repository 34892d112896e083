"""The same picture twice: also turned, or saved anew by another telephone.

A picture's look: of a grey square of 9 × 9 fields, which of two neighbours is the brighter, to the
right and below: 144 signs. Two looks are the same picture when at most one sign in ten differs, in
any of the four turns. A picture with hardly any light and dark (a wall, a black screen) has no look:
only its exact content is compared.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

SIDE = 9
SIGNS = SIDE * (SIDE - 1) * 2
NEAR = SIGNS // 10
FLAT = 12  # of 255: less between the darkest and the brightest field is no picture
Square = Sequence[Sequence[int]]


def look(square: Square) -> int | None:
    """The look of a square of SIDE × SIDE greys from 0 to 255; None if there is nothing to see."""
    greys = [grey for row in square for grey in row]
    if max(greys) - min(greys) < FLAT:
        return None
    found = 0
    for row in square:
        for left, right in pairwise(row):
            found = found << 1 | (left < right)
    for above, below in pairwise(square):
        for high, low in zip(above, below, strict=True):
            found = found << 1 | (high < low)
    return found


def turned(square: Square) -> list[list[int]]:
    """A quarter turn to the right."""
    return [list(column) for column in zip(*square[::-1], strict=True)]


def looks(square: Square) -> list[int]:
    """The look of the picture and of its three turns; empty for a flat one."""
    found = []
    for _turn in range(4):
        one = look(square)
        if one is None:
            return []
        found.append(one)
        square = turned(square)
    return found


def same(mine: Iterable[int], kept: int) -> bool:
    """Is a kept look one of these, but for a little noise?"""
    return any((one ^ kept).bit_count() <= NEAR for one in mine)
