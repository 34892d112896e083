"""The words by which the wall says what the codes mean."""

from collections.abc import Mapping
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
SUBS: dict[str, Any] = {
    "county": _("区县公开"),
    "township": _("镇街公开"),
    "village": _("村务公开"),
    "community": _("居务公开"),
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


BESIDE: dict[str, Any] = {
    "merged": _("说过又说、并到一起办 %(n)s 件"),
    "excluded": _("按公布的理由不计入 %(n)s 件"),
    "refused": _("不予受理 %(n)s 件"),
    "late": _("过了期限才办完 %(n)s 件"),
    "last_hour": _("到期前一小时里才办结 %(n)s 件"),
    "unsolved": _("本人说没办好 %(n)s 件"),
    "reopened": _("重新办理过 %(n)s 件"),
    "unconfirmed": _("没有本人认可就销号 %(n)s 件"),
    "bulk": _("十分钟里一个人成批销号 %(n)s 件"),
    "unasked": _("从别处转来、没问过本人 %(n)s 件"),
    "called_back": _("评价里有 %(n)s 件是回访问来的"),
    "staff_satisfied": _("“满意”里有 %(n)s 件是工作人员代记的"),
    "contested": _("邻居在公开墙上说还没好 %(n)s 件"),
    "spot_unsolved": _("抽查时本人说没办好 %(n)s 件"),
    "spot_unreached": _("抽查没联系上 %(n)s 件"),
}


def beside(counts: Mapping[str, int]) -> list[str]:
    """What an honest reader also wants to know, where there is any."""
    return [str(words % {"n": counts[name]}) for name, words in BESIDE.items() if counts[name]]
