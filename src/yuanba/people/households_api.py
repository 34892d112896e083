"""Households over JSON: founded, enrolled into, left, split, moved, merged; the same acts as the pages."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base.asked import Id, asked, number, numbers
from yuanba.people import acts
from yuanba.people.models import Household, Membership

router = Router(tags=["people"], auth=django_auth)


class FoundHouseholdIn(Schema):
    place_id: Id
    address: str
    code: str = ""
    since: date | None = None


class EnrolIn(Schema):
    name: str
    phone: str = ""
    head: bool = False
    since: date | None = None


class LeaveHouseholdIn(Schema):
    reason: str = ""
    on: date | None = None


class SplitHouseholdIn(Schema):
    person_ids: list[Id]
    head_id: Id | None = None
    address: str
    code: str = ""
    on: date | None = None


class MoveHouseholdIn(Schema):
    place_id: Id
    address: str = ""
    on: date | None = None


class MergeHouseholdIn(Schema):
    into_id: Id
    on: date | None = None


class HouseholdOut(Schema):
    id: Id
    code: str
    address: str
    since: date
    until: date | None

    @staticmethod
    def resolve_id(home: Household) -> str:
        return str(home.pk)


class StayOut(Schema):
    """Who belongs to which household, from when; no name, no number."""

    id: Id
    household_id: Id
    person_id: Id
    head: bool
    since: date
    until: date | None

    @staticmethod
    def of(stay: Membership) -> "StayOut":
        return StayOut(
            id=str(stay.pk),
            household_id=str(stay.household_id),
            person_id=str(stay.person_id),
            head=stay.head,
            since=stay.since,
            until=stay.until,
        )


@router.post("", response=HouseholdOut)
def found_household(request: HttpRequest, body: FoundHouseholdIn) -> Household:
    """立户."""
    said = body.dict() | {"place_id": number(body.place_id)}
    return acts.found_household(**said, **asked(request))


@router.post("/{household_id}/enrol", response=StayOut)
def enrol(request: HttpRequest, household_id: Id, body: EnrolIn) -> StayOut:
    """登记入户: by name; a number that is known must belong to this name."""
    stay = acts.enrol(household_id=number(household_id), **body.dict(), **asked(request))
    return StayOut.of(stay)


@router.post("/stays/{membership_id}/leave", response=StayOut)
def leave_household(request: HttpRequest, membership_id: Id, body: LeaveHouseholdIn) -> StayOut:
    """迁出."""
    stay = acts.leave_household(
        membership_id=number(membership_id), **body.dict(), **asked(request)
    )
    return StayOut.of(stay)


@router.post("/{household_id}/split", response=HouseholdOut)
def split_household(request: HttpRequest, household_id: Id, body: SplitHouseholdIn) -> Household:
    """分户: answers with the new household."""
    said = body.dict() | {"person_ids": numbers(body.person_ids)}
    said["head_id"] = number(body.head_id) if body.head_id else None
    return acts.split_household(household_id=number(household_id), **said, **asked(request))


@router.post("/{household_id}/move", response=HouseholdOut)
def move_household(request: HttpRequest, household_id: Id, body: MoveHouseholdIn) -> Household:
    """搬家: to another place of its village."""
    said = body.dict() | {"place_id": number(body.place_id)}
    return acts.move_household(household_id=number(household_id), **said, **asked(request))


@router.post("/{household_id}/merge", response=HouseholdOut)
def merge_households(request: HttpRequest, household_id: Id, body: MergeHouseholdIn) -> Household:
    """并户: answers with the household that goes on."""
    said = body.dict() | {"into_id": number(body.into_id)}
    return acts.merge_households(household_id=number(household_id), **said, **asked(request))
