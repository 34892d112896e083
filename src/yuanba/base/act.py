"""One act = one transaction, one permit asked, at least one record left, done once.

The decorator adds one argument to every act: `key`, the sender's idempotency key (trust.md 3.2).
A repeat with the same key and content answers with the first result and changes nothing.
"""

import hashlib
import hmac
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial, wraps
from inspect import signature
from typing import Any, ParamSpec, Protocol, TypeVar, cast

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from yuanba.base import together, trail
from yuanba.base.database import turn_to_write
from yuanba.base.errors import Refused
from yuanba.base.log import store as log
from yuanba.base.models import Key
from yuanba.base.text import _

P = ParamSpec("P")
R = TypeVar("R", covariant=True)


class Careless(Exception):
    """A fault in our own code: an act that asked no leave or left no trace."""


class Act(Protocol[R]):
    def __call__(self, *, key: str = "", **kwargs: Any) -> R: ...


ACTS: dict[str, Callable[..., object]] = {}
# The key of the form being answered (base.middleware.Once); the first act of the request takes it.
form_key: ContextVar[str] = ContextVar("form_key", default="")

ANSWER = "UPDATE base_key SET subject_kind = %s, subject_id = %s WHERE key = %s"


def every_time(function: Callable[P, R]) -> Callable[P, R]:
    """Mark an act that checks a secret (a code, a PIN): a key does not shorten it, because the yes
    of an earlier time opens nothing today."""
    function.__dict__["every_time"] = True
    return function


def act(function: Callable[P, R]) -> Act[R]:
    """Make a function an act. One that has a `key` argument of its own keeps the key itself."""
    context = function.__module__.split(".")[1]  # yuanba.matters.acts.intake -> matters
    name = f"{context}.{function.__name__}"
    keeps_key = "key" in signature(function).parameters
    shares = getattr(function, "shares_commit", False)
    anew = getattr(function, "every_time", False)

    @wraps(function)
    def run(*, key: str = "", **kwargs: Any) -> R:
        if not key and trail.current.get() is None:
            key = form_key.get()
            form_key.set("")
        if anew:
            key = ""
        if keeps_key:
            kwargs, key = kwargs | {"key": key}, ""
        if shares and connection.vendor == "sqlite" and not connection.in_atomic_block:
            return together.carry_out(partial(_once, name, function, key, kwargs))
        with turn_to_write(connection.vendor), transaction.atomic():
            return _once(name, function, key, kwargs)

    ACTS[name] = run
    return cast(Act[R], run)


def _once(name: str, function: Callable[..., R], key: str, kwargs: dict[str, Any]) -> R:
    """The act inside its transaction: done, or found done before under the same key."""
    mine, outer = trail.Trail(name), trail.current.get()
    token = trail.current.set(mine)
    try:
        first = first_answer(name, key, kwargs) if key else None
        if mine.repeated:
            return cast(R, first)
        result = function(**kwargs)
        if mine.repeated:
            return result
        if name not in mine.asked:
            raise Careless(f"{name} asked for no permit")
        left = [row for row in mine.written if row[0] == name]
        if not left:
            raise Careless(f"{name} left no record")
        if len(mine.pending) < len(mine.written):
            raise Careless(f"{name} left a record without a leaf")
        if mine.vouched:
            mine.pending[0].more |= mine.vouched
        answer: log.Statement | None = (ANSWER, [*left[0][1:], key]) if key else None
        if outer is None:
            log.append(mine.pending, answer)
            return result
        outer.pending += mine.pending
        if answer:
            with connection.cursor() as cursor:
                cursor.execute(*answer)
        return result
    finally:
        trail.current.reset(token)


def digest(name: str, kwargs: dict[str, Any]) -> str:
    """What was asked, without when: the same press of a button twice has the same digest.

    Keyed with the server's secret: nobody with the table alone can guess what was typed.
    """
    said = sorted((k, _plain(v)) for k, v in kwargs.items() if k not in {"now", "version"})
    words = repr((name, said)).encode()
    return hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).hexdigest()


def _plain(value: Any) -> Any:
    return getattr(value, "pk", value) if hasattr(value, "_meta") else repr(value)


def first_answer(name: str, key: str, kwargs: dict[str, Any]) -> object | None:
    """Claim the key, or return what the first request with it did."""
    asked = digest(name, kwargs)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO base_key (key, digest, at, subject_kind, subject_id)"
            " VALUES (%s, %s, CURRENT_TIMESTAMP, '', NULL) ON CONFLICT (key) DO NOTHING",
            [key, asked],
        )
        if cursor.rowcount == 1:
            return None
    return answer_before(key, asked)


def answer_before(key: str, asked: str) -> object | None:
    """What the first request with this key did. Raises Refused if its content was another."""
    kept = Key.objects.get(key=key)
    if kept.digest != asked:
        raise Refused("key_reused", _("这份表单已经交过一次，内容不同，请重新打开再填。"))
    if (trail_now := trail.current.get()) is not None:
        trail_now.repeated = True
    model = apps.get_model(kept.subject_kind)
    return cast(object, model._default_manager.filter(pk=kept.subject_id).first())
