"""The person judges, the register lets go."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yuanba.base.errors import Refused
from yuanba.base.lanes import named
from yuanba.base.text import _
from yuanba.duties.rules import Lane
from yuanba.matters.rules.states import Hardship, Outcome, State, say_why, step

SILENCE = timedelta(days=7)  # no answer in 7 days: a call; then "closed, unconfirmed" (trust.md T3)
ATTEMPTS = 2  # dated contact attempts before a matter may close without an answer


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
        raise Refused("guidance", named(_("%(personal)s要先写明怎么引导帮助的，才能销号。")))
    if case.lane is Lane.PERSONAL and case.hardship is Hardship.UNCHECKED:
        raise Refused(
            "hardship", named(_("%(personal)s要先看过这家有没有困难、要不要救助，才能销号。"))
        )
    return after, confirmed
