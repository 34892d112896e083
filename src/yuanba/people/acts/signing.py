"""Signing in: staff by name and password, residents by a code sent to their telephone."""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import constant_time_compare, salted_hmac

from yuanba.base import clock, permits, records
from yuanba.base.act import act, every_time
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.people import rules
from yuanba.people.acts import second, tries
from yuanba.people.acts.residents import new_resident
from yuanba.people.acts.staff import locked
from yuanba.people.door import Guest
from yuanba.people.models import Person, PhoneCode, SecondFactor, Session
from yuanba.people.rules import Verified

NOBODY = frozenset[int]()


@dataclass(frozen=True)
class Sent:
    """A code on its way. The clear code lives here and in the message, nowhere else."""

    phone: str
    code: str


@cache
def _nobodys_password() -> str:
    return make_password(secrets.token_urlsafe(16))


@dataclass(frozen=True)
class Entered:
    """The password was right. `then` says what is still asked: nothing, a code, or to set one up."""

    person: Person
    then: str = ""  # "", "second" or "enrol"


def enter(*, username: str, password: str, address: str, now: datetime) -> Entered:
    """Staff, by name and password.

    Refused in the same words, after the same time, for an unknown name, a wrong password and a
    stopped account (trust.md T22); slower from the sixth try on, per name and per address.
    """
    name = rules.username(username)
    tries.take("password", name, now=now)
    tries.take("password-from", address, now=now)
    person = Person.objects.filter(username=name, is_active=True).first()
    usable = person is not None and person.has_usable_password()
    right = check_password(password, person.password if person and usable else _nobodys_password())
    if person is None or not usable or not right:
        raise Refused("sign_in_wrong", _("用户名或密码不对，请再看看。"), field="password")
    tries.forget("password", name)
    tries.give_back("password-from", address)
    return after_password(person=person, now=now)


def after_password(*, person: Person, now: datetime) -> Entered:
    """What is asked of somebody whose password was right: nothing more, a code, or to set one up."""
    if (
        SecondFactor.objects.filter(person=person, ended_at=None)
        .exclude(confirmed_at=None)
        .exists()
    ):
        return Entered(person, "second")
    if settings.STAFF_TOTP and _holds_a_post(person, now):
        second.offer_second_factor(actor=person, now=now)
        return Entered(person, "enrol")
    sign_in(actor=Guest(), person_id=person.pk, how="password", now=now)
    return Entered(person)


def _holds_a_post(person: Person, now: datetime) -> bool:
    return any(post.held_on(clock.day_of(now)) for post in person.posts.all())


def enter_second(*, person: Person, code: str, address: str, now: datetime) -> str:
    """Staff, the second step. Returns how it was shown: totp or recovery."""
    how = second.prove(actor=person, code=code, address=address, now=now)
    sign_in(actor=Guest(), person_id=person.pk, how=how, now=now)
    return how


def enter_enrolling(*, person: Person, code: str, address: str, now: datetime) -> list[str]:
    """Staff, the first time: the second factor is confirmed. Returns the ten recovery codes."""
    codes = second.confirm(actor=person, code=code, address=address, now=now)
    sign_in(actor=Guest(), person_id=person.pk, how="totp", now=now)
    return codes


@act
@every_time
def sign_in(*, actor: Actor, person_id: int, how: str, now: datetime) -> Person:
    """登录: leaves a record; `how` is password, totp, recovery, phone, card or demo."""
    permits.require(actor, "people.sign_in", reach=NOBODY)
    person = locked(Person, person_id)
    if not person.is_active:
        raise Refused("person_blocked", _("这个账号已停用，请找社区工作人员。"))
    records.write("people.sign_in", person, actor=person, at=now, how=how)
    return person


def ask_code(*, phone: str, address: str, now: datetime) -> Sent:
    """Have a code sent; one address cannot have codes sent to a hundred numbers."""
    tries.take("send-from", address, now=now)
    return send_code(actor=Guest(), phone=phone, now=now)


