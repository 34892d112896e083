"""Telephones that hold a round: enrolled by whoever walks, revoked by him or the security administrator."""

import hashlib
from datetime import datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Role
from yuanba.patrols.models import Device
from yuanba.patrols.rules import phone as rules
from yuanba.people.models import Person
from yuanba.places.models import Place


def mark_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@act
def enroll_device(*, actor: Person, place_id: int, token: str, now: datetime) -> Device:
    """启用手机: this telephone may hold the round; `token` was made on it and is kept nowhere else."""
    place = Place.objects.filter(pk=place_id).first()
    if place is None:
        raise Denied("patrols.enroll_device")
    permits.require(actor, "patrols.enroll_device", reach=place.reach)
    Person.objects.select_for_update().get(pk=actor.pk)
    living = Device.objects.filter(person=actor, revoked_at=None).count()
    rules.enroll(token=token, living=living)
    device = Device.objects.create(
        person=actor, place=place, mark=mark_of(token), since=now, heard_on=clock.day_of(now)
    )
    records.write("patrols.enroll_device", device, actor=actor, at=now)
    return device


@act
def revoke_device(*, actor: Person, device_id: int, now: datetime) -> Device:
    """停用手机: at its next contact it wipes all it holds of rounds."""
    rows = Device.objects.select_for_update(of=("self",)).select_related("place")
    device = rows.filter(pk=device_id).first()
    if device is None:
        raise Denied("patrols.revoke_device")
    role = permits.require(actor, "patrols.revoke_device", reach=device.reach)
    if device.person_id != actor.pk and role is not Role.SECURITY:
        raise Denied("patrols.revoke_device")
    rules.revoke(device.revoked_at is not None)
    device.revoked_at = now
    device.save(update_fields=["revoked_at"])
    records.write("patrols.revoke_device", device, actor=actor, at=now)
    return device


@act
def hear_from_device(*, actor: Person, device_id: int, now: datetime) -> Device:
    """手机来过: its last day of contact, so that a lost one is noticed."""
    device = Device.objects.select_related("place").filter(pk=device_id, person=actor).first()
    if device is None:
        raise Denied("patrols.hear_from_device")
    permits.require(actor, "patrols.hear_from_device", reach=device.reach)
    device.heard_on = clock.day_of(now)
    device.save(update_fields=["heard_on"])
    records.write("patrols.hear_from_device", device, actor=actor, at=now)
    return device
