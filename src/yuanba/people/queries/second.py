"""The second factor as its owner sees it, and where he is signed in."""

from base64 import b32encode
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from django.conf import settings

from yuanba.base import sealing
from yuanba.people import door, rules
from yuanba.people.models import Person, SecondFactor, Session

ISSUER = "院坝 Yuanba"


@dataclass(frozen=True)
class Secret:
    """An offered secret: as an address for the QR code, and spelled out for typing by hand."""

    address: str
    spelled: str


def has_second_factor(person: Person) -> bool:
    return person.factors.filter(ended_at=None).exclude(confirmed_at=None).exists()


def codes_left(person: Person) -> int:
    return person.recovery_codes.filter(used_at=None).count()


def offered_secret(person: Person) -> Secret | None:
    """The secret that waits for its first code; None if there is none that we can read."""
    offered = SecondFactor.objects.filter(person=person, ended_at=None, confirmed_at=None).first()
    if offered is None:
        return None
    try:
        secret = sealing.unseal(rules.SEALED_FOR, offered.sealed)
    except sealing.Unreadable:
        return None
    spelled = b32encode(secret).decode().rstrip("=")
    host = settings.PUBLIC_URL.partition("://")[2]
    label = quote(f"{ISSUER}:{person.username}@{host}", safe="")
    address = f"otpauth://totp/{label}?secret={spelled}&issuer={quote(ISSUER)}"
    return Secret(address, rules.grouped(spelled).replace("-", " "))


@dataclass(frozen=True)
class SignedIn:
    """A session of the reader's own."""

    device: str
    since: datetime
    seen: datetime
    here: bool  # the one that asks


def sessions(actor: Person, *, here: str | None, now: datetime) -> list[SignedIn]:
    """Where the reader is signed in, the latest first; one statement."""
    found = []
    for row in Session.objects.filter(person=actor, expire_date__gt=now)[:50]:
        kept = row.get_decoded()
        if "since" not in kept:
            continue
        since = datetime.fromtimestamp(kept["since"], UTC)
        seen = datetime.fromtimestamp(kept["seen"], UTC)
        lasts = door.lasts(kept.get("how", ""))
        if rules.still_signed_in(since=since, seen=seen, now=now, lasts=lasts):
            found.append(SignedIn(kept.get("device", ""), since, seen, row.pk == here))
    return sorted(found, key=lambda one: (not one.here, -one.seen.timestamp()))
