"""私事: show a way, ask whether it helped, write down the answer; aid is asked after like the rest."""

from datetime import date, datetime

from yuanba.base import clock
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor, Role
from yuanba.lanes.models import DUE, Way
from yuanba.lanes.rules import personal as rules
from yuanba.lanes.rules.personal import Aid, Stands
from yuanba.matters import acts as matters
from yuanba.matters.acts.common import keep, take, unit_for
from yuanba.matters.models import Matter
from yuanba.matters.rules import Hardship, State
from yuanba.people.models import Person


@act
def show_way(
    *,
    actor: Actor,
    matter_id: int,
    way: rules.Way,
    text: str,
    ask_on: date,
    now: datetime,
    aid: Aid | None = None,
    contact: str = "",
    unit_id: int | None = None,
) -> Matter:
    """给办法: guidance, a neighbour, a firm or aid; with the day on which somebody asks whether it
    helped. A referral to aid is also the answer of the hardship check. What did not help before is
    passed over by it."""
    matter = take(actor, matter_id, "lanes.show_way", None)
    said, named = rules.show_way(
        state=State(matter.state),
        lane=matter.lane,
        way=way,
        aid=aid,
        text=text,
        contact=contact,
        has_unit=unit_id is not None,
    )
    day = rules.ask_on(ask_on, today=clock.day_of(now))
    unit = unit_for(matter, unit_id) if unit_id is not None and way is rules.Way.AID else None
    Way.objects.filter(matter=matter, state=Stands.MISSED).update(state=Stands.PASSED)
    assert isinstance(actor, Person)  # no guest holds a role that may
    made = Way.objects.create(
        matter=matter,
        county_id=matter.county_id,
        township_id=matter.township_id,
        village_id=matter.village_id,
        grid_id=matter.grid_id,
        kind=way,
        aid=aid if way is rules.Way.AID and aid else "",
        text=said,
        contact=named,
        unit=unit,
        ask_on=day,
        shown_at=now,
        shown_by=actor,
    )
    facts = {"way": str(made.pk), "kind": way, "aid": made.aid, "text": said}
    # whom to ask stands only in the way itself: it may hold a neighbour's number
    facts |= {"unit_name": unit.name if unit else "", "ask_on": day.isoformat()}
    keep(matter, "lanes.show_way", [], actor=actor, now=now, **facts)
    if way is rules.Way.AID and matter.hardship != Hardship.AID:
        matters.check_hardship(
            actor=actor, matter_id=matter.pk, hardship=Hardship.AID, text=said, now=now
        )
    return matter


@act
def ask_later(*, actor: Actor, way_id: int, text: str, ask_on: date, now: datetime) -> Matter:
    """再问: asked, and not clear yet, or nobody was reached; another day is set."""
    matter, way = _way(actor, way_id, "lanes.ask_later")
    said = rules.ask_later(stands=Stands(way.state), text=text)
    way.ask_on = rules.ask_on(ask_on, today=clock.day_of(now))
    way.asked += 1
    way.save(update_fields=["ask_on", "asked"])
    facts = {"way": str(way.pk), "text": said, "ask_on": ask_on.isoformat(), "asked": way.asked}
    keep(matter, "lanes.ask_later", [], actor=actor, now=now, **facts)
    return matter


@act
def answer_way(
    *, actor: Actor, way_id: int, arrived: bool, now: datetime, text: str = ""
) -> Matter:
    """帮到没有: the person says whether help arrived, or the desk writes down what he said. If not,
    it stays on the list until another way is shown."""
    matter, way = _way(actor, way_id, "lanes.answer_way")
    said = rules.answer_way(stands=Stands(way.state), arrived=arrived, text=text)
    roles = actor.roles_in(frozenset({matter.pk, matter.reporter_id or 0}))
    way.state = Stands.ARRIVED if arrived else Stands.MISSED
    way.said, way.said_at = said, now
    way.said_by = "person" if Role.REPORTER in roles else "desk"
    way.save(update_fields=["state", "said", "said_at", "said_by"])
    facts = {"way": str(way.pk), "kind": way.kind, "arrived": arrived, "text": said}
    keep(matter, "lanes.answer_way", [], actor=actor, now=now, **facts)
    return matter


@act
def remind_way(*, actor: Actor, way_id: int, now: datetime) -> Matter:
    """到日子了: the person is asked by a message whether it helped; once for each day that was set."""
    matter, way = _way(actor, way_id, "lanes.remind_way")
    way.reminded_on = way.ask_on
    way.save(update_fields=["reminded_on"])
    keep(matter, "lanes.remind_way", [], actor=actor, now=now, way=str(way.pk), kind=way.kind)
    return matter


def _way(actor: Actor, way_id: int, act_name: str) -> tuple[Matter, Way]:
    """The way and its matter, the matter locked. Raises Denied for none."""
    found = Way.objects.filter(pk=way_id).values_list("matter_id", flat=True).first()
    if found is None:
        raise Denied(act_name)
    matter = take(actor, found, act_name, None)
    return matter, Way.objects.get(pk=way_id)


def to_remind(today: date) -> list[int]:
    """The ways whose day has come and whose person was not yet written to for it."""
    rows = Way.objects.filter(DUE, state=Stands.WAITING, ask_on__lte=today)
    return [pk for pk, day, told in rows.values_list("pk", "ask_on", "reminded_on") if told != day]
