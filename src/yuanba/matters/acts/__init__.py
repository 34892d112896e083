"""Every change to a matter, one function each. Pages, API, jobs and imports all call these."""

from yuanba.matters.acts.asking import keep_class, object_to_class, rate, urge
from yuanba.matters.acts.clockwork import move_limit
from yuanba.matters.acts.closing import (
    ask_reopen,
    attempt,
    call_back,
    check_hardship,
    close,
    deny_reopen,
    evaluate,
    grant_reopen,
)
from yuanba.matters.acts.common import Picture
from yuanba.matters.acts.handling import (
    add,
    ask_extension,
    deny_extension,
    finish,
    grant_extension,
    note,
    reply,
    reveal,
)
from yuanba.matters.acts.intake import Noted, Received, Sent, accept, refuse, report, report_batch
from yuanba.matters.acts.pausing import (
    answer,
    ask_reporter,
    deny_pause,
    grant_pause,
    pause,
    resume,
    wake,
)
from yuanba.matters.acts.routing import assign, hand_down, hand_up, transfer, triage
from yuanba.matters.acts.together import take_back
from yuanba.matters.acts.views import drop_view, save_view

__all__ = [
    "Noted",
    "Picture",
    "Received",
    "Sent",
    "accept",
    "add",
    "answer",
    "ask_extension",
    "ask_reopen",
    "ask_reporter",
    "assign",
    "attempt",
    "call_back",
    "check_hardship",
    "close",
    "deny_extension",
    "deny_pause",
    "deny_reopen",
    "drop_view",
    "evaluate",
    "finish",
    "grant_extension",
    "grant_pause",
    "grant_reopen",
    "hand_down",
    "hand_up",
    "keep_class",
    "move_limit",
    "note",
    "object_to_class",
    "pause",
    "rate",
    "refuse",
    "reply",
    "report",
    "report_batch",
    "resume",
    "reveal",
    "save_view",
    "take_back",
    "transfer",
    "triage",
    "urge",
    "wake",
]
