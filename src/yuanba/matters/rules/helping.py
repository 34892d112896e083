"""Helpers: other units with a task of their own, and firms that answer by a link."""

from datetime import date, datetime, timedelta

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.matters.rules.states import OVER, State, say_why, step

LONGEST_LINK = 30  # natural days a link for an outside firm may be open [P]


def ask_help(
    *, state: State, text: str, due_on: date, today: date, same: bool, pending: bool
) -> None:
    step(state, "ask_help")
    say_why(text, field="text")
    if same:
        raise Refused("same_unit", _("这个单位就是主办的，请选别的单位。"), field="unit")
    if pending:
        raise Refused("helps_already", _("已经请它协办了，还没有答复。"), field="unit")
    if due_on <= today:
        raise Refused("due_on", _("请给协办的单位留出时间，日子要在今天以后。"), field="due_on")


def answer_help(*, open_: bool, of_the_unit: bool, text: str) -> str:
    if not of_the_unit:
        raise Refused("not_your_unit", _("只有被请协办的单位能答复。"))
    if not open_:
        raise Refused("help_over", _("这项协办已经答复过，或者不用办了，请刷新再看。"))
    return say_why(text, field="text")


def withdraw_help(*, open_: bool, reason: str) -> str:
    if not open_:
        raise Refused("help_over", _("这项协办已经答复过，或者不用办了，请刷新再看。"))
    return say_why(reason)


def finish_with_helpers(*, open_: int, despite: str) -> str:
    """A matter is not finished while a helper's task is open, unless the lead says why."""
    said = despite.strip()
    if open_ and len(said) < 2:
        raise Refused(
            "helpers_open",
            _("还有协办没有答复。等它答复，或者写明为什么不等了。"),
            field="despite",
        )
    return said


def ask_outside(*, state: State, name: str, text: str, days: int, restricted: bool) -> None:
    step(state, "ask_outside")
    if restricted:
        raise Refused("restricted", _("这件事只给经办的人看，不能发到外面。请当面问。"))
    say_why(name, field="name")
    say_why(text, field="text")
    if not 1 <= days <= LONGEST_LINK:
        message = _("链接最多开%(most)s天，请改一下天数。") % {"most": LONGEST_LINK}
        raise Refused("days", message, field="days")


def link_ends(now: datetime, days: int) -> datetime:
    return now + timedelta(days=days)


def answer_outside(
    *,
    text: str,
    answered: bool,
    revoked: bool,
    expires_at: datetime,
    now: datetime,
    state: State,
    hidden: bool,
) -> str:
    """Once, in time, while the link is not withdrawn and the matter is open; not once it is confidential
    or about somebody: whoever holds the link may be the one."""
    if revoked or hidden or now >= expires_at or state in OVER:
        raise Refused("link_over", _("这个链接已经失效。要说的话请打电话给发链接的人。"))
    if answered:
        raise Refused("answered", _("已经答复过了，谢谢。要改请打电话给发链接的人。"))
    return say_why(text, field="text")
