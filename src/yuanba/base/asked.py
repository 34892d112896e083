"""What the JSON doors share: who asks, when, with which key; ids from outside."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from yuanba.base import clock, door
from yuanba.base.errors import Denied

Id = str  # 64-bit ids are strings in JSON: JavaScript numbers stop at 2^53
LARGEST = 2**63 - 1  # nineteen digits: our own ids have so many from 2031 on (base.ids)
KEY = "Idempotency-Key"


def number(said: str) -> int:
    """An id from outside. Raises Denied for anything that cannot be one."""
    if not said.isascii() or not said.isdigit() or len(said) > 19 or int(said) > LARGEST:
        raise Denied("no such thing")
    return int(said)


def numbers(said: Iterable[str]) -> list[int]:
    return [number(one) for one in said]


def key(request: HttpRequest) -> str:
    """The sender's idempotency key: a repeat with it does nothing twice."""
    return request.headers.get(KEY, "")[:64]


def asked(request: HttpRequest) -> dict[str, Any]:
    """What every act is told of a request by somebody who has signed in. Raises Denied for nobody."""
    return {"actor": door.actor(request), "now": clock.now(), "key": key(request)}
