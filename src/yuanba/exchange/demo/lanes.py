"""After the sorting, in the demo: a yard that is cleared together, help that is asked after, a class that
three bodies settle, what residents chose themselves. Through the acts people use."""

from datetime import datetime, timedelta
from typing import Any

from yuanba.base import clock
from yuanba.duties import acts as duties
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.duties.variants import PRESETS
from yuanba.exchange.demo.county import County, Village
from yuanba.exchange.demo.data import read
from yuanba.lanes import acts
from yuanba.lanes.models import Call, Doubt, Order, Signup, Topic
from yuanba.lanes.rules.communal import Topic as Stands
from yuanba.lanes.rules.personal import Aid
from yuanba.lanes.rules.personal import Way as Kind
from yuanba.matters import acts as matters
from yuanba.matters.models import Matter
from yuanba.people.door import Guest
from yuanba.people.models import Person
from yuanba.people.rules import UnitKind
from yuanba.places.rules import SHANGHAI

DAY = timedelta(days=1)
YARD, CHORES, FIRE = "A06", "J08", "G01"  # clutter in yards; household help; risk of fire


def add(county: County, now: datetime) -> list[Matter]:
    """Returns the matters told here, each with its contact."""
    said = read("lanes")
    duties.name_lanes(
        actor=county.coordinators[county.place.pk],
        county_id=county.place.pk,
        names=PRESETS["nanan"][1],
        source=read("county")["source"],
        now=now - 60 * DAY,
    )
    first, second = county.villages[0], county.villages[1]
    told = [
        _yard(first, county.residents, said["yard"], now),
        _helped(first, said["carer"], now),
        _in_need(county, second, said["ill"], now),
        _doubtful(first, said["firm"], now),
        *_chosen(county, first, said, now),
    ]
    return list(Matter.objects.filter(pk__in=told).select_related("contact"))


def _tell(village: Village, text: str, at: datetime, **more: Any) -> int:
    """By telephone; names and numbers are nobody's."""
    n = len(text)
    return matters.report(
        actor=Guest(),
        place_id=village.grids[n % 2].pk,
        text=text,
        contact_name=f"{'罗陈何周杨'[n % 5]}女士",
        contact_phone=f"138000{n:05d}",
        contact_how="sms",
        now=at,
        **more,
    ).pk


def _sorted(
    village: Village, pk: int, lane: Lane, code: str, unit_id: int, reason: str, at: datetime
) -> dict[str, Any]:
    """Sorted by the first worker; the arguments of what he does next."""
    leaf = Category.objects.get(code=code)
    go: dict[str, Any] = {"actor": village.workers[0], "matter_id": pk}
    matters.triage(lane=lane, category_id=leaf.pk, unit_id=unit_id, reason=reason, now=at, **go)
    return go


def _yard(village: Village, residents: list[Person], said: dict[str, str], now: datetime) -> int:
    """Talked through, cleared on a Saturday, and two things still to do."""
    pk, at = _tell(village, said["told"], now - 18 * DAY), now - 17 * DAY
    body = village.units[UnitKind.COMMITTEE].pk
    go = _sorted(village, pk, Lane.COMMUNAL, YARD, body, said["reason"], at)
    worker, today = village.workers[0], clock.day_of(now)
    acts.put_topic(unit_id=body, question=said["question"], meets_on=today - 14 * DAY, now=at, **go)
    acts.settle_topic(
        actor=worker, topic_id=Topic.objects.get(matter=pk).pk, outcome=Stands.AGREED,
        words=said["agreed"], now=now - 14 * DAY,
    )  # fmt: skip
    acts.give_order(
        unit_id=body, what=said["order"], who=said["who"], on=today - 11 * DAY,
        now=now - 13 * DAY, **go,
    )  # fmt: skip
    acts.finish_order(
        actor=worker, order_id=Order.objects.get(matter=pk).pk, done=True, text=said["done"],
        now=now - 11 * DAY,
    )  # fmt: skip
    swept = _call(
        said["cleared"], said, 9, go, body, residents[:3], now - 12 * DAY, _nine(now - 10 * DAY)
    )
    came = {s.pk: 120 for s in Signup.objects.filter(call=swept)}
    acts.end_call(actor=worker, call_id=swept.pk, text=said["swept"], came=came, now=now - 9 * DAY)
    acts.give_order(
        unit_id=body,
        what=said["later"],
        who=said["who"],
        on=today + 4 * DAY,
        now=now - 2 * DAY,
        **go,
    )
    _call(said["call"], said, 6, go, body, residents[:2], now - 2 * DAY, _nine(now + 4 * DAY))
    acts.put_topic(
        unit_id=body, question=said["next"], meets_on=today + 6 * DAY, now=now - DAY, **go
    )
    return pk


