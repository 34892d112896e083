"""Two people count the same box, each alone. Only where they agree to the last paper is it a result.

Neither may see the other's figures before writing down his own; that is for the pages to keep. A
sheet is a number for each choice (for ranked ballots: for each order) and "spoiled".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yuanba.base.errors import Refused
from yuanba.base.text import _

SPOILED = "spoiled"  # with those on which nothing is chosen


@dataclass(frozen=True)
class Difference:
    """A line on which the two sheets part."""

    line: str
    first: int
    second: int


def checked(
    counts: Mapping[str, int],
    spoiled: int,
    *,
    given: int,
    most: int,
    papers: bool = True,
    exact: bool = True,
) -> None:
    """One sheet by itself. `given` = voters who got a ballot, `most` = choices each may have. `papers`:
    a spoiled one is a whole paper; else one of several beans. Fewer than were given out is no fault:
    somebody keeps his. `exact`: an empty sheet is refused.

    Refused: "negative", "too_many" (the meeting must be told), "nothing".
    """
    if spoiled < 0 or any(n < 0 for n in counts.values()):
        raise Refused("negative", _("数目不能是负的，请再看一遍。"), field="spoiled")
    total = sum(counts.values())
    rest = given - spoiled if papers else given
    room = rest * most if papers else given * most - spoiled
    if total > room or rest < 0 or any(n > rest for n in counts.values()):
        raise Refused(
            "too_many",
            _("数出来 %(n)d，只发出去 %(most)d，多了。请重新数；还是多，这次表决不能算。")
            % {"n": total + spoiled, "most": given * most},
            field="spoiled",
        )
    if exact and total + spoiled == 0 and given > 0:
        raise Refused("nothing", _("一张也没有数，请填好再交。"), field="spoiled")


def differences(first: Mapping[str, int], second: Mapping[str, int]) -> tuple[Difference, ...]:
    """Every line on which the two do not say the same, in the order of the sheet."""
    names = dict.fromkeys([*first, *second])
    lines = (Difference(name, first.get(name, 0), second.get(name, 0)) for name in names)
    return tuple(line for line in lines if line.first != line.second)


def agree(sheets: Sequence[object], *, tellers: int) -> bool:
    """Whether enough tellers have counted, each on his own, and all found the same."""
    return len(sheets) >= tellers and all(sheet == sheets[0] for sheet in sheets[:tellers])
