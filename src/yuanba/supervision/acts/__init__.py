"""What the supervision committee does, and what it is answered. One chapter a file."""

from yuanba.supervision.acts.clues import close_clue, hand_clue, open_clue, tell_clue
from yuanba.supervision.acts.remarks import (
    answer_suggestion,
    check_finding,
    hand_finding,
    put_right,
    report,
    suggest,
)
from yuanba.supervision.acts.samples import draw, explain, judge

__all__ = [
    "answer_suggestion",
    "check_finding",
    "close_clue",
    "draw",
    "explain",
    "hand_clue",
    "hand_finding",
    "judge",
    "open_clue",
    "put_right",
    "report",
    "suggest",
    "tell_clue",
]
