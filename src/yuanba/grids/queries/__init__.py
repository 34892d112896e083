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
from yuanba.grids.queries.planning import (
    Drawn,
    PartRow,
    drawn,
    ground,
    one_plan,
    open_plan,
    spot_of,
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
    "Drawn",
    "Filled",
    "PartRow",
    "PlaceRow",
    "VillageRow",
    "accounts",
    "below",
    "cards",
    "contacts",
    "coverable",
    "drawn",
    "duties",
    "duty_list",
    "gaps",
    "ground",
    "here",
    "may_keep",
    "one_plan",
    "one_seat",
    "one_team",
    "open_plan",
    "posts",
    "spot_of",
    "standing",
    "to_choose",
    "village",
]
