"""What every act here does first: lock the issue, ask leave."""

from datetime import date, datetime

from yuanba.base import clock, permits
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.catalogue.models import Asked, Issue, Part
from yuanba.people.models import Person


def the_issue(actor: Actor, issue_id: int, act: str) -> Issue:
    rows = Issue.objects.select_for_update(of=("self",)).select_related("place", "catalogue")
    found = rows.filter(pk=issue_id).first()
    if found is None:
        raise Denied(act)
    permits.require(actor, act, reach=found.place.reach)
    return found


def the_part(actor: Actor, part_id: int, act: str) -> Part:
    """A part, its issue locked before it."""
    issue_id = Part.objects.filter(pk=part_id).values_list("issue_id", flat=True).first()
    issue = the_issue(actor, issue_id or 0, act)
    part = Part.objects.select_for_update(of=("self",)).select_related("item").get(pk=part_id)
    part.issue = issue
    return part


def the_asked(actor: Actor, asked_id: int, act: str) -> Asked:
    part_id = Asked.objects.filter(pk=asked_id).values_list("part_id", flat=True).first()
    part = the_part(actor, part_id or 0, act)
    found = Asked.objects.select_for_update(of=("self",)).get(pk=asked_id)
    found.part = part
    return found


def person(actor: Actor, act: str) -> Person:
    if not isinstance(actor, Person):
        raise Denied(act)
    return actor


def today(now: datetime) -> date:
    return clock.day_of(now)
