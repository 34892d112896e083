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
from yuanba.honours.acts.naming import (
    check_naming,
    drop_naming,
    hang_naming,
    judge_naming,
    notify_named,
    propose_naming,
    reply_to_naming,
    review_naming,
    second_naming,
)
from yuanba.honours.acts.naming_ends import (
    answer_doubt,
    doubt_naming,
    end_naming,
    take_down,
    tell_mended,
)
from yuanba.honours.acts.naming_rule import file_naming, turn_off_naming, turn_on_naming

__all__ = [
    "answer_award_objection",
    "answer_doubt",
    "call",
    "check_naming",
    "consent",
    "doubt_naming",
    "drop",
    "drop_naming",
    "end_naming",
    "file_naming",
    "hang_naming",
    "judge",
    "judge_naming",
    "nominate",
    "notify_named",
    "object_to_award",
    "post_chosen",
    "present",
    "propose_naming",
    "reply_to_naming",
    "review_naming",
    "revoke",
    "second_naming",
    "take_down",
    "tell_mended",
    "turn_off_naming",
    "turn_on_naming",
]
