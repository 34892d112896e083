"""Taking back the last step within its minute."""

from datetime import datetime

from yuanba.base import jobs, records
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.matters import rules
from yuanba.matters.acts.common import keep, take
from yuanba.matters.models import Matter


@act
def take_back(*, actor: Actor, matter_id: int, now: datetime, version: int | None = None) -> Matter:
    """撤回: the last step is undone by a step of its own; both stay in the records. Its messages had
    been held back and are not sent."""
    matter = take(actor, matter_id, "matters.take_back", version)
    last = records.about(matter)[-1]
    held = jobs.held(last)
    rules.take_back(
        act=last.act,
        by=last.actor_id,
        actor_id=actor.pk,
        at=last.at,
        now=now,
        told=bool(records.later_for(last.act)) and not held,
    )
    stood = last.facts.get("before")
    if stood is None:
        raise Refused("not_undoable", _("这一步不能撤回，请按平常的办法改。"))
    for name, value in stood.items():
        moment = name.endswith("_at") and value is not None
        setattr(matter, name, datetime.fromisoformat(value) if moment else value)
    jobs.drop(held, now)
    fields = [name.removesuffix("_id") for name in stood]
    facts = {"step": last.act, "of": str(last.pk)}
    keep(matter, "matters.take_back", fields, actor=actor, now=now, **facts)
    return matter
