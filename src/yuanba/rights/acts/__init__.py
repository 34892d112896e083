"""Everything that forgets, and everything a person does with what is kept about him."""

from yuanba.rights.acts.batches import (
    agree,
    carry_out,
    draft_batch,
    drop,
    erase_again,
    erase_some,
    set_period,
)
from yuanba.rights.acts.mine import correct_contact, disown, erase_contact
from yuanba.rights.acts.restart import forget_head, set_heads_aside
from yuanba.rights.acts.wishes import ask_erasure, grant_erasure, refuse_erasure, withdraw

__all__ = [
    "agree",
    "ask_erasure",
    "carry_out",
    "correct_contact",
    "disown",
    "draft_batch",
    "drop",
    "erase_again",
    "erase_contact",
    "erase_some",
    "forget_head",
    "grant_erasure",
    "refuse_erasure",
    "set_heads_aside",
    "set_period",
    "withdraw",
]
