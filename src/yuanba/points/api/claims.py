"""Household points over JSON: the book and the public list for everybody, the same acts for those who
hold them."""

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.security import django_auth

from yuanba.base import clock, permits
from yuanba.base.asked import Id, asked, number, numbers
from yuanba.base.errors import Denied
from yuanba.matters.queries import where
from yuanba.people import door
from yuanba.places.models import Place
from yuanba.points import acts
from yuanba.points.acts.panel import Chair
from yuanba.points.api.shapes import (
    AnswerObjectionIn,
    CheckIn,
    ChooseNameIn,
    ClaimIn,
    ClaimOut,
    KinIn,
    ListedOut,
    MemberVoteIn,
    PanelIn,
    PointsDecideIn,
    PointsIdOut,
    PointsObjectIn,
    PointsWordsIn,
    RosterIn,
    RosterOut,
    RuleBookIn,
    RuleBookOut,
    WaitingOut,
)
from yuanba.points.models import (
    Book,
    Claim,
    Kin,
    Objection,
    Panel,
    Roster,
    Unnamed,
)
from yuanba.points.queries import books
from yuanba.points.queries import claims as queries
from yuanba.points.rules import book as rules

router = Router(tags=["points"])


def the_village(place_id: str) -> Place:
    found = where.village_of(number(place_id))
    if found is None:
        raise Denied("points.see")
    return found


def _votes(told: list[MemberVoteIn]) -> dict[int, bool]:
    return {number(vote.member_id): vote.yes for vote in told}


# ---- everybody


@router.get("/places/{place_id}/book", response={200: RuleBookOut | None})
def standing_book(request: HttpRequest, place_id: Id) -> Book | None:
    """The rule book that stands today; null where the village has none."""
    return books.standing(the_village(place_id).pk, clock.day_of(clock.now()))


@router.get("/places/{place_id}/list", response=list[ListedOut])
def public_list(request: HttpRequest, place_id: Id) -> list[queries.Listed]:
    """What is on the public list now: masked names, no addresses."""
    return queries.public_list(the_village(place_id).pk, clock.day_of(clock.now()))


# ---- the household and whoever enters for it


@router.get("/mine", response=list[ClaimOut], auth=django_auth)
def my_claims(request: HttpRequest) -> list[Claim]:
    """What was told for one's own household, the newest first."""
    person = door.actor(request)
    home = queries.home_of(person)
    return queries.of_home(home) if home else []


@router.post("/households/{household_id}/tell", response=ClaimOut, auth=django_auth)
def tell(request: HttpRequest, household_id: Id, body: ClaimIn) -> Claim:
    return acts.tell(household_id=number(household_id), **body.dict(), **asked(request))


@router.post("/hazards/{matter_id}/tell", response=ClaimOut, auth=django_auth)
def tell_hazard(request: HttpRequest, matter_id: Id) -> Claim:
    """A danger that one told of oneself and that was dealt with."""
    return acts.tell_hazard(matter_id=number(matter_id), **asked(request))


@router.post("/places/{place_id}/rosters", response=RosterOut, auth=django_auth)
def tell_list(request: HttpRequest, place_id: Id, body: RosterIn) -> Roster:
    """照签到表报."""
    return acts.tell_list(
        place_id=number(place_id), item=body.item, on=body.on, what=body.what,
        homes=numbers(body.households), **asked(request),
    )  # fmt: skip


@router.post("/rosters/{roster_id}/check", response=RosterOut, auth=django_auth)
def check_list(request: HttpRequest, roster_id: Id) -> Roster:
    return acts.check_list(roster_id=number(roster_id), **asked(request))


@router.post("/households/{household_id}/choose_name", response=PointsIdOut, auth=django_auth)
def choose_name(request: HttpRequest, household_id: Id, body: ChooseNameIn) -> Unnamed:
    return acts.choose_name(household_id=number(household_id), named=body.named, **asked(request))


