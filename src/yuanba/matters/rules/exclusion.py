"""不计入: a demand that no rate should count, decided by somebody who has nothing to do with it.

The person always gets an answer and may object; yet another one decides the objection. While an
objection waits the matter counts like any other. It never vanishes: rates show what was left out.
"""

from dataclasses import dataclass
from enum import StrEnum

from yuanba.base.errors import Refused
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.matters.rules.states import Level, say_why


class Stage(StrEnum):
    ASKED = "asked"  # 申请了，等上级看
    DENIED = "denied"  # 没有同意，照常计入
    EXCLUDED = "excluded"  # 不计入，已告知本人
    OBJECTED = "objected"  # 本人有异议，复核前照常计入
    UPHELD = "upheld"  # 复核维持
    LIFTED = "lifted"  # 复核撤销，照常计入


COUNTS_OUT = {Stage.EXCLUDED, Stage.UPHELD}
LIVING = {Stage.ASKED, Stage.EXCLUDED, Stage.OBJECTED, Stage.UPHELD}
RANKS = {Role.TOWNSHIP: 1, Role.COUNTY: 2}
LEVELS = {Level.VILLAGE: 0, Level.TOWNSHIP: 1, Level.COUNTY: 2}


@dataclass(frozen=True)
class Offered:
    """A ground a county may publish as it stands: the code, what it says, where it is from."""

    code: str
    text: str
    source: str


# Proposals, not law: they count only after a county has published them, with its own source.
# The first four follow the refusals that two cities' rules name (domain.md 3.6: 北京市接诉即办工作条例
# 第十一条, a 12345 办法 第十九条); the last is this project's proposal.
PROPOSED = (
    Offered(
        "repeated",
        "同一件事已经办过、答复过，没有新的事实",
        "参照《北京市接诉即办工作条例》第十一条",
    ),
    Offered(
        "statutory",
        "正在信访、复议、诉讼、仲裁，应当走法定程序",
        "参照《北京市接诉即办工作条例》第十一条",
    ),
    Offered("unlawful", "要求的内容违反法律、法规", "参照《北京市接诉即办工作条例》第十一条"),
    Offered(
        "outside",
        "不属于任何国家机关和村（居）民自治的职责",
        "参照《北京市接诉即办工作条例》第十一条",
    ),
    Offered("abusive", "反复辱骂、骚扰，或者查明是编造的", "本系统建议，区县确认后生效"),
)


def publish_ground(*, text: str, source: str) -> None:
    say_why(text, field="text", least=4)
    say_why(source, field="source")


def ask(*, living: bool, ground_in_force: bool, reason: str) -> str:
    if living:
        raise Refused("asked_already", _("已经申请过不计入，请看这件事的经过。"))
    _in_force(ground_in_force)
    return say_why(reason, least=4)


def _in_force(ground: bool) -> None:
    if not ground:
        raise Refused("no_ground", _("只能按区县公布的理由，请从列表里选一条。"), field="ground")


@dataclass(frozen=True)
class Reviewer:
    """Who is about to decide, as far as it matters here."""

    person_id: int | None
    role: Role
    in_the_unit: bool  # sits in the unit in charge
    worked: bool  # left his hand in the matter


def uninvolved(reviewer: Reviewer, *, level: Level, before: set[int | None]) -> None:
    """Higher than the level that handles it, of another unit, and never asked to judge himself.

    `before` are those who asked for the exclusion or decided it earlier. At county level nobody is
    higher: there it is a coordinator of the county from outside the unit.
    """
    if reviewer.person_id is None or reviewer.person_id in before:
        raise Refused("second_person", _("要由另外一个人来定，不能是申请或者先前决定的人。"))
    if reviewer.worked or reviewer.in_the_unit:
        raise Refused("involved", _("您或您的单位经办这件事，要由没经过手的人来定。"))
    rank = RANKS.get(reviewer.role, -1)
    if level is not Level.COUNTY and rank <= LEVELS[level]:
        raise Refused("higher", _("要由比经办高一级的人来定，请报上一级。"))


def decide(*, stage: Stage, ground_in_force: bool, answer: str) -> str:
    """不计入: the answer goes to the person."""
    if stage is not Stage.ASKED:
        raise Refused("not_asked", _("没有等着看的申请，请刷新再看。"))
    _in_force(ground_in_force)
    return say_why(answer, field="answer", least=4)


def deny(*, stage: Stage, reason: str) -> str:
    if stage is not Stage.ASKED:
        raise Refused("not_asked", _("没有等着看的申请，请刷新再看。"))
    return say_why(reason)


def object_to(*, stage: Stage | None, why: str) -> str:
    if stage is not Stage.EXCLUDED:
        raise Refused("nothing_excluded", _("这件事现在没有可以提意见的决定。"))
    return say_why(why, field="why")


def settle(*, stage: Stage, reason: str) -> str:
    """复核: the objection is decided, with a reason the person reads."""
    if stage is not Stage.OBJECTED:
        raise Refused("not_objected", _("没有等着复核的异议，请刷新再看。"))
    return say_why(reason, least=4)
