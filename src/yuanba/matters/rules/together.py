"""Several at once, and the minute in which a step can be taken back. Plain Python."""

from datetime import datetime, timedelta

from yuanba.base.errors import Refused
from yuanba.base.text import _

UNDO = timedelta(minutes=1)
MOST_TOGETHER = 100  # matters at once
# Steps after which nothing has left the house yet when their messages are held back for the minute.
UNDOABLE = frozenset(
    {"matters.accept", "matters.triage", "matters.assign", "matters.transfer", "matters.note"}
)


def take_back(
    *, act: str, by: int | None, actor_id: int | None, at: datetime, now: datetime, told: bool
) -> None:
    """May the last step be taken back? Only one's own, within the minute, and while nobody outside
    has been told of it. Raises Refused."""
    if by is None or by != actor_id:
        raise Refused("somebody_else", _("后来别人办过这件事，不能撤回了。"))
    if act not in UNDOABLE:
        raise Refused("not_undoable", _("这一步不能撤回，请按平常的办法改。"))
    if now - at > UNDO:
        raise Refused("too_late", _("过了一分钟，不能撤回了，请按平常的办法改。"))
    if told:
        raise Refused("told", _("已经告诉本人了，不能撤回，请按平常的办法改。"))
