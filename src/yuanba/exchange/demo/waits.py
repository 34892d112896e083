"""What waits for somebody's word: clocks that stand, questions, entries to strike out, demands that shall
not count, neighbours who say "not done", the weekly random call-backs. Through the acts people use."""

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from yuanba.base import clock
from yuanba.disclosure.models import Row
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.exchange.demo.around import DAY, HOUR, LAMP, sort_lamp, tell
from yuanba.exchange.demo.county import County, Village
from yuanba.exchange.demo.data import read
from yuanba.matters import acts
from yuanba.matters.models import TO_ASK, Drawn, Matter
from yuanba.matters.rules import Channel, Outcome, Spoken, Who
from yuanba.matters.rules.exclusion import PROPOSED
from yuanba.matters.rules.sampling import Answer
from yuanba.people import acts as people
from yuanba.people.door import FOUNDER, Guest
from yuanba.people.models import Membership
from yuanba.people.rules import UnitKind
from yuanba.places.rules import SHANGHAI
from yuanba.rights import acts as rights

WEEKS = 3  # of random call-backs


def add(rng: random.Random, county: County, now: datetime) -> list[Matter]:
    """Returns the matters told here, each with its contact."""
    said, village = read("waits"), county.villages[0]
    told = [
        *_stands(county, village, said["stands"], now),
        *_struck_out(county, village, said["void"], now),
        *_uncounted(county, village, said["uncounted"], now),
        *_asked(county, village, said["asked"], now),
        *_nameless(village, said["nameless"]["told"], now),
    ]
    _vouched(county, now)
    _contested(county, village, said["contest"], now)
    _drawn(rng, county, said["sample"], now)
    return list(Matter.objects.filter(pk__in=told).select_related("contact"))


def _given(county: County, village: Village, text: str, at: datetime) -> tuple[int, dict[str, Any]]:
    """Told, sorted and given to one person; returns its id and the arguments of what follows."""
    matter = tell(village, text, at)
    go = sort_lamp(village, matter, county, at + HOUR)
    acts.assign(owner_id=go["actor"].pk, now=at + 2 * HOUR, **go)
    return matter.pk, go


def _answered(county: County, village: Village, text: str, at: datetime) -> int:
    pk, go = _given(county, village, text, at)
    acts.finish(outcome=Outcome.EXPLAINED, result="去现场看过，说明了情况。", now=at + DAY, **go)
    acts.reply(text="去看过了，灯的位置符合规定。", now=at + DAY + HOUR, **go)
    return pk


def _stands(county: County, village: Village, said: dict[str, str], now: datetime) -> Iterator[int]:
    """停一停: by one person, waiting for another's leave; asked of the reporter, answered and not yet."""
    today, stop = clock.day_of(now), now - 4 * HOUR  # the lists hold from the day before the demo
    for what, ground, days in (("parts", "parts", 6), ("long", "procedure", 45)):
        pk, go = _given(county, village, said[what], now - 2 * DAY)
        until = today + timedelta(days=days)
        acts.pause(ground=ground, reason=said[f"{what}_why"], review_on=until, now=stop, **go)
        yield pk
    for what in ("asks", "answered"):
        pk, go = _given(county, village, said[what], now - 2 * DAY - HOUR)
        by = today + timedelta(days=4)
        acts.ask_reporter(text=said["question"], answer_by=by, now=stop, **go)
        if what == "answered":
            go["actor"] = Guest(holds=pk)
            acts.answer(text=said["answer"], now=now - HOUR, **go)
        yield pk


def _struck_out(
    county: County, village: Village, said: dict[str, str], now: datetime
) -> Iterator[int]:
    """作废: one asks, another decides; one is struck out, one waits."""
    first, second = village.workers[:2]
    at = now - 3 * HOUR
    for what, ground in (("done", "test"), ("asked", "mistaken")):
        typed: dict[str, Any] = {"actor": first, "for_other": True, "channel": Channel.WINDOW}
        pk = acts.report(
            place_id=village.grids[0].pk, text=said[what], now=at - 2 * HOUR, **typed
        ).pk
        go: dict[str, Any] = {"matter_id": pk}
        acts.ask_void(actor=first, ground=ground, reason=said[f"{what}_why"], now=at, **go)
        if what == "done":
            acts.grant_void(actor=second, now=at + HOUR, **go)
        yield pk


