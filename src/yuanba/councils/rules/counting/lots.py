"""A tie is decided by lot. The lot is drawn once, written down, and can be drawn again by anybody.

Either somebody draws in the hall and the order is entered (`Lot`), or a seed everybody can see (dice
thrown on the stage, the head of the log posted before) makes the order (`draw`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Lot:
    """The order in which the names were drawn: who is drawn earlier stands before the others.

    `seed` says how the order came about; "" when it was drawn by hand and entered.
    """

    order: tuple[str, ...]
    seed: str = ""

    def __post_init__(self) -> None:
        if len(set(self.order)) != len(self.order):
            raise ValueError("a name was drawn twice")

    def first(self, names: Iterable[str]) -> str:
        """Of these the one that was drawn first. ValueError if one of them was not in the lot."""
        return min(names, key=self.order.index)

    def last(self, names: Iterable[str]) -> str:
        return max(names, key=self.order.index)


def draw(seed: str, names: Iterable[str]) -> Lot:
    """The order of SHA-256(seed, new line, name), the same for everybody and in every order asked.

    The seed must be unknown to all until voting has stopped; otherwise names could be chosen for it.
    """
    return Lot(tuple(sorted(names, key=lambda name: _drawn(seed, name))), seed)


def _drawn(seed: str, name: str) -> bytes:
    return sha256(f"{seed}\n{name}".encode()).digest()
