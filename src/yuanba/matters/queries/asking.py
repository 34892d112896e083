"""What the reporter may ask for now, and what stands in the way. Two statements."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from yuanba.base.errors import Refused
from yuanba.matters import rules
from yuanba.matters.models import Ask, Matter
from yuanba.matters.queries import words
from yuanba.matters.rules import Asked, State


@dataclass(frozen=True)
class Asking:
    """催一催 and 我觉得分得不对, as the page of the matter shows them."""

    may_urge: bool
    urged: str  # why not yet, or empty
    may_object: bool
    objecting: bool


def asking(matter: Matter, now: datetime) -> Asking:
    """What may be asked. One statement."""
    state = State(matter.state)
    if state not in rules.URGED_IN:
        return Asking(False, "", False, False)
    rows = list(Ask.objects.filter(matter=matter).order_by("at"))
    urges = [row.at for row in rows if row.kind == Asked.URGE]
    again = rules.may_urge_at(urges[-1] if urges else None)
    doubts = [row for row in rows if row.kind == Asked.OBJECTION]
    pending = any(row.settled_at is None for row in doubts)
    kept = any(row.kept_lane and row.kept_lane == matter.lane for row in doubts)
    wait = again is not None and now < again
    said: dict[str, Any] = {"day": words.day(again)} if wait and again else {}
    return Asking(
        may_urge=not wait,
        urged=gettext("您催过了，经办的人看得到。%(day)s起可以再催。") % said if wait else "",
        may_object=_may(state, pending, kept),
        objecting=pending,
    )


def _may(state: State, pending: bool, kept: bool) -> bool:
    try:
        rules.object_to_class(state=state, why="……", pending=pending, kept=kept)
    except Refused:
        return False
    return True
