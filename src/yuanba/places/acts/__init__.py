"""What can be done to places and days. All but aliases and positions ask the administrator's leave at the county."""

from yuanba.places.acts.calling import call_also, drop_alias
from yuanba.places.acts.changing import move, recode, rename
from yuanba.places.acts.days import load_calendar_year, set_day, settle_year
from yuanba.places.acts.drawing import draw_outline, locate, wipe_outline
from yuanba.places.acts.ending import Part, close, dissolve, merge, split
from yuanba.places.acts.founding import FOUNDER, Founder, found, found_county
from yuanba.places.acts.taking_in import take_in

__all__ = [
    "FOUNDER",
    "Founder",
    "Part",
    "call_also",
    "close",
    "dissolve",
    "draw_outline",
    "drop_alias",
    "found",
    "found_county",
    "load_calendar_year",
    "locate",
    "merge",
    "move",
    "recode",
    "rename",
    "set_day",
    "settle_year",
    "split",
    "take_in",
    "wipe_outline",
]
