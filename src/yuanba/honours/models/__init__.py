"""What is kept of honours, a chapter a file."""

from yuanba.honours.models.campaign import Campaign, HonourObjection, HonourVote, Nominee

__all__ = ["Campaign", "HonourObjection", "HonourVote", "Nominee"]
