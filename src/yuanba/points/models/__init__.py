"""What is kept of points. One chapter a file."""

from yuanba.points.models.book import Book, Line
from yuanba.points.models.claim import Claim, Objection, Picture, Vote
from yuanba.points.models.panel import Kin, Member, Panel

__all__ = ["Book", "Claim", "Kin", "Line", "Member", "Objection", "Panel", "Picture", "Vote"]
