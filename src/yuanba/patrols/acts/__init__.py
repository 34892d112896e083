"""Everything that changes points, looks and findings."""

from yuanba.patrols.acts.devices import enroll_device, hear_from_device, mark_of, revoke_device
from yuanba.patrols.acts.findings import fix_finding, raise_finding
from yuanba.patrols.acts.looking import Row, look, photograph_sheet, type_sheet
from yuanba.patrols.acts.points import (
    add_point,
    change_point,
    retire_point,
    set_lines,
    set_pace,
)
from yuanba.patrols.acts.steps import answer_handover, hand_over, set_rung, take_step

__all__ = [
    "Row",
    "add_point",
    "answer_handover",
    "change_point",
    "enroll_device",
    "fix_finding",
    "hand_over",
    "hear_from_device",
    "look",
    "mark_of",
    "photograph_sheet",
    "raise_finding",
    "retire_point",
    "revoke_device",
    "set_lines",
    "set_pace",
    "set_rung",
    "take_step",
    "type_sheet",
]
