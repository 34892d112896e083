"""Waiting for a condition (等条件): looked at again on its day, as often as it takes."""

from datetime import date

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.matters.rules.pausing import look_again
from yuanba.matters.rules.states import Outcome, State, say_why

ENDED = {State.FINISHED, State.REPLIED, State.EVALUATED}


def waits(*, state: State, outcome: Outcome | None) -> None:
    """Raises Refused unless the matter waits for a condition."""
    if outcome is not Outcome.WAITING or state not in ENDED:
        raise Refused("not_waiting", _("这件事现在不是在等条件，请刷新再看。"))


def keep_waiting(
    *, state: State, outcome: Outcome | None, checked: str, review_on: date, today: date
) -> str:
    """Still not: what was looked at, and when to look again."""
    waits(state=state, outcome=outcome)
    said = say_why(checked, field="text")
    look_again(review_on, today=today)
    return said


def take_up(*, state: State, outcome: Outcome | None, checked: str, has_owner: bool) -> State:
    """The condition is there: the work goes on."""
    waits(state=state, outcome=outcome)
    say_why(checked, field="text")
    return State.ASSIGNED if has_owner else State.TRIAGED
