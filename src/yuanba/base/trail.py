"""Remembers, while an act runs, which permits it asked for and which records it left."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Trail:
    act: str
    asked: dict[str, str] = field(default_factory=dict)  # permit → the role that opened it
    written: list[tuple[str, str, int]] = field(default_factory=list)  # act, subject kind, id
    pending: list[Any] = field(default_factory=list)  # leaves to be added when the act is over
    vouched: dict[str, Any] = field(default_factory=dict)  # rows of others that a leaf vouches for
    repeated: bool = False  # the key was used before: nothing was done again


current: ContextVar[Trail | None] = ContextVar("trail", default=None)


def note_asked(act: str, role: str) -> None:
    if (trail := current.get()) is not None:
        trail.asked[act] = role


def note_written(act: str, subject_kind: str, subject_id: int) -> None:
    if (trail := current.get()) is not None:
        trail.written.append((act, subject_kind, subject_id))


def role_for(act: str) -> str:
    trail = current.get()
    return trail.asked.get(act, "") if trail is not None else ""


def vouch(name: str, value: Any) -> None:
    """Let the first leaf of this act vouch for a row that no record is about: `entry:<id>` (wiring.STANDS)."""
    if (trail := current.get()) is not None:
        trail.vouched[name] = value
