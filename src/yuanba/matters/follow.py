"""How somebody without an account follows a matter: a link, or its number with a query code.

Both are computed from the matter's id with the server's secret, so nothing is stored and a slip
can be printed again. Guessing a code is slowed down (trust.md T22).
"""

import hmac
from hashlib import sha256

from django.conf import settings

from yuanba.base import at_rest

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


def token(matter_id: int) -> str:
    """The last part of the follow link: the id and 99 bits of proof, 33 signs."""
    return _token(matter_id, settings.SECRET_KEY)


def _token(matter_id: int, secret: str) -> str:
    proof = int.from_bytes(_mac("follow", matter_id, secret)[:16], "big")
    return _letters(matter_id, 13) + _letters(proof, 20)


def matter_of(said: str) -> int | None:
    """The matter id of a token, or None if it was not made by us."""
    if len(said) != 33 or not set(said) <= set(ALPHABET):
        return None
    number = 0
    for sign in reversed(said[:13]):
        number = number * len(ALPHABET) + ALPHABET.index(sign)
    ours = [hmac.compare_digest(_token(number, secret), said) for secret in at_rest.secrets()]
    return number if any(ours) else None


def code(matter_id: int) -> str:
    """The query code on the slip: 8 digits, said together with the number."""
    return _code(matter_id, settings.SECRET_KEY)


def _code(matter_id: int, secret: str) -> str:
    return f"{int.from_bytes(_mac('code', matter_id, secret)[:8], 'big') % 10**8:08d}"


def right_code(matter_id: int, said: str) -> bool:
    """A slip printed before the secret changed is still right."""
    codes = [_code(matter_id, secret).encode() for secret in at_rest.secrets()]
    return sum(hmac.compare_digest(one, said.encode()) for one in codes) > 0
