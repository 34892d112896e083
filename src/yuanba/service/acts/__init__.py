"""Everything that changes service days and working groups."""

from yuanba.service.acts.arranging import arrange, change_day
from yuanba.service.acts.checklists import (
    retire_checklist,
    revise_checklist,
    settle_tick,
    tick,
    untick,
)
from yuanba.service.acts.groups import dissolve_group, form_group, seat_member, unseat_member
from yuanba.service.acts.holding import (
    end_day,
    mark_present,
    note_deed,
    note_opinion,
    open_day,
    receive,
)

__all__ = [
    "arrange",
    "change_day",
    "dissolve_group",
    "end_day",
    "form_group",
    "mark_present",
    "note_deed",
    "note_opinion",
    "open_day",
    "receive",
    "retire_checklist",
    "revise_checklist",
    "seat_member",
    "settle_tick",
    "tick",
    "unseat_member",
    "untick",
]