@act
def send_code(*, actor: Actor, phone: str, now: datetime) -> Sent:
    """发验证码: six digits, good for ten minutes, at most three an hour for one number.

    The record names neither the number nor the code. The page sends what is returned.
    """
    permits.require(actor, "people.send_code", reach=NOBODY)
    number = rules.mobile(phone)
    tries.held(tries.named("codes", number), now)  # two at once take turns, so that four never go
    sent = PhoneCode.objects.filter(phone=number, at__gt=now - timedelta(hours=1)).count()
    rules.send_code(sent_last_hour=sent)
    PhoneCode.objects.filter(phone=number, used=False).update(used=True)  # only the last one counts
    code = f"{secrets.randbelow(10**6):06d}"
    row = PhoneCode(phone=number, at=now, until=now + rules.CODE_LASTS)
    row.digest = _digest(row, code)
    row.save(force_insert=True)
    records.write("people.send_code", row, actor=actor, at=now)
    return Sent(number, code)


def _digest(row: PhoneCode, code: str) -> str:
    """Keyed with the server's secret: six digits alone would be guessed from their hash."""
    return salted_hmac("yuanba.code", f"{row.pk}:{code}", algorithm="sha256").hexdigest()


@act
@every_time
def confirm_phone(*, actor: Actor, phone: str, code: str, now: datetime) -> Person | None:
    """验手机: the right code opens the person of this number, who is made if there is none.

    None for a wrong code: the try must stay counted, so this is an outcome and not a refusal.
    """
    permits.require(actor, "people.confirm_phone", reach=NOBODY)
    number = rules.mobile(phone)
    rows = PhoneCode.objects.select_for_update().filter(phone=number, used=False)
    row = rows.order_by("-at").first()
    if row is None or not rules.code_lives(
        tries=row.tries, used=row.used, until=row.until, now=now
    ):
        raise _wrong_code()
    row.tries += 1
    row.used = constant_time_compare(row.digest, _digest(row, code))
    row.save(update_fields=["tries", "used"])
    person = _owner(number) if row.used else None
    records.write("people.confirm_phone", row, actor=person or actor, at=now, right=row.used)
    return person


def _wrong_code() -> Refused:
    message = _("验证码不对或者过期了。请看清短信再填，或者重新发一次。")
    return Refused("code_wrong", message, field="code")


def _owner(number: str) -> Person:
    person = Person.objects.select_for_update().filter(phone=number).first()
    if person is None:
        person = new_resident(f"居民{number[-4:]}", number, None)
    if person.verified == Verified.NONE:
        person.verified = Verified.PHONE
        person.save(update_fields=["verified"])
    return person


def open_with_code(*, phone: str, code: str, address: str, now: datetime) -> Person:
    """Sign a resident in by the code. Staff are sent to the password: a code alone is less sure."""
    tries.take("code-from", address, now=now)
    typed = unicodedata.normalize("NFKC", code).replace(" ", "")
    person = confirm_phone(actor=Guest(), phone=phone, code=typed, now=now)
    if person is None:
        raise _wrong_code()
    if _holds_a_post(person, now):
        message = _("您在这里有工作岗位，请用用户名和密码登录。")
        raise Refused("staff_by_password", message, field="code")
    sign_in(actor=Guest(), person_id=person.pk, how="phone", now=now)
    tries.give_back("code-from", address)
    return person


@act
def sign_out_others(*, actor: Actor, but: str, now: datetime) -> Person:
    """退出别处的登录: every session of this person ends, except the one named `but`."""
    person = locked(Person, actor.pk)
    permits.require(actor, "people.sign_out_others", reach={person.pk})
    ended, _each = Session.objects.filter(person=person).exclude(pk=but).delete()
    records.write("people.sign_out_others", person, actor=actor, at=now, ended=ended)
    return person
