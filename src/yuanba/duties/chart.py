"""我的事归哪一类: the flow chart by which people find the lane of their trouble (domain.md 3.2, 大安).

Yes, no, or "cannot say" to at most five questions. It decides nothing: what comes out is told with
the matter as the person's own choice, and whoever sorts may correct it with a reason. Plain Python.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from yuanba.base.text import _
from yuanba.duties.rules import Lane

ANSWERS = ("y", "n", "u")  # yes, no, cannot say


class Q(StrEnum):
    DANGER = "danger"
    FAMILY = "family"
    MANAGE = "manage"
    STATE = "state"
    FEW = "few"
    AGREE = "agree"


@dataclass(frozen=True)
class Question:
    text: Any
    hint: Any


QUESTIONS: dict[Q, Question] = {
    Q.DANGER: Question(
        _("有人正有危险，或者马上要出事吗？"), _("着火、漏气、有人受伤、要垮了、有人打人。")
    ),
    Q.FAMILY: Question(
        _("只是您一家的事吗？"), _("自己屋里坏了、家里人之间的事、找人照顾、跟谁的账。")
    ),
    Q.MANAGE: Question(_("自己、亲友、邻居帮忙，能办下来吗？"), _("花一点钱请人来做也算能办。")),
    Q.STATE: Question(
        _("是归政府管的吗？"),
        _("公路、路灯、学校、低保社保、违建、污染、停水停电、市场上的事。"),
    ),
    Q.FEW: Question(_("只关系楼上楼下、左邻右舍几家吗？"), _("几家共用的管道、过道、晾晒、声音。")),
    Q.AGREE: Question(
        _("大家坐下来商量、一起出点力，能办成吗？"),
        _("停车秩序、垃圾投放、楼道清理、小区装什么、跳舞的时间。"),
    ),
}


@dataclass(frozen=True)
class Found:
    """Where the answers lead: a lane and why; no lane: it is told, and the community sorts it."""

    lane: Lane | None
    why: Any
    danger: bool = False
    hardship: bool = False  # nobody can help: aid is looked for


CALL = Found(None, _("先打电话：火警 119，报警 110，急救 120。打完了再来说也行。"), danger=True)
UNSURE = Found(None, _("说不准没关系。直接说，社区来分，分好了告诉您为什么。"))
OWN = Found(Lane.PERSONAL, _("只是您一家的事，自己、亲友、邻居能办下来。社区帮着出主意、找人。"))
AID = Found(
    Lane.PERSONAL,
    _("只是您一家的事，可是自己办不下来。社区上门看看，真有困难帮您找救助。"),
    hardship=True,
)
STATE = Found(Lane.GOVERNMENT, _("是归政府管的，由政府部门牵头办。"))
BEYOND = Found(Lane.GOVERNMENT, _("大家商量也办不成，要动用政府的权或者钱，由政府部门牵头办。"))
TOGETHER = Found(Lane.COMMUNAL, _("是大家共同的事，坐下来商量着能办，由村社的组织牵头。"))
NEIGHBOURS = Found(Lane.PERSONAL, _("只关系左邻右舍几家，几家坐下来就能说好，社区帮着叫到一起。"))
FEW = Found(Lane.COMMUNAL, _("几家共用的，大家商量着办，由村社的组织牵头。"))


def walk(answers: str, *, neighbours: bool) -> Q | Found:
    """The next question after these answers (y, n, u in order), or where they lead. `neighbours`:
    in this county what a few neighbours settle is theirs (variants.Called.neighbours). What is no
    answer counts as not given."""
    given = iter(sign for sign in answers if sign in ANSWERS)
    step: Q | Found = Q.DANGER
    while isinstance(step, Q):
        sign = next(given, None)
        if sign is None:
            return step
        step = _after(step, sign, neighbours)
    return step


def _after(asked: Q, sign: str, neighbours: bool) -> Q | Found:
    if sign == "u":
        return Q.FAMILY if asked is Q.DANGER else UNSURE
    yes = sign == "y"
    if asked is Q.FEW:
        return Q.AGREE if not yes else NEIGHBOURS if neighbours else FEW
    return NEXT[asked, yes]


NEXT: dict[tuple[Q, bool], Q | Found] = {
    (Q.DANGER, True): CALL,
    (Q.DANGER, False): Q.FAMILY,
    (Q.FAMILY, True): Q.MANAGE,
    (Q.FAMILY, False): Q.STATE,
    (Q.MANAGE, True): OWN,
    (Q.MANAGE, False): AID,
    (Q.STATE, True): STATE,
    (Q.STATE, False): Q.FEW,
    (Q.AGREE, True): TOGETHER,
    (Q.AGREE, False): BEYOND,
}