def _nine(day: datetime) -> datetime:
    """Nine in the morning of that day, in Shanghai."""
    return day.astimezone(SHANGHAI).replace(hour=9, minute=0, second=0, microsecond=0)


def _call(
    what: str, said: dict[str, str], wanted: int, go: dict[str, Any], body: int,
    coming: list[Person], at: datetime, starts: datetime,
) -> Call:  # fmt: skip
    acts.call_volunteers(
        unit_id=body, what=what, where=said["where"], wanted=wanted, starts_at=starts, now=at, **go
    )
    call = Call.objects.latest("pk")
    for person in coming:
        acts.sign_up(actor=person, call_id=call.pk, now=at)
    acts.sign_up(actor=go["actor"], call_id=call.pk, name="周大爷", now=at)
    return call


def _helped(village: Village, said: dict[str, str], now: datetime) -> int:
    """A neighbour came: the person says so."""
    pk = _tell(village, said["told"], now - 9 * DAY)
    unit = village.units[UnitKind.COMMITTEE].pk
    go = _sorted(village, pk, Lane.PERSONAL, CHORES, unit, said["reason"], now - 8 * DAY)
    acts.show_way(
        way=Kind.MUTUAL, text=said["mutual"], contact=said["contact"],
        ask_on=clock.day_of(now - 3 * DAY), now=now - 8 * DAY, **go,
    )  # fmt: skip
    way = Matter.objects.get(pk=pk).ways.get()
    acts.answer_way(
        actor=Guest(holds=pk), way_id=way.pk, arrived=True, text=said["said"], now=now - 4 * DAY
    )
    return pk


def _in_need(county: County, village: Village, said: dict[str, str], now: datetime) -> int:
    """Guidance was not enough; aid was asked for, and today somebody asks whether it arrived."""
    pk = _tell(village, said["told"], now - 40 * DAY)
    unit = village.units[UnitKind.COMMITTEE].pk
    go = _sorted(village, pk, Lane.PERSONAL, CHORES, unit, said["reason"], now - 39 * DAY)
    at = now - 38 * DAY
    acts.show_way(
        way=Kind.GUIDE, text=said["guide"], ask_on=clock.day_of(at + 7 * DAY), now=at, **go
    )
    way = Matter.objects.get(pk=pk).ways.get()
    acts.answer_way(
        actor=village.workers[0], way_id=way.pk, arrived=False, text=said["missing"],
        now=at + 7 * DAY,
    )  # fmt: skip
    acts.show_way(
        way=Kind.AID, aid=Aid.TEMPORARY, unit_id=county.streets[village.town.pk][UnitKind.STREET].pk, text=said["aid"],
        ask_on=clock.day_of(now), now=at + 8 * DAY, **go,
    )  # fmt: skip
    return pk


def _doubtful(village: Village, said: dict[str, str], now: datetime) -> int:
    """Two of three have spoken."""
    pk = _tell(village, said["told"], now - 2 * DAY)
    kinds = (UnitKind.OWNERS, UnitKind.COUNCIL, UnitKind.COMMITTEE)
    units = [village.units[kind] for kind in kinds]
    worker = village.workers[0]
    acts.doubt_class(
        actor=worker, matter_id=pk, unit_ids=[u.pk for u in units], question=said["question"],
        now=now - DAY,
    )  # fmt: skip
    doubt = Doubt.objects.get(matter=pk)
    for unit, words in zip(units, (said["owners"], said["council"]), strict=False):
        acts.say_view(
            actor=worker, doubt_id=doubt.pk, unit_id=unit.pk, who="到会的三位代表",
            lane=Lane.GOVERNMENT, words=words, now=now - DAY,
        )  # fmt: skip
    return pk


def _chosen(
    county: County, village: Village, said: dict[str, dict[str, str]], now: datetime
) -> list[int]:
    """What two residents chose by the chart: one waits to be sorted, one was corrected."""
    bike = _tell(village, said["bike"]["told"], now - DAY, chosen_lane=Lane.COMMUNAL)
    fire = county.units[UnitKind.FIRE].pk
    _sorted(village, bike, Lane.GOVERNMENT, FIRE, fire, said["bike"]["reason"], now - DAY / 2)
    square = _tell(village, said["square"]["told"], now - DAY, chosen_lane=Lane.COMMUNAL)
    return [bike, square]
