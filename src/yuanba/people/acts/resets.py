"""Resets (trust.md T20): neither administrator alone can open a colleague's account.

Who asks is told the first half of a code, who agrees the second half; both tell the person theirs.
With both halves the person chooses a new password, and sets up a second factor at once.
"""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.utils.crypto import constant_time_compare, salted_hmac

from yuanba.base import clock, permits, records
from yuanba.base.act import act, every_time
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.people import rules
from yuanba.people.acts import tries
from yuanba.people.acts.staff import hashed, locked, require_over
from yuanba.people.door import Guest
from yuanba.people.models import Person, RecoveryCode, Reset, SecondFactor, Session


def _half(reset: Reset, which: str, told: rules.Told) -> str:
    """A new half of the code: told once in the clear, kept as a keyed digest."""
    said = "".join(secrets.choice(rules.ALPHABET) for _sign in range(rules.HALF))
    told(said)
    return _digest(reset, which, said)


def _digest(reset: Reset, which: str, said: str) -> str:
    words = f"{reset.pk}:{which}:{said}"
    return salted_hmac("yuanba.reset", words, algorithm="sha256").hexdigest()


@act
def ask_reset(
    *, actor: Actor, person_id: int, reason: str, now: datetime, told: rules.Told
) -> Reset:
    """申请重置: a colleague lost his password or his telephone. `told` hears the first half."""
    person = locked(Person, person_id)
    today = clock.day_of(now)
    require_over(actor, "people.ask_reset", person, today)
    open_ones = Reset.objects.select_for_update().filter(person=person, used_at=None, ended_at=None)
    before = open_ones.first()
    why = rules.ask_reset(
        oneself=actor.pk == person.pk,
        active=person.is_active,
        has_password=person.has_usable_password() or _was_reset(person),
        reason=reason,
    )
    if before is not None:
        if not rules.asking_over(asked_at=before.asked_at, agreed_at=before.agreed_at, now=now):
            raise Refused("reset_open", _("已经有人申请了，请先看那一个申请。"))
        before.ended_at = now
        before.save(update_fields=["ended_at"])
    held = [post.place_id for post in person.posts.all() if post.held_on(today)]
    place_id = held[0] if held else person.home_id
    if place_id is None:
        raise Denied("nobody reaches him")
    reset = Reset(person=person, place_id=place_id, reason=why, asked_by_id=actor.pk, asked_at=now)
    reset.first_half = _half(reset, "1", told)
    reset.save(force_insert=True)
    facts = {"person": str(person.pk), "reason": why}
    records.write("people.ask_reset", reset, actor=actor, at=now, **facts)
    return reset


def _was_reset(person: Person) -> bool:
    """His password was taken away by a reset that nobody used yet."""
    return Reset.objects.filter(person=person, agreed_at__isnull=False).exists()


@act
def agree_reset(*, actor: Actor, reset_id: int, now: datetime, told: rules.Told) -> Reset:
    """同意重置: a second administrator. The old password and telephone open nothing any more."""
    reset = _open(reset_id)
    person = locked(Person, reset.person_id)
    require_over(actor, "people.agree_reset", person, clock.day_of(now))
    rules.agree_reset(
        asked_it=actor.pk is not None and actor.pk == reset.asked_by_id,
        about_me=actor.pk == person.pk,
        agreed=reset.agreed_at is not None,
        over=rules.asking_over(asked_at=reset.asked_at, agreed_at=None, now=now),
    )
    reset.agreed_by_id, reset.agreed_at = actor.pk, now
    reset.second_half = _half(reset, "2", told)
    reset.save(update_fields=["agreed_by", "agreed_at", "second_half"])
    person.password = make_password(None)
    person.save(update_fields=["password"])
    SecondFactor.objects.filter(person=person, ended_at=None).update(ended_at=now)
    RecoveryCode.objects.filter(person=person, used_at=None).delete()
    Session.objects.filter(person=person).delete()
    facts = {"person": str(person.pk), "asked_by": str(reset.asked_by_id or "")}
    records.write("people.agree_reset", reset, actor=actor, at=now, **facts)
    return reset


def _open(reset_id: int) -> Reset:
    reset = locked(Reset, reset_id)
    if reset.ended_at is not None:
        raise Refused("reset_over", _("这个申请已经作废了。"))
    return reset


@act
def end_reset(*, actor: Actor, reset_id: int, reason: str, now: datetime) -> Reset:
    """不同意重置, or 撤回: the code is void. A password that was taken away does not come back."""
    reset = _open(reset_id)
    person = locked(Person, reset.person_id)
    require_over(actor, "people.end_reset", person, clock.day_of(now))
    rules.end_reset(used=reset.used_at is not None)
    why = rules.because(reason)
    reset.ended_at, reset.ended_by_id = now, actor.pk
    reset.save(update_fields=["ended_at", "ended_by"])
    facts = {"person": str(person.pk), "reason": why}
    records.write("people.end_reset", reset, actor=actor, at=now, **facts)
    return reset


def open_with_reset(
    *, username: str, code: str, password: str, address: str, now: datetime
) -> Person:
    """The person has both halves: a new password. Guessing is slowed down as at the door."""
    name = rules.username(username)
    tries.take("reset", name, now=now)
    tries.take("reset-from", address, now=now)
    person = use_reset(actor=Guest(), username=name, code=code, password=password, now=now)
    tries.forget("reset", name)
    tries.give_back("reset-from", address)
    return person


@act
@every_time
def use_reset(*, actor: Actor, username: str, code: str, password: str, now: datetime) -> Person:
    """用重置码: the person himself chooses a new password; his acts of the next day are marked.

    Refused in the same words for an unknown name, a wrong code and one that is over.
    """
    permits.require(actor, "people.use_reset", reach=frozenset())
    person = Person.objects.select_for_update().filter(username=username, is_active=True).first()
    rows = Reset.objects.select_for_update().filter(person=person, used_at=None, ended_at=None)
    reset = rows.first() if person is not None else None
    said = rules.typed(code)
    halves = (said[: rules.HALF], said[rules.HALF :])
    if (
        person is None
        or reset is None
        or not rules.reset_lives(agreed_at=reset.agreed_at, now=now)
        or not constant_time_compare(reset.first_half, _digest(reset, "1", halves[0]))
        or not constant_time_compare(reset.second_half, _digest(reset, "2", halves[1]))
    ):
        message = _("用户名或重置码不对，或者过期了。前一半在先，后一半在后，两半都要填。")
        raise Refused("reset_wrong", message, field="code")
    person.password = hashed(password, person)
    person.save(update_fields=["password"])
    reset.used_at, reset.marked_until = now, now + rules.MARKED
    reset.save(update_fields=["used_at", "marked_until"])
    records.write("people.use_reset", reset, actor=person, at=now)
    return person
