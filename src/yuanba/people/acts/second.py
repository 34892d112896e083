"""The second factor: offered, confirmed, asked for at each sign-in; ten codes on paper beside it.

The arithmetic of RFC 6238 is `cryptography`'s own (trust.md rule 35), which we carry anyway.
"""

import secrets
from datetime import datetime
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

from yuanba.base import permits, records, sealing
from yuanba.base.act import act, every_time
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.people import rules
from yuanba.people.acts import tries
from yuanba.people.acts.staff import locked
from yuanba.people.models import Person, RecoveryCode, SecondFactor

BYTES = 20  # the length of the hash, as RFC 4226 (4, R6) recommends


@act
def offer_second_factor(*, actor: Actor, now: datetime) -> SecondFactor:
    """准备第二步验证: a new secret to be scanned. It counts for nothing until a code confirms it."""
    person = locked(Person, actor.pk)
    permits.require(actor, "people.offer_second_factor", reach={person.pk})
    SecondFactor.objects.filter(person=person, confirmed_at=None, ended_at=None).update(
        ended_at=now
    )
    sealed = sealing.seal(rules.SEALED_FOR, secrets.token_bytes(BYTES))
    factor = SecondFactor.objects.create(person=person, sealed=sealed, made_at=now)
    records.write("people.offer_second_factor", factor, actor=actor, at=now)
    return factor


def confirm(*, actor: Person, code: str, address: str, now: datetime) -> list[str]:
    """Confirm the offered secret; guessing is slowed down as at the door."""
    _take(actor, address, now)
    codes: list[str] = []
    confirm_second_factor(actor=actor, code=code, now=now, told=codes.append)
    _give_back(actor, address)
    return codes


@act
@every_time
def confirm_second_factor(
    *, actor: Actor, code: str, now: datetime, told: rules.Told
) -> SecondFactor:
    """启用第二步验证: the first right code. The old secret ends; `told` hears ten new codes."""
    person = locked(Person, actor.pk)
    permits.require(actor, "people.confirm_second_factor", reach={person.pk})
    rows = SecondFactor.objects.select_for_update().filter(person=person, ended_at=None)
    offered = rows.filter(confirmed_at=None).first()
    if offered is None:
        raise Refused("nothing_offered", _("请先扫一扫二维码，再填数字。"), field="code")
    step = _step(offered, rules.typed(code), now)
    if step is None:
        raise wrong_code()
    rows.exclude(confirmed_at=None).update(ended_at=now)
    offered.confirmed_at, offered.last_step = now, step
    offered.save(update_fields=["confirmed_at", "last_step"])
    _ten_codes(person, now, told)
    records.write("people.confirm_second_factor", offered, actor=actor, at=now)
    return offered


def wrong_code() -> Refused:
    message = _("这六位数字不对，或者已经用过。请等手机上出现新的数字再填。")
    return Refused("second_wrong", message, field="code")


def _step(factor: SecondFactor, code: str, now: datetime) -> int | None:
    try:
        secret = sealing.unseal(rules.SEALED_FOR, factor.sealed)
    except sealing.Unreadable:
        message = _(
            "服务器的密钥换过，认不出您的手机了。请用一个纸上的备用码，或者找安全管理员重置。"
        )
        raise Refused("second_unreadable", message, field="code") from None
    return rules.step_of(
        code, at=int(now.timestamp()), last=factor.last_step, generate=generator(secret)
    )


def generator(secret: bytes) -> rules.Generate:
    """The code of a step. SHA-1 and six digits are what every authenticator app reads."""
    hotp = HOTP(secret, rules.DIGITS, SHA1())  # noqa: S303  HMAC, not a signature
    return lambda step: hotp.generate(step).decode()


def _ten_codes(person: Person, now: datetime, told: rules.Told) -> None:
    """Ten new codes; those that were not used are void."""
    RecoveryCode.objects.filter(person=person, used_at=None).delete()
    rows = []
    for _again in range(rules.RECOVERY_CODES):
        code = "".join(secrets.choice(rules.ALPHABET) for _sign in range(rules.RECOVERY_SIGNS))
        rows.append(RecoveryCode(person=person, digest=_digest(code), made_at=now))
        told(rules.grouped(code))
    RecoveryCode.objects.bulk_create(rows)


def _digest(code: str) -> str:
    return sha256(code.encode()).hexdigest()


def prove(*, actor: Person, code: str, address: str, now: datetime) -> str:
    """Is it he? Returns how he showed it: totp or recovery. Raises Refused for a wrong code."""
    _take(actor, address, now)
    shown = pass_second_factor(actor=actor, code=code, now=now)
    if shown is None:
        raise wrong_code()
    _give_back(actor, address)
    return shown


@act
@every_time
def pass_second_factor(*, actor: Actor, code: str, now: datetime) -> str | None:
    """第二步验证: the six digits of this moment, or a code from the paper; each is good once.

    None for a wrong code: that somebody knew the password and not the code stays on record.
    """
    person = locked(Person, actor.pk)
    permits.require(actor, "people.pass_second_factor", reach={person.pk})
    rows = SecondFactor.objects.select_for_update().filter(person=person, ended_at=None)
    factor = rows.exclude(confirmed_at=None).get()
    said, shown = rules.typed(code), None
    if len(said) == rules.RECOVERY_SIGNS:
        papers = RecoveryCode.objects.filter(person=person, used_at=None, digest=_digest(said))
        shown = "recovery" if papers.update(used_at=now) else None
    elif (step := _step(factor, said, now)) is not None:
        factor.last_step, shown = step, "totp"
        factor.sealed = sealing.fresh(rules.SEALED_FOR, factor.sealed)
        factor.save(update_fields=["last_step", "sealed"])
    records.write("people.pass_second_factor", factor, actor=actor, at=now, by=shown or "")
    return shown


def renew(*, actor: Person, code: str, address: str, now: datetime) -> list[str]:
    """Ten new recovery codes for somebody who shows that it is he."""
    prove(actor=actor, code=code, address=address, now=now)
    codes: list[str] = []
    renew_recovery_codes(actor=actor, now=now, told=codes.append)
    return codes


@act
def renew_recovery_codes(*, actor: Actor, now: datetime, told: rules.Told) -> Person:
    """换备用码: ten new ones; the old paper is void."""
    person = locked(Person, actor.pk)
    permits.require(actor, "people.renew_recovery_codes", reach={person.pk})
    _ten_codes(person, now, told)
    records.write("people.renew_recovery_codes", person, actor=actor, at=now)
    return person


def _take(person: Person, address: str, now: datetime) -> None:
    """Slow for one address, and not slower than a minute for all others: who guesses from far away
    does not keep the owner out."""
    tries.take("second-all", str(person.pk), now=now)
    tries.take("second", f"{person.pk}:{address}", now=now)


def _give_back(person: Person, address: str) -> None:
    tries.give_back("second-all", str(person.pk))
    tries.forget("second", f"{person.pk}:{address}")
