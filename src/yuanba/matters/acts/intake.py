"""Taking in: report, accept, refuse."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import cast

from django.conf import settings

from yuanba.base import clock, permits, records, trail
from yuanba.base.act import act, answer_before, digest
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.matters import rules, store
from yuanba.matters.acts.common import Picture, hang, keep, take
from yuanba.matters.models import Matter
from yuanba.matters.rules import Channel
from yuanba.places import queries as places
from yuanba.places.rules import due

TITLE = 40  # characters of the words that stand as title until somebody writes a better one


def tell(
    *,
    place_id: int,
    text: str,
    now: datetime,
    spot: str = "",
    channel: Channel = Channel.PHONE,
    title: str = "",
    nature: str = "",
    outside_number: str = "",
    happened_on: date | None = None,
    contact_name: str = "",
    contact_phone: str = "",
    contact_how: str = "",
    reporter_id: int | None = None,
    recorder_id: int | None = None,
) -> store.Told:
    """What was told, with its place, its promise and its year. Raises Refused beside the field."""
    where = store.address(place_id)
    if where is None:
        raise Refused("no_place", _("请把地点选到村或社区。"), field="place")
    today = clock.day_of(now)
    rules.happened(happened_on, today=today, founded=date.fromisoformat(settings.FOUNDED))
    ends = due(now, rules.INTAKE, places.calendar())
    return store.Told(
        place_id=place_id,
        county_id=where.county_id,
        township_id=where.township_id,
        village_id=where.village_id,
        grid_id=where.grid_id,
        short=where.short,
        title=title or " ".join(text.split())[:TITLE],
        text=text,
        channel=channel,
        at=now,
        limit=rules.INTAKE,
        due_at=ends.at,
        provisional=ends.provisional,
        year=today.year,
        spot=spot,
        nature=nature,
        outside_number=outside_number,
        happened_on=happened_on,
        contact_name=contact_name,
        contact_phone=contact_phone,
        contact_how=contact_how,
        reporter_id=reporter_id,
        recorder_id=recorder_id,
        facts={"channel": channel.value},
    )


@act
def report(
    *,
    actor: Actor,
    now: datetime,
    place_id: int,
    text: str,
    spot: str = "",
    channel: Channel = Channel.PHONE,
    title: str = "",
    happened_on: date | None = None,
    contact_name: str = "",
    contact_phone: str = "",
    contact_how: str = "",
    for_other: bool = False,
    pictures: Sequence[Picture] = (),
    key: str = "",
) -> Matter:
    """上报: somebody tells what is wrong. Staff who write it down are the recorder, never the reporter.

    Returns the matter with the columns that were just written; others are at their defaults.
    """
    told = tell(
        place_id=place_id,
        text=text,
        now=now,
        spot=spot,
        channel=channel,
        title=title,
        happened_on=happened_on,
        contact_name=contact_name,
        contact_phone=contact_phone,
        contact_how=contact_how,
        reporter_id=None if for_other else actor.pk,
        recorder_id=actor.pk if for_other else None,
    )
    reach = {told.county_id, told.township_id, told.village_id, told.grid_id or 0, told.place_id}
    role = permits.require(actor, "matters.report", reach=reach)
    told.role, told.actor_id = role.value, actor.pk
    asked = {"place_id": place_id, "text": text, "spot": spot, "contact_phone": contact_phone}
    said = digest("matters.report", asked) if key else ""
    number = store.take_in_one(told, key=key, digest=said)
    if number is None:
        return cast(Matter, answer_before(key, said))
    matter = written(told, number)
    if pictures:
        hang(matter, pictures, done=False, now=now)
    record = store.record_of(told)
    trail.note_written(record)
    records.react(record)
    return matter


def written(told: store.Told, number: str) -> Matter:
    """The matter as a model, without asking the database again."""
    values = {
        name: getattr(told, name)
        for name in (
            "id place_id county_id township_id village_id grid_id spot year title text nature"
            " outside_number happened_on reporter_id recorder_id due_at provisional"
        ).split()
    }
    matter = Matter(
        **values,
        number=number,
        seq=int(number.rsplit("-", 1)[1]),
        channel=told.channel,
        reported_at=told.at,
        clock_at=told.at,
        amount=told.limit.amount,
        limit_unit=told.limit.unit,
    )
    matter._state.adding = False
    return matter


@act
def accept(*, actor: Actor, matter_id: int, now: datetime, version: int | None = None) -> Matter:
    """受理: somebody of the community has read it and takes it in."""
    matter = take(actor, matter_id, "matters.accept", version)
    matter.state = rules.step(rules.State(matter.state), "accept")
    matter.accepted_at = now
    keep(
        matter,
        "matters.accept",
        ["state", "accepted_at"],
        actor=actor,
        now=now,
        due=matter.due_at.isoformat(),
    )
    return matter


@act
def refuse(
    *,
    actor: Actor,
    matter_id: int,
    kind: rules.Refusal,
    reason: str,
    now: datetime,
    version: int | None = None,
) -> Matter:
    """不予受理: on one of seven grounds, with a pointer to the right door (BJ21 11, WF12345 19)."""
    matter = take(actor, matter_id, "matters.refuse", version)
    matter.state = rules.refuse(state=rules.State(matter.state), kind=kind, reason=reason)
    matter.refusal, matter.reason = kind, reason.strip()
    matter.result = str(rules.POINTERS[kind])
    keep(
        matter,
        "matters.refuse",
        ["state", "refusal", "reason", "result"],
        actor=actor,
        now=now,
        kind=kind,
        reason=matter.reason,
    )
    return matter


