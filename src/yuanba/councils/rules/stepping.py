"""What may be done to a question on its way, step by step, and when. Every refusal says what to do."""

from collections.abc import Sequence
from datetime import date, timedelta

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.councils.rules import deciding, terms
from yuanba.councils.rules.deciding import Attendance, Bases, For
from yuanba.councils.rules.flows import Step, StepKind
from yuanba.councils.rules.kinds import (
    Measure,
    ProcedureState,
)
from yuanba.councils.rules.terms import Check


def step_now(steps: Sequence[Step], at: int, n: int, state: ProcedureState) -> Step:
    """The step that is to be taken, if it is this one: none starts before the one before it passed."""
    if state is not ProcedureState.OPEN:
        raise Refused("over", _("这个议题已经走完或者不走了。"))
    if n < at:
        raise Refused("done", _("这一步已经走过了，请刷新再看。"))
    if n > at:
        before = steps[at - 1].name
        raise Refused(
            "too_early", _("前面还有一步没过：“%(step)s”。请先办那一步。") % {"step": before}
        )
    return steps[n - 1]


def waited(*, last: date | None, today: date, days: int) -> None:
    """So many days after the step before."""
    if last is not None and today < last + timedelta(days=days):
        until = (last + timedelta(days=days)).isoformat()
        raise Refused(
            "wait", _("上一步以后要满 %(n)d 天，最早 %(day)s。") % {"n": days, "day": until}
        )


def recorded_on(*, on: date, last: date | None, today: date) -> None:
    """A step is written down on its day or after, and not before the one before it."""
    if on > today:
        raise Refused("future", _("还没到这一天，请办了再记。"), field="on")
    if last is not None and on < last:
        raise Refused("order", _("不能早于上一步的日子。"), field="on")


def record(
    *,
    step: Step,
    expected: int | None,
    attended: int | None,
    agreed: int | None,
    valid: terms.Terms = (),
    decides: terms.Terms = (),
) -> tuple[list[Check], bool]:
    """The checks of a step that is written down with its numbers, and whether it is passed. With a rule
    the numbers are asked."""
    if not step.rule:
        return [], True
    for value, field in ((expected, "expected"), (attended, "attended"), (agreed, "agreed")):
        if value is None:
            raise Refused("numbers", _("这一步要看人数，应到、实到、同意都要填。"), field=field)
    assert expected is not None
    assert attended is not None
    assert agreed is not None
    if attended > expected:
        raise Refused("numbers", _("实到的不能多于应到的。"), field="attended")
    if agreed > attended:
        raise Refused("numbers", _("同意的不能多于实到的。"), field="agreed")
    there = Attendance(Measure.MEMBERS, expected, attended)
    quorum = deciding.quorum(valid, there)
    decision = deciding.decision(decides, For(agreed), Bases(expected, attended, attended))
    return [*quorum.checks, *decision.checks], quorum.met and decision.met


def step_of(step: Step, *kinds: StepKind) -> None:
    if step.kind not in kinds:
        raise Refused("kind", _("这一步不是这样办的，请看上面写的办法。"))


def posting(*, since: date, days: int, least: int, today: date) -> date:
    """The last day on the board: at least as long as the procedure asks."""
    if days < least:
        raise Refused("post_days", _("至少要公示 %(n)d 天。") % {"n": least}, field="days")
    if since > today:
        raise Refused("future", _("贴出去那天再记。"), field="since")
    return since + timedelta(days=days - 1)


def task(*, due: date, today: date) -> None:
    if due < today:
        raise Refused("past", _("完成的日子要在今天以后。"), field="due")


def outcome(*, open_tasks: int) -> None:
    if open_tasks:
        raise Refused(
            "tasks_open", _("还有 %(n)d 项没有办完，请先记下办得怎样。") % {"n": open_tasks}
        )
