"""What may be done to a procedure, a meeting and a ballot, and when. Every refusal says what to do."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.councils.rules import deciding, terms
from yuanba.councils.rules.deciding import Attendance, Bases, For
from yuanba.councils.rules.flows import Step, StepKind
from yuanba.councils.rules.kinds import (
    CONSENSUS,
    BallotKind,
    BallotState,
    BodyKind,
    Ending,
    How,
    Measure,
    MeetingState,
    ProcedureState,
)
from yuanba.councils.rules.terms import Check

MOST_CHOICES = 12


def say(text: str, *, field: str, least: int = 2) -> str:
    """Words that say something. Raises Refused beside the field."""
    said = " ".join(text.split())
    if len(said) < least:
        raise Refused("say", _("请写几个字，别人看得懂就行。"), field=field)
    return said


def tell(text: str, *, field: str, least: int = 4) -> str:
    """The same for words of several lines, which stay lines."""
    lines = (" ".join(line.split()) for line in text.strip().splitlines())
    said = "\n".join(lines)
    say(said, field=field, least=least)
    return said


# ── steps ──


def step_now(steps: Sequence[Step], at: int, n: int, state: ProcedureState) -> Step:
    """The step that is to be taken, if it is this one: none starts before the one before it passed."""
    if state is not ProcedureState.OPEN:
        raise Refused("over", _("这个议题已经走完或者不走了。"))
    if n < at:
        raise Refused("done", _("这一步已经走过了，请刷新再看。"))
    if n > at:
        before = steps[at - 1].name
        raise Refused(
            "too_early", _("前面还有一步没过：“%(step)s”。请先办那一步。") % {"step": before}
        )
    return steps[n - 1]


def waited(*, last: date | None, today: date, days: int) -> None:
    """So many days after the step before."""
    if last is not None and today < last + timedelta(days=days):
        until = (last + timedelta(days=days)).isoformat()
        raise Refused(
            "wait", _("上一步以后要满 %(n)d 天，最早 %(day)s。") % {"n": days, "day": until}
        )


def recorded_on(*, on: date, last: date | None, today: date) -> None:
    """A step is written down on its day or after, and not before the one before it."""
    if on > today:
        raise Refused("future", _("还没到这一天，请办了再记。"), field="on")
    if last is not None and on < last:
        raise Refused("order", _("不能早于上一步的日子。"), field="on")


def record(
    *,
    step: Step,
    expected: int | None,
    attended: int | None,
    agreed: int | None,
    valid: terms.Terms = (),
    decides: terms.Terms = (),
) -> tuple[list[Check], bool]:
    """The checks of a step that is written down with its numbers, and whether it is passed. With a rule
    the numbers are asked."""
    if not step.rule:
        return [], True
    for value, field in ((expected, "expected"), (attended, "attended"), (agreed, "agreed")):
        if value is None:
            raise Refused("numbers", _("这一步要看人数，应到、实到、同意都要填。"), field=field)
    assert expected is not None
    assert attended is not None
    assert agreed is not None
    if attended > expected:
        raise Refused("numbers", _("实到的不能多于应到的。"), field="attended")
    if agreed > attended:
        raise Refused("numbers", _("同意的不能多于实到的。"), field="agreed")
    there = Attendance(Measure.MEMBERS, expected, attended)
    quorum = deciding.quorum(valid, there)
    decision = deciding.decision(decides, For(agreed), Bases(expected, attended, attended))
    return [*quorum.checks, *decision.checks], quorum.met and decision.met


def step_of(step: Step, *kinds: StepKind) -> None:
    if step.kind not in kinds:
        raise Refused("kind", _("这一步不是这样办的，请看上面写的办法。"))


def posting(*, since: date, days: int, least: int, today: date) -> date:
    """The last day on the board: at least as long as the procedure asks."""
    if days < least:
        raise Refused("post_days", _("至少要公示 %(n)d 天。") % {"n": least}, field="days")
    if since > today:
        raise Refused("future", _("贴出去那天再记。"), field="since")
    return since + timedelta(days=days - 1)


def task(*, due: date, today: date) -> None:
    if due < today:
        raise Refused("past", _("完成的日子要在今天以后。"), field="due")


def outcome(*, open_tasks: int) -> None:
    if open_tasks:
        raise Refused(
            "tasks_open", _("还有 %(n)d 项没有办完，请先记下办得怎样。") % {"n": open_tasks}
        )


# ── meetings ──

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


def ends(*, ending: Ending, ballots: int, body: BodyKind, lists: int = 0) -> None:
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


# ── ballots ──


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
