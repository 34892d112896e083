"""What can be done with many matters at once: take in a table, take out the register.

The demo's own bulk acts stand with it, in `demo.homes` and `demo.past`.
"""

from yuanba.exchange.acts.exports import (
    agree_export,
    answer_hotline,
    ask_export,
    deny_export,
    fetch_export,
    renew_answer,
)
from yuanba.exchange.acts.matters import Batch, Ready, import_matters
from yuanba.exchange.acts.register import export_register
from yuanba.exchange.acts.tables import agree_table, bring_table, drop_table, set_columns
from yuanba.exchange.demo import homes as homes  # its acts belong to this context
from yuanba.exchange.demo import past as past

__all__ = [
    "Batch",
    "Ready",
    "agree_export",
    "agree_table",
    "answer_hotline",
    "ask_export",
    "bring_table",
    "deny_export",
    "drop_table",
    "export_register",
    "fetch_export",
    "import_matters",
    "renew_answer",
    "set_columns",
]
