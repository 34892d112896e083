"""What runs later for common problems: what was told finds its like."""

from datetime import datetime

from yuanba.problems import following


def place_fresh(*, now: datetime) -> None:
    """What was told a moment ago lies with its like."""
    following.follow_records(now)
