"""The day itself: opened, people received, things done and heard, ended."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.matters import acts as matters
from yuanba.matters.acts import Received
from yuanba.matters.models import Matter
from yuanba.matters.queries import pick
from yuanba.matters.rules import Channel, Method, Outcome
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.places.rules import Kind
from yuanba.service import queries, rules
from yuanba.service.acts.common import running, take
from yuanba.service.models import (
    DeedDone,
    Opinion,
    Present,
    Reception,
    ServiceDay,
    Taskforce,
)
from yuanba.service.rules import Deed, Question, Series


@act
def open_day(
    *,
    actor: Person,
    place_id: int,
    series: Series,
    now: datetime,
    members: Iterable[int] = (),
    venue: str = "",
    reason: str = "",
) -> ServiceDay:
    """开始服务日: the nth at this place; who came is ticked now or later."""
    place = Place.objects.select_for_update().filter(pk=place_id, until=None).first()
    if place is None or not (place.village_id and place.township_id and place.county_id):
        raise Denied("service.open_day")
    permits.require(actor, "service.open_day", reach=place.reach)
    today = clock.day_of(now)
    held = ServiceDay.objects.filter(place=place, series=series)
    said = rules.open_day(
        series=series,
        kind=Kind(place.kind),
        planned=queries.is_planned(place, series, today),
        already=held.filter(day=today).exists(),
        reason=reason,
    )
    group = Taskforce.objects.filter(
        place_id__in=[place.pk, place.village_id], series=series, until=None
    ).first()
    last = held.aggregate(last=Max("n"))["last"] or 0
    day = ServiceDay.objects.create(
        place=place,
        county_id=place.county_id,
        township_id=place.township_id,
        village_id=place.village_id,
        series=series,
        day=today,
        n=last + 1,
        taskforce=group,
        venue=" ".join(venue.split())[:60],
        reason=said[:200],
        opened_at=now,
        opened_by=actor,
    )
    came = _tick(day, members)
    facts = {"n": day.n, "day": today.isoformat(), "members": came, "reason": day.reason}
    records.write("service.open_day", day, actor=actor, at=now, **facts)
    return day


@act
def mark_present(*, actor: Actor, day_id: int, members: Iterable[int], now: datetime) -> ServiceDay:
    """谁来了: the list as it is now; who was ticked by mistake is unticked."""
    day = running(actor, day_id, "service.mark_present", now)
    came = _tick(day, members)
    records.write("service.mark_present", day, actor=actor, at=now, members=came)
    return day


def _tick(day: ServiceDay, members: Iterable[int]) -> list[str]:
    """Names of those of the group who came; ids that are not of the group are left out."""
    if day.taskforce is None:
        return []
    found = list(day.taskforce.members.filter(pk__in=list(members), until=None))
    Present.objects.filter(day=day).exclude(member__in=found).delete()
    Present.objects.bulk_create(
        (Present(day=day, member=member) for member in found), ignore_conflicts=True
    )
    return sorted(member.name for member in found)


@act
def receive(
    *,
    actor: Person,
    day_id: int,
    text: str,
    now: datetime,
    place_id: int | None = None,
    spot: str = "",
    name: str = "",
    phone: str = "",
    how: str = "",
    lane: Lane | None = None,
    answer: str = "",
    category_id: int | None = None,
) -> Received:
    """接待: what somebody says, in the words he says it. With `answer` it was dealt with at once
    (马上办、现场办, P004-07): sorted, finished and answered in one breath, and the person is still
    asked afterwards whether it is solved, because nobody judges his own work (trust.md P5). Sent again
    under its key it answers with the Reception of the first time."""
    day = running(actor, day_id, "service.receive", now)
    where = _within(day, place_id)
    told = matters.report(
        actor=actor,
        now=now,
        place_id=where,
        text=text,
        spot=spot,
        channel=Channel.SERVICE,
        contact_name=name,
        contact_phone=phone,
        contact_how=how,
        for_other=True,
    )
    if answer.strip():
        _answer(actor, told.pk, lane, answer, category_id, now)
    made = Reception.objects.create(
        day=day,
        village_id=day.village_id,
        matter_id=told.pk,
        lane=lane or "",
        spot=bool(answer.strip()),
        at=now,
    )
    facts = {"matter": str(told.pk), "lane": lane or "", "spot": bool(answer.strip())}
    records.write("service.receive", made, actor=actor, at=now, day=str(day.pk), **facts)
    return told


def _within(day: ServiceDay, place_id: int | None) -> int:
    """The place meant, if it lies in the village of the day; else the day's own place."""
    if place_id is None:
        return day.place_id
    rows = Place.objects.filter(pk=place_id, village_id=day.village_id, until=None)
    if not rows.exists():
        raise Refused("elsewhere", _("这个地方不在本村本社区，请从列表里选。"), field="place")
    return place_id


