"""Whether a meeting may decide and what was decided. Plain integers, told by the caller."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yuanba.councils.rules import terms
from yuanba.councils.rules.kinds import TAKE_PART, Measure, Of
from yuanba.councils.rules.terms import Check, Judged, Terms


@dataclass(frozen=True)
class Attendance:
    """Who is entitled and who is there. `unit` is what one line of the roll stands for; a household
    has one vote through one person, and its adults are counted beside it for rules that say "or"."""

    unit: Measure
    entitled: int
    present: int
    adults: int = 0  # of all the lines
    adults_present: int = 0
    area: int = 0  # 0.01 m²
    area_present: int = 0
    shares: int = 0
    shares_present: int = 0
    affected: int = 0  # on the roll, marked as affected by the question
    affected_present: int = 0

    def have(self) -> dict[Measure, int]:
        return self._there() | {Measure.AFFECTED: self.affected_present}

    def wholes(self) -> dict[tuple[Measure, Of], int]:
        every = self._of(self.entitled, self.adults, self.area, self.shares)
        found = {(measure, Of.ALL): n for measure, n in every.items()}
        found |= {(measure, Of.PRESENT): n for measure, n in self._there().items()}
        found[Measure.AFFECTED, Of.ALL] = self.affected
        found[Measure.AFFECTED, Of.PRESENT] = self.present
        return found

    def _there(self) -> dict[Measure, int]:
        return self._of(self.present, self.adults_present, self.area_present, self.shares_present)

    def _of(self, lines: int, adults: int, area: int, shares: int) -> dict[Measure, int]:
        counted = {self.unit: lines, Measure.AREA: area, Measure.SHARES: shares}
        if self.unit is Measure.HOUSEHOLDS:
            counted[Measure.ADULTS] = adults
        return counted


def quorum(rule: Terms, there: Attendance) -> Judged:
    """Whether enough have come. An "or" rule keeps which way was met."""
    return terms.judge("quorum", rule, there.have(), there.wholes())


def by_taking_part(rule: Terms, unit: Measure, bases: "Bases") -> Judged | None:
    """Where who takes part makes it valid (elections, owners), whether enough did: judged when voting has
    stopped, not when it begins. None for a meeting that people sit in."""
    if unit not in TAKE_PART:
        return None
    there = Attendance(
        unit, bases.entitled, bases.voting,
        area=bases.area, area_present=bases.area_voting,
        shares=bases.shares, shares_present=bases.shares_voting,
        affected=bases.affected, affected_present=bases.affected_present,
    )  # fmt: skip
    return quorum(rule, there)


def half_rule(rule: Terms, unit: Measure, bases: "Bases", ways: Collection[int]) -> Judged | None:
    """Whether enough of those affected took part, where the row asks for it, judged when voting has stopped:
    people come and go after it was opened. `ways`: the alternatives that were met when it was opened; one
    that was not met then does not help now. None where nothing of the kind is asked, and where all is judged
    by who takes part."""
    asked = tuple(tuple(s for s in way if s.measure is Measure.AFFECTED) for way in rule)
    if unit in TAKE_PART or not any(asked):
        return None
    there = Attendance(
        unit, bases.entitled, bases.present,
        affected=bases.affected, affected_present=bases.affected_present,
    )  # fmt: skip
    judged = terms.judge("half", asked, there.have(), there.wholes())
    failed = {check.way for check in judged.checks if not check.ok}
    way = min((n for n in ways if n not in failed), default=0)
    return Judged(bool(way), way, judged.checks)


def missing(judged: Judged) -> int:
    """How many more must come for the way that is nearest; 0 when it is met."""
    if judged.met or not judged.checks:
        return 0
    ways: dict[int, int] = {}
    for check in judged.checks:
        if check.share is not None and check.share.measure is not Measure.AREA:
            short = max(0, check.need - check.have)
            ways[check.way] = max(ways.get(check.way, 0), short)
    return min(ways.values(), default=0)


def notice(*, told_on: date | None, held_on: date, days: int) -> Check:
    """Whether people were told so many days before. The first day is not counted (Civil Code 201)."""
    before = (held_on - told_on).days if told_on else 0
    told = told_on is not None or days == 0
    return Check("notice", told and before >= days, have=max(0, before), need=days)


def tell_by(held_on: date, days: int) -> date:
    """The last day on which the notice may go out."""
    return held_on - timedelta(days=days)


@dataclass(frozen=True)
class Bases:
    """The three wholes of a vote, in heads, in area and in shares."""

    entitled: int
    present: int
    voting: int
    area: int = 0
    area_present: int = 0
    area_voting: int = 0
    shares: int = 0
    shares_present: int = 0
    shares_voting: int = 0
    affected: int = 0
    affected_present: int = 0

    def wholes(self) -> dict[tuple[Measure, Of], int]:
        heads = {Of.ALL: self.entitled, Of.PRESENT: self.present, Of.VOTING: self.voting}
        areas = {Of.ALL: self.area, Of.PRESENT: self.area_present, Of.VOTING: self.area_voting}
        found = {(Measure.VOTES, of): n for of, n in heads.items()}
        found |= {(Measure.AREA, of): n for of, n in areas.items()}
        parts = {
            Of.ALL: self.shares, Of.PRESENT: self.shares_present, Of.VOTING: self.shares_voting
        }  # fmt: skip
        return found | {(Measure.SHARES, of): n for of, n in parts.items()}


@dataclass(frozen=True)
class For:
    """What one choice got: heads, and area or shares where votes are weighed."""

    votes: int
    area: int = 0
    shares: int = 0


def decision(rule: Terms, got: For, bases: Bases) -> Judged:
    """Whether this many are enough. Abstentions and spoiled ballots count as present, not as yes."""
    have = {Measure.VOTES: got.votes, Measure.AREA: got.area, Measure.SHARES: got.shares}
    return terms.judge("decision", rule, have, bases.wholes())


@dataclass(frozen=True)
class Outcome:
    """What came of a ballot: the choices that are carried (by their number), each choice's checks."""

    carried: tuple[int, ...]
    tied: bool
    judged: Mapping[int, Judged]


def weights(*rules: Terms) -> tuple[Measure, ...]:
    """By which weights these rules ask: area, shares, both or none."""
    asked = {share.measure for rule in rules for way in rule for share in way}
    return tuple(m for m in (Measure.AREA, Measure.SHARES) if m in asked)


def choose(
    rule: Terms, got: Mapping[int, For], bases: Bases, *, candidates: Sequence[int], seats: int = 1
) -> Outcome:
    """Which of the choices are carried: those that reach the rule, the most votes first, up to the
    seats. Two that are equal at the last seat carry neither: the meeting votes again."""
    judged = {n: decision(rule, got.get(n, For(0)), bases) for n in candidates}
    able = sorted((n for n in candidates if judged[n].met), key=lambda n: -got[n].votes)
    if len(able) <= seats:
        return Outcome(tuple(able), False, judged)
    edge = got[able[seats - 1]].votes
    if got[able[seats]].votes == edge:
        return Outcome(tuple(n for n in able if got[n].votes > edge), True, judged)
    return Outcome(tuple(able[:seats]), False, judged)
