"""What is kept of the three lanes after the sorting, a chapter a file."""

from yuanba.lanes.models.classing import Doubt, View
from yuanba.lanes.models.communal import Call, Order, Signup, Topic
from yuanba.lanes.models.personal import DUE, Way

__all__ = ["DUE", "Call", "Doubt", "Order", "Signup", "Topic", "View", "Way"]
