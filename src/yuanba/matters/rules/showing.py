"""在办时公开: the person who told may let the neighbours know while it is open (design P3)."""

from yuanba.base.errors import Refused
from yuanba.base.lanes import named
from yuanba.base.text import _
from yuanba.duties.rules import Lane
from yuanba.matters.rules.states import OVER, State


def may_show(*, state: State, lane: str, hidden: bool) -> bool:
    """Is it a thing neighbours can go along with? Not what is about somebody, is confidential, is a
    household's own affair, or is over."""
    return not hidden and lane != Lane.PERSONAL and state not in OVER


def let_show(
    *, state: State, lane: str, hidden: bool, anonymous: bool, standing: bool, said: str, own: bool
) -> str:
    """公开在办: asked for by the person; at the desk somebody writes down how he said so (`said`)."""
    if anonymous:
        raise Refused("anonymous", _("匿名说的事不在办的时候公开，免得让人猜出是谁说的。"))
    if hidden:
        raise Refused("hidden", _("这件事只给办的人看，不能公开。别的照常办。"))
    if not may_show(state=state, lane=lane, hidden=hidden):
        raise Refused(
            "not_shared", named(_("自己家的%(personal)s和已经办完的事，不在办的时候公开。"))
        )
    if standing:
        raise Refused("shown_already", _("已经同意公开了。不想公开，可以随时收回。"))
    how = said.strip()
    if not own and len(how) < 2:
        words = _("请写一句本人是怎么同意的，比如：当面说的。")
        raise Refused("reason_needed", words, field="said")
    return how


def stop_showing(*, standing: bool) -> None:
    """收回公开: at any time, without a reason."""
    if not standing:
        raise Refused("not_shown", _("这件事现在没有公开，不用收回。"))
