"""What an ordinary month also brings: matters about somebody, the same trouble told twice, offices that
send one another a matter, helpers and a firm asked by a link. Through the acts people use."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from yuanba.base import clock
from yuanba.base.models import Record
from yuanba.disclosure import acts as wall
from yuanba.disclosure.models import Row
from yuanba.disclosure.pages_also import go_along
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.exchange.demo.county import County, Village
from yuanba.exchange.demo.data import read
from yuanba.matters import acts
from yuanba.matters.acts import Named
from yuanba.matters.models import Matter
from yuanba.matters.rules import Outcome, Relation, Spoken, Who
from yuanba.matters.rules.concerns import ConcernKind
from yuanba.notices import jobs as notices
from yuanba.notices import sentences
from yuanba.people.door import Guest
from yuanba.people.models import Household
from yuanba.people.rules import UnitKind

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LAMP, RENEWAL = "B01", "C07"  # what the two offices take for one another's
FAMILY = ("罗", "陈", "何", "周")


def add(rng: random.Random, county: County, now: datetime) -> list[Matter]:
    """Returns the matters told here, each with its contact."""
    said = read("around")
    _at_the_door(county, said["door"], now)
    told = [
        *_about_somebody(county, said["about"], now),
        *_told_twice(rng, county, said["twice"], now),
        *_passed_on(county, said["passed"], now),
        *_shown_while_open(county, said["open"], now),
    ]
    return list(Matter.objects.filter(pk__in=told).select_related("contact"))


def tell(village: Village, text: str, at: datetime, **more: Any) -> Matter:
    """Somebody tells it by telephone; names and numbers are nobody's."""
    n = len(text) % len(FAMILY)
    usual = {"contact_name": f"{FAMILY[n]}女士", "contact_phone": f"138000{len(text):05d}"}
    more = {"contact_how": "sms"} | usual | more
    pk = acts.report(actor=Guest(), place_id=village.grids[0].pk, text=text, now=at, **more).pk
    return Matter.objects.get(pk=pk)


def sort_lamp(village: Village, matter: Matter, county: County, at: datetime) -> dict[str, Any]:
    """A lamp goes to those who keep the streets; the arguments of what follows."""
    unit = county.units[UnitKind.URBAN]
    leaf = Category.objects.get(code=LAMP)
    acts.triage(
        actor=village.workers[0], matter_id=matter.pk, lane=Lane.GOVERNMENT, category_id=leaf.pk,
        unit_id=unit.pk, reason="公共路灯，由城管负责。", now=at,
    )  # fmt: skip
    return {"actor": county.handlers[unit.pk], "matter_id": matter.pk}


def _at_the_door(county: County, said: dict[str, str], now: datetime) -> None:
    """上门: who has no telephone is answered at the door; each of them still waits for somebody."""
    for n, village in enumerate(county.villages[:2]):
        at = now - (4 + n) * DAY
        matter = tell(village, said["told"], at, contact_phone="", contact_how="visit")
        go = sort_lamp(village, matter, county, at + HOUR)
        acts.assign(owner_id=go["actor"].pk, now=at + 2 * HOUR, **go)
        acts.finish(outcome=Outcome.SOLVED, result=said["done"], now=at + DAY, **go)
        acts.reply(text=said["reply"], now=at + DAY + HOUR, **go)
        said_to_him = Record.objects.filter(subject_id=matter.pk, act__in=list(sentences.SENTENCES))
        for record in said_to_him.order_by("id"):
            notices.tell(now=record.at, record=str(record.pk))


def _about_somebody(county: County, said: dict[str, str], now: datetime) -> Iterator[int]:
    """反映干部、单位、邻居: an official, a property company, a household, somebody unknown by name."""
    village, at = county.villages[0], now - 6 * DAY
    home = Household.objects.filter(place__village_id=village.place.pk, until=None).first()
    named = [
        ("official", Named(ConcernKind.PERSON, village.workers[1].pk, why="来办事的人都这么说。")),
        (
            "unit",
            Named(ConcernKind.UNIT, village.units[UnitKind.PROPERTY].pk, why="收费的是物业。"),
        ),
        ("stranger", Named(ConcernKind.OTHER, None, "管门岗的那个人", "不知道叫什么名字。")),
    ]
    if home is not None:
        named.append(("neighbour", Named(ConcernKind.HOUSEHOLD, home.pk, why="就是楼上这一家。")))
    for n, (what, whom) in enumerate(named):
        yield tell(village, said[what], at + n * DAY, concern=whom).pk
    later = tell(village, said["later"], at)
    acts.name_concern(
        actor=village.gridworkers[village.grids[0].pk], matter_id=later.pk,
        about=f"person:{village.workers[1].pk}", why="回访时才说是他。", now=now - DAY,
    )  # fmt: skip
    yield later.pk