@router.post("/households/{household_id}/propose_taking", response=ClaimOut, auth=django_auth)
def propose_taking(request: HttpRequest, household_id: Id, body: ClaimIn) -> Claim:
    return acts.propose_taking(household_id=number(household_id), **body.dict(), **asked(request))


@router.post("/claims/{claim_id}/withdraw", response=ClaimOut, auth=django_auth)
def withdraw(request: HttpRequest, claim_id: Id) -> Claim:
    return acts.withdraw(claim_id=number(claim_id), **asked(request))


@router.post("/claims/{claim_id}/check", response=ClaimOut, auth=django_auth)
def check(request: HttpRequest, claim_id: Id, body: CheckIn) -> Claim:
    return acts.check(claim_id=number(claim_id), **body.dict(), **asked(request))


@router.post("/claims/{claim_id}/reply", response=ClaimOut, auth=django_auth)
def reply(request: HttpRequest, claim_id: Id, body: PointsWordsIn) -> Claim:
    return acts.reply(claim_id=number(claim_id), words=body.words, **asked(request))


@router.post("/claims/{claim_id}/decide", response=ClaimOut, auth=django_auth)
def decide(request: HttpRequest, claim_id: Id, body: PointsDecideIn) -> Claim:
    votes = _votes(body.votes)
    return acts.decide(claim_id=number(claim_id), votes=votes, words=body.words, **asked(request))


@router.post("/claims/{claim_id}/object_to", response=PointsIdOut, auth=django_auth)
def object_to(request: HttpRequest, claim_id: Id, body: PointsObjectIn) -> Objection:
    return acts.object_to(claim_id=number(claim_id), **body.dict(), **asked(request))


@router.post("/objections/{objection_id}/answer", response=ClaimOut, auth=django_auth)
def answer_objection(request: HttpRequest, objection_id: Id, body: AnswerObjectionIn) -> Claim:
    said: dict[str, Any] = {"upheld": body.upheld, "answer": body.answer}
    said["votes"] = _votes(body.votes)
    return acts.answer_objection(objection_id=number(objection_id), **said, **asked(request))


# ---- the village


@router.get("/places/{place_id}/waiting", response=WaitingOut, auth=django_auth)
def waiting(request: HttpRequest, place_id: Id) -> queries.Waiting:
    """What waits in a village for whoever checks and judges."""
    village = the_village(place_id)
    if permits.may(door.actor(request), "points.see", reach=village.reach) is None:
        raise Denied("points.see")
    return queries.waiting(village, village.pk, clock.day_of(clock.now()))


@router.post("/places/{place_id}/book", response=RuleBookOut, auth=django_auth)
def adopt_book(request: HttpRequest, place_id: Id, body: RuleBookIn) -> Book:
    lines = [
        rules.Line(**{**one.dict(), "source": one.source or body.source}) for one in body.lines
    ]
    procedure = number(body.procedure_id) if body.procedure_id else None
    said: dict[str, Any] = {"source": body.source, "since": body.since, "procedure_id": procedure}
    said["unratified"] = body.unratified
    return acts.adopt_book(place_id=number(place_id), lines=lines, **said, **asked(request))


@router.post("/places/{place_id}/panel", response=PointsIdOut, auth=django_auth)
def seat_panel(request: HttpRequest, place_id: Id, body: PanelIn) -> Panel:
    members = [
        Chair(number(one.person_id), one.supervision, one.woman, one.group) for one in body.members
    ]
    return acts.seat_panel(
        place_id=number(place_id), members=members, source=body.source, **asked(request)
    )


@router.post("/places/{place_id}/kin", response=PointsIdOut, auth=django_auth)
def declare_kin(request: HttpRequest, place_id: Id, body: KinIn) -> Kin:
    one, other = number(body.one_id), number(body.other_id)
    return acts.declare_kin(place_id=number(place_id), one_id=one, other_id=other, **asked(request))
