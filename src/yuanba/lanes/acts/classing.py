"""三方会商: ask three bodies, write down what each says, and let two of three settle the class."""

from collections.abc import Sequence
from datetime import datetime

from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.duties.rules import LANE_WORDS, Lane
from yuanba.lanes.models import Doubt, View
from yuanba.lanes.rules import classing as rules
from yuanba.matters import acts as matters
from yuanba.matters.acts.common import keep, take, unit_for
from yuanba.matters.models import Matter
from yuanba.matters.rules import State
from yuanba.people.models import Person


@act
def doubt_class(
    *, actor: Actor, matter_id: int, unit_ids: Sequence[int], question: str, now: datetime
) -> Matter:
    """请三方会商: three bodies are asked whose a matter is. Its clock runs on."""
    matter = take(actor, matter_id, "lanes.doubt_class", None)
    said = rules.doubt_class(
        state=State(matter.state),
        restricted=matter.restricted or matter.concerned,
        units=unit_ids,
        question=question,
        open_=Doubt.objects.filter(matter=matter, settled_at=None).exists(),
    )
    units = [unit_for(matter, unit_id) for unit_id in unit_ids]
    assert isinstance(actor, Person)  # no guest holds a role that may
    doubt = Doubt.objects.create(matter=matter, question=said, raised_at=now, raised_by=actor)
    for unit in units:
        View.objects.create(doubt=doubt, unit=unit)
    facts = {"doubt": str(doubt.pk), "question": said, "units": "、".join(u.name for u in units)}
    keep(matter, "lanes.doubt_class", [], actor=actor, now=now, **facts)
    return matter


@act
def say_view(
    *, actor: Actor, doubt_id: int, unit_id: int, who: str, lane: Lane, words: str, now: datetime
) -> Matter:
    """记一方意见: who spoke for it, which lane, and why. Said again, the newer one counts; the record
    keeps both."""
    matter, doubt = _doubt(actor, doubt_id, "lanes.say_view")
    view = View.objects.filter(doubt=doubt, unit_id=unit_id).select_related("unit").first()
    name, said = rules.say_view(
        over=doubt.settled_at is not None, party=view is not None, who=who, words=words
    )
    assert view is not None
    view.who, view.lane, view.words, view.at = name, lane, said, now
    view.save(update_fields=["who", "lane", "words", "at"])
    facts = {"doubt": str(doubt.pk), "unit_name": view.unit.name, "who": name, "lane": lane}
    keep(matter, "lanes.say_view", [], actor=actor, now=now, text=said, **facts)
    return matter


@act
def settle_class(
    *, actor: Actor, doubt_id: int, category_id: int, unit_id: int, now: datetime
) -> Matter:
    """按会商分流: what at least two of the three said becomes the class, with what each said as its
    reason; the person reads it and may object as always."""
    matter, doubt = _doubt(actor, doubt_id, "lanes.settle_class")
    views = list(View.objects.filter(doubt=doubt).select_related("unit").order_by("pk"))
    lane = rules.settle_class(
        over=doubt.settled_at is not None, views=[Lane(v.lane) for v in views if v.lane]
    )
    assert isinstance(actor, Person)
    doubt.lane, doubt.settled_at, doubt.settled_by = lane, now, actor
    doubt.save(update_fields=["lane", "settled_at", "settled_by"])
    keep(matter, "lanes.settle_class", [], actor=actor, now=now, doubt=str(doubt.pk), lane=lane)
    return matters.triage(
        actor=actor,
        matter_id=matter.pk,
        lane=lane,
        category_id=category_id,
        unit_id=unit_id,
        reason=_reason(views),
        now=now,
    )


def _reason(views: Sequence[View]) -> str:
    """What the person reads, in the county's own words for the lanes."""
    said = "；".join(f"{v.unit.name}：{LANE_WORDS[Lane(v.lane)]}，{v.words}" for v in views)
    return f"三方会商。{said}"[:300]


def _doubt(actor: Actor, doubt_id: int, act_name: str) -> tuple[Matter, Doubt]:
    """The doubt and its matter, the matter locked. Raises Denied for none."""
    found = Doubt.objects.filter(pk=doubt_id).values_list("matter_id", flat=True).first()
    if found is None:
        raise Denied(act_name)
    matter = take(actor, found, act_name, None)
    return matter, Doubt.objects.get(pk=doubt_id)