def _told_twice(
    rng: random.Random, county: County, said: list[list[str]], now: datetime
) -> Iterator[int]:
    """同一件事说了几遍: two joined by a worker, one by the neighbour herself."""
    for village, (first, *others) in zip(county.villages, said, strict=False):
        at = now - rng.randint(5, 9) * DAY
        main = tell(village, first, at)
        yield main.pk
        sort_lamp(village, main, county, at + timedelta(hours=2))
        for n, text in enumerate(others):
            one = tell(village, text, at + (n + 1) * DAY)
            yield one.pk
            if n == 0:
                acts.join(
                    actor=Guest(holds=one.pk), matter_id=one.pk, into_id=main.pk, now=at + 2 * DAY
                )
            else:
                acts.merge(
                    actor=village.workers[0], matter_id=one.pk, number=main.number,
                    reason="说的是同一盏灯。", now=at + 3 * DAY,
                )  # fmt: skip


def _shown_while_open(county: County, said: list[str], now: datetime) -> Iterator[int]:
    """大家的事: those who told agreed; a worker looked over all but the last, neighbours went along."""
    village, at = county.villages[0], now - 3 * DAY
    spots = [grid for grid in village.grids for _twice in range(2)]
    for n, text in enumerate(said):
        pk = acts.report(
            actor=Guest(), place_id=spots[n % len(spots)].pk, text=text, now=at + n * HOUR,
            contact_name=f"{FAMILY[n % len(FAMILY)]}女士", contact_phone=f"138000003{n:02d}",
        ).pk  # fmt: skip
        yield pk
        acts.let_show(actor=Guest(holds=pk), matter_id=pk, now=at + n * HOUR)
        if n + 1 == len(said):
            continue
        row = Row.objects.get(matter_id=pk)
        wall.publish(actor=village.workers[0], row_id=row.pk, now=at + 8 * HOUR)
        for _home in range(2 - n % 3):
            one = go_along(row, now=at + DAY)[0].pk
            yield one


def _passed_on(county: County, said: dict[str, str], now: datetime) -> Iterator[int]:
    """由谁办: one sent back once and settled, one twice and convened; helpers; a firm by a link."""
    village, at = county.villages[1], now - 5 * DAY
    back = now - timedelta(
        hours=23
    )  # the duty list of this house begins a day before the demo does
    housing = county.units[UnitKind.HOUSING]
    theirs = {"actor": county.handlers[housing.pk]}
    leaf = Category.objects.get(code=LAMP)
    for what, returns in (("once", 1), ("convened", 2)):
        spoken = Spoken(who=Who.PROXY, relation=Relation.FAMILY, speaker="女儿小何", present=False)
        matter = tell(village, said[what], at, spoken=spoken)
        yield matter.pk
        go = sort_lamp(village, matter, county, at + timedelta(hours=1))
        acts.send_back(item=RENEWAL, reason="灯在改造范围里，归住建。", now=back, **go)
        acts.triage(
            actor=village.workers[0], matter_id=matter.pk, lane=Lane.GOVERNMENT,
            category_id=leaf.pk, unit_id=housing.pk, reason="按清单重新分。", now=back + HOUR,
        )  # fmt: skip
        if returns == 2:
            acts.send_back(item=LAMP, reason="路灯归城管。", now=back + 5 * HOUR, **go | theirs)
        else:
            acts.assign(owner_id=theirs["actor"].pk, now=back + 5 * HOUR, **go | theirs)
    helped = tell(village, said["helped"], at)
    yield helped.pk
    go = sort_lamp(village, helped, county, at + timedelta(hours=1))
    acts.assign(owner_id=go["actor"].pk, now=at + timedelta(hours=3), **go)
    acts.ask_help(
        unit_id=housing.pk, text="请查这盏灯是不是在今年的改造范围里。",
        due_on=clock.day_of(now + 2 * DAY), now=at + DAY, **go,
    )  # fmt: skip
    acts.ask_outside(
        name=said["firm"], text="请查这一路线什么时候能送电。", days=30, now=at + DAY, **go
    )
