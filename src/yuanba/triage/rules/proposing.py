"""When there is enough to propose from, and how sure a proposal must be."""

from dataclasses import dataclass

FEW_OF_A_CLASS = 5  # fewer matters of a class than this teach nothing about the next
# Different texts from which a county's own register teaches; before that only rules and words propose.
ENOUGH = 200
HELD = 40  # texts a score needs at least: from fewer nobody can say how sure it is
UNSURE = 0.5  # below this an answer is "none of these": it is wrong about as often as it is right
YEARS = 3  # of the register that is learned from
MOST = 50_000  # matters learned from, the newest


@dataclass(frozen=True)
class Example:
    """One text that a person sorted."""

    subject: str
    body: str
    label: str