def _uncounted(
    county: County, village: Village, said: dict[str, str], now: datetime
) -> Iterator[int]:
    """不计入: grounds the county published; one asked for, one decided and objected to."""
    top, above = county.coordinators[county.place.pk], county.coordinators[village.town.pk]
    grounds = {
        offered.code: acts.publish_ground(
            actor=top, county_id=county.place.pk, code=offered.code, text=offered.text,
            source=f"{said['source']}；{offered.source}", now=now - 20 * DAY,
        )
        for offered in PROPOSED
    }  # fmt: skip
    at = now - 4 * DAY
    for what in ("asked", "out"):
        pk = _answered(county, village, said[what], at)
        go: dict[str, Any] = {"matter_id": pk}
        acts.ask_exclusion(
            actor=village.workers[0], ground_id=grounds["repeated"].pk, reason=said["reason"],
            now=at + 2 * DAY, **go,
        )  # fmt: skip
        if what == "out":
            acts.exclude(actor=above, answer=said["answer"], now=at + 3 * DAY, **go)
            me = Guest(holds=pk)
            acts.object_exclusion(actor=me, why=said["objects"], now=now - 2 * HOUR, **go)
        yield pk


def _asked(county: County, village: Village, said: dict[str, str], now: datetime) -> Iterator[int]:
    """催一催, 分得不对, 不是我说的."""
    pk, _go = _given(county, village, said["urged"], now - 5 * DAY)
    acts.urge(actor=Guest(holds=pk), matter_id=pk, now=now - HOUR)
    yield pk
    doubted = tell(village, said["doubted"], now - DAY)
    leaf = Category.objects.get(code=LAMP)
    acts.triage(
        actor=village.workers[0], matter_id=doubted.pk, lane=Lane.COMMUNAL, category_id=leaf.pk,
        unit_id=village.units[UnitKind.COMMITTEE].pk, reason="几家人共用的灯。", now=now - 20 * HOUR,
    )  # fmt: skip
    me = Guest(holds=doubted.pk)
    acts.object_to_class(actor=me, matter_id=doubted.pk, why=said["doubt"], now=now - 2 * HOUR)
    yield doubted.pk
    wrong = tell(village, said["not_me"], now - 7 * HOUR)
    rights.disown(actor=Guest(holds=wrong.pk), matter_id=wrong.pk, now=now - 5 * HOUR)
    yield wrong.pk


def _nameless(village: Village, said: list[str], now: datetime) -> Iterator[int]:
    spoken = Spoken(who=Who.ANONYMOUS)
    for n, text in enumerate(said):
        told: dict[str, Any] = {"text": text, "spoken": spoken}
        told["place_id"] = village.grids[n].pk
        yield acts.report(actor=Guest(), now=now - (n + 1) * DAY, **told).pk


def _vouched(county: County, now: datetime) -> None:
    """当面核实: half of those who signed in by telephone were also met at their door."""
    workers = {v.place.pk: v.workers[0] for v in county.villages}
    met = Membership.objects.filter(person__in=county.residents[::2], until=None)
    for stay in met.select_related("household__place").order_by("id"):
        who = workers[stay.household.place.village_id or stay.household.place_id]
        people.vouch(actor=who, membership_id=stay.pk, now=now - DAY)


def _contested(county: County, village: Village, said: dict[str, Any], now: datetime) -> None:
    """还没好: neighbours at the wall; to one somebody who had no hand in it has answered."""
    hung = Row.objects.filter(village_id=village.place.pk, state="published", closed__isnull=False)
    above = county.coordinators[village.town.pk]
    for n, row in enumerate(hung.order_by("-id")[:2]):
        acts.contest(
            actor=Guest(), matter_id=row.matter_id, why=said["why"][n], now=now - (n + 3) * HOUR
        )
        if n:
            acts.answer_contest(
                actor=above, matter_id=row.matter_id, reply=said["reply"], now=now - HOUR
            )


def _drawn(rng: random.Random, county: County, said: dict[str, str], now: datetime) -> None:
    """抽查: drawn every Monday; of the last week half is still to be asked."""
    watch = {v.place.pk: v.supervisor for v in county.villages if v.supervisor is not None}
    monday = clock.day_of(now) - timedelta(days=clock.day_of(now).weekday())
    for week in range(WEEKS, -1, -1):
        first = datetime.combine(monday - timedelta(weeks=week), time(0, 30), SHANGHAI)
        draw = acts.begin_draw(actor=FOUNDER, county_id=county.place.pk, now=first)
        if not week:
            return
        acts.draw_sample(actor=FOUNDER, draw_id=draw.pk, now=first + timedelta(weeks=1))
        rows = list(Drawn.objects.filter(TO_ASK, draw=draw).order_by("id"))
        for n, row in enumerate(rows[: len(rows) // (2 if week == 1 else 1)]):
            answer, why = Answer.SOLVED, ""
            if n % 5 == 3:
                answer, why = Answer.UNSOLVED, said["no"]
            elif n % 7 == 5:
                answer, why = Answer.UNREACHED, said["nobody"]
            at = min(first + timedelta(weeks=1, hours=9, minutes=10 * n), now)
            who = watch.get(row.village_id)
            if who is not None:
                acts.spot_check(actor=who, drawn_id=row.pk, answer=answer, why=why, now=at)
