"""How somebody without an account follows a matter: a link, or its number with a query code.

Both are computed from the matter's id with the server's secret, so nothing is stored and a slip
can be printed again. Guessing a code is slowed down (trust.md T22). A link that went to the wrong person
is taken back by counting on (`Matter.links`): what was given out before opens nothing any more.
"""

import hmac
from hashlib import sha256

from django.conf import settings

from yuanba.base import at_rest
from yuanba.base.asked import LARGEST
from yuanba.matters.models import Matter

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 o 1 l i: people read it aloud


def _mac(purpose: str, matter_id: int, secret: str) -> bytes:
    said = f"{purpose}:{matter_id}".encode()
    return hmac.new(secret.encode(), said, sha256).digest()


def _letters(number: int, length: int) -> str:
    out = ""
    for _i in range(length):
        number, rest = divmod(number, len(ALPHABET))
        out += ALPHABET[rest]
    return out


def token(matter: Matter | int) -> str:
    """The last part of the follow link: the id and 99 bits of proof, 33 signs. An id alone will do for
    a matter told a moment ago."""
    return _token(*_turn(matter), settings.SECRET_KEY)


def _turn(matter: Matter | int) -> tuple[int, int]:
    """Which matter, and how often its link was taken back."""
    return (matter, 0) if isinstance(matter, int) else (matter.pk, matter.links)


def _purpose(what: str, links: int) -> str:
    return f"{what}.{links}" if links else what


def _token(matter_id: int, links: int, secret: str) -> str:
    proof = int.from_bytes(_mac(_purpose("follow", links), matter_id, secret)[:16], "big")
    return _letters(matter_id, 13) + _letters(proof, 20)


def number(said: str) -> int | None:
    """Which matter a token speaks of, before anybody has looked whether it is ours."""
    if len(said) != 33 or not set(said) <= set(ALPHABET):
        return None
    found = 0
    for sign in reversed(said[:13]):
        found = found * len(ALPHABET) + ALPHABET.index(sign)
    return found if found <= LARGEST else None


def ours(said: str, matter_id: int, links: int) -> bool:
    """Whether this house made it for this matter, when its link had been taken back so often."""
    same = [
        hmac.compare_digest(_token(matter_id, links, secret), said) for secret in at_rest.secrets()
    ]
    return any(same)


def matter_of(said: str) -> int | None:
    """The matter id of a token; None if it was not made by us, or was taken back. One statement, none
    for what cannot be one."""
    if (pk := number(said)) is None:
        return None
    links = Matter.objects.filter(pk=pk).values_list("links", flat=True).first()
    return pk if ours(said, pk, links or 0) and links is not None else None


def opens(said: str, matter: Matter) -> bool:
    """Whether this token opens this matter, for who has read it already."""
    return ours(said, matter.pk, matter.links)


def stopped(said: str) -> bool:
    """Whether it was ours once, and was taken back. One statement."""
    if (pk := number(said)) is None:
        return False
    links = Matter.objects.filter(pk=pk).values_list("links", flat=True).first()
    return any(ours(said, pk, n) for n in range(links or 0))


def code(matter: Matter | int) -> str:
    """The query code on the slip: 8 digits, said together with the number."""
    return _code(*_turn(matter), settings.SECRET_KEY)


def _code(matter_id: int, links: int, secret: str) -> str:
    mac = _mac(_purpose("code", links), matter_id, secret)
    return f"{int.from_bytes(mac[:8], 'big') % 10**8:08d}"


def right_code(matter_id: int, links: int, said: str) -> bool:
    """A slip printed before the secret changed is still right; one printed before the link was taken
    back is not."""
    codes = [_code(matter_id, links, secret).encode() for secret in at_rest.secrets()]
    return sum(hmac.compare_digest(one, said.encode()) for one in codes) > 0
