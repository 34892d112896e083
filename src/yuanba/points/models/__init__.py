"""What is kept of points. One chapter a file."""

from yuanba.points.models.book import Book, Line
from yuanba.points.models.claim import Claim, Objection, Picture, Roster, Unnamed, Vote
from yuanba.points.models.fund import Budget
from yuanba.points.models.opening import Opening
from yuanba.points.models.panel import Kin, Member, Panel
from yuanba.points.models.ruling import Ruling
from yuanba.points.models.shop import Dispute, Item, Redemption, Stocktake

__all__ = [
    "Book",
    "Budget",
    "Claim",
    "Dispute",
    "Item",
    "Kin",
    "Line",
    "Member",
    "Objection",
    "Opening",
    "Panel",
    "Picture",
    "Redemption",
    "Roster",
    "Ruling",
    "Stocktake",
    "Unnamed",
    "Vote",
]
