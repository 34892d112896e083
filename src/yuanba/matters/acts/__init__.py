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
from yuanba.matters.acts.concerns import lift_concern, name_concern
from yuanba.matters.acts.conditions import keep_waiting, take_up
from yuanba.matters.acts.contest import answer_contest, contest, grant_contest
from yuanba.matters.acts.decoys import end_decoy, plant_decoy
from yuanba.matters.acts.duplicates import answer_duplicate, join, merge, unmerge
from yuanba.matters.acts.exclusion import (
    ask_exclusion,
    deny_exclusion,
    exclude,
    lift_exclusion,
    object_exclusion,
    publish_ground,
    retire_ground,
    uphold_exclusion,
)
from yuanba.matters.acts.handling import (
    add,
    ask_extension,
    deny_extension,
    finish,
    grant_extension,
    note,
    reply,
)
from yuanba.matters.acts.helping import (
    Made,
    answer_help,
    answer_outside,
    ask_help,
    ask_outside,
    revoke_outside,
    withdraw_help,
)
from yuanba.matters.acts.intake import Noted, Received, Sent, accept, refuse, report, report_batch
from yuanba.matters.acts.linking import renew_link
from yuanba.matters.acts.looks import note_alarm, reveal
from yuanba.matters.acts.naming import Named, chosen
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
from yuanba.matters.acts.sampling import begin_draw, draw_sample, set_share, spot_check
from yuanba.matters.acts.settling import decide_unit, name_arbiter, send_back
from yuanba.matters.acts.showing import let_show, stop_showing
from yuanba.matters.acts.together import take_back
from yuanba.matters.acts.views import drop_view, save_view
from yuanba.matters.acts.voice import Sound, write_down
from yuanba.matters.acts.voiding import ask_void, deny_void, grant_void

__all__ = [
    "Made",
    "Named",
    "Noted",
    "Picture",
    "Received",
    "Sent",
    "Sound",
    "accept",
    "add",
    "answer",
    "answer_contest",
    "answer_duplicate",
    "answer_help",
    "answer_outside",
    "ask_exclusion",
    "ask_extension",
    "ask_help",
    "ask_outside",
    "ask_reopen",
    "ask_reporter",
    "ask_void",
    "assign",
    "attempt",
    "begin_draw",
    "call_back",
    "check_hardship",
    "chosen",
    "close",
    "contest",
    "decide_unit",
    "deny_exclusion",
    "deny_extension",
    "deny_pause",
    "deny_reopen",
    "deny_void",
    "draw_sample",
    "drop_view",
    "end_decoy",
    "evaluate",
    "exclude",
    "finish",
    "grant_contest",
    "grant_extension",
    "grant_pause",
    "grant_reopen",
    "grant_void",
    "hand_down",
    "hand_up",
    "join",
    "keep_class",
    "keep_waiting",
    "let_show",
    "lift_concern",
    "lift_exclusion",
    "merge",
    "move_limit",
    "name_arbiter",
    "name_concern",
    "note",
    "note_alarm",
    "object_exclusion",
    "object_to_class",
    "pause",
    "plant_decoy",
    "publish_ground",
    "rate",
    "refuse",
    "renew_link",
    "reply",
    "report",
    "report_batch",
    "resume",
    "retire_ground",
    "reveal",
    "revoke_outside",
    "save_view",
    "send_back",
    "set_share",
    "spot_check",
    "stop_showing",
    "take_back",
    "take_up",
    "transfer",
    "triage",
    "unmerge",
    "uphold_exclusion",
    "urge",
    "wake",
    "withdraw_help",
    "write_down",
]
