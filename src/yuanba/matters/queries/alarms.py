"""Who looked at more names and numbers in a day than is usual, or at what nobody has a reason to look
at (a decoy), for those who watch (trust.md T10).

What a person reads about looks at his own stands in rights.queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from yuanba.base import permits
from yuanba.matters.models import Alarm
from yuanba.matters.queries import words
from yuanba.people.models import Person
from yuanba.people.queries.common import below, places_over

PAGE = 50


@dataclass(frozen=True)
class Raised:
    """An alarm in words."""

    id: int
    who: str
    where: str
    day: str
    n: int
    decoy: str  # the number of the decoy looked at, "" for too many looks
    reason: str
    noted: str
    mine: bool


def alarms(reader: Person, now: datetime) -> list[Raised]:
    """The alarms in the reader's places, those nobody looked into first. One statement."""
    rows = _within(reader).select_related("person", "place", "seen_by", "decoy__matter")
    unseen = sorted(rows.order_by("-id")[:PAGE], key=lambda alarm: alarm.seen_at is not None)
    return [
        Raised(
            id=alarm.pk,
            who=alarm.person.name,
            where=alarm.place.name,
            day=words.day(alarm.day, now.date()),
            n=alarm.n,
            decoy=alarm.decoy.matter.number if alarm.decoy else "",
            reason=alarm.reason,
            noted=_noted(alarm),
            mine=alarm.person_id == reader.pk,
        )
        for alarm in unseen
    ]


def unseen(reader: Person) -> int:
    """How many wait to be looked into. One statement, none for who does not watch."""
    if not places_over(reader, "matters.note_alarm"):
        return 0
    return _within(reader).filter(seen_at=None).count()


def _within(reader: Person) -> "QuerySet[Alarm]":
    over = places_over(reader, "matters.note_alarm")
    return Alarm.objects.filter(below(over, "place__"))


def _noted(alarm: Alarm) -> str:
    if alarm.seen_at is None:
        return ""
    said: dict[str, Any] = {
        "who": alarm.seen_by.name if alarm.seen_by else "",
        "when": words.moment(alarm.seen_at),
        "note": alarm.note,
    }
    return gettext("%(who)s %(when)s：%(note)s") % said


def may_watch(reader: Person) -> bool:
    return any(post.role in permits.TABLE["matters.note_alarm"] for post in reader.held())
