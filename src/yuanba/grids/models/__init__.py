"""What is kept of the network and of plans for it. One chapter a file."""

from yuanba.grids.models.network import Cover, DutyList, Seat, Team
from yuanba.grids.models.planning import Plan, PlanPart, PlanSpot

__all__ = ["Cover", "DutyList", "Plan", "PlanPart", "PlanSpot", "Seat", "Team"]
