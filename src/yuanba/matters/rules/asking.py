"""What the reporter may ask while it is worked on, and what he may say after judging."""

from datetime import datetime, timedelta
from enum import StrEnum

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.matters.rules.states import WAITING_STATES, WORKING, State, say_why

AGAIN = timedelta(days=3)  # 催 once in three days (design R4)
URGED_IN = WAITING_STATES | WORKING | {State.FINISHED}


class Asked(StrEnum):
    URGE = "urge"  # 催一催
    OBJECTION = "objection"  # 我觉得分得不对


def may_urge_at(last: datetime | None) -> datetime | None:
    """From when the reporter may urge again; None: at once."""
    return last + AGAIN if last else None


def urge(*, state: State, last: datetime | None, now: datetime) -> None:
    """催一催. The limit stays as it is; those who have the matter see that somebody waits."""
    if state not in URGED_IN:
        raise Refused("nothing_to_urge", _("这件事现在不用催，请看看它走到哪一步了。"))
    again = may_urge_at(last)
    if again is not None and now < again:
        raise Refused("urged", _("您催过了，经办的人看得到。三天后可以再催。"))


def object_to_class(*, state: State, why: str, pending: bool, kept: bool) -> str:
    """我觉得分得不对: the class may be doubted while the matter is worked on.

    `kept`: somebody has looked since it was sorted last, and gave a reason.
    """
    if state not in WORKING:
        raise Refused("not_sorted", _("这件事现在没有在分、在办，不能再改分。"))
    if pending:
        raise Refused("already_asked", _("您说过分得不对，社区正在看。"))
    if kept:
        raise Refused("kept", _("社区看过，说明了为什么这样分。还不认可，可以打电话给社区。"))
    return say_why(why, field="why")


def keep_class(*, pending: bool, reason: str) -> str:
    if not pending:
        raise Refused("not_asked", _("没有等着看的意见，请刷新再看。"))
    return say_why(reason)


def rate(*, state: State, solved: bool | None, satisfied: bool | None, by: str) -> None:
    """满意度: asked of the person who judged himself, once, apart from whether it is solved."""
    if state not in {State.EVALUATED, State.CLOSED} or solved is None or by != "person":
        raise Refused("not_judged", _("请先说办好了没有。"))
    if satisfied is not None:
        raise Refused("rated", _("您已经说过了，谢谢您。"))
