"""Service days of the demo: one group for each village but the last, the Thursdays that were held, and
what was told on them, through the acts people use."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any

from yuanba.base import clock
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.exchange.demo.county import County, Village
from yuanba.exchange.demo.data import read
from yuanba.matters import acts as matters
from yuanba.matters.models import Matter
from yuanba.matters.rules import Outcome
from yuanba.people.door import Guest
from yuanba.people.rules import UnitKind
from yuanba.places.rules import SHANGHAI
from yuanba.service import acts, queries
from yuanba.service.models import Taskforce
from yuanba.service.rules import Deed, Holiday, Question, Seat, Series
from yuanba.service.rules.checklists import Checklist, Line

HELD = 4  # Thursdays looked back on
BUSY = 2  # villages that hold every one of them


def hold(rng: random.Random, county: County, now: datetime) -> list[Matter]:
    """Returns the matters told on these days."""
    said, coordinator = read("thursdays"), county.coordinators[county.place.pk]
    begun = now - timedelta(weeks=HELD + 1)
    for series, weekday in ((Series.SERVICE, 3), (Series.BUILDING, 1)):
        acts.arrange(
            actor=coordinator,
            place_id=county.place.pk,
            series=series,
            weekday=weekday,
            holiday=Holiday.NEXT if series is Series.SERVICE else Holiday.SKIP,
            opens=time(9),
            closes=time(17, 30),
            source=read("county")["source"],
            now=begun,
        )
    _lists(county, said, begun)
    for village in county.villages[:-1]:  # the last one shows what a gap looks like
        group = acts.form_group(
            actor=coordinator,
            place_id=village.place.pk,
            series=Series.SERVICE,
            name=f"{village.place.name}服务群众工作组",
            now=begun,
        )
        _seat(rng, group, village, said, county, begun)
    today = clock.day_of(now)
    schedule = queries.schedule_for(county.place, Series.SERVICE)
    since = clock.day_of(begun) + timedelta(days=1)
    days = [p.day for p in queries.planned(schedule, since, today - timedelta(days=1))][-HELD:]
    for village in county.villages[:BUSY]:
        for day in days:
            later, at_once = _one(rng, village, said, day)
            if today - day > timedelta(days=6):  # nobody is left silent for a week
                for matter_id in at_once:
                    _judged(village, matter_id, day + timedelta(days=1))
            if today - day > timedelta(days=12):
                for matter_id in later:
                    _finish(village, matter_id, day)

    return list(Matter.objects.exclude(reception=None).select_related("contact"))


FOLLOWED = {"平安稳定", "进独居老人家", "难事一起办"}  # what is found there is come back to


def _lists(county: County, said: dict[str, Any], now: datetime) -> None:
    for kind, lines in said["lists"].items():
        acts.revise_checklist(
            actor=county.coordinators[county.place.pk], county_id=county.place.pk,
            kind=Checklist(kind), source=read("county")["source"], now=now,
            lines=[Line(text, text in FOLLOWED) for text in lines],
        )  # fmt: skip


def _tick(rng: random.Random, worker: Any, day_id: int, said: dict[str, Any], at: datetime) -> None:
    """Some of what was found a week before is come back to, some of the lines are done."""
    day = queries.one_day(day_id)
    assert day is not None
    for old in queries.ticks_to_follow(day.village_id, day.day)[:1]:
        came = "再去看过，已经清完了，也和楼长说好每月看一次。"
        acts.settle_tick(actor=worker, tick_id=old.pk, came=came, now=at)
    lines = [x for x in queries.standing_lines(day.county_id) if x.text in said["ticks"]]
    done = {line.pk: said["ticks"][line.text] for line in rng.sample(lines, 3)}
    acts.tick(actor=worker, day_id=day_id, notes=done, now=at)


def _seat(
    rng: random.Random, group: Taskforce, village: Village, said: dict[str, list[str]],
    county: County, now: datetime,
) -> None:  # fmt: skip
    who = county.coordinators[county.place.pk]
    names = read("county")["names"]

    def name() -> str:
        return (
            f"{rng.choice(names['family'])}{rng.choice(names['given'])}{rng.choice(names['given'])}"
        )

    for seat, office in (
        (Seat.COUNTY, rng.choice(said["county"])),
        (Seat.DEPARTMENT, rng.choice(said["department"])),
        (Seat.TOWNSHIP, rng.choice(said["township"])),
    ):
        acts.seat_member(
            actor=who, group_id=group.pk, seat=seat, name=name(), office=office, now=now
        )
    for worker in village.workers[:2]:
        acts.seat_member(
            actor=who,
            group_id=group.pk,
            seat=Seat.CADRE,
            name=worker.name,
            person_id=worker.pk,
            office="社区工作者" if not village.rural else "村干部",
            now=now,
        )


def _one(
    rng: random.Random, village: Village, said: dict[str, Any], day: date
) -> tuple[list[int], list[int]]:
    at = datetime.combine(day, time(9, 10), SHANGHAI)
    worker = village.workers[0]
    group = queries.group_of(village.place, Series.SERVICE)
    members = queries.members(group)
    held = acts.open_day(
        actor=worker,
        place_id=village.place.pk,
        series=Series.SERVICE,
        venue="便民服务大厅",
        members=[m.pk for m in members if rng.random() < 0.8] or [members[-1].pk],
        now=at,
    )
    leaf = Category.objects.get(code="L01")
    later: list[int] = []
    at_once: list[int] = []
    for n, text in enumerate(rng.sample(said["told"], rng.randint(2, 5))):
        at += timedelta(minutes=rng.randint(6, 25))
        spot = n == 0
        made = acts.receive(
            actor=worker,
            day_id=held.pk,
            text=text,
            name=f"{rng.choice(read('county')['names']['family'])}{rng.choice(['大爷', '阿姨', '师傅', '老师'])}",
            how="visit",
            lane=Lane.GOVERNMENT if spot else rng.choice(list(Lane)),
            answer="窗口的同志当面讲清楚了怎么办，材料清单也给了一份。" if spot else "",
            category_id=leaf.pk if spot else None,
            now=at,
        )
        (at_once if spot else later).append(made.pk)
    acts.note_deed(
        actor=worker, day_id=held.pk, deed=Deed.VISIT, text=rng.choice(said["deeds"]), now=at
    )
    acts.note_opinion(
        actor=worker,
        day_id=held.pk,
        question=rng.choice(list(Question)),
        text=rng.choice(said["opinions"]),
        upward=rng.random() < 0.4,
        now=at,
    )
    _tick(rng, worker, held.pk, said, at)
    acts.end_day(actor=worker, day_id=held.pk, now=at + timedelta(hours=5))
    return later, at_once


def _finish(village: Village, matter_id: int, day: date) -> None:
    """What was told that day, dealt with by the village within the week after."""
    worker = village.workers[0]
    at = datetime.combine(day + timedelta(days=1), time(10), SHANGHAI)
    go: dict[str, Any] = {"actor": worker, "matter_id": matter_id}
    leaf = Category.objects.get(code="L08")
    unit = village.units[UnitKind.COMMITTEE]
    matters.triage(
        lane=Lane.COMMUNAL,
        category_id=leaf.pk,
        unit_id=unit.pk,
        reason="社区能办，自己办。",
        now=at,
        **go,
    )
    matters.assign(owner_id=worker.pk, now=at, **go)
    at += timedelta(days=3)
    result = "约了物业和楼长一起到现场，当天办好，照片存在社区。"
    matters.finish(outcome=Outcome.SOLVED, result=result, now=at, **go)
    matters.reply(text="已经办好了，请您看看。", how="face", now=at, **go)
    _judged(village, matter_id, day + timedelta(days=5))


def _judged(village: Village, matter_id: int, day: date) -> None:
    """The person said that it is done; the row is struck off."""
    at = datetime.combine(day, time(16), SHANGHAI)
    matters.evaluate(actor=Guest(holds=matter_id), matter_id=matter_id, solved=True, now=at)
    matters.close(actor=village.workers[0], matter_id=matter_id, evidence="本人说办好了。", now=at)
