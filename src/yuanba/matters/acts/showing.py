"""在办时公开: the person lets the neighbours know while it is open, and takes it back when he likes."""

from datetime import datetime

from yuanba.base.act import act
from yuanba.base.permits import Actor, Role
from yuanba.matters import rules
from yuanba.matters.acts.common import keep, take
from yuanba.matters.models import Matter, Showing, Speaking
from yuanba.matters.queries.alike import hidden
from yuanba.matters.rules import State, Who


@act
def let_show(*, actor: Actor, matter_id: int, now: datetime, said: str = "") -> Matter:
    """公开在办: the neighbours may know of it once a worker has looked over the words. At the desk
    `said` is how the person agreed."""
    matter = take(actor, matter_id, "matters.let_show", None)
    how = rules.showing.let_show(
        state=State(matter.state),
        lane=matter.lane,
        hidden=hidden(matter),
        anonymous=Speaking.objects.filter(matter=matter, who=Who.ANONYMOUS).exists(),
        standing=Showing.objects.filter(matter=matter, until=None).exists(),
        said=said,
        own=Role.REPORTER in actor.roles_in(matter.reach),
    )
    Showing.objects.update_or_create(matter=matter, defaults={"since": now, "until": None})
    keep(matter, "matters.let_show", [], actor=actor, now=now, said=how[:300])
    return matter


@act
def stop_showing(*, actor: Actor, matter_id: int, now: datetime) -> Matter:
    """收回公开: from now on nobody else is shown it."""
    matter = take(actor, matter_id, "matters.stop_showing", None)
    standing = Showing.objects.filter(matter=matter, until=None)
    rules.showing.stop_showing(standing=standing.exists())
    standing.update(until=now)
    keep(matter, "matters.stop_showing", [], actor=actor, now=now)
    return matter
