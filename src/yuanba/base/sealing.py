"""Secrets that must be read again (not only compared) are kept sealed: Fernet, under a key derived
from the server's own secret. Who has the database alone has nothing.

Rotation: the new secret becomes YUANBA_SECRET_KEY, the old one goes into YUANBA_OLD_SECRET_KEYS;
both open what was sealed, and whoever opens seals anew with the first (`fresh`).
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """Sealed with a secret that this server no longer has."""


def _keys(purpose: str) -> list[Fernet]:
    known = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = [
        HKDF(SHA256(), 32, salt=None, info=f"yuanba.{purpose}".encode()).derive(secret.encode())
        for secret in known
    ]
    return [Fernet(urlsafe_b64encode(key)) for key in made]


def seal(purpose: str, secret: bytes) -> str:
    return _keys(purpose)[0].encrypt(secret).decode()


def unseal(purpose: str, sealed: str) -> bytes:
    """What was sealed. Raises Unreadable if none of the server's secrets opens it."""
    try:
        return MultiFernet(_keys(purpose)).decrypt(sealed)
    except InvalidToken as wrong:
        raise Unreadable(purpose) from wrong


def fresh(purpose: str, sealed: str) -> str:
    """The same secret, sealed with the newest key; unchanged if it is already."""
    newest = _keys(purpose)[0]
    try:
        newest.decrypt(sealed)
    except InvalidToken:
        return newest.encrypt(unseal(purpose, sealed)).decode()
    return sealed
