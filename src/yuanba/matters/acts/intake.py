"""Taking in: report, accept, refuse."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import cast

from django.conf import settings

from yuanba.base import clock, permits, records, trail, words_in
from yuanba.base.act import act, answer_before, digest
from yuanba.base.errors import Refused
from yuanba.base.models import Key
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.base.together import shares_commit
from yuanba.duties.rules import Lane
from yuanba.matters import rules, store
from yuanba.matters.acts import naming
from yuanba.matters.acts.common import Picture, hang, keep, stood, take
from yuanba.matters.acts.speaking import give_receipt, keep_spoken, receipt_again, tidy
from yuanba.matters.acts.voice import Sound, attach, begin, title_of
from yuanba.matters.models import Matter
from yuanba.matters.rules import Channel, Spoken
from yuanba.people.models import Person
from yuanba.places import queries as places
from yuanba.places.rules import due


@dataclass(frozen=True)
class Received:
    """What the person is told at once: the number, and by when somebody has it."""

    pk: int
    number: str
    due_at: datetime
    receipt: str = ""  # the 16 digits of an anonymous report: shown once, kept nowhere


Find = Callable[[int], store.Address | None]


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
    sounds: Sequence[Sound] = (),
    address: Find = store.address,
) -> store.Told:
    """What was told, with its place, its promise and its year. Raises Refused beside the field."""
    where = address(place_id)
    if where is None:
        raise Refused("no_place", _("请把地点选到村或社区。"), field="place")
    today = clock.day_of(now)
    rules.happened(happened_on, today=today, founded=date.fromisoformat(settings.FOUNDED))
    ends = due(now, rules.INTAKE, places.calendar(where.calendar))
    text = words_in.clean(text, most=2000, least=0 if sounds else 1)
    return store.Told(
        place_id=place_id,
        county_id=where.county_id,
        township_id=where.township_id,
        village_id=where.village_id,
        grid_id=where.grid_id,
        short=where.short,
        title=_may_be(title, 60, "title") or (begin(text) if text else title_of(sounds)),
        text=text,
        channel=channel,
        at=now,
        limit=rules.INTAKE,
        due_at=ends.at,
        provisional=ends.provisional,
        year=today.year,
        spot=_may_be(spot, 120, "spot"),
        nature=nature,
        outside_number=outside_number,
        happened_on=happened_on,
        contact_name=_may_be(contact_name, 40, "contact_name"),
        contact_phone=words_in.phone(contact_phone, field="contact_phone") if contact_phone else "",
        contact_how=contact_how,
        reporter_id=reporter_id,
        recorder_id=recorder_id,
        facts={"channel": channel.value},
    )


def _may_be(said: str, most: int, field: str) -> str:
    """Words that may be left out."""
    return words_in.clean(said, most=most, least=0, field=field) if said else ""


@act
@shares_commit
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
    spoken: Spoken | None = None,
    pictures: Sequence[Picture] = (),
    sounds: Sequence[Sound] = (),
    concern: naming.Named | None = None,
    chosen_lane: Lane | None = None,
    key: str = "",
) -> Received:
    """上报: somebody tells what is wrong. Staff who write it down are the recorder, never the reporter.

    `chosen_lane` is the lane that the person chose for it by the chart.
    `spoken` says who spoke where that is not simply the person himself, in Chinese. With a spoken
    note (`sounds`) the text may be empty until somebody writes it down.
    """
    another = spoken is not None and spoken.for_another
    nameless = spoken is not None and spoken.who is rules.Who.ANONYMOUS
    if nameless and not key:
        key = secrets.token_hex(16)  # the digits are made from it
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
        reporter_id=None if for_other or another or nameless else actor.pk,
        recorder_id=actor.pk if for_other else None,
        sounds=sounds,
    )
    if spoken is not None:
        spoken = tidy(spoken)
        rules.spoken(spoken, name=told.contact_name, phone=told.contact_phone)
        told.facts["who"] = spoken.who.value
    if for_other:
        _not_over_the_person(told, actor)
    reach = {told.county_id, told.township_id, told.village_id, told.grid_id or 0, told.place_id}
    role = permits.require(actor, "matters.report", reach=reach)
    told.role = role.value
    told.actor_id = None if nameless and not for_other else actor.pk
    told.by = None if told.actor_id is None else actor
    by = None if told.actor_id is None else actor
    about = naming.begin(told, concern, by=by, now=now)
    asked = {"place_id": place_id, "text": text, "spot": spot, "happened_on": happened_on}
    asked |= {"name": contact_name, "phone": contact_phone, "how": contact_how}
    more = {"spoken": spoken, "concern": concern, "chosen_lane": chosen_lane}
    asked |= {name: value for name, value in more.items() if value is not None}
    said = digest("matters.report", asked) if key else ""
    number = store.take_in_one(told, key=key, digest=said)
    if number is None:
        first = cast(Matter, answer_before(key, said))
        digits = receipt_again(first.pk, key) if nameless else ""
        return Received(first.pk, first.number, first.due_at, digits)
    _keep_choice(told.id, chosen_lane)
    if spoken is not None and spoken.worth_keeping:
        keep_spoken(told.id, spoken, helper=actor if another and not for_other else None, now=now)
    digits = give_receipt(told.id, key) if nameless else ""
    naming.tie(about, told.id)
    if pictures:
        hang(told.id, pictures, done=False, now=now)
    if sounds:
        attach(told.id, sounds, now=now)
    trail.note_written(store.ACT, store.KIND, told.id)
    if records.reacts(store.ACT):
        records.react(store.record_of(told))
    return Received(told.id, number, told.due_at, digits)


def _keep_choice(matter_id: int, lane: Lane | None) -> None:
    """Which lane the person chose himself; nothing for who did not use the chart."""
    if lane is not None:
        Matter.objects.filter(pk=matter_id).update(chosen_lane=lane)


def _not_over_the_person(told: store.Told, actor: Actor) -> None:
    own_name, own_phone = getattr(actor, "name", ""), getattr(actor, "phone", "")
    rules.not_over_the_person(
        name=told.contact_name, phone=told.contact_phone, own_name=own_name, own_phone=own_phone
    )


def written(told: store.Told, number: str) -> Matter:
    """The matter as a model, without asking the database again."""
    values = {
        name: getattr(told, name)
        for name in [
            "id",
            "place_id",
            "county_id",
            "township_id",
            "village_id",
            "grid_id",
            "spot",
            "year",
            "title",
            "text",
            "nature",
            "outside_number",
            "happened_on",
            "reporter_id",
            "recorder_id",
            "due_at",
            "provisional",
        ]
    }
    matter = Matter(
        **values,
        register_id=told.village_id,
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


@dataclass(frozen=True)
class Noted:
    """One line of an offline batch, as the phone kept it."""

    key: str
    place_id: int
    text: str
    spot: str = ""
    title: str = ""
    channel: Channel = Channel.PATROL
    contact_name: str = ""
    contact_phone: str = ""
    contact_how: str = ""
    spoken: Spoken | None = None
    captured_at: datetime | None = None  # the phone's clock: kept as a fact, never as our time


@dataclass(frozen=True)
class Sent:
    """What became of one line: its matter, or why it was refused."""

    key: str
    matter_id: int | None = None
    number: str = ""
    refusal: Refused | None = None


@act
def report_batch(*, actor: Person, lines: Sequence[Noted], now: datetime) -> list[Sent]:
    """补传: what a phone kept while there was no signal, all in one transaction.

    Each line stands for itself: a refused one is named and the others are written; a line sent
    before (same key) answers with its first number. Raises Denied if a place is not his.
    """
    permits.require(actor, "matters.report_batch", reach=[post.over for post in actor.held()])
    asked = {line.key: digest("matters.report_batch", vars(line)) for line in lines}
    answers = _told_before(asked)
    fresh: dict[str, store.Told] = {}
    address = cache(store.address)  # a round is walked in a few places
    for line in lines:
        if line.key in answers:
            continue
        try:
            fresh[line.key] = _from_phone(line, actor, now, address)
            answers[line.key] = Sent(line.key)
        except Refused as refusal:
            answers[line.key] = Sent(line.key, refusal=refusal)
    claimed = store.claim_all([(key, asked[key], told) for key, told in fresh.items()])
    if taken := fresh.keys() - claimed:  # the same phone sent the same batch a moment ago
        answers |= _told_before({key: asked[key] for key in taken})
    mine = [(key, told) for key, told in fresh.items() if key in claimed]
    given = store.take_in([told for _key, told in mine])
    of = {line.key: line.spoken for line in lines}
    for (key, told), (pk, number) in zip(mine, given, strict=True):
        answers[key] = Sent(key, pk, number)
        if (spoken := of[key]) is not None and spoken.worth_keeping:
            keep_spoken(pk, tidy(spoken), helper=None, now=now)
        if records.reacts(store.ACT):
            records.react(store.record_of(told))
    records.write("matters.report_batch", actor, actor=actor, at=now, n=len(mine))
    return [answers[line.key] for line in lines]


def _told_before(asked: dict[str, str]) -> dict[str, Sent]:
    """What became of those of these keys (key → digest) that were sent before."""
    known = list(Key.objects.filter(key__in=asked))
    found = Matter.objects.filter(pk__in=[row.subject_id for row in known])
    numbers = dict(found.values_list("pk", "number"))
    answers = {}
    for row in known:
        if row.digest == asked[row.key]:
            pk = row.subject_id or 0
            answers[row.key] = Sent(row.key, pk, numbers.get(pk, ""))
        else:
            words = _("这一条已经传过，内容不同，请另记一条。")
            answers[row.key] = Sent(row.key, refusal=Refused("key_reused", words))
    return answers


def _from_phone(line: Noted, actor: Person, now: datetime, address: Find) -> store.Told:
    told = tell(
        place_id=line.place_id,
        text=line.text,
        now=now,
        spot=line.spot,
        title=line.title,
        channel=line.channel,
        contact_name=line.contact_name,
        contact_phone=line.contact_phone,
        contact_how=line.contact_how,
        recorder_id=actor.pk,
        address=address,
    )
    reach = {told.county_id, told.township_id, told.village_id, told.grid_id or 0, told.place_id}
    told.role = permits.require(actor, "matters.report", reach=reach).value
    told.actor_id, told.by = actor.pk, actor
    if line.spoken is not None:
        rules.spoken(tidy(line.spoken), name=told.contact_name, phone=told.contact_phone)
        told.facts["who"] = line.spoken.who.value
    _not_over_the_person(told, actor)
    if line.captured_at is not None:
        told.facts["captured_at"] = line.captured_at.isoformat()
    return told


@act
def accept(*, actor: Actor, matter_id: int, now: datetime, version: int | None = None) -> Matter:
    """受理: somebody of the community has read it and takes it in."""
    matter = take(actor, matter_id, "matters.accept", version)
    before = stood(matter, "state", "accepted_at")
    matter.state = rules.step(rules.State(matter.state), "accept")
    matter.accepted_at = now
    keep(
        matter,
        "matters.accept",
        ["state", "accepted_at"],
        actor=actor,
        now=now,
        due=matter.due_at.isoformat(),
        **before,
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
