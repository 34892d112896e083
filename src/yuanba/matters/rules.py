"""What may happen to a matter (事项). Plain Python: no database, no clock, no request."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.duties.rules import Lane, lead
from yuanba.people.rules import LOCAL, UnitKind
from yuanba.places.rules import Limit, Unit


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


class Level(StrEnum):
    VILLAGE = "village"
    TOWNSHIP = "township"
    COUNTY = "county"


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


class Hardship(StrEnum):
    UNCHECKED = ""
    NONE = "none"  # 看过，没有困难
    AID = "aid"  # 有困难，已转救助


WAITING_STATES = {State.REPORTED, State.ACCEPTED}
WORKING = {State.TRIAGED, State.ASSIGNED, State.DOING}
OVER = {State.CLOSED, State.REFUSED}

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
    (State.ASSIGNED, "finish"): State.FINISHED,
    (State.DOING, "finish"): State.FINISHED,
    (State.FINISHED, "reply"): State.REPLIED,
    (State.REPLIED, "attempt"): State.REPLIED,
    (State.REPLIED, "evaluate"): State.EVALUATED,
    (State.REPLIED, "close"): State.CLOSED,
    (State.EVALUATED, "close"): State.CLOSED,
    **{(s, "ask_reopen"): s for s in (State.REPLIED, State.EVALUATED, State.CLOSED, State.REFUSED)},
    **{(s, "check_hardship"): s for s in State if s not in OVER | WAITING_STATES},
}

# The promise made when a matter arrives: by then it is sorted and somebody has it [P].
INTAKE = Limit(2, Unit.WORKDAYS)
SILENCE = timedelta(days=7)  # no answer in 7 days: a call; then "closed, unconfirmed" (trust.md T3)
ATTEMPTS = 2  # dated contact attempts before a matter may close without an answer
LONGEST_EXTENSION = 30  # days (PET22 34: at most 30, with approval and notice)
DEPARTMENTS = frozenset(UnitKind) - LOCAL - {UnitKind.STREET, UnitKind.WINDOW, UnitKind.SELF}

POINTERS = {
    Refusal.EMERGENCY: _("紧急情况请马上拨打 110、119、120 或 122。"),
    Refusal.STATUTORY: _("这件事要走法定程序（复议、诉讼、仲裁），请到区县法律援助中心咨询。"),
    Refusal.PETITION: _("这件事已在信访或法院办理，请向经办的信访局或法院查询。"),
    Refusal.REPEATED: _("这件事已经办过并答复。有新情况请写明，我们再办。"),
    Refusal.PRIVACY: _("内容涉及国家秘密、商业秘密或他人隐私，请改到窗口当面说。"),
    Refusal.OUTSIDE: _("这件事不归基层办理，请按答复里写的单位去问。"),
    Refusal.UNLAWFUL: _("诉求内容违反法律规定，不能办理。需要时可以咨询法律援助。"),
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


def happened(day: date | None, *, today: date, founded: date) -> None:
    if day is None:
        return
    if day > today:
        raise Refused("not_yet", _("发生日期还没到，请改成今天或以前的日子。"), field="happened_on")
    if day < founded:
        raise Refused("too_old", _("发生日期太早了，请核对年份。"), field="happened_on")


def say_why(reason: str, *, field: str = "reason", least: int = 2) -> str:
    """A reason people can read. Raises Refused beside its field."""
    said = reason.strip()
    if len(said) < least:
        raise Refused("reason_needed", _("请写明理由，居民会看到。"), field=field)
    return said


def refuse(*, state: State, kind: Refusal, reason: str) -> State:
    say_why(reason)
    return step(state, "refuse")


def triage(*, state: State, lane: Lane, unit_kind: UnitKind, reason: str) -> State:
    """Lane, unit and reason fit together (domain.md 3.6)."""
    say_why(reason)
    lead(lane, unit_kind, field="unit")
    return step(state, "triage")


def assign(*, state: State, owner_id: int, supervisor_id: int | None) -> State:
    if owner_id == supervisor_id:
        raise Refused("two_people", _("监督人不能是责任人自己，请换一个人。"), field="supervisor")
    return step(state, "assign")


def transfer(*, state: State, lane: Lane, unit_kind: UnitKind, same: bool, reason: str) -> State:
    say_why(reason)
    if same:
        raise Refused("same_unit", _("这件事已经在这个单位，请选别的单位。"), field="unit")
    lead(lane, unit_kind, field="unit")
    return step(state, "transfer")


def hand_up(*, state: State, level: Level, reason: str) -> tuple[State, Level]:
    say_why(reason)
    order = list(Level)
    if level is Level.COUNTY:
        raise Refused("top", _("已经在区县一级，不能再往上交。"))
    return step(state, "hand_up"), order[order.index(level) + 1]


def hand_down(
    *, state: State, level: Level, category_kind: UnitKind, unit_kind: UnitKind, reason: str
) -> tuple[State, Level]:
    """The county may not push a department's matter to the street (WF12345 24)."""
    say_why(reason)
    order = list(Level)
    if level is Level.VILLAGE:
        raise Refused("bottom", _("已经在村社一级，不能再往下交。"))
    lower = order[order.index(level) - 1]
    if category_kind in DEPARTMENTS and unit_kind in LOCAL | {UnitKind.STREET}:
        raise Refused(
            "not_theirs",
            _("这类事是部门的职责，不能下压给镇街或村社。请交给对口部门。"),
            field="unit",
        )
    return step(state, "hand_down"), lower


