"""What counts where a claim arises by itself, from a meeting, a suggestion, a hazard that was told."""

from yuanba.councils.rules.kinds import How

# Who came himself. A ballot box carried home and two signatures for somebody are votes, not attendance:
# points are tied to no vote (domain.md 9.4).
CAME = frozenset({How.LIST, How.CARD, How.CODE})
HAZARDS = "G"  # the branch 安全隐患 of the categories


def counts(*, closed: bool, election: bool) -> bool:
    """Meetings about somebody leave no trace outside; elections are tied to no points."""
    return not closed and not election
