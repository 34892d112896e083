"""What is shown of councils, one chapter a file."""

from yuanba.councils.queries.ballots import (
    SPOILED,
    YES,
    channels,
    named_votes,
    reach_of,
    stood_for,
    teller_names,
)
from yuanba.councils.queries.law import flow, flows_of, is_confirmed, row, row_for, rows_on
from yuanba.councils.queries.meetings import (
    attendance,
    groups,
    households_to_enter,
    known_base,
    members_to_enter,
    own_entries,
    sitting,
    told_first,
    valid_of,
)
from yuanba.councils.queries.procedures import decided, last_day, publicity_days, yuan

__all__ = [
    "SPOILED",
    "YES",
    "attendance",
    "channels",
    "decided",
    "flow",
    "flows_of",
    "groups",
    "households_to_enter",
    "is_confirmed",
    "known_base",
    "last_day",
    "members_to_enter",
    "named_votes",
    "own_entries",
    "publicity_days",
    "reach_of",
    "row",
    "row_for",
    "rows_on",
    "sitting",
    "stood_for",
    "teller_names",
    "told_first",
    "valid_of",
    "yuan",
]
