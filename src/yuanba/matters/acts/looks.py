"""查看联系方式: who looked at a person's number, and why, is kept; too many in a day are shown."""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.models import Record
from yuanba.base.permits import Actor
from yuanba.matters import rules
from yuanba.matters.acts.common import keep, take
from yuanba.matters.models import Alarm, Contact, Decoy, Matter
from yuanba.people.models import Person


@act
def reveal(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> Contact:
    """查看联系方式: who looked at a person's number, and why, is kept (trust.md P8)."""
    matter = take(actor, matter_id, "matters.reveal", None)
    return looked(matter, actor=actor, reason=reason, now=now)


def looked(matter: Matter, *, actor: Actor, reason: str, now: datetime) -> Contact:
    """What every look leaves, whose act it is part of (also notices.look): its line, its count."""
    said = rules.say_why(reason)
    keep(matter, "matters.reveal", [], actor=actor, now=now, reason=said)
    if isinstance(actor, Person):
        _count(actor, matter, now)
        _watch(actor, matter, said, now)
    return getattr(matter, "contact", None) or Contact(matter=matter)


def _count(looker: Person, matter: Matter, now: datetime) -> None:
    """More than usual today: one alarm a person and day, and its own record when it begins."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Record.objects.filter(at__gte=midnight, at__lt=midnight + timedelta(days=1))
    n = today.filter(act="matters.reveal", actor=looker).count()
    if not rules.looks.alarms(n):
        return
    at = {"n": n, "at": now, "place_id": _place(looker, matter)}
    day = clock.day_of(now)
    alarm, new = Alarm.objects.get_or_create(person=looker, day=day, decoy=None, defaults=at)
    if new:
        records.write("matters.reveal_alarm", alarm, actor=looker, at=now, n=n)
    else:
        Alarm.objects.filter(pk=alarm.pk).update(n=n)


def _watch(looker: Person, matter: Matter, reason: str, now: datetime) -> None:
    """A look at a decoy: nobody has a reason for it. An alarm a person, day and decoy; the looker
    sees what he would see of any matter. One statement for an ordinary one."""
    decoy = Decoy.objects.filter(matter=matter, ended_at=None).first()
    if decoy is None:
        return
    at = {"n": 0, "at": now, "place_id": _place(looker, matter), "reason": reason[:300]}
    day = clock.day_of(now)
    alarm, new = Alarm.objects.get_or_create(person=looker, day=day, decoy=decoy, defaults=at)
    Alarm.objects.filter(pk=alarm.pk).update(n=F("n") + 1)
    if new:
        records.write("matters.decoy_alarm", alarm, actor=looker, at=now)


def _place(looker: Person, matter: Matter) -> int:
    """Of the post by which he looked."""
    post = next((p for p in looker.held() if p.over in matter.reach), None)
    return post.place_id if post else matter.place_id


@act
def note_alarm(*, actor: Actor, alarm_id: int, note: str, now: datetime) -> Alarm:
    """核实查看: somebody else has asked why so many, and writes down what came of it."""
    alarm = Alarm.objects.select_for_update(of=("self",)).filter(pk=alarm_id).first()
    if alarm is None:
        raise Denied("matters.note_alarm")
    permits.require(actor, "matters.note_alarm", reach=alarm.reach)
    said = rules.looks.note(
        seen=alarm.seen_at is not None, actor_id=actor.pk, looker_id=alarm.person_id, note=note
    )
    alarm.seen_by = actor if isinstance(actor, Person) else None
    alarm.seen_at, alarm.note = now, said[:300]
    alarm.save(update_fields=["seen_by", "seen_at", "note"])
    records.write("matters.note_alarm", alarm, actor=actor, at=now, note=alarm.note)
    return alarm
