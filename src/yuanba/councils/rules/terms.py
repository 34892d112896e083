"""Legal fractions as they stand in a rule row: `adults > 1/2 or households >= 2/3`.

Exact integers only: `a*q > b*p` or `a*q >= b*p`, never a percentage (domain.md 0.1 no. 4, 5.1).
超过、过半数 exclude the number itself (`>`), 以上 includes it (`>=`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.councils.rules.kinds import Measure, Of

SHARE = re.compile(r"^(\w+)\s*(>=|>)\s*(\d{1,4})/(\d{1,4})(?:\s+of\s+(\w+))?$")


@dataclass(frozen=True)
class Share:
    """One bound: so many of this measure, of which whole."""

    measure: Measure
    p: int
    q: int
    strict: bool
    of: Of = Of.ALL

    def met(self, part: int, whole: int) -> bool:
        """Whether `part` of `whole` reaches it. Of nothing, nothing is reached."""
        if whole <= 0:
            return False
        left, right = part * self.q, whole * self.p
        return left > right if self.strict else left >= right

    def least(self, whole: int) -> int:
        """The smallest part of `whole` that reaches it (more than `whole` if none can)."""
        if self.strict:
            return whole * self.p // self.q + 1
        return -(-whole * self.p // self.q)


Way = tuple[Share, ...]  # all of these
Terms = tuple[Way, ...]  # one of these is enough


def read(text: str, *, field: str = "terms") -> Terms:
    """The alternatives of a rule; none for an empty text. Raises Refused with the part that is wrong."""
    if not text.strip():
        return ()
    return tuple(
        tuple(_share(part.strip(), field) for part in way.split(" and "))
        for way in text.split(" or ")
    )


def _share(text: str, field: str) -> Share:
    found = SHARE.match(text)
    if found is None:
        raise Refused(
            "terms",
            _("“%(part)s”看不懂。请写成 households >= 2/3 或者 votes > 1/2 of present 这样。")
            % {"part": text[:60]},
            field=field,
        )
    measure, sign, p, q, of = found.groups()
    if measure not in set(Measure) or (of or Of.ALL) not in set(Of):
        raise Refused("terms", _("“%(part)s”里有不认识的词。") % {"part": text[:60]}, field=field)
    if not 0 < int(p) <= int(q):
        raise Refused(
            "terms", _("“%(part)s”的分数要在零和一之间。") % {"part": text[:60]}, field=field
        )
    return Share(Measure(measure), int(p), int(q), sign == ">", Of(of or Of.ALL))


Counts = Mapping[tuple[Measure, Of], int]  # how many there are of each whole


@dataclass(frozen=True)
class Check:
    """One check of a meeting or a ballot: its inputs, what was asked, and whether it holds.

    Kept with the result as it was judged (`facts`), and never worked out again.
    """

    what: str  # notice, quorum, decision, half, paper
    ok: bool
    have: int = 0
    base: int = 0
    need: int = 0
    share: Share | None = None
    way: int = 0  # which of the alternatives, from 1

    def facts(self) -> dict[str, Any]:
        said: dict[str, Any] = {"what": self.what, "ok": self.ok, "have": self.have}
        said |= {"base": self.base, "need": self.need, "way": self.way}
        if self.share is not None:
            s = self.share
            said |= {"measure": s.measure, "p": s.p, "q": s.q, "strict": s.strict, "of": s.of}
        return said


@dataclass(frozen=True)
class Judged:
    """What came of a set of terms. `way` is the alternative that was met, 0 for none."""

    met: bool
    way: int
    checks: tuple[Check, ...]


def judge(what: str, terms: Terms, have: Mapping[Measure, int], wholes: Counts) -> Judged:
    """Judge `have` against the terms. A row without terms asks nothing and is always met.

    A measure the roll does not know is a check that fails: nobody passes for want of a figure.
    """
    if not terms:
        return Judged(True, 0, ())
    checks: list[Check] = []
    met = 0
    for n, way in enumerate(terms, 1):
        mine = []
        for share in way:
            part, whole = have.get(share.measure, 0), wholes.get((share.measure, share.of), 0)
            ok = share.met(part, whole)
            mine.append(Check(what, ok, part, whole, share.least(whole), share, n))
        checks += mine
        if not met and all(check.ok for check in mine):
            met = n
    return Judged(bool(met), met, tuple(checks))
