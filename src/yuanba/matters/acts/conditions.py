"""Waiting for a condition: looked at again, still waiting or taken up. The person is told each time."""

from datetime import date, datetime

from yuanba.base import clock
from yuanba.base.act import act
from yuanba.base.permits import Actor
from yuanba.matters import rules
from yuanba.matters.acts.common import keep, set_limit, take
from yuanba.matters.acts.reopening import EMPTY
from yuanba.matters.models import Matter
from yuanba.matters.rules import Outcome, State
from yuanba.places.rules import Limit, Unit


@act
def keep_waiting(
    *,
    actor: Actor,
    matter_id: int,
    text: str,
    review_on: date,
    now: datetime,
    version: int | None = None,
) -> Matter:
    """还要等: what was looked at, why the condition is not there yet, and when to look again."""
    matter = take(actor, matter_id, "matters.keep_waiting", version)
    said = rules.keep_waiting(
        state=State(matter.state),
        outcome=Outcome(matter.outcome) if matter.outcome else None,
        checked=text,
        review_on=review_on,
        today=clock.day_of(now),
    )
    before = matter.review_on.isoformat() if matter.review_on else ""
    matter.review_on = review_on
    facts = {"text": said, "until": review_on.isoformat(), "before": before}
    keep(matter, "matters.keep_waiting", ["review_on"], actor=actor, now=now, **facts)
    return matter


@act
def take_up(
    *, actor: Actor, matter_id: int, text: str, now: datetime, version: int | None = None
) -> Matter:
    """条件够了，接着办: the same number, a new limit from today."""
    matter = take(actor, matter_id, "matters.take_up", version)
    matter.state = rules.take_up(
        state=State(matter.state),
        outcome=Outcome(matter.outcome) if matter.outcome else None,
        checked=text,
        has_owner=matter.owner_id is not None,
    )
    matter.review_on = None
    for name, value in EMPTY.items():  # the records keep the ending that waited
        setattr(matter, name, value)
    fields = ["state", "review_on", *EMPTY]
    fields += set_limit(matter, Limit(matter.amount, Unit(matter.limit_unit)), now)
    facts = {"text": text.strip(), "due": matter.due_at.isoformat()}
    keep(matter, "matters.take_up", fields, actor=actor, now=now, **facts)
    return matter
