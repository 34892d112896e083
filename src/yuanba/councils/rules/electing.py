"""Elections and recalls: on paper only. The roll is posted and objected to, candidates are named and looked at,
and only then people vote. The days stand in the rule row (VCL18 13-16, domain of law). The roll of a sealed
ballot is posted in the same way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _

Numbers = Mapping[str, int]
SECOND = "V4b"  # the row of a second round
SEALED_ROLL = "SR"  # the row of the days for which the roll of a sealed ballot hangs out


@dataclass(frozen=True)
class Seats:
    """How many were to be elected, and who was, over all rounds in which enough voted."""

    all: int
    elected: tuple[str, ...]

    @property
    def open(self) -> int:
        return max(0, self.all - len(self.elected))

    def fact(self) -> dict[str, Any]:
        """What the certificate says."""
        have = len(self.elected)
        return {
            "what": "seats",
            "ok": not self.open,
            "have": have,
            "need": self.all,
            "base": 0,
            "way": 0,
        }


class Change(StrEnum):
    """What an objection that is right changes on the roll."""

    ADD = "add"  # 补上一个人
    STRIKE = "strike"  # 去掉一个人


CHANGE_WORDS: dict[str, Any] = {
    Change.ADD: _("补进名单"),
    Change.STRIKE: _("从名单去掉"),
}


def statutory(paper_only: bool) -> None:
    if not paper_only:
        raise Refused("not_election", _("这不是选举、罢免，不用办这一项。"))


def post(*, on: date, today: date, last: date, days: int, lines: int) -> None:
    """A list is hung out: it holds somebody, and early enough before the day."""
    if not lines:
        raise Refused("empty", _("名单还是空的，先写进去再公布。"))
    if on > today:
        raise Refused("future", _("贴出去那天再记。"), field="on")
    if days and on + timedelta(days=days) > last:
        by = (last - timedelta(days=days)).isoformat()
        raise Refused(
            "roll_days",
            _("名单要在那天以前 %(n)d 天公布，最晚 %(by)s。已经晚了的，请把日子往后改，重新通知。")
            % {"n": days, "by": by},
            field="on",
        )


def object_to(*, posted: date | None, on: date, today: date, days: int) -> None:
    if posted is None:
        raise Refused("not_posted", _("名单还没有公布，公布了再提异议。"))
    if on > today or on < posted:
        raise Refused("when", _("请填名单公布以后、今天以前的日子。"), field="on")
    if days and on > posted + timedelta(days=days):
        until = (posted + timedelta(days=days)).isoformat()
        raise Refused(
            "too_late",
            _("异议要在公布后 %(n)d 天内提，到 %(until)s 为止。") % {"n": days, "until": until},
            field="on",
        )


def decide(*, decided: bool, upheld: bool, name: str, n: int | None, change: Change) -> None:
    if decided:
        raise Refused("decided", _("这条异议已经处理过了。"))
    if upheld and change is Change.ADD and len(name.strip()) < 2:
        raise Refused("who", _("要补谁，请写他的姓名。"), field="name")
    if upheld and change is Change.STRIKE and n is None:
        raise Refused("who", _("要去掉谁，请写他在名册上的号。"), field="n")


def nominate(*, name: str, known: Sequence[str], posted: bool) -> None:
    if posted:
        raise Refused("posted", _("候选人名单已经公布，不能再加。"))
    if name in known:
        raise Refused("twice", _("这个人已经提名了。"), field="name")


def judge(*, posted: bool) -> None:
    if posted:
        raise Refused("posted", _("候选人名单已经公布，不能再改。"))


def post_candidates(*, unjudged: int, accepted: int, posted: bool) -> None:
    if posted:
        raise Refused("posted", _("候选人名单已经公布了。"))
    if unjudged:
        raise Refused("unjudged", _("还有 %(n)d 个人没有审查，审查完再公布。") % {"n": unjudged})
    if accepted < 2:
        raise Refused("few", _("候选人要比应选的人多，至少两个人。"))


def second_round(accepted: Sequence[str], first: Mapping[str, int]) -> None:
    """另行选举: the candidates are those with the most votes of the first round (VCL18 15): nobody who had
    more is left out for somebody who had fewer, or was not on that ballot."""
    if not first:
        raise Refused("no_first", _("还没有开过第一轮，另行选举要在选不够以后。"))
    strange = [name for name in accepted if name not in first]
    if strange:
        raise Refused(
            "not_first", _("第一轮票上没有：%(who)s。") % {"who": "、".join(strange)}, field="on"
        )
    fewest = min(first[name] for name in accepted)
    left = [name for name, votes in first.items() if votes > fewest and name not in accepted]
    if left:
        raise Refused(
            "most_votes",
            _("另行选举的候选人是第一轮得票多的，不能漏了：%(who)s。") % {"who": "、".join(left)},
            field="on",
        )


def round_by(code: str, seats: Seats | None) -> None:
    """By which row the next round is called: where some seats are filled, the rest go to a second round
    (VCL18 15); a second round follows a first in which enough voted."""
    if code == SECOND and seats is None:
        raise Refused("no_first", _("还没有开过第一轮，另行选举要在选不够以后。"), field="rule")
    if seats is not None and seats.elected and code != SECOND:
        words = _("已经选出 %(who)s，不重选。剩下的名额另行选举，规则请选 %(code)s。")
        said = {"who": "、".join(seats.elected), "code": SECOND}
        raise Refused("second_only", words % said, field="rule")


def to_fill(code: str, seats: Seats | None, asked: int) -> None:
    """A second round fills the seats that are open, no more and no fewer."""
    if code == SECOND and seats is not None and asked != seats.open:
        words = _("还差 %(n)d 人，这次就选 %(n)d 个。") % {"n": seats.open}
        raise Refused("open_seats", words, field="seats")


@dataclass(frozen=True)
class Limit:
    """移交: by when a step that follows an election is to be taken, and whether it was. The day of the election
    is not counted (Civil Code 201). Too late is said and refused nowhere."""

    days: int
    since: date
    on: date | None  # taken
    confirmed: bool  # the row that says so

    @property
    def due(self) -> date:
        return self.since + timedelta(days=self.days)

    def late(self, today: date) -> int:
        """By how many days; 0 for in time."""
        return max(0, ((self.on or today) - self.due).days)

    def fact(self, on: date) -> dict[str, Any]:
        """What the certificate says of a step taken on this day."""
        have = (on - self.since).days
        ok = have <= self.days
        return {"what": "handover", "ok": ok, "have": have, "need": self.days, "base": 0, "way": 0}


def begin(numbers: Numbers, *, posted: date | None, starts: date, undecided: int) -> None:
    """Nobody votes before the roll hung out long enough and every objection was decided."""
    if undecided:
        raise Refused(
            "undecided", _("还有 %(n)d 条异议没有处理，处理完再投票。") % {"n": undecided}
        )
    days = numbers.get("roll_days", 0)
    if not days:
        return
    if posted is None:
        by = (starts - timedelta(days=days)).isoformat()
        raise Refused(
            "not_posted",
            _("名册还没有公布。要在那天以前 %(n)d 天公布，最晚 %(by)s。") % {"n": days, "by": by},
        )


def ballot(choices: Sequence[str], *, motion: bool, accepted: Sequence[str], posted: bool) -> None:
    """The ballot of an election names the candidates that were posted, all of them and nobody else."""
    if motion:
        return  # a recall: for or against
    if not posted:
        raise Refused("no_candidates", _("候选人名单还没有公布，公布了再印票。"), field="choices")
    if list(choices) != list(accepted):
        raise Refused(
            "candidates",
            _("票上的人要和公布的候选人一样，一个不少：%(who)s。") % {"who": "、".join(accepted)},
            field="choices",
        )


def facts(
    numbers: Numbers, *, posted: date | None, starts: date, objections: Sequence[tuple[date, date]]
) -> list[dict[str, Any]]:
    """What the certificate says of the roll: how long it hung, and whether each objection was decided in
    time. (When it was made, when it was decided.) Not deciding in time is said, and undoes nothing."""
    found: list[dict[str, Any]] = []
    if posted is not None and (days := numbers.get("roll_days", 0)):
        had = (starts - posted).days
        found.append(
            {"what": "roll", "ok": had >= days, "have": had, "need": days, "base": 0, "way": 0}
        )
    if objections and (days := numbers.get("decision_days", 0)):
        good = sum((then - on).days <= days for on, then in objections)
        row = {"what": "objections", "ok": good == len(objections), "have": good}
        found.append(row | {"base": len(objections), "need": days, "way": 0})
    return found
