"""Striking out an entry that is no matter (作废): two persons, a reason from the list, and never a way
to make a real matter disappear. The number stays and counts."""

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.matters.rules.states import State, say_why, step

DOUBLE, MISTAKEN = "double", "mistaken"  # grounds that ask for more than words


def ask_void(
    *,
    state: State,
    ground: str,
    reason: str,
    other: bool,
    told_by_the_person: bool,
    pending: bool,
) -> None:
    """`other`: the number given belongs to another matter of the county that stands.
    `told_by_the_person`: nobody of the staff wrote it down."""
    step(state, "void")
    say_why(reason)
    if pending:
        raise Refused("already_asked", _("已经有人申请作废，还没有定。"))
    if ground == MISTAKEN and told_by_the_person:
        raise Refused(
            "told_by_the_person", _("这件事是居民自己说的，不能按“录错”作废。"), field="ground"
        )
    if ground == DOUBLE and not other:
        raise Refused(
            "other_number", _("录了两遍的，请写另一件的编号，要写对。"), field="other_number"
        )


def decide_void(*, pending: bool) -> None:
    if not pending:
        raise Refused("not_asked", _("没有等着定的作废申请，请刷新再看。"))


def void(state: State) -> State:
    return step(state, "void")
