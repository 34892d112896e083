"""What may happen to a matter (事项). Plain Python: no database, no clock, no request.

One chapter a file; callers say `rules.name` and need not know which.
"""

from yuanba.matters.rules.closing import (
    ATTEMPTS,
    SILENCE,
    Closing,
    ask_reopen,
    call_back,
    close,
    evaluate,
    grant_reopen,
)
from yuanba.matters.rules.handling import (
    LONGEST_EXTENSION,
    Ending,
    another_person,
    ask_extension,
    finish,
)
from yuanba.matters.rules.intake import (
    INTAKE,
    POINTERS,
    happened,
    refuse,
)
from yuanba.matters.rules.routing import (
    DEPARTMENTS,
    assign,
    hand_down,
    hand_up,
    transfer,
    triage,
)
from yuanba.matters.rules.states import (
    NEXT,
    OVER,
    WAITING_STATES,
    WORKING,
    Channel,
    Hardship,
    Level,
    Method,
    Outcome,
    Refusal,
    State,
    can,
    same_version,
    say_why,
    step,
)

__all__ = [
    "ATTEMPTS",
    "DEPARTMENTS",
    "INTAKE",
    "LONGEST_EXTENSION",
    "NEXT",
    "OVER",
    "POINTERS",
    "SILENCE",
    "WAITING_STATES",
    "WORKING",
    "Channel",
    "Closing",
    "Ending",
    "Hardship",
    "Level",
    "Method",
    "Outcome",
    "Refusal",
    "State",
    "another_person",
    "ask_extension",
    "ask_reopen",
    "assign",
    "call_back",
    "can",
    "close",
    "evaluate",
    "finish",
    "grant_reopen",
    "hand_down",
    "hand_up",
    "happened",
    "refuse",
    "same_version",
    "say_why",
    "step",
    "transfer",
    "triage",
]
