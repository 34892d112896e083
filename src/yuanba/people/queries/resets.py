"""Resets as administrators see them, and the mark on what was done in the day after one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language

from yuanba.base.act import ACTS
from yuanba.base.models import Record
from yuanba.base.text import _
from yuanba.people import rules
from yuanba.people.models import Person, Reset
from yuanba.people.queries.common import PAGE, Page, below, paged, places_over

STATE_WORDS = {
    "asked": ("warn", _("等另一位管理员同意")),
    "agreed": ("warn", _("同意了，等本人来用")),
    "used": ("ok", _("用过了")),
    "late": ("", _("过期作废")),
    "ended": ("", _("没有同意，或者撤回了")),
}
MOST_ACTS = 200


def marked() -> Exists:
    """Of a record: was it left within 24 hours after a reset of its author's account?"""
    theirs = Reset.objects.filter(
        person_id=OuterRef("actor_id"), used_at__lte=OuterRef("at"), marked_until__gt=OuterRef("at")
    )
    return Exists(theirs)


@dataclass(frozen=True)
class ResetRow:
    id: int
    person_id: int
    name: str
    username: str
    where: str
    reason: str
    asked_by: str
    asked_by_id: int | None
    asked_at: datetime
    agreed_by: str
    agreed_at: datetime | None
    used_at: datetime | None
    marked_until: datetime | None
    state: str
    tag: str
    words: Any


def resets(actor: Person, *, now: datetime, after: int | None = None) -> Page:
    """The resets within reach, newest first; one statement."""
    rows = _in_reach(actor)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found, then = paged(list(rows.order_by("-id")[: PAGE + 1]))
    return Page([_row(reset, now) for reset in found], then)


def reset(actor: Person, reset_id: int, *, now: datetime) -> ResetRow | None:
    """One reset, or None: none, or not the reader's."""
    found = _in_reach(actor).filter(pk=reset_id).first()
    return _row(found, now) if found else None


def _in_reach(actor: Person) -> Any:
    over = places_over(actor, "people.see_resets")
    rows = Reset.objects.filter(below(over, "place__"))
    return rows.select_related("person", "place", "asked_by", "agreed_by")


def _row(reset: Reset, now: datetime) -> ResetRow:
    state = _state(reset, now)
    tag, words = STATE_WORDS[state]
    return ResetRow(
        id=reset.pk,
        person_id=reset.person_id,
        name=reset.person.name,
        username=reset.person.username,
        where=reset.place.name,
        reason=reset.reason,
        asked_by=reset.asked_by.name if reset.asked_by else str(_("服务器命令行")),
        asked_by_id=reset.asked_by_id,
        asked_at=reset.asked_at,
        agreed_by=reset.agreed_by.name if reset.agreed_by else "",
        agreed_at=reset.agreed_at,
        used_at=reset.used_at,
        marked_until=reset.marked_until,
        state=state,
        tag=tag,
        words=words,
    )


def _state(reset: Reset, now: datetime) -> str:
    if reset.used_at is not None:
        return "used"
    if reset.ended_at is not None:
        return "ended"
    if rules.asking_over(asked_at=reset.asked_at, agreed_at=reset.agreed_at, now=now):
        return "late"
    return "agreed" if reset.agreed_at is not None else "asked"


def open_reset(person_id: int, *, now: datetime) -> int | None:
    """The id of the reset of this person that waits for somebody."""
    rows = Reset.objects.filter(person_id=person_id, used_at=None, ended_at=None)
    return next((row.pk for row in rows if _state(row, now) in {"asked", "agreed"}), None)


def may_be_reset(person: Person) -> bool:
    """Has he a password, or had he one that a reset took away?"""
    if person.has_usable_password():
        return True
    return Reset.objects.filter(person=person, agreed_at__isnull=False).exists()


@dataclass(frozen=True)
class Done:
    """One act of the day after a reset: what and when, never about whom."""

    at: datetime
    words: str


def acts_after(row: ResetRow) -> list[Done]:
    """What the account did while it was marked, oldest first; one statement, at most 200."""
    if row.used_at is None or row.marked_until is None:
        return []
    rows = Record.objects.filter(
        actor_id=row.person_id, at__gte=row.used_at, at__lt=row.marked_until
    ).order_by("id")
    return [Done(record.at, act_words(record.act)) for record in rows[:MOST_ACTS]]


def act_words(name: str) -> str:
    """受理: what an official calls the act. Its docstring opens with it; in English its own name."""
    _context, _dot, verb = name.partition(".")
    said = (getattr(ACTS.get(name), "__doc__", "") or "").partition(":")[0]
    if get_language() == "en" or not said or len(said) > 20:
        return verb.replace("_", " ")
    return said.partition(",")[0].strip()


def told_me(person: Person, *, since: datetime) -> list[ResetRow]:
    """Resets of the reader's own account since then: he reads who asked and who agreed."""
    rows = Reset.objects.filter(person=person, agreed_at__gte=since).order_by("-id")
    found = rows.select_related("person", "place", "asked_by", "agreed_by")
    return [_row(reset, reset.agreed_at or reset.asked_at) for reset in found[:5]]
