"""The words of a matter and the table of what may follow what."""

from enum import StrEnum

from yuanba.base.errors import Refused
from yuanba.base.text import _


class State(StrEnum):
    REPORTED = "reported"  # 已收到
    ACCEPTED = "accepted"  # 已受理
    TRIAGED = "triaged"  # 已分流
    ASSIGNED = "assigned"  # 已交办
    DOING = "doing"  # 办理中
    FINISHED = "finished"  # 已办结
    REPLIED = "replied"  # 已答复，等居民评
    EVALUATED = "evaluated"  # 已评价
    CLOSED = "closed"  # 已销号
    REFUSED = "refused"  # 不予受理
    MERGED = "merged"  # 并办: goes along with another one (rules/duplicates.py)


class Level(StrEnum):
    VILLAGE = "village"
    TOWNSHIP = "township"
    COUNTY = "county"


class EndedIn(StrEnum):
    """Where a matter came to its end (小事不出格、大事不出网: P001-08, 16)."""

    GRID = "grid"  # 网格
    VILLAGE = "village"  # 村、社区
    TOWNSHIP = "township"  # 镇街
    COUNTY = "county"  # 区县


class Channel(StrEnum):
    PHONE = "phone"  # 手机
    WINDOW = "window"  # 窗口
    CALL = "call"  # 电话
    VISIT = "visit"  # 走访
    SERVICE = "service"  # 服务日
    PATROL = "patrol"  # 巡查
    HOTLINE = "hotline"  # 热线
    PAPER = "paper"  # 纸条
    IMPORT = "import"  # 导入


class Outcome(StrEnum):
    ANSWERED = "answered"  # 已答复
    SOLVED = "solved"  # 已解决
    EXPLAINED = "explained"  # 解释说明，不能办
    WAITING = "waiting"  # 等条件，定期再看
    REFERRED = "referred"  # 转请有权单位


class Method(StrEnum):
    ONSPOT = "onspot"  # 马上办
    ONSITE = "onsite"  # 现场办
    DUTY = "duty"  # 负责办
    TALK = "talk"  # 协商
    GUIDE = "guide"  # 引导


class Refusal(StrEnum):
    """Why a matter may be refused, each with the right door (domain.md 3.6; BJ21 11, WF12345 19)."""

    EMERGENCY = "emergency"
    STATUTORY = "statutory"
    PETITION = "petition"
    REPEATED = "repeated"
    PRIVACY = "privacy"
    OUTSIDE = "outside"
    UNLAWFUL = "unlawful"
    VOID = "void"  # 作废: never a matter; two persons, see rules/voiding.py


class Hardship(StrEnum):
    UNCHECKED = ""
    NONE = "none"  # 看过，没有困难
    AID = "aid"  # 有困难，已转救助


WAITING_STATES = {State.REPORTED, State.ACCEPTED}
WORKING = {State.TRIAGED, State.ASSIGNED, State.DOING}
DONE = {State.CLOSED, State.REFUSED}
OVER = DONE | {State.MERGED}  # nothing to do on it: no clock runs

NEXT = {
    (State.REPORTED, "accept"): State.ACCEPTED,
    (State.REPORTED, "refuse"): State.REFUSED,
    (State.ACCEPTED, "refuse"): State.REFUSED,
    (State.REPORTED, "triage"): State.TRIAGED,
    (State.ACCEPTED, "triage"): State.TRIAGED,
    **{(s, "triage"): State.TRIAGED for s in WORKING},
    **{(s, "transfer"): State.TRIAGED for s in WORKING},
    **{(s, "hand_up"): State.TRIAGED for s in WORKING},
    **{(s, "hand_down"): State.TRIAGED for s in WORKING},
    **{(s, "assign"): State.ASSIGNED for s in WORKING},
    (State.TRIAGED, "note"): State.TRIAGED,
    (State.ASSIGNED, "note"): State.DOING,
    (State.DOING, "note"): State.DOING,
    **{(s, "extend"): s for s in WORKING},
    **{(s, "pause"): s for s in WORKING},
    **{(s, "void"): State.REFUSED for s in WAITING_STATES | WORKING},
    **{(s, "ask_help"): s for s in WORKING},
    **{(s, "ask_outside"): s for s in WORKING},
    **{(s, "send_back"): State.ACCEPTED for s in WORKING},
    **{(s, "ask_reporter"): s for s in WAITING_STATES | WORKING},
    (State.ASSIGNED, "finish"): State.FINISHED,
    (State.DOING, "finish"): State.FINISHED,
    (State.FINISHED, "reply"): State.REPLIED,
    (State.REPLIED, "attempt"): State.REPLIED,
    (State.REPLIED, "evaluate"): State.EVALUATED,
    (State.REPLIED, "close"): State.CLOSED,
    (State.EVALUATED, "close"): State.CLOSED,
    **{(s, "ask_reopen"): s for s in (State.REPLIED, State.EVALUATED, State.CLOSED, State.REFUSED)},
    **{(s, "merge"): State.MERGED for s in WAITING_STATES | WORKING},
    **{(s, "check_hardship"): s for s in State if s not in OVER | WAITING_STATES},
}


def step(state: State, act: str) -> State:
    """The state after this act. Raises Refused when the matter is not at that point."""
    if (state, act) not in NEXT:
        raise Refused("wrong_state", _("这件事现在不能这样办，请刷新看看它走到哪一步了。"))
    return NEXT[state, act]


def can(state: State, act: str) -> bool:
    return (state, act) in NEXT


def same_version(*, seen: int | None, now: int) -> None:
    """Two people on one matter: the second is told (trust.md 3.3)."""
    if seen is not None and seen != now:
        raise Refused("changed", _("刚才有人办过这件事，下面是最新情况，请看过再办。"))


def say_why(reason: str, *, field: str = "reason", least: int = 2) -> str:
    """A reason people can read. Raises Refused beside its field."""
    said = reason.strip()
    if len(said) < least:
        raise Refused("reason_needed", _("请写明理由，居民会看到。"), field=field)
    return said
