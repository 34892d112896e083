"""What may be done to a ballot, and when. Every refusal says what to do."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.councils.rules.deciding import Attendance, Bases
from yuanba.councils.rules.kinds import (
    BallotKind,
    BallotState,
    Measure,
)

MOST_CHOICES = 12


def draft(*, kind: BallotKind, paper_only: bool, choices: Sequence[str], seats: int) -> None:
    if paper_only and kind is not BallotKind.PAPER:
        raise Refused("paper_only", _("选举和罢免只能用纸票，手机上不投。"), field="kind")
    named = [c for c in choices if c.strip()]
    if not 2 <= len(named) <= MOST_CHOICES:
        raise Refused("choices", _("请写两个到十二个选项，一行一个。"), field="choices")
    if len(set(named)) != len(named):
        raise Refused("same", _("有两个选项一样，请改一个。"), field="choices")
    if not 1 <= seats < len(named) + (kind is BallotKind.BUDGET):
        raise Refused("seats", _("可选的数目要比选项少。"), field="seats")


def ballot_is(state: BallotState, *wanted: BallotState) -> None:
    if state not in wanted:
        raise Refused("ballot_state", BALLOT_NO[state])


BALLOT_NO: dict[BallotState, Any] = {
    BallotState.DRAFT: _("还没有开始投票。"),
    BallotState.OPEN: _("还在投票，请先停止。"),
    BallotState.STOPPED: _("已经停止投票，不能再投了。"),
    BallotState.SETTLED: _("结果已经定了，不能再改。"),
}


def sheet(*, counted: bool, shown: bool, pictures: int) -> None:
    """A teller shows the paper of his own count, once."""
    if not counted:
        raise Refused("not_counted", _("您还没有交数，先点票，再拍点票单。"))
    if shown:
        raise Refused("shown", _("您的点票单已经拍了。"))
    if pictures != 1:
        raise Refused("one_picture", _("请拍一张，把整张点票单拍清楚。"), field="photos")


def is_sealed(kind: BallotKind) -> None:
    if kind is not BallotKind.SEALED:
        raise Refused("not_sealed", _("这次不是密封票，没有钥匙和票箱。"))


def keepers(names: Sequence[str], *, wanted: int) -> None:
    """One name for each code, and no name twice: two codes in one hand would open the box."""
    if len(names) != wanted or len(set(names)) != len(names):
        raise Refused(
            "keepers",
            _("这把钥匙有 %(n)d 个口令，请写 %(n)d 个不同的保管人，一行一个。") % {"n": wanted},
            field="keepers",
        )


def has_key(kind: BallotKind, key: bool) -> None:
    if kind is BallotKind.SEALED and not key:
        raise Refused("no_key", _("还没有钥匙。请保管人先做好钥匙，把钥匙文件交上来。"))


def open_ballot(*, quorate: bool, short: int) -> None:
    if not quorate:
        raise Refused(
            "quorum",
            _("到会人数还不够，不能表决：至少还差 %(n)d。人到齐了再开始；到不齐，就另行开会。")
            % {"n": short},
        )


def cast(*, present: bool, out: bool, voted: bool, chosen: Sequence[int], seats: int) -> None:
    if out:
        raise Refused("not_entitled", _("这一行不计入应到，不能投票。"))
    if not present:
        raise Refused("absent", _("还没有签到。请先到签到的地方说一声，再来投。"))
    if voted:
        raise Refused("voted", _("您已经投过了，一人（户）只投一次。"))
    if not 1 <= len(set(chosen)) == len(chosen) <= seats:
        raise Refused(
            "choices",
            _("请选一个。") if seats == 1 else _("最多选 %(n)d 个。") % {"n": seats},
            field="choice",
        )


def wholes(
    there: Attendance, *, voting: int, area_voting: int, shares_voting: int, affected_voting: int
) -> Bases:
    """The wholes as they stand when voting stops: whoever has voted is present, though he has left."""
    return Bases(
        entitled=there.entitled,
        present=max(there.present, voting),
        voting=voting,
        area=there.area,
        area_present=max(there.area_present, area_voting),
        area_voting=area_voting,
        shares=there.shares,
        shares_present=max(there.shares_present, shares_voting),
        shares_voting=shares_voting,
        affected=there.affected,
        affected_present=max(there.affected_present, affected_voting),
    )


def weighs(kind: BallotKind, asked: Sequence[Measure]) -> None:
    """A weighed ballot needs a rule that asks for a weight: nobody decides by area of his own accord."""
    if kind is BallotKind.WEIGHED and not asked:
        raise Refused(
            "no_weight", _("这条规则不看面积、份额，请换一种表决，或者换一条规则。"), field="kind"
        )


def weight_known(missing: Sequence[int]) -> None:
    """Every line that counts has its weight before anybody votes."""
    if missing:
        raise Refused(
            "weight_missing",
            _("名册上这几号没有面积或者份额：%(n)s。请先补上，再开始投票。")
            % {"n": "、".join(map(str, missing[:20]))},
        )


def papers_read(
    said: Mapping[int, Sequence[int]], spoiled: Sequence[int], *, given: Collection[int]
) -> dict[str, int]:
    """读票: papers with their number on the roll, choice by choice; each that was handed out once. Returns
    number → choice, 0 for one that is spoiled or did not come back."""
    found: dict[int, int] = {}
    for choice, numbers in [*said.items(), (0, spoiled)]:
        field = f"n{choice}" if choice else "spoiled"
        for number in numbers:
            if number not in given:
                raise Refused(
                    "not_given", _("%(n)d 号没有领过票，请核对。") % {"n": number}, field=field
                )
            if number in found:
                raise Refused(
                    "read_twice", _("%(n)d 号写了两次，请核对。") % {"n": number}, field=field
                )
            found[number] = choice
    if rest := sorted(set(given) - set(found)):
        raise Refused(
            "not_read",
            _("还有这几号没有写：%(n)s。没有交回来的，写进废票。")
            % {"n": "、".join(map(str, rest[:20]))},
            field="spoiled",
        )
    return {str(number): found[number] for number in sorted(found)}


def settles(*, agreed: bool, sheets: int, tellers: int) -> None:
    if sheets < tellers:
        raise Refused(
            "one_teller",
            _("要两个人各数各的，现在只有 %(n)d 个人交了。") % {"n": sheets},
        )
    if not agreed:
        raise Refused("mismatch", _("两个人数得不一样，不能公布。请两个人都重新数一遍。"))


def no_open_ballots(open_ones: int) -> None:
    if open_ones:
        raise Refused("ballots_open", _("还有表决没有出结果，请先清点完再散会。"))