def _answer(
    actor: Person, matter_id: int, lane: Lane | None, said: str, category_id: int | None,
    now: datetime,
) -> None:  # fmt: skip
    said = rules.on_the_spot(answer=said, lane_chosen=lane is not None)
    assert lane is not None
    matter = Matter.objects.get(pk=matter_id)
    leaf = Category.objects.filter(pk=category_id or 0, active=True).exclude(branch="").first()
    if leaf is None:
        raise Refused("no_category", _("请选一个类别。"), field="category")
    found = pick.units(matter)
    unit = pick.proposed(found, leaf, lane) or next(iter(pick.leading(found, lane)), None)
    if unit is None:
        raise Refused("no_unit", _("这里还没有能牵头的单位，请只记下，回去再分。"), field="lane")
    go: dict[str, Any] = {"actor": actor, "matter_id": matter_id, "now": now}
    matters.triage(
        lane=lane, category_id=leaf.pk, unit_id=unit.pk, reason=str(_("服务日当场办。")), **go
    )
    matters.assign(owner_id=actor.pk, method=Method.ONSPOT, **go)
    matters.finish(outcome=Outcome.ANSWERED, result=said, guidance=said, **go)
    matters.reply(text=said, how="face", **go)


@act
def note_opinion(
    *,
    actor: Actor,
    day_id: int,
    question: Question,
    text: str,
    now: datetime,
    upward: bool = False,
) -> Opinion:
    """五问: what people said to one of the five questions (P004-06); `upward` sends it to the county
    as a suggestion (P004-07)."""
    day = running(actor, day_id, "service.note_opinion", now)
    said = rules.say(text, field="text")[:500]
    opinion = Opinion.objects.create(day=day, question=question, text=said, upward=upward, at=now)
    facts = {"question": question, "text": said, "upward": upward}
    records.write("service.note_opinion", day, actor=actor, at=now, **facts)
    return opinion


@act
def note_deed(*, actor: Actor, day_id: int, deed: Deed, text: str, now: datetime) -> DeedDone:
    """做了什么: one of the five things a group does (P004-05)."""
    day = running(actor, day_id, "service.note_deed", now)
    said = rules.say(text, field="text")[:300]
    done = DeedDone.objects.create(day=day, deed=deed, text=said, at=now)
    records.write("service.note_deed", day, actor=actor, at=now, deed=deed, text=said)
    return done


@act
def end_day(*, actor: Actor, day_id: int, now: datetime, summary: str = "") -> ServiceDay:
    """结束服务日: from now on nothing more is written on it; its sheet can go on the wall."""
    day = take(actor, day_id, "service.end_day")
    rules.end_day(ended=day.ended_at is not None, present=Present.objects.filter(day=day).count())
    day.ended_at, day.summary = now, " ".join(summary.split())[:500]
    day.save(update_fields=["ended_at", "summary"])
    records.write("service.end_day", day, actor=actor, at=now, summary=day.summary)
    return day
