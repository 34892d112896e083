"""What is kept of honours, a chapter a file."""

from yuanba.honours.models.campaign import Campaign, HonourObjection, HonourVote, Nominee
from yuanba.honours.models.naming import Listing, NamingRule, NamingVote

__all__ = [
    "Campaign",
    "HonourObjection",
    "HonourVote",
    "Listing",
    "NamingRule",
    "NamingVote",
    "Nominee",
]
