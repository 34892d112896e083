"""What is kept of the network and of plans for it. One chapter a file."""

from yuanba.grids.models.network import Cover, DutyList, Seat, Team

__all__ = ["Cover", "DutyList", "Seat", "Team"]
