"""Everything that changes the network."""

from yuanba.grids.acts.network import cover, end_seat, end_team, found_team, seat, set_duties

__all__ = ["cover", "end_seat", "end_team", "found_team", "seat", "set_duties"]
