"""Everything that changes the network."""

from yuanba.grids.acts.network import cover, end_seat, end_team, found_team, seat, set_duties
from yuanba.grids.acts.planning import PLANNED_AT, adopt_plan, ask_plan, drop_plan, shift
from yuanba.grids.acts.roster import take_roster_row
from yuanba.grids.acts.venues import change_venue, close_venue, open_venue

__all__ = [
    "PLANNED_AT",
    "adopt_plan",
    "ask_plan",
    "change_venue",
    "close_venue",
    "cover",
    "drop_plan",
    "end_seat",
    "end_team",
    "found_team",
    "open_venue",
    "seat",
    "set_duties",
    "shift",
    "take_roster_row",
]
