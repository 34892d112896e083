"""Everything that changes points, looks and findings."""

from yuanba.patrols.acts.devices import enroll_device, hear_from_device, mark_of, revoke_device
from yuanba.patrols.acts.findings import fix_finding, raise_finding
from yuanba.patrols.acts.looking import Row, look, type_sheet
from yuanba.patrols.acts.points import (
    add_point,
    change_point,
    retire_point,
    set_lines,
    set_pace,
)

__all__ = [
    "Row",
    "add_point",
    "change_point",
    "enroll_device",
    "fix_finding",
    "hear_from_device",
    "look",
    "mark_of",
    "raise_finding",
    "retire_point",
    "revoke_device",
    "set_lines",
    "set_pace",
    "type_sheet",
]
