"""Reopening, shared by the acts that grant one: the ending that did not hold is kept, work begins anew."""

from datetime import datetime
from typing import Any

from yuanba.base.permits import Actor
from yuanba.matters import rules
from yuanba.matters.acts.common import set_limit
from yuanba.matters.models import Contest, Duplicate, Ending, Matter
from yuanba.matters.rules.contest import Reply
from yuanba.people.models import Person
from yuanba.places.rules import Limit, Unit

EMPTY: dict[str, Any] = {
    "outcome": "",
    "ended_in": "",
    "refusal": "",
    "rated_by": "",
    "evidence": "",
    "finished_at": None,
    "replied_at": None,
    "evaluated_at": None,
    "closed_at": None,
    "closed_by": None,
    "solved": None,
    "satisfied": None,
    "confirmed": None,
    "late": None,
    "attempts": 0,
    "disputed": False,
    "extra_days": 0,
    "reopen_asked_at": None,
    "reopen_reason": "",
}

# What an Ending keeps as it was.
KEPT = (
    "due_at", "late", "finished_at", "outcome", "refusal", "replied_at", "solved", "satisfied",
    "rated_by", "closed_at", "confirmed",
)  # fmt: skip


def begin_again(matter: Matter, *, actor: Actor, now: datetime) -> tuple[list[str], dict[str, Any]]:
    """Same number, a new limit from now; the first dates stay in an Ending. Returns fields and facts.

    Raises Refused where nobody asked for it. What neighbours said at the wall is granted with it; a
    matter that went along with another is worked on by itself from now on.
    """
    pending = matter.reopen_asked_at is not None
    matter.state = rules.grant_reopen(pending=pending, has_unit=matter.unit_id is not None)
    matter.reopened += 1
    ending = {name: getattr(matter, name) for name in KEPT}
    Ending.objects.create(matter=matter, n=matter.reopened, reopened_at=now, **ending)
    decider = actor if isinstance(actor, Person) else None
    Contest.objects.filter(matter=matter, state=Reply.WAITING).update(
        state=Reply.GRANTED, decided_at=now, decided_by=decider
    )
    apart, _of = Duplicate.objects.filter(matter=matter).delete()
    for name, value in EMPTY.items():
        setattr(matter, name, value)
    matter.accepted_at = matter.accepted_at or now
    limit = Limit(matter.amount, Unit(matter.limit_unit))
    fields = ["state", "reopened", "accepted_at", *EMPTY, *set_limit(matter, limit, now)]
    facts = {"n": matter.reopened, "due": matter.due_at.isoformat()}
    return fields, facts | ({"apart": True} if apart else {})
