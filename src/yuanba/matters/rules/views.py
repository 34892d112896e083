"""Saved views. Plain Python."""

from collections.abc import Set
from enum import StrEnum

from yuanba.base.errors import Refused
from yuanba.base.text import _


class ViewOf(StrEnum):
    """The list whose filter it is."""

    REGISTER = "register"  # 台账
    QUEUE = "queue"  # 在办


MOST_VIEWS = 12  # tabs that still can be read


def save_view(*, name: str, query: str, there: Set[str]) -> tuple[str, str]:
    """A name and a filter that is one. Raises Refused beside the name."""
    said = " ".join(name.split())[:20]
    if not said:
        raise Refused("name_needed", _("请给这个筛选起个名字。"), field="name")
    if not query:
        raise Refused("no_filter", _("先筛选，再存起来。"), field="name")
    if said not in there and len(there) >= MOST_VIEWS:
        message = _("最多存 %(most)s 个，请先删去一个不用的。") % {"most": MOST_VIEWS}
        raise Refused("too_many", message, field="name")
    return said, query[:300]
