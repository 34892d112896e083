"""一事一议: money and labour raised for one project, within the bounds of the rule row.

The bounds are a year's: what was asked in the same year before counts as well. Every province has its own;
a row that nobody confirmed says so in the refusal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _

Numbers = Mapping[str, int]


class From(StrEnum):
    """What one is exempt from."""

    MONEY = "money"  # 筹资
    LABOUR = "labour"  # 筹劳


class Ground(StrEnum):
    SOLDIER = "soldier"  # 现役军人
    VETERAN = "veteran"  # 残疾军人
    STUDENT = "student"  # 在校学生
    MOTHER = "mother"  # 孕妇、产后一年内
    MINIMUM = "minimum"  # 低保户
    AGE = "age"  # 不到或者过了劳力的岁数
    OTHER = "other"  # 本人申请，会议定


FROM_WORDS: dict[str, Any] = {From.MONEY: _("不出钱"), From.LABOUR: _("不出工")}
GROUND_WORDS: dict[str, Any] = {
    Ground.SOLDIER: _("现役军人"),
    Ground.VETERAN: _("残疾军人"),
    Ground.STUDENT: _("在校学生"),
    Ground.MOTHER: _("孕妇、产后一年内"),
    Ground.MINIMUM: _("低保户"),
    Ground.AGE: _("不在劳力岁数里"),
    Ground.OTHER: _("别的原因，本人申请"),
}
# Who need not be asked about: the texts themselves exempt them (domain of law, 4.3).
BY_RULE: dict[From, frozenset[Ground]] = {
    From.MONEY: frozenset({Ground.MINIMUM}),
    From.LABOUR: frozenset(
        {Ground.SOLDIER, Ground.VETERAN, Ground.STUDENT, Ground.MOTHER, Ground.AGE}
    ),
}


@dataclass(frozen=True)
class Asked:
    """What a topic asks of everybody: fen for each person, workdays of each labourer."""

    fen: int = 0
    days: int = 0


@dataclass(frozen=True)
class Bound:
    """One bound as it was held against: what stood before this year, what is asked, at most."""

    what: From
    before: int  # fen or workdays
    now: int
    most: int

    @property
    def over(self) -> int:
        return max(0, self.before + self.now - self.most)

    def facts(self) -> dict[str, Any]:
        return {"what": self.what, "before": self.before, "now": self.now, "most": self.most}


def may_levy(numbers: Numbers) -> bool:
    return "yuan_a_year" in numbers or "workdays_a_year" in numbers


def yuan(fen: int) -> str:
    return f"{fen / 100:.2f}".removesuffix(".00")


def within(
    numbers: Numbers, asked: Asked, before: Asked, *, clause: str, unsure: bool
) -> list[Bound]:
    """The bounds of the year, each kept. Raises Refused with the clause."""
    if asked.fen < 0 or asked.days < 0:
        raise Refused("money", _("钱和工不能是负的。"), field="levy_yuan")
    found: list[Bound] = []
    if "yuan_a_year" in numbers and asked.fen:
        found.append(Bound(From.MONEY, before.fen, asked.fen, numbers["yuan_a_year"] * 100))
    if "workdays_a_year" in numbers and asked.days:
        found.append(Bound(From.LABOUR, before.days, asked.days, numbers["workdays_a_year"]))
    for bound in found:
        if bound.over:
            _refuse(bound, clause, unsure)
    return found


def _refuse(bound: Bound, clause: str, unsure: bool) -> None:
    tail = _("这个上限区县还没有核实，本省有新规定的，请区县先改规则。") if unsure else ""
    money = bound.what is From.MONEY
    words = (
        _(
            "每人一年最多筹 %(most)s 元，今年已经定了 %(before)s 元，这次 %(now)s 元，多了 %(over)s 元。"
        )
        if money
        else _(
            "每个劳力一年最多 %(most)s 个工，今年已经定了 %(before)s 个，这次 %(now)s 个，多了 %(over)s 个。"
        )
    )
    shown = yuan if money else str
    figures = {name: shown(getattr(bound, name)) for name in ("most", "before", "now", "over")}
    said = _("%(words)s依据：%(clause)s。%(tail)s") % {
        "words": words % figures, "clause": clause, "tail": tail,
    }  # fmt: skip
    raise Refused("cap", said, field="levy_yuan" if money else "levy_days")


def exempt(what: From, ground: Ground) -> bool | None:
    """Whether this ground exempts by the rule itself; None: the meeting decides. Refused where the ground
    belongs to the other."""
    if ground is Ground.OTHER:
        return None
    if ground not in BY_RULE[what]:
        raise Refused("ground", _("这个原因不免这一项，请选“别的原因”，由会议定。"), field="ground")
    return True


def decide(*, granted: bool | None, decided: bool) -> None:
    if granted is not None:
        raise Refused("decided", _("这一户已经定过了。"))
    if not decided:
        raise Refused("not_decided", _("要村民会议或者代表会议定。会开完了再记。"))


def settled(undecided: int) -> None:
    if undecided:
        raise Refused("exemptions", _("还有 %(n)d 个减免没有定，定了再公示。") % {"n": undecided})
