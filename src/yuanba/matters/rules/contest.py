"""还没好: a neighbour at the public wall says that a closed matter is not done."""

from enum import StrEnum

from yuanba.base.errors import Refused
from yuanba.base.masking import leaks
from yuanba.base.text import _
from yuanba.matters.rules.states import State, say_why

MOST_WAITING = 20  # about one matter; more voices add nothing to what is being looked at


class Reply(StrEnum):
    WAITING = "waiting"  # 社区在看
    GRANTED = "granted"  # 重新办了
    ANSWERED = "answered"  # 看过，说明了


def contest(*, state: State, restricted: bool, why: str, waiting: int) -> str:
    """What the neighbour says. Only what hangs on the wall can be contested there."""
    if state is not State.CLOSED or restricted:
        raise Refused("not_closed", _("这件事正在办，不用再提。办到哪了，公开墙上看得到。"))
    said = say_why(why, field="why")
    if waiting >= MOST_WAITING:
        raise Refused("many", _("已经有很多邻居说还没好，社区正在看，结果写在公开墙上。"))
    return said


def decide(*, waiting: int, state: State) -> None:
    if not waiting or state is not State.CLOSED:
        raise Refused("nothing_said", _("没有等着看的意见，请刷新再看。"))


def answer(*, reply: str, actor_id: int | None, worked: set[int]) -> str:
    """Answered without reopening only by somebody who had no hand in it; the wall shows why."""
    if actor_id is None or actor_id in worked:
        raise Refused("involved", _("您经办过这件事，请没经过手的人来看、来答复。"))
    said = say_why(reply, field="reply", least=4)
    if found := leaks(said):
        words = _("这里有电话、证件号、车牌或网址（%(found)s），墙上不能写，请删掉。")
        raise Refused("personal", words % {"found": found}, field="reply")
    return said
