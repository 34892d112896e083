"""The reporter speaks up: urge, object to the class, say whether he is satisfied."""

from datetime import datetime

from yuanba.base.act import act
from yuanba.base.permits import Actor
from yuanba.matters import rules
from yuanba.matters.acts.common import keep, take
from yuanba.matters.models import Ask, Matter
from yuanba.matters.rules import Asked, State


@act
def urge(*, actor: Actor, matter_id: int, now: datetime) -> Matter:
    """催一催: the reporter asks to hurry, once in three days. The limit does not move."""
    matter = take(actor, matter_id, "matters.urge", None)
    mine = Ask.objects.filter(matter=matter, kind=Asked.URGE)
    last = mine.order_by("-at").values_list("at", flat=True).first()
    rules.urge(state=State(matter.state), last=last, now=now)
    mine.filter(settled_at=None).update(settled_at=now)  # the newer one stands for it
    _ask(matter, Asked.URGE, "", now)
    keep(matter, "matters.urge", [], actor=actor, now=now, before=last.isoformat() if last else "")
    return matter


@act
def object_to_class(*, actor: Actor, matter_id: int, why: str, now: datetime) -> Matter:
    """我觉得分得不对: somebody of the desk sorts it anew, or says why it stays."""
    matter = take(actor, matter_id, "matters.object_to_class", None)
    asked = Ask.objects.filter(matter=matter, kind=Asked.OBJECTION)
    said = rules.object_to_class(
        state=State(matter.state),
        why=why,
        pending=asked.filter(settled_at=None).exists(),
        kept=asked.filter(kept_lane=matter.lane).exists(),
    )
    _ask(matter, Asked.OBJECTION, said, now)
    facts = {"why": said, "lane": matter.lane}
    keep(matter, "matters.object_to_class", [], actor=actor, now=now, **facts)
    return matter


def _ask(matter: Matter, kind: Asked, why: str, now: datetime) -> None:
    Ask.objects.create(
        matter=matter,
        kind=kind,
        why=why,
        county_id=matter.county_id,
        township_id=matter.township_id,
        village_id=matter.village_id,
        grid_id=matter.grid_id,
        at=now,
    )


@act
def keep_class(
    *, actor: Actor, matter_id: int, reason: str, now: datetime, version: int | None = None
) -> Matter:
    """维持原分: the class stays; the person reads why."""
    matter = take(actor, matter_id, "matters.keep_class", version)
    waiting = Ask.objects.filter(matter=matter, kind=Asked.OBJECTION, settled_at=None)
    said = rules.keep_class(pending=waiting.exists(), reason=reason)
    waiting.update(settled_at=now, kept_lane=matter.lane)
    keep(matter, "matters.keep_class", [], actor=actor, now=now, reason=said)
    return matter


@act
def rate(*, actor: Actor, matter_id: int, satisfied: bool, now: datetime) -> Matter:
    """满意度: the person says whether he is satisfied, after he said whether it is solved."""
    matter = take(actor, matter_id, "matters.rate", None)
    rules.rate(
        state=State(matter.state),
        solved=matter.solved,
        satisfied=matter.satisfied,
        by=matter.rated_by,
    )
    matter.satisfied = satisfied
    keep(matter, "matters.rate", ["satisfied"], actor=actor, now=now, satisfied=satisfied)
    return matter
