"""What the JSON doors share: ids from outside, and the sender's key."""

from collections.abc import Iterable

from django.http import HttpRequest

from yuanba.base.errors import Denied

Id = str  # 64-bit ids are strings in JSON: JavaScript numbers stop at 2^53
KEY = "Idempotency-Key"


def number(said: str) -> int:
    """An id from outside. Raises Denied for anything that cannot be one."""
    if not said.isascii() or not said.isdigit() or len(said) > 18:
        raise Denied("no such thing")
    return int(said)


def numbers(said: Iterable[str]) -> list[int]:
    return [number(one) for one in said]


def key(request: HttpRequest) -> str:
    """The sender's idempotency key: a repeat with it does nothing twice."""
    return request.headers.get(KEY, "")[:64]
