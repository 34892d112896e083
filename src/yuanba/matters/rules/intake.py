"""Taking in: what happened when, and what is refused."""

from datetime import date

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.matters.rules.states import Refusal, State, say_why, step
from yuanba.places.rules import Limit, Unit

# The promise made when a matter arrives: by then it is sorted and somebody has it [P].
INTAKE = Limit(2, Unit.WORKDAYS)

POINTERS = {
    Refusal.EMERGENCY: _("紧急情况请马上拨打 110、119、120 或 122。"),
    Refusal.STATUTORY: _("这件事要走法定程序（复议、诉讼、仲裁），请到区县法律援助中心咨询。"),
    Refusal.PETITION: _("这件事已在信访或法院办理，请向经办的信访局或法院查询。"),
    Refusal.REPEATED: _("这件事已经办过并答复。有新情况请写明，我们再办。"),
    Refusal.PRIVACY: _("内容涉及国家秘密、商业秘密或他人隐私，请改到窗口当面说。"),
    Refusal.OUTSIDE: _("这件事不归基层办理，请按答复里写的单位去问。"),
    Refusal.VOID: _("编号保留，公开可查。要是弄错了，请告诉我们，再看一次。"),
    Refusal.UNLAWFUL: _("诉求内容违反法律规定，不能办理。需要时可以咨询法律援助。"),
}


def happened(day: date | None, *, today: date, founded: date) -> None:
    if day is None:
        return
    if day > today:
        raise Refused("not_yet", _("发生日期还没到，请改成今天或以前的日子。"), field="happened_on")
    if day < founded:
        raise Refused("too_old", _("发生日期太早了，请核对年份。"), field="happened_on")


def refuse(*, state: State, kind: Refusal, reason: str) -> State:
    say_why(reason)
    if kind == Refusal.VOID:
        raise Refused("void", _("作废要两个人来办，请用“申请作废”。"), field="kind")
    return step(state, "refuse")
