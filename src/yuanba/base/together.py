"""Many writers, one commit: on SQLite whoever comes first carries out what the others bring
meanwhile, and all are answered after the one commit that keeps them all.

A commit waits for the disk; four that share it wait once. Only acts marked `@shares_commit` come
here: their work may be carried out by another thread, and a second time by itself, because when
one of a company fails, or the commit does, everything is undone and each is done alone. So nobody's
failure undoes another's work, and nobody is told "kept" before it is on the disk.
"""

import threading
from collections.abc import Callable
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import transaction

from yuanba.base.database import turn_to_write

R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])


def shares_commit(function: F) -> F:
    """Mark an act whose arguments can be read twice and whose only effects are rows."""
    function.__dict__["shares_commit"] = True
    return function


@dataclass(eq=False)
class _Brought:
    work: Callable[[], Any]
    context: Context = field(default_factory=copy_context)  # language, trail: those of its sender
    done: bool = False
    answer: Any = None
    fault: BaseException | None = None


_gate = threading.Condition()
_waiting: list[_Brought] = []
_led = False  # somebody is carrying out a company's work


def carry_out(work: Callable[[], R]) -> R:
    """Do this in a transaction, perhaps with others; returns or raises what it did, once kept."""
    global _led
    mine = _Brought(work)
    with _gate:
        _waiting.append(mine)
        while _led and not mine.done:
            _gate.wait()
        lead = not mine.done
        _led = _led or lead
    if lead:
        try:
            _lead()
        finally:
            with _gate:
                _led = False
                _gate.notify_all()
    if mine.fault is not None:
        raise mine.fault
    answer: R = mine.answer
    return answer


def _lead() -> None:
    with turn_to_write("sqlite"):
        with _gate:  # also those who came while we waited for the turn
            company = _waiting[:]
            _waiting.clear()
        if len(company) == 1 or not _all_at_once(company):
            for one in company:
                _alone(one)


def _all_at_once(company: list[_Brought]) -> bool:
    """Everybody's work in one transaction; False if anything went wrong and all was undone."""
    try:
        with transaction.atomic():
            answers = [one.context.run(one.work) for one in company]
    except Exception:  # noqa: BLE001  whose it was shows when each is done alone
        return False
    for one, answer in zip(company, answers, strict=True):
        one.answer, one.done = answer, True
    return True


def _alone(one: _Brought) -> None:
    try:
        with transaction.atomic():
            answer = one.context.run(one.work)
    except BaseException as fault:  # noqa: BLE001  raised again by its sender
        one.fault = fault
    else:
        one.answer = answer
    one.done = True
