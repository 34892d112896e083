"""Beside the desk over JSON: helping units, firms with a link, whom it is about, how to reach him."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import django_auth

from yuanba.base import clock, permits
from yuanba.base.asked import Id, asked, number
from yuanba.duties import queries as duties
from yuanba.matters import acts, outside, queries
from yuanba.matters.api.shapes import MatterOut, Seen, TextIn, Why
from yuanba.matters.models import Matter
from yuanba.matters.queries import lists, pick, proposing, speaking
from yuanba.people import door

router = Router(tags=["matters"])


class OutsideIn(TextIn):
    name: str = Field(max_length=60)
    days: int


class OutsideOut(Schema):
    """The address of a new link, shown once. Empty when the same request came before."""

    address: str
    until: datetime | None


class HelpAnswerIn(Schema):
    done: bool
    text: str = ""


class ConcernIn(Seen):
    """Whom it is about: person:12, unit:12, household:12, place:12, level:village or other."""

    about: str = Field(max_length=40)
    said: str = Field("", max_length=80)
    why: str = Field("", max_length=300)


class RevealIn(Schema):
    reason: str = ""


class Reached(Schema):
    """How to reach the person, in clear. That it was asked for, and why, is kept."""

    name: str
    phone: str
    how: str
    speaker: str  # who spoke or typed for the person, where somebody did
    speaker_phone: str


class WhyProposedOut(Schema):
    kind: str
    words: str


class ProposalOut(Schema):
    """One way to sort a matter, with its grounds. Nothing is applied by asking for it."""

    category: str
    lane: str
    unit_id: Id | None
    sure: str  # 83%, or nothing where nothing was measured
    by: str  # rule, learned or words
    limit: str
    reason: str
    grounds: list[WhyProposedOut]
    earlier: list[str]  # titles of earlier matters that this reader may see


class ProposalsOut(Schema):
    ways: list[ProposalOut]
    unsure: bool
    enough: bool
    urgent: list[str]
    places: list[str]
    others: int


@router.get("/{matter_id}/proposals", response=ProposalsOut, auth=django_auth)
def proposals(request: HttpRequest, matter_id: Id) -> dict[str, Any]:
    """建议: what would be proposed to whoever sorts this matter now."""
    person = door.actor(request)
    matter = queries.one(person, number(matter_id))
    permits.require(person, "matters.triage", reach=matter.reach)
    sorts = permits.TABLE["matters.triage"]
    post = next(p for p in person.held() if p.role in sorts and p.over in matter.reach)
    scope = lists.scope_of(post)
    assert scope is not None  # who may sort sees matters
    leaves = {leaf.code: leaf for leaf in duties.leaves()}
    card = proposing.card(matter, scope, pick.units(matter), leaves, clock.now())
    return {
        "ways": [_way(way) for way in card.ways],
        "unsure": card.unsure,
        "enough": card.enough,
        "urgent": [str(said) for said in card.urgent],
        "places": card.places,
        "others": card.others,
    }


def _way(way: proposing.Way) -> dict[str, Any]:
    return {
        "category": way.category.code,
        "lane": way.lane,
        "unit_id": str(way.unit.pk) if way.unit else None,
        "sure": way.sure,
        "by": way.by,
        "limit": way.limit,
        "reason": way.reason,
        "grounds": [{"kind": kind, "words": words} for kind, words in way.grounds],
        "earlier": [row["title"] for row in way.earlier],
    }


@router.post("/{matter_id}/ask_outside", response=OutsideOut, auth=django_auth)
def ask_outside(request: HttpRequest, matter_id: Id, body: OutsideIn) -> dict[str, Any]:
    """问外单位: a link by which a firm without an account answers for this one matter."""
    made = acts.ask_outside(matter_id=number(matter_id), **body.dict(), **asked(request))
    if not isinstance(made, acts.Made):
        return {"address": "", "until": None}
    return {"address": outside.address(made.token), "until": made.link.expires_at}


@router.post("/outside/{link_id}/revoke", response=MatterOut, auth=django_auth)
def revoke_outside(request: HttpRequest, link_id: Id) -> Matter:
    """收回链接: from now on it opens nothing."""
    return acts.revoke_outside(link_id=number(link_id), **asked(request))


@router.post("/help/{helper_id}/answer", response=MatterOut, auth=django_auth)
def answer_help(request: HttpRequest, helper_id: Id, body: HelpAnswerIn) -> Matter:
    """协办答复: what the helping unit did, or why it cannot."""
    return acts.answer_help(helper_id=number(helper_id), **body.dict(), **asked(request))


@router.post("/help/{helper_id}/withdraw", response=MatterOut, auth=django_auth)
def withdraw_help(request: HttpRequest, helper_id: Id, body: Why) -> Matter:
    """不用协办了, and why."""
    return acts.withdraw_help(helper_id=number(helper_id), reason=body.reason, **asked(request))


@router.post("/{matter_id}/name_concern", response=MatterOut, auth=django_auth)
def name_concern(request: HttpRequest, matter_id: Id, body: ConcernIn) -> Matter:
    """记为反映某人: from now on kept from those named and theirs."""
    return acts.name_concern(matter_id=number(matter_id), **body.dict(), **asked(request))


@router.post("/{matter_id}/reveal", response=Reached, auth=django_auth)
def reveal(request: HttpRequest, matter_id: Id, body: RevealIn) -> dict[str, str]:
    """查看联系方式: each request is one look, and one line."""
    who: dict[str, Any] = {"actor": door.actor(request), "now": clock.now()}
    pk = number(matter_id)
    contact = acts.reveal(matter_id=pk, reason=body.reason, **who)  # no key: a repeat looks again
    spoke = speaking.beside(pk)
    return {
        "name": contact.name,
        "phone": contact.phone,
        "how": contact.how,
        "speaker": spoke.speaker if spoke else "",
        "speaker_phone": spoke.speaker_phone if spoke else "",
    }
