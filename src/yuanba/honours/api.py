"""Honours over JSON: the red list for everybody, the same acts for those who hold them. The naming list is not
here: no machine reads it (trust.md 28)."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base.asked import Id, asked, number
from yuanba.base.errors import Denied
from yuanba.honours import acts
from yuanba.honours.models import Campaign, HonourObjection, Nominee
from yuanba.honours.queries import campaigns as queries
from yuanba.honours.rules import campaigns as rules
from yuanba.matters.queries import where
from yuanba.people import door
from yuanba.points.queries.claims import home_of

router = Router(tags=["honours"])


class HonourIdOut(Schema):
    id: Id

    @staticmethod
    def resolve_id(row: Any) -> str:
        return str(row.pk)


class HonourCampaignOut(HonourIdOut):
    name: str
    state: rules.CampaignState
    criteria: str
    source: str
    until: date
    object_until: date | None
    awarded_on: date | None


class HonouredOut(Schema):
    """`name`: as its owner wants it to stand, or nothing. `number`: of the certificate."""

    id: Id
    name: str
    year: int | None
    number: int | None


class HonourListOut(Schema):
    campaign: HonourCampaignOut
    honoured: list[HonouredOut]
    unnamed: int

    @staticmethod
    def resolve_honoured(told: Any) -> list[dict[str, Any]]:
        return [
            {"id": str(one.pk), "name": name, "year": one.year, "number": one.number}
            for name, one in told.names
        ]


class HonourNomineeOut(HonourIdOut):
    campaign_id: Id
    state: rules.NomineeState
    shown: str
    words: str

    @staticmethod
    def resolve_campaign_id(row: Any) -> str:
        return str(row.campaign_id)


class HonourCampaignIn(Schema):
    name: str = ""
    whom: rules.Whom
    criteria: str = ""
    source: str = ""
    seats: int
    nominators: rules.Nominators
    until: date
    judge: rules.Judge


class HonourNominateIn(Schema):
    """`person_id`: in a campaign about people, the one of this household who is meant."""

    household_id: Id
    person_id: Id | None = None
    why: str = ""


class HonourConsentIn(Schema):
    """`shown`: how the name stands in public; null: does not take part."""

    shown: rules.Shown | None
    on_paper: bool = False


class HonourVoteIn(Schema):
    member_id: Id
    yes: bool


class HonourJudgeIn(Schema):
    votes: list[HonourVoteIn]


class HonourRevokeIn(HonourJudgeIn):
    reason: str = ""


class HonourAnswerIn(HonourJudgeIn):
    upheld: bool
    answer: str = ""


class HonourObjectIn(Schema):
    words: str = ""


class HonourPostIn(Schema):
    """`procedure_id`: the decided question, where a council's ballot chooses."""

    procedure_id: Id | None = None


class HonourDropIn(Schema):
    reason: str = ""


def _votes(told: list[HonourVoteIn]) -> dict[int, bool]:
    return {number(vote.member_id): vote.yes for vote in told}


@router.get("/places/{place_id}/red_list", response=list[HonourListOut])
def red_list(request: HttpRequest, place_id: Id) -> list[queries.Told]:
    """What is judged, listed and honoured in a village, newest first: the names that may stand there, and how
    many stand without."""
    village = where.village_of(number(place_id))
    if village is None:
        raise Denied("honours.see")
    return queries.told(village.pk)


@router.get("/mine", response=list[HonourNomineeOut], auth=django_auth)
def my_honours(request: HttpRequest) -> list[Nominee]:
    """Where oneself or one's household is named, newest first."""
    person = door.actor(request)
    home = home_of(person)
    return queries.mine(person, home) if home else []


@router.post("/places/{place_id}/campaigns", response=HonourCampaignOut, auth=django_auth)
def call(request: HttpRequest, place_id: Id, body: HonourCampaignIn) -> Campaign:
    return acts.call(place_id=number(place_id), **body.dict(), **asked(request))


@router.post("/campaigns/{campaign_id}/nominate", response=HonourNomineeOut, auth=django_auth)
def nominate(request: HttpRequest, campaign_id: Id, body: HonourNominateIn) -> Nominee:
    return acts.nominate(
        campaign_id=number(campaign_id),
        household_id=number(body.household_id),
        person_id=number(body.person_id) if body.person_id else None,
        why=body.why,
        **asked(request),
    )


@router.post("/campaigns/{campaign_id}/post", response=HonourCampaignOut, auth=django_auth)
def post_chosen(request: HttpRequest, campaign_id: Id, body: HonourPostIn) -> Campaign:
    """公示."""
    procedure = number(body.procedure_id) if body.procedure_id else None
    return acts.post_chosen(
        campaign_id=number(campaign_id), procedure_id=procedure, **asked(request)
    )


@router.post("/campaigns/{campaign_id}/present", response=HonourCampaignOut, auth=django_auth)
def present(request: HttpRequest, campaign_id: Id) -> Campaign:
    """表彰."""
    return acts.present(campaign_id=number(campaign_id), **asked(request))


@router.post("/campaigns/{campaign_id}/drop", response=HonourCampaignOut, auth=django_auth)
def drop(request: HttpRequest, campaign_id: Id, body: HonourDropIn) -> Campaign:
    return acts.drop(campaign_id=number(campaign_id), reason=body.reason, **asked(request))


@router.post("/nominees/{nominee_id}/consent", response=HonourNomineeOut, auth=django_auth)
def consent(request: HttpRequest, nominee_id: Id, body: HonourConsentIn) -> Nominee:
    return acts.consent(nominee_id=number(nominee_id), **body.dict(), **asked(request))


@router.post("/nominees/{nominee_id}/judge", response=HonourNomineeOut, auth=django_auth)
def judge(request: HttpRequest, nominee_id: Id, body: HonourJudgeIn) -> Nominee:
    return acts.judge(nominee_id=number(nominee_id), votes=_votes(body.votes), **asked(request))


@router.post("/nominees/{nominee_id}/object", response=HonourIdOut, auth=django_auth)
def object_to_award(request: HttpRequest, nominee_id: Id, body: HonourObjectIn) -> HonourObjection:
    return acts.object_to_award(nominee_id=number(nominee_id), **body.dict(), **asked(request))


@router.post("/nominees/{nominee_id}/revoke", response=HonourNomineeOut, auth=django_auth)
def revoke(request: HttpRequest, nominee_id: Id, body: HonourRevokeIn) -> Nominee:
    said: dict[str, Any] = {"reason": body.reason, "votes": _votes(body.votes)}
    return acts.revoke(nominee_id=number(nominee_id), **said, **asked(request))


@router.post("/objections/{objection_id}/answer", response=HonourNomineeOut, auth=django_auth)
def answer_award_objection(request: HttpRequest, objection_id: Id, body: HonourAnswerIn) -> Nominee:
    said: dict[str, Any] = {"upheld": body.upheld, "answer": body.answer}
    said["votes"] = _votes(body.votes)
    return acts.answer_award_objection(objection_id=number(objection_id), **said, **asked(request))
