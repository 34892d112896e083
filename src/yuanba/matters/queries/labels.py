"""Labels of the desk: what rules only name (states, channels, endings), and how much time is left."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import dateformat, timezone
from django.utils.translation import gettext, ngettext

from yuanba.base.look import Due
from yuanba.base.text import _
from yuanba.matters.queries.words import day as day_words
from yuanba.matters.rules import (
    ASKED,
    WAITING_STATES,
    WORKING,
    Channel,
    Hardship,
    Level,
    Method,
    Outcome,
    Refusal,
    State,
)

STATES: dict[str, tuple[str, Any]] = {  # the tag's colour, the words
    State.REPORTED: ("warn", _("等受理")),
    State.ACCEPTED: ("warn", _("等分流")),
    State.TRIAGED: ("warn", _("等交办")),
    State.ASSIGNED: ("big", _("已交办")),
    State.DOING: ("big", _("办理中")),
    State.FINISHED: ("bean", _("等答复")),
    State.REPLIED: ("ok", _("等居民评")),
    State.EVALUATED: ("ok", _("等销号")),
    State.CLOSED: ("", _("已销号")),
    State.REFUSED: ("", _("不予受理")),
    State.MERGED: ("", _("并办")),
}
ASKS: dict[str, Any] = {
    "reopen": _("居民要重办"),
    "extend": _("申请延期"),
    "leave": _("申请暂停"),
    "paused": _("暂停"),
    "asked": _("等居民补充"),
    "settle": _("正在定由谁办"),
    "void": _("已作废"),
}
CHANNELS: dict[str, tuple[str, Any]] = {  # the icon, the words
    Channel.PHONE: ("phone", _("手机")),
    Channel.WINDOW: ("reply", _("窗口")),
    Channel.CALL: ("sound", _("电话")),
    Channel.VISIT: ("walk", _("走访")),
    Channel.SERVICE: ("users", _("服务日")),
    Channel.PATROL: ("eye", _("巡查")),
    Channel.HOTLINE: ("globe", _("热线")),
    Channel.PAPER: ("doc", _("纸条")),
    Channel.IMPORT: ("box", _("导入")),
}
OUTCOMES: dict[str, Any] = {
    Outcome.ANSWERED: _("已答复"),
    Outcome.SOLVED: _("已解决"),
    Outcome.EXPLAINED: _("解释说明，不能办"),
    Outcome.WAITING: _("等条件，定期再看"),
    Outcome.REFERRED: _("转请有权的单位"),
}
METHODS: dict[str, Any] = {
    Method.ONSPOT: _("马上办"),
    Method.ONSITE: _("现场办"),
    Method.DUTY: _("负责办"),
    Method.TALK: _("协商办"),
    Method.GUIDE: _("引导办"),
}
REFUSALS: dict[str, Any] = {
    Refusal.EMERGENCY: _("紧急情况，要马上报警或者求助"),
    Refusal.STATUTORY: _("要走法定程序（复议、诉讼、仲裁）"),
    Refusal.PETITION: _("信访或者法院正在办"),
    Refusal.REPEATED: _("办过并答复过，没有新情况"),
    Refusal.PRIVACY: _("涉及秘密或者他人隐私"),
    Refusal.OUTSIDE: _("不归基层办"),
    Refusal.UNLAWFUL: _("诉求违反法律"),
    Refusal.VOID: _("作废"),
}
HARDSHIPS: dict[str, Any] = {
    Hardship.NONE: _("看过，没有困难"),
    Hardship.AID: _("有困难，已转救助"),
}
LEVELS: dict[str, Any] = {
    Level.VILLAGE: _("村社一级"),
    Level.TOWNSHIP: _("镇街一级"),
    Level.COUNTY: _("区县一级"),
}
REPLY_HOW: dict[str, Any] = {
    "sms": _("短信"),
    "call": _("打电话"),
    "visit": _("上门"),
    "paper": _("纸条"),
    "face": _("当面说"),
    "": _("没有说"),
}
FACTS: dict[str, Any] = {
    "spoken": _("谁说的"),
    "vouched": _("是谁说的"),
    "happened": _("哪天发生"),
    "category": _("类别"),
    "reason": _("为什么这样分"),
    "supervisor": _("监督人"),
    "method": _("怎么办"),
    "level": _("在哪一级"),
    "hardship": _("有没有困难"),
    "outside": _("来文编号"),
    "refusal": _("不予受理"),
    "said": _("说明"),
    "about": _("反映的是"),
    "outcome": _("办结"),
    "result": _("结果"),
    "guidance": _("引导帮助"),
    "referred": _("转请"),
    "review": _("哪天再看"),
    "reply": _("答复"),
    "judged": _("评价"),
    "evidence": _("销号依据"),
}
RUNNING = WAITING_STATES | WORKING  # the states in which the clock runs
SOON = timedelta(days=2)


def pause_tag(until: date | None, ground: str) -> tuple[str, Any]:
    """The tag of a matter whose clock stands, or is asked to stand."""
    if until is None:
        return "warn", ASKS["leave"]
    return "", ASKS["asked"] if ground == ASKED else ASKS["paused"]


def clock_words(moment: datetime) -> str:
    """17:00, in Shanghai."""
    return dateformat.format(timezone.localtime(moment), "H:i")


def left_words(due_at: datetime, now: datetime) -> str:
    """How much time is left, as people count it: days of the calendar, hours on the last day."""
    if due_at < now:
        over = now - due_at
        if over < timedelta(days=1):
            hours = max(1, int(over / timedelta(hours=1)))
            return ngettext("超 %(n)d 小时", "超 %(n)d 小时", hours) % {"n": hours}
        return ngettext("超 %(n)d 天", "超 %(n)d 天", over.days) % {"n": over.days}
    days = (timezone.localdate(due_at) - timezone.localdate(now)).days
    if days == 0:
        return gettext("今天 %(time)s") % {"time": clock_words(due_at)}
    return ngettext("%(n)d 天", "%(n)d 天", days) % {"n": days}


def due_view(
    *,
    state: str,
    due_at: datetime,
    clock_at: datetime,
    replied_at: datetime | None,
    now: datetime,
    waits: bool = False,
    paused_until: date | None = None,
    review_on: date | None = None,
) -> Due:
    """Time left for a list: a bar while the clock runs, words for what is waited for after it."""
    if paused_until is not None and now <= due_at:  # what was late before stays late
        return Due(gettext("停到 %(day)s") % {"day": day_words(paused_until)})
    if state in RUNNING:
        whole = (due_at - clock_at).total_seconds()
        used = (now - clock_at).total_seconds()
        percent = round(100 * max(0.0, min(1.0, used / whole))) if whole > 0 else 100
        level = "late" if due_at < now else "soon" if due_at - now <= SOON else "none"
        return Due(left_words(due_at, now), level, percent)
    if waits:  # a reopening was asked for: somebody must decide
        return Due(gettext("等着定"), "soon")
    if review_on is not None:  # waits for a condition
        level = "soon" if review_on <= timezone.localdate(now) else "none"
        return Due(gettext("%(day)s 再看") % {"day": day_words(review_on)}, level)
    if state == State.FINISHED:
        return Due(gettext("该答复了"), "soon")
    if state == State.REPLIED and replied_at is not None:
        until = replied_at + timedelta(days=7)
        if until < now:
            return Due(gettext("该回访了"), "soon")
        return Due(gettext("评到 %(day)s") % {"day": day_words(until)})
    return Due(gettext("该销号了") if state == State.EVALUATED else "")
