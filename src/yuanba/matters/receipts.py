"""The 16 digits of an anonymous report: made, written down, found and checked (trust.md 29).

Made from the form's own random key with the server's secret, so that a form sent again (the first
answer was lost on the way) shows the same digits; nothing readable is stored.
"""

import hmac
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from django.conf import settings

DIGITS, FRONT = 16, 8
# 19 MiB, two passes, one lane: the least OWASP names for Argon2id (about 20 ms). The digits are
# random, unlike passwords, so more would only slow down the village's old computer.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# What a guess at a receipt that does not exist is checked against: the same work, the same time.
NOBODY = HASHER.hash("0" * DIGITS + "nobody")


def _mac(purpose: str, said: str) -> bytes:
    words = f"receipt.{purpose}:{said}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), words, sha256).digest()


def made(key: str, n: int = 0) -> str:
    """The digits that belong to this form; `n` counts on when they are taken by another matter."""
    number = int.from_bytes(_mac("digits", f"{n}:{key}"), "big")
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def lookup(digits: str) -> str:
    """Under what the row stands. Keyed: the table alone does not tell the first eight digits."""
    return _mac("lookup", digits[:FRONT]).hex()


def hashed(digits: str) -> str:
    return HASHER.hash(digits)


def right(digits: str, kept: str | None) -> bool:
    """Are these the digits? One hash, whether there is such a receipt or not."""
    try:
        return HASHER.verify(kept or NOBODY, digits) and kept is not None
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False


def spaced(digits: str) -> str:
    """1234 5678 9012 3456: four at a time, to copy by hand."""
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))
