"""The link by which a firm without an account answers: 128 random bits and a signature over them.

Only the digest is stored (trust.md 36: random secrets are not names): who reads the table cannot open
a link, and a guess is turned away by the signature without a look at the table.
"""

import base64
import hmac
import secrets
from hashlib import sha256

from django.conf import settings

from yuanba.matters.models import OutsideLink

LENGTH = 26  # signs of 16 bytes in base 32
SIGNATURE = 16


def new() -> str:
    """A fresh token: 26 random signs and 16 of signature."""
    drawn = base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()
    return drawn + _signature(drawn)


def _signature(drawn: str) -> str:
    said = hmac.new(settings.SECRET_KEY.encode(), f"outside:{drawn}".encode(), sha256).digest()
    return base64.b32encode(said).decode().lower()[:SIGNATURE]


def ours(token: str) -> bool:
    """Whether this house made it."""
    if len(token) != LENGTH + SIGNATURE or not token.isascii():
        return False
    return hmac.compare_digest(_signature(token[:LENGTH]), token[LENGTH:])


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def find(token: str) -> OutsideLink | None:
    """The link of this token; None if it was not made here. One statement, none for a guess."""
    if not ours(token):
        return None
    return OutsideLink.objects.filter(digest=digest(token)).first()


def address(token: str) -> str:
    """The whole link, as it is copied or printed."""
    return f"{settings.PUBLIC_URL}/o/{token}"
