"""The words of councils: what is counted, which bodies there are, how a meeting and a ballot stand."""

from enum import StrEnum
from typing import Any

from yuanba.base.text import _


class Measure(StrEnum):
    """What a rule counts (domain.md 5.1)."""

    HOUSEHOLDS = "households"  # 户
    ADULTS = "adults"  # 十八周岁以上
    VOTERS = "voters"  # 登记的选民
    MEMBERS = "members"  # 成员、代表、党员
    OWNERS = "owners"  # 业主，一人一个
    AREA = "area"  # 专有部分面积，0.01 平方米
    SHARES = "shares"  # 份额、股份
    VOTES = "votes"  # 票
    AFFECTED = "affected"  # 利益相关的人
    GROUPS = "groups"  # 居民小组、村民小组：只用来数谁提议召开


class Of(StrEnum):
    """Of which whole a share is taken."""

    ALL = "all"  # 应到的全部
    PRESENT = "present"  # 到会的
    VOTING = "voting"  # 参加表决的


class BodyKind(StrEnum):
    """Who meets (domain.md 4, 5.1)."""

    ASSEMBLY = "assembly"  # 村民会议、居民会议
    DELEGATES = "delegates"  # 村民代表会议
    SUBGROUP = "subgroup"  # 村民小组会议
    COMMITTEE = "committee"  # 村（居）民委员会
    COMMITTEES = "committees"  # “两委”
    BRANCH = "branch"  # 党组织委员会
    PARTY = "party"  # 党员大会
    SUPERVISION = "supervision"  # 村务监督委员会
    MEDIATION = "mediation"  # 人民调解委员会
    COUNCIL = "council"  # 议事会
    MORAL = "moral"  # 道德评议会
    CEREMONY = "ceremony"  # 红白理事会
    OWNERS = "owners"  # 业主大会
    JOINT = "joint"  # 联席会议
    COURTYARD = "courtyard"  # 院坝会
    COLLECTIVE = "collective"  # 集体经济组织
    COOP = "coop"  # 合作社


class MeetingState(StrEnum):
    CALLED = "called"  # 已通知
    OPEN = "open"  # 正在开
    HELD = "held"  # 开过了
    FAILED = "failed"  # 人数不够，没开成
    CANCELLED = "cancelled"  # 不开了


class Ending(StrEnum):
    """What a meeting came to."""

    BALLOTS = "ballots"  # 表决定的
    AGREED = "agreed"  # 商量一致，没有表决
    NONE = "none"  # 没有定


class How(StrEnum):
    """How somebody was counted in."""

    LIST = "list"  # 对着名册点
    CARD = "card"  # 户卡
    CODE = "code"  # 本人扫会场的码
    TWO = "two"  # 两人签字代签
    BOX = "box"  # 流动票箱到家里，两个人抬着去


class Mark3(StrEnum):
    """How people find what became of it."""

    GOOD = "good"  # 满意
    FAIR = "fair"  # 一般
    BAD = "bad"  # 不满意


class Listed(StrEnum):
    """A list that an election hangs out."""

    ROLL = "roll"  # 选民名单
    CANDIDATES = "candidates"  # 候选人


class BallotKind(StrEnum):
    HANDS = "hands"  # 举手
    OPEN = "open"  # 记名
    PAPER = "paper"  # 纸票
    BEAN = "bean"  # 豆选
    SEALED = "sealed"  # 密封票: two envelopes, opened by the keepers of its key
    WEIGHED = "weighed"  # 按面积、份额: with the name, heads and weight both
    APPROVAL = "approval"  # 赞成票: as many choices as one agrees with
    RANKED = "ranked"  # 排先后
    BUDGET = "budget"  # 参与式预算: which projects a sum of money buys


class Method(StrEnum):
    """How a budget is shared out."""

    GREEDY = "greedy"  # 票多的先办
    SHARES = "shares"  # 每人一份钱


class BallotState(StrEnum):
    DRAFT = "draft"  # 没开始
    OPEN = "open"  # 正在投
    STOPPED = "stopped"  # 停止投票，等清点
    SETTLED = "settled"  # 结果定了


class Channel(StrEnum):
    PHONE = "phone"  # 手机
    TABLE = "table"  # 现场
    PROXY = "proxy"  # 受托
    BOX = "box"  # 流动票箱


class Stage(StrEnum):
    """What a teller's sheet is about."""

    PAPER = "paper"  # 现场的票、豆
    BOX = "box"  # 密封票箱开出来的


class ProcedureState(StrEnum):
    OPEN = "open"  # 正在走
    DONE = "done"  # 走完了
    DROPPED = "dropped"  # 不走了


# Bodies for which no law sets numbers: they may agree without a vote.
CONSENSUS = frozenset(
    {BodyKind.COUNCIL, BodyKind.MORAL, BodyKind.CEREMONY, BodyKind.JOINT, BodyKind.COURTYARD}
)
LISTS = frozenset({BallotKind.RANKED, BallotKind.BUDGET})  # their outcome is a list, no decision
SECRET = LISTS | {BallotKind.PAPER, BallotKind.BEAN, BallotKind.SEALED, BallotKind.APPROVAL}
NAMED = frozenset({BallotKind.OPEN, BallotKind.WEIGHED})
BY_PHONE = (SECRET | NAMED) - {BallotKind.PAPER}
HANDED_OUT = SECRET | {BallotKind.WEIGHED}  # on paper, or as beans
TWO_TELLERS = HANDED_OUT
# Who is valid by taking part, not by sitting there: people come and vote the whole day.
TAKE_PART = frozenset({Measure.VOTERS, Measure.OWNERS})
LEAST_SHOWN = 10  # parts smaller than this are not published (trust.md 6)

