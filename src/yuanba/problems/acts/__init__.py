"""Everything that changes common problems."""

from yuanba.problems.acts.gathering import add_matter, confirm, drop, join, take_out
from yuanba.problems.acts.programme import advance, begin, finish
from yuanba.problems.acts.upward import choose, suggest

__all__ = [
    "add_matter",
    "advance",
    "begin",
    "choose",
    "confirm",
    "drop",
    "finish",
    "join",
    "suggest",
    "take_out",
]
