"""小事: a topic for a body, a work order of a body."""

from collections.abc import Sequence
from datetime import date, datetime

from yuanba.base import clock, permits
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.duties import queries as duties
from yuanba.duties.rules import Lane
from yuanba.lanes.models import Order, Topic
from yuanba.lanes.rules import communal as rules
from yuanba.matters import sight
from yuanba.matters.acts.common import Picture, hang, keep, take, unit_for
from yuanba.matters.models import Matter, Photo
from yuanba.matters.rules import State
from yuanba.people.models import Person
from yuanba.people.rules import UnitKind


@act
def put_topic(
    *, actor: Actor, matter_id: int, unit_id: int, question: str, meets_on: date, now: datetime
) -> Matter:
    """提交商议: the matter becomes a topic of a body that meets on a day."""
    matter = take(actor, matter_id, "lanes.put_topic", None)
    rules.communal(state=State(matter.state), lane=matter.lane)
    unit = unit_for(matter, unit_id)
    rules.body(UnitKind(unit.kind))
    said = rules.put_topic(
        question=question,
        meets_on=meets_on,
        today=clock.day_of(now),
        open_=Topic.objects.filter(matter=matter, state=rules.Topic.OPEN).exists(),
    )
    named = duties.lane_set(matter.county_id)[Lane.COMMUNAL].meeting
    assert isinstance(actor, Person)  # no guest holds a role that may
    topic = Topic.objects.create(
        matter=matter, unit=unit, question=said, meeting=named, meets_on=meets_on,
        put_at=now, put_by=actor,
    )  # fmt: skip
    facts = {"topic": str(topic.pk), "unit_name": unit.name, "question": said}
    keep(
        matter, "lanes.put_topic", [], actor=actor, now=now, meets_on=meets_on.isoformat(), **facts
    )
    return matter


@act
def settle_topic(
    *, actor: Actor, topic_id: int, outcome: rules.Topic, words: str, now: datetime
) -> Matter:
    """记商议结果: agreed, not agreed, or not talked about after all; the person reads it."""
    found = Topic.objects.filter(pk=topic_id).values_list("matter_id", flat=True).first()
    matter = take(actor, found or 0, "lanes.settle_topic", None)
    topic = Topic.objects.select_related("unit").get(pk=topic_id)
    said = rules.settle_topic(state=rules.Topic(topic.state), outcome=outcome, words=words)
    assert isinstance(actor, Person)
    topic.state, topic.words, topic.settled_at, topic.settled_by = outcome, said, now, actor
    topic.save(update_fields=["state", "words", "settled_at", "settled_by"])
    facts = {"topic": str(topic.pk), "unit_name": topic.unit.name, "words": said}
    keep(matter, "lanes.settle_topic", [], actor=actor, now=now, outcome=outcome, **facts)
    return matter


@act
def give_order(
    *, actor: Actor, matter_id: int, unit_id: int, what: str, who: str, on: date, now: datetime
) -> Matter:
    """开工单: a body has it done, by whom, on which day."""
    matter = take(actor, matter_id, "lanes.give_order", None)
    rules.communal(state=State(matter.state), lane=matter.lane)
    unit = unit_for(matter, unit_id)
    rules.body(UnitKind(unit.kind))
    said, names = rules.give_order(what=what, who=who, on=on, today=clock.day_of(now))
    assert isinstance(actor, Person)
    order = Order.objects.create(
        matter=matter, unit=unit, what=said, who=names, on=on, given_at=now, given_by=actor
    )
    facts = {"order": str(order.pk), "unit_name": unit.name, "what": said, "who": names}
    keep(matter, "lanes.give_order", [], actor=actor, now=now, on=on.isoformat(), **facts)
    return matter


@act
def finish_order(
    *,
    actor: Actor,
    order_id: int,
    done: bool,
    text: str,
    now: datetime,
    pictures: Sequence[Picture] = (),
) -> Matter:
    """工单完成, or not and why. Whoever works where the body sits writes it down."""
    found = Order.objects.filter(pk=order_id).select_related("matter", "unit").first()
    if found is None:
        raise Denied("lanes.finish_order")
    permits.require(actor, "lanes.finish_order", reach=found.reach)
    matter = Matter.objects.select_for_update(of=("self",)).get(pk=found.matter_id)
    if sight.shut(matter, actor):
        raise Denied("lanes.finish_order")
    order = Order.objects.select_related("unit").get(pk=order_id)  # as it is under the lock
    said = rules.finish_order(
        over=order.ended_at is not None, done=done, text=text, photos=len(pictures)
    )
    assert isinstance(actor, Person)
    order.done, order.text, order.ended_at, order.ended_by = done, said, now, actor
    order.save(update_fields=["done", "text", "ended_at", "ended_by"])
    hang(matter.pk, pictures, done=done, now=now)
    order.photos.set(Photo.objects.filter(matter=matter, name__in=[p.name for p in pictures]))
    facts = {"order": str(order.pk), "unit_name": order.unit.name, "text": said, "done": done}
    keep(matter, "lanes.finish_order", [], actor=actor, now=now, photos=len(pictures), **facts)
    return matter
