"""What was found: how much it weighs, whether it becomes a matter, when somebody looks again.

An ordinary and a major hazard (一般, 重大) as in the Work Safety Law, art. 41; which is which is for the
standards of each trade. Whoever stands there answers three plain questions, and may call it major.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.patrols.rules import WORDS, Pace, say


class Result(StrEnum):
    """What a look came to."""

    SAME = "same"  # 没有变化
    FOUND = "found"  # 有问题
    FIXED = "fixed"  # 以前记的弄好了


class Weight(StrEnum):
    GENERAL = "general"  # 一般隐患
    MAJOR = "major"  # 重大隐患


WEIGHT_WORDS: dict[str, Any] = {
    Weight.GENERAL: _("一般隐患"),
    Weight.MAJOR: _("重大隐患"),
}


class Then(StrEnum):
    """What was done about it at once."""

    SPOT = "spot"  # 当场弄好了
    WATCH = "watch"  # 先看住，下次再看
    NEEDS = "needs"  # 要别人来办


THEN_WORDS: dict[str, Any] = {
    Then.SPOT: _("当场弄好了"),
    Then.WATCH: _("不急，先看住，下次再看"),
    Then.NEEDS: _("自己弄不了，要报上去"),
}


@dataclass(frozen=True)
class Finding:
    """What a finding comes to."""

    weight: Weight
    matter: bool  # it becomes one by itself
    on_spot: bool
    text: str
    fix: str
    due_on: date  # by when it should be put right
    recheck_on: date | None  # when somebody looks again; nothing where it is done with


PACE_OF = {Weight.GENERAL: Pace.FIX_GENERAL, Weight.MAJOR: Pace.FIX_MAJOR}


def weigh(*, hurts: bool, soon: bool) -> Weight:
    """Somebody may come to harm, and it cannot wait: major."""
    return Weight.MAJOR if hurts and soon else Weight.GENERAL


def find(
    *,
    text: str,
    fix: str,
    hurts: bool,
    soon: bool,
    then: Then,
    shown: bool,
    day: date,
    days: dict[str, int],
) -> Finding:
    """有问题. `shown`: a photo or a spoken note goes with it, so it may come without words.

    A major hazard always becomes a matter, also one put right on the spot; an ordinary one does when
    others have to come, when somebody may be hurt or when it cannot wait, unless it is done with.
    """
    weight = weigh(hurts=hurts, soon=soon)
    said = say(text, field="text", most=WORDS) if text.strip() or not shown else ""
    on_spot = then is Then.SPOT
    done = say(fix, field="fix", most=WORDS) if on_spot else ""
    due = day + timedelta(days=days[PACE_OF[weight]])
    return Finding(
        weight=weight,
        matter=weight is Weight.MAJOR or (not on_spot and (hurts or soon or then is Then.NEEDS)),
        on_spot=on_spot,
        text=said,
        fix=done,
        due_on=due,
        recheck_on=None if on_spot and weight is Weight.GENERAL else due,
    )


def told_words(*, name: str, text: str, fix: str, weight: Weight) -> str:
    """The words of its matter, in Chinese as they stand in the register."""
    head = "重大隐患：" if weight is Weight.MAJOR else ""
    parts = [text or "见照片、录音。", f"当场处理：{fix}" if fix else ""]
    return f"{head}{name}，{' '.join(part for part in parts if part)}"


def again(*, today: date, days: int) -> date:
    """It is still there: somebody looks once more."""
    return today + timedelta(days=days)


def fix(*, fixed: bool, how: str) -> str:
    """弄好了, once, with a word of how."""
    if fixed:
        raise Refused("fixed", _("这一条已经记过弄好了，请刷新看看。"))
    return say(how, field="how", most=WORDS)


def raise_up(*, fixed: bool, told: bool) -> None:
    """报上去: what is not done with and is no matter yet."""
    if told:
        raise Refused("told", _("这一条已经报上去了，请刷新看看。"))
    if fixed:
        raise Refused("fixed", _("这一条已经记过弄好了，请刷新看看。"))


class Clash(StrEnum):
    """Two telephones, one point: what the other one wrote since this one last heard."""

    THEIR_FIX = "their_fix"  # 他们记的是已经弄好了
    THEIR_FIND = "their_find"  # 他们也记了一个问题


def clash(*, result: Result, saw: int | None, now: int, open_now: bool) -> Clash | None:
    """Does what is sent rest on an older state of its point? `saw` is the number of the state that the
    telephone knew; None where the page was read this minute. Both having put it right is no clash."""
    if saw is None or saw >= now or (result is Result.FIXED and not open_now):
        return None
    return Clash.THEIR_FIND if open_now else Clash.THEIR_FIX


def conflict(found: Clash | None) -> None:
    if found is not None:
        raise Refused("conflict", _("这个点刚才有别人记过，请看一眼再定。"), field="saw")
