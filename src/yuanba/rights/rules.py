"""What a person may ask of the house, and how long it keeps what. Plain Python.

The periods are rows that a county may lengthen or shorten, never below the floor (trust.md 7). What
is kept for ever (registers, records) names the matter; who told it goes first.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _, ngettext_lazy
from yuanba.matters.rules import State

LONGEST = 3650  # days: beyond that nobody means it


class Erasable(StrEnum):
    """What can be erased together."""

    CONTACT = "contact"  # 办完的事的姓名、电话和发出的话
    ANONYMOUS = "anonymous"  # 匿名说的话
    PICTURE = "picture"  # 办完的事的照片、录音


@dataclass(frozen=True)
class Period:
    days: int
    floor: int  # never shorter
    source: str


# trust.md 7: the house's own defaults; the floors are part of the promise.
PERIODS: dict[Erasable, Period] = {
    Erasable.CONTACT: Period(365, 90, "院坝默认"),
    Erasable.ANONYMOUS: Period(90, 90, "院坝默认"),
    Erasable.PICTURE: Period(365, 90, "院坝默认"),
}
KIND_WORDS: dict[Erasable, Any] = {
    Erasable.CONTACT: _("办完的事：姓名、电话、发出的话"),
    Erasable.ANONYMOUS: _("匿名说的事：原话、录音"),
    Erasable.PICTURE: _("办完的事：照片、录音"),
}
ANSWER_WITHIN = 15  # working days to answer a wish to be forgotten [P]
GONE_NAME = "已注销"


class BatchState(StrEnum):
    DRAFT = "draft"  # 等第一个人看
    AGREED = "agreed"  # 等第二个人
    RUNNING = "running"  # 正在清除
    DONE = "done"  # 清除完了
    DROPPED = "dropped"  # 这次不清


BATCH_WORDS: dict[str, tuple[str, Any]] = {
    BatchState.DRAFT: ("warn", _("等人看")),
    BatchState.AGREED: ("warn", _("等第二个人同意")),
    BatchState.RUNNING: ("big", _("正在清除")),
    BatchState.DONE: ("ok", _("清除完了")),
    BatchState.DROPPED: ("", _("这次不清")),
}


class WishState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


WISH_WORDS: dict[str, tuple[str, Any]] = {
    WishState.ASKED: ("warn", _("等答复")),
    WishState.GRANTED: ("ok", _("已删除")),
    WishState.REFUSED: ("late", _("没有同意")),
    WishState.WITHDRAWN: ("", _("本人收回")),
}


def set_period(*, kind: Erasable, days: int, source: str) -> str:
    """A county's own period. Raises Refused beside the field."""
    if days < PERIODS[kind].floor:
        said = {"floor": PERIODS[kind].floor}
        raise Refused(
            "too_short",
            ngettext_lazy("不能短于%(floor)s天。", "不能短于%(floor)s天。", "floor") % said,
            field="days",
        )
    if days > LONGEST:
        raise Refused("too_long", _("不能长于十年，请改一下天数。"), field="days")
    if len(source.strip()) < 2:
        raise Refused("source_needed", _("请写明依据，比如哪一份文件。"), field="source")
    return source.strip()


def cutoff(now: datetime, days: int) -> datetime:
    """Closed before this moment: not a day early. A day of the period is 24 hours."""
    return now - timedelta(days=days)


def agree(*, state: BatchState) -> BatchState:
    if state is not BatchState.DRAFT:
        raise Refused("not_draft", _("这一批已经有人看过了，请刷新再看。"))
    return BatchState.AGREED


def carry_out(*, state: BatchState, agreed_by: int | None, actor_id: int | None) -> BatchState:
    """Two people for every batch (product.md, Retention)."""
    if state is not BatchState.AGREED:
        raise Refused("not_agreed", _("要先有一个人看过、同意，再由另一个人执行。"))
    if agreed_by == actor_id:
        raise Refused("second_person", _("同意的人不能自己执行，请另一个人来。"))
    return BatchState.RUNNING


def drop(*, state: BatchState, reason: str) -> str:
    if state not in {BatchState.DRAFT, BatchState.AGREED}:
        raise Refused("too_late", _("这一批已经在清除或者清除完了。"))
    if len(reason.strip()) < 2:
        raise Refused("reason_needed", _("请写明这次为什么不清。"), field="reason")
    return reason.strip()


def ask_erasure(*, staff: bool, pending: bool) -> None:
    """Anybody may ask to be forgotten (PIPL 47); who holds a post leaves it first."""
    if staff:
        raise Refused("holds_a_post", _("您现在有工作岗位，账号要等离岗以后才能注销。"))
    if pending:
        raise Refused("asked_already", _("已经收到您的请求，正在办。"))


def grant_erasure(*, state: WishState, open_matters: int, oneself: bool) -> WishState:
    if state is not WishState.ASKED:
        raise Refused("answered", _("这个请求已经答复过了。"))
    if oneself:
        raise Refused("second_person", _("自己的请求要由别人来办。"))
    if open_matters:
        said = {"n": open_matters}
        message = _("他还有 %(n)s 件事没办完，删了就联系不上。办完再删，或者先跟他说清楚。")
        raise Refused("open_matters", message % said)
    return WishState.GRANTED


def refuse_erasure(*, state: WishState, reason: str, oneself: bool) -> str:
    if state is not WishState.ASKED:
        raise Refused("answered", _("这个请求已经答复过了。"))
    if oneself:
        raise Refused("second_person", _("自己的请求要由别人来办。"))
    if len(reason.strip()) < 4:
        raise Refused("reason_needed", _("请写明依据哪条法律要留着，本人会看到。"), field="reason")
    return reason.strip()


def erase_contact(*, state: State, sure: bool) -> None:
    """One's own telephone number on one matter, at once; while it is open only if one is sure."""
    open_still = state not in {State.CLOSED, State.REFUSED}
    if open_still and not sure:
        message = _("这件事还没办完。删了电话，办得怎样就只能您自己来查。确定要删，请打勾。")
        raise Refused("not_sure", message, field="sure")


def disown(*, known: bool, own_account: bool) -> None:
    """不是我说的: whoever a message reached may say that he told nothing (trust.md T7)."""
    if own_account:
        message = _("这是用您的账号说的。不想留电话，点“删掉我的联系方式”。账号不对，请告诉社区。")
        raise Refused("own_account", message)
    if not known:
        raise Refused("nothing_left", _("这件事上没有留电话、姓名，不会再发消息。"))


def late(due: date, today: date) -> bool:
    return today > due