def ask_extension(*, state: State, days: int, reason: str, pending: bool) -> None:
    say_why(reason)
    step(state, "extend")
    if pending:
        raise Refused("already_asked", _("已经申请过延期，还没有批。"))
    if not 1 <= days <= LONGEST_EXTENSION:
        raise Refused("days", _("延期最少一天，最多三十天，请改一下天数。"), field="days")


def another_person(*, asker_id: int | None, actor_id: int | None) -> None:
    if asker_id == actor_id:
        raise Refused("second_person", _("自己申请的不能自己批，请别人来批。"))


@dataclass(frozen=True)
class Ending:
    outcome: Outcome
    result: str
    review_on: date | None
    referred_to: str
    photos: int


def finish(*, state: State, lane: Lane, ending: Ending, guidance: str, today: date) -> State:
    """办结 says which of five endings it is, and shows something for it."""
    say_why(ending.result, field="result")
    if ending.outcome is Outcome.SOLVED and not ending.photos and len(ending.result.strip()) < 10:
        raise Refused(
            "proof", _("请拍一张办好的照片，或把办的经过写清楚（十个字以上）。"), field="result"
        )
    if ending.outcome is Outcome.WAITING and (
        ending.review_on is None or ending.review_on <= today
    ):
        raise Refused("review", _("等条件的事要定一个再看的日子。"), field="review_on")
    if ending.outcome is Outcome.REFERRED and not ending.referred_to.strip():
        raise Refused("referred", _("请写明转请哪个单位，居民好去问。"), field="referred_to")
    if lane is Lane.PERSONAL and len(guidance.strip()) < 2:
        raise Refused("guidance", _("私事要写明怎么引导帮助的。"), field="guidance")
    return step(state, "finish")


def evaluate(*, state: State, solved: bool, why: str) -> State:
    after = step(state, "evaluate")
    if not solved and len(why.strip()) < 2:
        raise Refused("why", _("请说一句哪里还没办好，我们接着办。"), field="why")
    return after


def call_back(
    *, state: State, solved: bool, why: str, actor_id: int | None, handlers: set[int | None]
) -> State:
    """回访 is done by somebody who did not handle it (domain.md 3.3 step 8)."""
    if actor_id in handlers:
        raise Refused("not_the_handler", _("经办的人不能自己回访，请别人来问。"))
    return evaluate(state=state, solved=solved, why=why)


def ask_reopen(*, state: State, why: str, pending: bool) -> None:
    say_why(why, field="why")
    step(state, "ask_reopen")
    if pending:
        raise Refused("already_asked", _("已经请求重办，社区正在看。"))


def grant_reopen(*, pending: bool, has_unit: bool) -> State:
    if not pending:
        raise Refused("not_asked", _("没有等待的重办请求，请刷新再看。"))
    return State.TRIAGED if has_unit else State.ACCEPTED


@dataclass(frozen=True)
class Closing:
    """What must be true before 销号."""

    state: State
    lane: Lane
    solved: bool | None
    replied_at: datetime | None
    attempts: int
    hardship: Hardship
    guidance: str
    outcome: Outcome
    review_on: date | None
    reopen_pending: bool
    disputed: bool = False  # an uninvolved person looked and denied the reopening, with a reason


def close(case: Closing, *, evidence: str, now: datetime, today: date) -> tuple[State, bool]:
    """销号: the state after, and whether the person confirmed it (domain.md 0.1, 3.6)."""
    after = step(case.state, "close")
    if len(evidence.strip()) < 2:
        raise Refused(
            "evidence", _("请写明销号依据，比如居民怎么说、照片在哪里。"), field="evidence"
        )
    if case.reopen_pending or (case.solved is False and not case.disputed):
        raise Refused("not_solved", _("居民说还没办好，先处理重办请求，不能销号。"))
    confirmed = case.solved is True
    if case.solved is None:
        waited = case.replied_at is not None and now - case.replied_at >= SILENCE
        if case.attempts < ATTEMPTS or not waited:
            raise Refused(
                "unconfirmed", _("居民还没评。答复满七天、联系过两次仍没有回音，才能按“未评”销号。")
            )
    if case.outcome is Outcome.WAITING and case.review_on is not None and today < case.review_on:
        raise Refused("waiting", _("还在等条件，没到再看的日子，不能销号。"))
    if case.lane is Lane.PERSONAL and not case.guidance.strip():
        raise Refused("guidance", _("私事要先写明怎么引导帮助的，才能销号。"))
    if case.lane is Lane.PERSONAL and case.hardship is Hardship.UNCHECKED:
        raise Refused("hardship", _("私事要先看过这家有没有困难、要不要救助，才能销号。"))
    return after, confirmed
