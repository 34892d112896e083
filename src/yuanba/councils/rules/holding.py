"""What may be done to a meeting, and when. Every refusal says what to do."""

from collections.abc import Sequence
from datetime import date

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.councils.rules.flows import Step
from yuanba.councils.rules.kinds import (
    CONSENSUS,
    BodyKind,
    Ending,
    How,
    MeetingState,
)

IS = MeetingState
WRONG = _("会议现在的状态不能这样办，请刷新再看。")


def meeting_is(state: MeetingState, *wanted: MeetingState) -> None:
    if state not in wanted:
        raise Refused("wrong_state", WRONG)


def may_open(*, starts: date, today: date) -> None:
    if today < starts:
        raise Refused("too_early", _("还没到开会的日子。要改日子，请重新通知。"))


def roll_open(frozen: bool) -> None:
    if frozen:
        raise Refused("frozen", _("已经开始表决，应到的名册不能再改。"))


def parties(step: Step | None, there: Sequence[str]) -> None:
    """Whether everybody whom the procedure wants at the table is on the roll."""
    lack = [] if step is None else [p for p in step.parties if p not in there]
    if lack:
        raise Refused("parties", _("名册上还少：%(who)s。") % {"who": "、".join(lack)})


def arrive(*, out: bool, adults: int, persons: int, how: str, second: str) -> int:
    """How many adults of the line are counted in."""
    if out:
        raise Refused("left_out", _("这一行不计入应到，请先从不计入里恢复。"))
    if how == How.TWO and len(second.strip()) < 2:
        raise Refused("second", _("代签要有第二个人签字，请写他的姓名。"), field="second")
    if how == How.BOX and len(second.strip()) < 2:
        raise Refused("second", _("流动票箱要两个人一起去，请写第二个人的姓名。"), field="second")
    if persons > adults:
        raise Refused("persons", _("这一户只有 %(n)d 名成年人。") % {"n": adults}, field="persons")
    return max(1, persons)


def proxy(
    *,
    most: int,
    held: int,
    has_holder: bool,
    holds_others: bool,
    holder_has_holder: bool,
    same: bool,
    here: bool,
    written_on: date,
    today: date,
) -> None:
    """委托: in writing, to somebody on the same roll, within the limit, and nobody twice."""
    if most == 0:
        raise Refused(
            "no_proxy", _("这种会议没有规定可以委托，请本人或者本户来人。"), field="holder"
        )
    if same:
        raise Refused("self", _("不能委托给自己这一行。"), field="holder")
    if has_holder:
        raise Refused("twice", _("已经委托过一份了。要换人，先收回那一份。"), field="holder")
    if here:
        raise Refused("here", _("这一户已经有人到了，不用委托。"), field="entry")
    if holds_others or holder_has_holder:
        raise Refused("chain", _("受托的人不能再委托给别人。"), field="holder")
    if held >= most:
        raise Refused("limit", _("一个人最多受托 %(n)d 份。") % {"n": most}, field="holder")
    if written_on > today:
        raise Refused("future", _("委托书的日期不能晚于今天。"), field="written_on")


def leave_out(*, allowed: bool) -> None:
    if not allowed:
        raise Refused("not_allowed", _("按这条规则，应到的人不能减。"))


def ends(
    *, ending: Ending, ballots: int, body: BodyKind, lists: int = 0, lack: Sequence[str] = ()
) -> None:
    """A meeting with enough people ends with what it came to. A list alone is no decision."""
    if ending is Ending.BALLOTS and lists and not ballots:
        raise Refused(
            "list_only",
            _("排出来的先后还不算决定。请按规则再表决一次：同意不同意。"),
            field="ending",
        )
    if ending is Ending.BALLOTS and not ballots:
        raise Refused(
            "nothing_decided",
            _("人数够了，还没有表决。请先表决，或者选“这次没有定”。"),
            field="ending",
        )
    if ending is Ending.AGREED and body not in CONSENSUS:
        raise Refused("must_vote", _("这种会议要表决，不能只说商量一致。"), field="ending")
    if ending is Ending.AGREED and ballots + lists:
        raise Refused("voted", _("已经表决过了，请选“表决定的”。"), field="ending")
    if ending is Ending.AGREED and lack:
        raise Refused(
            "absent_parties",
            _("还没到：%(who)s。没到齐不算商量一致；等人到了再散，或者选“这次没有定”。")
            % {"who": "、".join(lack)},
            field="ending",
        )
