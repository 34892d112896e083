"""Whether a meeting may be called: who asks for it, and whether the day leaves the notice the law wants."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.councils.rules import deciding
from yuanba.councils.rules.kinds import MEASURE_WORDS, Measure
from yuanba.councils.rules.terms import Check, Terms


def named(rule: Terms) -> set[Measure]:
    """Of what a rule speaks."""
    return {share.measure for way in rule for share in way}


def unit(row_unit: Measure, valid: Terms, *, by_body: bool) -> Measure:
    """What a line of the roll stands for. A rule that takes households or members (居民会议: the delegates of
    the groups, R1) is judged by members where a body of them is called."""
    return Measure.MEMBERS if by_body and Measure.MEMBERS in named(valid) else row_unit


def call(*, starts: date, today: date, told_on: date | None, notice_days: int) -> None:
    """A meeting is called for a day that leaves the time the law asks for."""
    if starts < today:
        raise Refused("past", _("开会的日子已经过了。"), field="starts_at")
    if told_on is not None and told_on > today:
        raise Refused("future", _("还没到通知的日子，通知了再填。"), field="told_on")
    first = told_on or today
    check = deciding.notice(told_on=first, held_on=starts, days=notice_days)
    if not check.ok:
        said = {
            "n": notice_days,
            "held": starts.isoformat(),
            "by": deciding.tell_by(starts, notice_days).isoformat(),
            "told": first.isoformat(),
            "early": (first + timedelta(days=notice_days)).isoformat(),
        }
        words = _(
            "要提前 %(n)d 天通知。要在 %(held)s 开，最晚 %(by)s 就要通知到；"
            "%(told)s 才通知的，最早 %(early)s 开。"
        )
        raise Refused("notice", words % said, field="starts_at")


def in_time(
    numbers: Mapping[str, int], *, asked_on: date | None, starts: date, today: date
) -> list[dict[str, Any]]:
    """How soon after it was asked for the meeting is held, where the row bounds that. Too late is said on the
    certificate and refused nowhere: a late meeting is better than none."""
    days = numbers.get("call_days", 0)
    if asked_on is None or not days:
        return []
    if asked_on > today:
        raise Refused("future", _("还没到这一天，请办了再记。"), field="asked_on")
    had = (starts - asked_on).days
    return [{"what": "called", "ok": had <= days, "have": had, "need": days, "base": 0, "way": 0}]


def initiative(terms: Terms, *, measure: Measure, asking: int, base: int) -> Check:
    """Whether so many may have the meeting called: the row's terms name who may ask, and what share of
    all of them. Below it nobody is turned away: the committee may still call the meeting by itself."""
    shares = [share for way in terms for share in way]
    if not shares:
        raise Refused(
            "no_initiative",
            _("这条规则没有写多少人提议就要开，请选“自己召集”。"),
            field="asked",
        )
    share = next((s for s in shares if s.measure is measure), None)
    if share is None:
        who = "、".join(str(MEASURE_WORDS[s.measure]) for s in shares)
        raise Refused(
            "not_theirs", _("按这条规则，能提议的是：%(who)s。") % {"who": who}, field="asked"
        )
    if base < 1:
        raise Refused("asked_of", _("请填一共有多少，才算得出够不够。"), field="asked_of")
    if asking > base:
        raise Refused("numbers", _("提议的不能比一共有的还多。"), field="asking")
    need = share.least(base)
    if not share.met(asking, base):
        raise Refused(
            "initiative",
            _("一共 %(base)d，要 %(need)d 提议才必须开，现在 %(n)d。也可以由村（居）委会自己召集。")
            % {"base": base, "need": need, "n": asking},
            field="asking",
        )
    return Check("initiative", True, asking, base, need, share, 1)