MEASURE_WORDS: dict[str, Any] = {
    Measure.HOUSEHOLDS: _("户"),
    Measure.ADULTS: _("十八周岁以上的人"),
    Measure.VOTERS: _("登记的选民"),
    Measure.MEMBERS: _("成员"),
    Measure.OWNERS: _("业主"),
    Measure.AREA: _("专有部分面积（平方米）"),
    Measure.SHARES: _("份额"),
    Measure.VOTES: _("票"),
    Measure.AFFECTED: _("利益相关的人"),
    Measure.GROUPS: _("居民小组"),
}
UNIT_WORDS: dict[str, Any] = {
    Measure.HOUSEHOLDS: _("户"),
    Measure.ADULTS: _("人"),
    Measure.VOTERS: _("人"),
    Measure.MEMBERS: _("人"),
    Measure.OWNERS: _("户业主"),
}
# Who has a meeting called; nothing: the committee by itself.
ASKS_WORDS: dict[str, Any] = {
    "": _("村（居）委会、业委会这样的组织自己召集"),
    Measure.ADULTS: _("十八周岁以上的村（居）民联名提议"),
    Measure.HOUSEHOLDS: _("各户联名提议"),
    Measure.MEMBERS: _("代表、成员提议"),
    Measure.VOTERS: _("选民联名提议"),
    Measure.OWNERS: _("业主联名提议"),
    Measure.GROUPS: _("居民小组提议"),
}
OF_WORDS: dict[str, Any] = {
    Of.ALL: _("应到的"),
    Of.PRESENT: _("到会的"),
    Of.VOTING: _("参加表决的"),
}
BODY_WORDS: dict[str, Any] = {
    BodyKind.ASSEMBLY: _("村（居）民会议"),
    BodyKind.DELEGATES: _("村（居）民代表会议"),
    BodyKind.SUBGROUP: _("村民小组会议"),
    BodyKind.COMMITTEE: _("村（居）民委员会"),
    BodyKind.COMMITTEES: _("村（社区）“两委”"),
    BodyKind.BRANCH: _("党组织委员会"),
    BodyKind.PARTY: _("党员大会"),
    BodyKind.SUPERVISION: _("村（居）务监督委员会"),
    BodyKind.MEDIATION: _("人民调解委员会"),
    BodyKind.COUNCIL: _("村（居）民议事会"),
    BodyKind.MORAL: _("道德评议会"),
    BodyKind.CEREMONY: _("红白理事会"),
    BodyKind.OWNERS: _("业主大会"),
    BodyKind.JOINT: _("联席会议"),
    BodyKind.COURTYARD: _("院坝会"),
    BodyKind.COLLECTIVE: _("集体经济组织"),
    BodyKind.COOP: _("合作社"),
}
MARK_WORDS: dict[str, Any] = {
    Mark3.GOOD: _("满意"),
    Mark3.FAIR: _("一般"),
    Mark3.BAD: _("不满意"),
}
MEETING_WORDS: dict[str, Any] = {
    MeetingState.CALLED: _("已通知，还没开"),
    MeetingState.OPEN: _("正在开"),
    MeetingState.HELD: _("开过了"),
    MeetingState.FAILED: _("人数不够，没开成"),
    MeetingState.CANCELLED: _("不开了"),
}
ENDING_WORDS: dict[str, Any] = {
    Ending.BALLOTS: _("表决定的"),
    Ending.AGREED: _("商量一致，没有表决"),
    Ending.NONE: _("这次没有定"),
}
HOW_WORDS: dict[str, Any] = {
    How.LIST: _("对着名册点"),
    How.CARD: _("看户卡"),
    How.CODE: _("本人扫码"),
    How.TWO: _("两人签字代签"),
    How.BOX: _("流动票箱到家里"),
}
KIND_WORDS: dict[str, Any] = {
    BallotKind.HANDS: _("举手"),
    BallotKind.OPEN: _("记名表决"),
    BallotKind.PAPER: _("纸票"),
    BallotKind.BEAN: _("豆选"),
    BallotKind.SEALED: _("密封票"),
    BallotKind.APPROVAL: _("赞成票（可以选几个）"),
    BallotKind.WEIGHED: _("按面积、份额（记名）"),
    BallotKind.RANKED: _("排先后"),
    BallotKind.BUDGET: _("参与式预算（一笔钱办几件事）"),
}
METHOD_WORDS: dict[str, Any] = {
    Method.GREEDY: _("票多的先办，钱够就办"),
    Method.SHARES: _("每人一份钱，凑给自己赞成的"),
}
CHANNEL_WORDS: dict[str, Any] = {
    Channel.PHONE: _("手机投的"),
    Channel.TABLE: _("现场投的"),
    Channel.PROXY: _("受托代投的"),
    Channel.BOX: _("流动票箱的"),
}
PROCEDURE_WORDS: dict[str, Any] = {
    ProcedureState.OPEN: _("正在走"),
    ProcedureState.DONE: _("走完了"),
    ProcedureState.DROPPED: _("不走了"),
}
