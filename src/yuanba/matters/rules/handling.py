"""Working on it: more time, and one of five endings."""

from dataclasses import dataclass
from datetime import date

from yuanba.base.errors import Refused
from yuanba.base.lanes import named
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.duties.rules import Lane
from yuanba.matters.rules.states import EndedIn, Level, Outcome, State, say_why, step

LONGEST_EXTENSION = 30  # days (PET22 34: at most 30, with approval and notice)


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
        raise Refused("guidance", named(_("%(personal)s要写明怎么引导帮助的。")), field="guidance")
    return step(state, "finish")


IN_THE_GRID = {Role.GRID, Role.GRIDLEAD}


def ended_in(*, level: Level, unit: Level, role: Role | None) -> EndedIn:
    """The level that brought it to its end: where it stood, or where its unit is, whichever is higher;
    the grid where neither was above the village and the grid's own people ended it."""
    order = list(Level)
    highest = max(level, unit, key=order.index)
    if highest is Level.VILLAGE and role in IN_THE_GRID:
        return EndedIn.GRID
    return EndedIn(highest)
