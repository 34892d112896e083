"""A leaf, byte for byte (docs/record.md): what happened, without a word about a person.

What the act said is not in the leaf, only commitments to it: HMAC-SHA-256 over the canonical
[name, value], each under 32 bytes of its own, made from the leaf's one random key. Who forgets the key
cuts the leaf from what it spoke of, and the tree stays as it is.
"""

import hmac
import json
import secrets
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

KEY = 32  # bytes
LATE = 60  # seconds: two acts that meet may come in either order; more, and the clock went back


def new_key() -> bytes:
    return secrets.token_bytes(KEY)


# Sorted keys, no spaces. Made once: json.dumps makes one at each call, which costs more than its work.
_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical(value: Any) -> bytes:
    """UTF-8, sorted keys, no spaces; what JSON would read back, so that a row read again is the same."""
    return _canonical(value).encode()


def _canonical(value: Any) -> str:
    if isinstance(value, dict | list | tuple):
        value = json.loads(json.dumps(value, ensure_ascii=False))
    return _written(value)


def field_key(key: bytes, name: str) -> bytes:
    """The 32 bytes under which one field is committed."""
    return hmac.digest(key, name.encode(), "sha256")


def commitment(own_key: bytes, name: str, value: Any) -> str:
    """What stands in the leaf for a field: base64."""
    told = f"[{_written(name)},{_canonical(value)}]"  # canonical([name, value])
    return b64encode(hmac.digest(own_key, told.encode(), "sha256")).decode()


def committed(key: bytes, fields: Mapping[str, Any]) -> dict[str, str]:
    return {name: commitment(field_key(key, name), name, value) for name, value in fields.items()}


def pseudonym(key: bytes, *parts: str) -> str:
    """128 bits that only the holder of the key can tie to what they stand for."""
    return hmac.digest(key, "|".join(parts).encode(), "sha256")[:16].hex()


def moment(last: int, at: int) -> tuple[int, bool]:
    """The leaf's time in Unix seconds, never less than the one before; and whether the clock went back."""
    return max(last, at), at < last - LATE


def body(
    *,
    origin: str,
    index: int,
    act: str,
    who: str,
    subject: str,
    at: int,
    back: bool,
    fields: Mapping[str, str],
) -> str:
    """The leaf itself."""
    said: dict[str, Any] = {
        "a": who,
        "f": fields,
        "k": act,
        "log": origin,
        "n": index,
        "s": subject,
        "t": at,
        "v": 1,
    }
    if back:
        said["clk"] = 1
    return _written(said)
