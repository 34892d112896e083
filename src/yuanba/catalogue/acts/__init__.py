"""What can be done with disclosure. One chapter a file."""

from yuanba.catalogue.acts.catalogue import adopt
from yuanba.catalogue.acts.drafting import draft, draft_due, edit_part, redraw
from yuanba.catalogue.acts.publishing import (
    archive,
    correct,
    decide,
    file,
    hang_again,
    publish,
)
from yuanba.catalogue.acts.questions import answer, answer_above, ask, ask_above
from yuanba.catalogue.acts.reminding import remind
from yuanba.catalogue.acts.reviewing import answer_review, review, send
from yuanba.catalogue.acts.vouchers import attach_voucher, look_at_voucher

__all__ = [
    "adopt",
    "answer",
    "answer_above",
    "answer_review",
    "archive",
    "ask",
    "ask_above",
    "attach_voucher",
    "correct",
    "decide",
    "draft",
    "draft_due",
    "edit_part",
    "file",
    "hang_again",
    "look_at_voucher",
    "publish",
    "redraw",
    "remind",
    "review",
    "send",
]
