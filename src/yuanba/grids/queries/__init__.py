"""What can be read of the network."""

from yuanba.grids.queries.board import Board, PlaceRow, VillageRow, below, gaps, village
from yuanba.grids.queries.contacts import (
    MOST_CARDS,
    Contact,
    cards,
    contacts,
    duties,
    duty_list,
    to_choose,
)
from yuanba.grids.queries.teams import (
    Filled,
    accounts,
    coverable,
    here,
    may_keep,
    one_seat,
    one_team,
    posts,
    standing,
)

__all__ = [
    "MOST_CARDS",
    "Board",
    "Contact",
    "Filled",
    "PlaceRow",
    "VillageRow",
    "accounts",
    "below",
    "cards",
    "contacts",
    "coverable",
    "duties",
    "duty_list",
    "gaps",
    "here",
    "may_keep",
    "one_seat",
    "one_team",
    "posts",
    "standing",
    "to_choose",
    "village",
]
