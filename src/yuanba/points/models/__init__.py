"""What is kept of points. One chapter a file."""

from yuanba.points.models.book import Book, Line
from yuanba.points.models.claim import Claim, Objection, Picture, Roster, Unnamed, Vote
from yuanba.points.models.fund import Budget, LapseWarning
from yuanba.points.models.opening import Opening
from yuanba.points.models.panel import Kin, Member, Panel
from yuanba.points.models.ruling import Ruling
from yuanba.points.models.shop import (
    Dispute,
    Item,
    Redemption,
    Shop,
    Shot,
    Slip,
    SlipDay,
    Stocktake,
)

__all__ = [
    "Book",
    "Budget",
    "Claim",
    "Dispute",
    "Item",
    "Kin",
    "LapseWarning",
    "Line",
    "Member",
    "Objection",
    "Opening",
    "Panel",
    "Picture",
    "Redemption",
    "Roster",
    "Ruling",
    "Shop",
    "Shot",
    "Slip",
    "SlipDay",
    "Stocktake",
    "Unnamed",
    "Vote",
]
