"""What several chapters of the JSON door take and give."""

from datetime import date
from typing import Any

from ninja import Schema

from yuanba.base import clock
from yuanba.base.asked import Id, number
from yuanba.matters.models import Matter


class MatterOut(Schema):
    id: Id
    number: str
    version: int
    state: str
    level: str
    lane: str
    title: str
    due: date
    outcome: str

    @staticmethod
    def resolve_id(matter: Matter) -> str:
        return str(matter.pk)

    @staticmethod
    def resolve_due(matter: Matter) -> date:
        return clock.day_of(matter.due_at)


class Told(Schema):
    """What the person who holds the follow link sees."""

    number: str
    state: str
    due: date
    outcome: str
    result: str
    reply: str


class Seen(Schema):
    """The version of the matter that the sender looked at; a newer one is answered with 409."""

    version: int | None = None


class Why(Seen):
    reason: str = ""


class TextIn(Seen):
    text: str = ""


class JudgeIn(Schema):
    solved: bool
    satisfied: bool | None = None
    why: str = ""


class RateIn(Schema):
    satisfied: bool


class WhyIn(Schema):
    why: str = ""


class AnswerIn(Schema):
    text: str = ""


def told(matter: Matter) -> dict[str, Any]:
    """`Told` of this matter."""
    shown = {
        name: getattr(matter, name) for name in ("number", "state", "outcome", "result", "reply")
    }
    return shown | {"due": clock.day_of(matter.due_at)}


def ids(body: Schema) -> dict[str, Any]:
    """The body as arguments of the act: ids become numbers."""
    return numbered(body.dict())


def numbered(said: dict[str, Any]) -> dict[str, Any]:
    """The same with every id as a number. Raises Denied for what cannot be one."""
    for name in [n for n in said if n.endswith("_id") and said[n] is not None]:
        said[name] = number(said[name])
    return said
