"""业主共同决定: owners decide by floor area and by heads, both at once (Civil Code art. 278).

The parts the law asks for come in as `Rule`. Area is a whole number of hundredths of a square metre.
An owner of several flats is one head; a flat with several owners has one owner here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.councils.rules.counting.thresholds import Threshold


class Answer(StrEnum):
    FOR = "for"  # 同意
    AGAINST = "against"  # 反对
    ABSTAIN = "abstain"  # 弃权: takes part, does not agree


@dataclass(frozen=True)
class Flat:
    flat: str
    owner: str
    area: int  # 0.01 m²


@dataclass(frozen=True)
class Rule:
    """Who must take part (of all), and who must agree (of those taking part)."""

    part_area: Threshold
    part_heads: Threshold
    agree_area: Threshold
    agree_heads: Threshold


@dataclass(frozen=True)
class Check:
    """One line of the certificate: `count` of `base`, measured with `threshold`."""

    name: str  # part_area, part_heads, agree_area, agree_heads
    count: int
    base: int
    threshold: Threshold

    @property
    def passed(self) -> bool:
        return self.threshold.reached(self.count, self.base)

    @property
    def missing(self) -> int:
        """How much more of this base would be enough; 0 when it is enough."""
        return max(0, self.threshold.needed(self.base) - self.count)


@dataclass(frozen=True)
class Decision:
    checks: tuple[Check, ...]  # the two of taking part, then the two of agreeing
    area: Mapping[Answer, int]
    heads: Mapping[Answer, int]

    @property
    def valid(self) -> bool:
        return all(check.passed for check in self.checks[:2])

    @property
    def passed(self) -> bool:
        return all(check.passed for check in self.checks)


def decide(flats: Iterable[Flat], answers: Mapping[str, Answer], rule: Rule) -> Decision:
    """Refused: "flat_twice", "area_missing" (beside the flat), "not_an_owner" (beside the owner)."""
    owned: dict[str, int] = {}
    seen = set()
    for flat in flats:
        if flat.flat in seen:
            message = _("%(flat)s在名册里出现两次，请先核对名册。") % {"flat": flat.flat}
            raise Refused("flat_twice", message, field=flat.flat)
        if flat.area <= 0:
            message = _("%(flat)s没有专有部分面积，请先补上。") % {"flat": flat.flat}
            raise Refused("area_missing", message, field=flat.flat)
        seen.add(flat.flat)
        owned[flat.owner] = owned.get(flat.owner, 0) + flat.area
    for owner in answers:
        if owner not in owned:
            raise Refused("not_an_owner", _("投票人不在业主名册里，请先核对名册。"), field=owner)
    area, heads = dict.fromkeys(Answer, 0), dict.fromkeys(Answer, 0)
    for owner, answer in answers.items():
        area[answer] += owned[owner]
        heads[answer] += 1
    part_area, part_heads = sum(area.values()), sum(heads.values())
    checks = (
        Check("part_area", part_area, sum(owned.values()), rule.part_area),
        Check("part_heads", part_heads, len(owned), rule.part_heads),
        Check("agree_area", area[Answer.FOR], part_area, rule.agree_area),
        Check("agree_heads", heads[Answer.FOR], part_heads, rule.agree_heads),
    )
    return Decision(checks, area, heads)
