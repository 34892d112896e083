"""What happens to common problems when something happened to a matter."""

from yuanba.base.models import Record
from yuanba.problems import following


def leave_group(record: Record) -> None:
    """It is about somebody now, or it was sorted as confidential: at once it tells of no common
    problem."""
    following.leave([record.subject_id])
