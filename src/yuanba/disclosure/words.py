"""The words by which the wall says what the codes mean."""

from typing import Any

from yuanba.base.text import _
from yuanba.disclosure.rules import Step

STEPS: dict[Step, Any] = {
    Step.UNSORTED: _("还没分好"),
    Step.DOING: _("正在办"),
    Step.WAITING: _("在等条件"),
    Step.ANSWER: _("办完了，等答复"),
    Step.JUDGE: _("答复了，等本人评"),
}
OUTCOMES: dict[str, Any] = {
    "answered": _("已答复"),
    "solved": _("已解决"),
    "explained": _("办不了，已说明"),
    "waiting": _("等条件"),
    "referred": _("已转请别处"),
}


def confirmed(said: bool | None) -> tuple[str, Any]:
    """The tag of a closed row: kind and words. Silence is not consent."""
    if said is None:
        return "", _("没有问过本人")
    return ("ok", _("本人认可")) if said else ("warn", _("本人未评或不认可"))
