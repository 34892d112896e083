"""What is kept of the network, its venues and of plans for it. One chapter a file."""

from yuanba.grids.models.network import Cover, DutyList, Seat, Team
from yuanba.grids.models.planning import Plan, PlanPart, PlanSpot
from yuanba.grids.models.venues import Venue

__all__ = ["Cover", "DutyList", "Plan", "PlanPart", "PlanSpot", "Seat", "Team", "Venue"]
