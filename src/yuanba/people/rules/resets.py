"""A reset (重置): two others, two halves of a code, a day of marked acts (trust.md T20)."""

from datetime import datetime, timedelta

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.people.rules.posts import because

LASTS = timedelta(hours=24)  # for the second person to agree, and then for the code to be used
MARKED = timedelta(hours=24)  # after it was used
# Signs of 31 each: who knows one half of the code guesses at 28 million others, once a minute for
# a day. Strangers' guesses slow themselves down and leave the code as it is.
HALF = 5


def ask_reset(*, oneself: bool, active: bool, has_password: bool, reason: str) -> str:
    """May a reset be asked for? Returns the reason as it is kept."""
    if oneself:
        message = _("不能重置自己的，请另一位安全管理员办理。")
        raise Refused("not_yourself", message)
    if not active:
        raise Refused("person_blocked", _("这个账号已停用，请先恢复。"))
    if not has_password:
        message = _("这个人还没有密码，请直接发登录名和密码。")
        raise Refused("no_password_yet", message)
    return because(reason)


def agree_reset(*, asked_it: bool, about_me: bool, agreed: bool, over: bool) -> None:
    if asked_it:
        message = _("申请是您提的，要另一位管理员来同意。")
        raise Refused("another_person", message)
    if about_me:
        raise Refused("not_yourself", _("不能同意重置自己的账号，请另一位管理员办理。"))
    if over:
        raise Refused("reset_over", _("这个申请已经过了一天，作废了，请重新申请。"))
    if agreed:
        raise Refused("reset_agreed", _("已经有人同意了。"))


def end_reset(*, used: bool) -> None:
    if used:
        raise Refused("reset_used", _("本人已经用重置码登录了，不能再撤。"))


def reset_lives(*, agreed_at: datetime | None, now: datetime) -> bool:
    """Can the code still be used?"""
    return agreed_at is not None and now < agreed_at + LASTS


def asking_over(*, asked_at: datetime, agreed_at: datetime | None, now: datetime) -> bool:
    """Too late to agree, or agreed and never used: the place is free for a new one."""
    return now >= (agreed_at or asked_at) + LASTS
