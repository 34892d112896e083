"""What can be done with honours, a chapter a file."""

from yuanba.honours.acts.awards import (
    answer_award_objection,
    judge,
    object_to_award,
    post_chosen,
    present,
    revoke,
)
from yuanba.honours.acts.campaigns import call, consent, drop, nominate

__all__ = [
    "answer_award_objection",
    "call",
    "consent",
    "drop",
    "judge",
    "nominate",
    "object_to_award",
    "post_chosen",
    "present",
    "revoke",
]
