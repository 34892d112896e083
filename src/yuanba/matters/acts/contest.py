"""还没好: a neighbour contests a closed matter at the wall; a person looks and decides."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from yuanba.base.act import act
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.matters.acts.common import Picture, hang, keep, take
from yuanba.matters.acts.reopening import begin_again
from yuanba.matters.models import Contest, Matter
from yuanba.matters.queries.involved import worked
from yuanba.matters.rules import State
from yuanba.matters.rules import contest as contests
from yuanba.matters.rules.contest import Reply
from yuanba.people.models import Person


@act
def contest(
    *,
    actor: Actor,
    matter_id: int,
    why: str,
    now: datetime,
    pictures: Sequence[Picture] = (),
) -> Contest:
    """还没好: what a neighbour says at the wall against a closed matter. No account, no name."""
    matter = take(actor, matter_id, "matters.contest", None)
    said = contests.contest(
        state=State(matter.state),
        restricted=matter.restricted,
        why=why,
        waiting=_waiting(matter).count(),
    )
    row = Contest.objects.create(
        matter=matter,
        county_id=matter.county_id,
        township_id=matter.township_id,
        village_id=matter.village_id,
        why=said[:300],
        said_at=now,
    )
    hang(matter.pk, pictures, done=False, now=now)
    keep(matter, "matters.contest", [], actor=actor, now=now, why=row.why, photos=len(pictures))
    return row


@act
def grant_contest(*, actor: Actor, matter_id: int, now: datetime) -> Matter:
    """同意重办: the neighbours are right; same number, a new limit. The wall row comes down."""
    matter = take(actor, matter_id, "matters.grant_contest", None)
    contests.decide(waiting=_waiting(matter).count(), state=State(matter.state))
    matter.reopen_asked_at = matter.reopen_asked_at or now
    matter.reopen_reason = matter.reopen_reason or str(_("邻居在公开墙上说还没好。"))
    fields, facts = begin_again(matter, actor=actor, now=now)
    keep(matter, "matters.grant_contest", fields, actor=actor, now=now, **facts)
    return matter


@act
def answer_contest(*, actor: Actor, matter_id: int, reply: str, now: datetime) -> Matter:
    """不重办: looked at by somebody without a hand in it; the wall shows the answer."""
    matter = take(actor, matter_id, "matters.answer_contest", None)
    waiting = _waiting(matter)
    contests.decide(waiting=waiting.count(), state=State(matter.state))
    said = contests.answer(reply=reply, actor_id=actor.pk, worked=worked(matter))
    decider = actor if isinstance(actor, Person) else None
    waiting.update(state=Reply.ANSWERED, reply=said[:300], decided_at=now, decided_by=decider)
    keep(matter, "matters.answer_contest", [], actor=actor, now=now, reply=said[:300])
    return matter


def _waiting(matter: Matter) -> QuerySet[Contest]:
    return Contest.objects.filter(matter=matter, state=Reply.WAITING)
