"""Looking at somebody's name and number (查看联系方式): how many a day are too many (trust.md T10)."""

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.matters.rules.states import say_why

USUAL = 20  # a day and person; more raises an alarm, never a stop: a hotline day may need it [P]


def alarms(looks_today: int) -> bool:
    return looks_today > USUAL


def note(*, seen: bool, actor_id: int | None, looker_id: int, note: str) -> str:
    """What came of an alarm, from somebody else than the one who looked."""
    if actor_id is None or actor_id == looker_id:
        raise Refused("another", _("自己的查看记录不能自己核实，请别人来看。"))
    if seen:
        raise Refused("noted", _("已经有人核实过了，请刷新再看。"))
    return say_why(note, field="note")
