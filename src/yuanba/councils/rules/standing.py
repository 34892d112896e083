"""定期会议: when a meeting that comes up every so many months is due, and when its question is put.

Calendar months, as a quarter and a half-year are counted. How long before the day is the rule's (its days of
notice, and the days that the procedure waits between its steps) or the procedure's own `ahead_days`.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.councils.rules.flows import Step, StepKind


@dataclass(frozen=True)
class Last:
    """The last question of its kind at a place. `due`: the day it was put for by the clock; `held`: the day
    its meeting was held; `under_way`: neither walked to its end nor given up."""

    begun: date
    due: date | None
    held: date | None
    under_way: bool

    @property
    def waits(self) -> bool:
        """Whether its meeting is still to be held: until then no other is put."""
        return self.under_way and self.held is None


def next_due(last: Last, months: int) -> date:
    """The day by which the next meeting is to be held: its own day while it waits; else so many months after
    the last was held, or after the day on which one was due that nobody held."""
    if last.waits and last.due is not None:
        return last.due
    return later(last.held or last.due or last.begun, months)


def later(day: date, months: int) -> date:
    """The same day so many months later; the last day of a shorter month."""
    n = day.year * 12 + day.month - 1 + months
    year, month = n // 12, n % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def term(since: date, ends: date | None, years: int) -> date | None:
    """On which day a term ends: as said, never longer than the rule gives it; by the rule where nobody says."""
    last = later(since, 12 * years) if years else None
    if ends is not None and ends <= since:
        raise Refused("term", _("任期要到今天以后。"), field="term_ends")
    if last is not None and ends is not None and ends > last:
        said = {"n": years, "day": last.isoformat()}
        raise Refused(
            "long_term",
            _("按规定一届 %(n)d 年，任期最晚到 %(day)s。") % said,
            field="term_ends",
        )
    return ends or last


def deciding(steps: Sequence[Step]) -> Step | None:
    """The meeting of a procedure."""
    return next((step for step in steps if step.kind is StepKind.MEETING), None)


def put_on(due: date, steps: Sequence[Step], notice_days: int, ahead_days: int = 0) -> date:
    """The day from which the question may be put, so that notice can still go out in time; earlier where the
    procedure wants more time to prepare."""
    waits = 0
    for step in steps:
        waits += step.wait_days
        if step.kind is StepKind.MEETING:
            break
    return due - timedelta(days=max(notice_days + waits, ahead_days))


def put(last: Last | None, *, opens: date, today: date) -> None:
    """Once, and not before it is near. The first of its kind is put by a person."""
    if last is None:
        raise Refused("no_last", _("这里还没有开过这种会，第一次请人来提。"))
    if last.waits:
        raise Refused("waiting", _("上一次的还没有开，不另立。"))
    if today < opens:
        raise Refused("too_early", _("还没到立题的日子：%(day)s。") % {"day": opens.isoformat()})
