"""What every act here does first: lock the thing, ask leave over its place."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from yuanba.base import permits
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.councils.models import Ballot, Entry, Meeting, Procedure, RuleRow
from yuanba.councils.rules import flows
from yuanba.councils.rules.flows import Step
from yuanba.places.models import Place

M = TypeVar("M", bound=Model)


def place_of(actor: Actor, place_id: int, act: str) -> Place:
    """A living place, if this actor may do this there."""
    place = Place.objects.select_for_update().filter(pk=place_id, until=None).first()
    if place is None or place.county_id is None:
        raise Denied(act)
    permits.require(actor, act, reach=place.reach)
    return place


def procedure_of(actor: Actor, procedure_id: int, act: str) -> Procedure:
    found = _one(Procedure.objects.select_related("place"), procedure_id, act)
    permits.require(actor, act, reach=found.place.reach)
    return found


def meeting_of(actor: Actor, meeting_id: int, act: str) -> Meeting:
    found = _one(Meeting.objects.select_related("place", "rule"), meeting_id, act)
    permits.require(actor, act, reach=found.place.reach)
    return found


def ballot_of(actor: Actor, ballot_id: int, act: str) -> Ballot:
    found = _one(Ballot.objects.select_related("meeting__place", "meeting__rule"), ballot_id, act)
    permits.require(actor, act, reach=found.meeting.place.reach)
    return found


def entry_of(actor: Actor, entry_id: int, act: str) -> Entry:
    found = _one(Entry.objects.select_related("meeting__place", "meeting__rule"), entry_id, act)
    permits.require(actor, act, reach=found.meeting.place.reach)
    return found


def _one(rows: QuerySet[M], pk: int, act: str) -> M:
    """The locked row. Denied alike for "none" and "not yours"."""
    found = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise Denied(act)
    return found


def steps_of(procedure: Procedure) -> list[Step]:
    return [flows.of_plain(said) for said in procedure.steps]


def row_facts(row: RuleRow) -> str:
    return f"{row.code}@{row.since.isoformat()}"
