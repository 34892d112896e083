"""Accounts over JSON: resets by two people, household cards, one's own sessions.

An act that tells a secret answers with it this once; no idempotency key brings it back.
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.base.asked import Id, asked, number
from yuanba.people import acts, door
from yuanba.people.models import Card, Reset

router = Router(tags=["accounts"])


class BecauseIn(Schema):
    reason: str = ""


class DoneOut(Schema):
    ok: bool = True


class HalfOut(Schema):
    id: str
    half: str  # of the reset code: told to the owner face to face


class ResetOut(Schema):
    id: str
    agreed_at: datetime | None
    used_at: datetime | None
    ended_at: datetime | None

    @staticmethod
    def resolve_id(reset: Reset) -> str:
        return str(reset.pk)


class CardIn(Schema):
    person_id: Id


class CardOut(Schema):
    id: str
    agreed_at: datetime | None
    printed_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None

    @staticmethod
    def resolve_id(card: Card) -> str:
        return str(card.pk)


class PrintedOut(Schema):
    id: str
    number: str  # what the QR code holds; a new one with each print
    first_code: str


def _told(request: HttpRequest) -> dict[str, Any]:
    return {"actor": door.actor(request), "now": clock.now()}


@router.post("/people/{person_id}/reset", response=HalfOut, auth=django_auth)
def ask_reset(request: HttpRequest, person_id: Id, body: BecauseIn) -> HalfOut:
    """申请重置: answers with the first half of the code."""
    half: list[str] = []
    whose = number(person_id)
    reset = acts.ask_reset(person_id=whose, reason=body.reason, told=half.append, **_told(request))
    return HalfOut(id=str(reset.pk), half=half[0])


@router.post("/resets/{reset_id}/agree", response=HalfOut, auth=django_auth)
def agree_reset(request: HttpRequest, reset_id: Id) -> HalfOut:
    """同意重置: answers with the second half."""
    half: list[str] = []
    reset = acts.agree_reset(reset_id=number(reset_id), told=half.append, **_told(request))
    return HalfOut(id=str(reset.pk), half=half[0])


@router.post("/resets/{reset_id}/end", response=ResetOut, auth=django_auth)
def end_reset(request: HttpRequest, reset_id: Id, body: BecauseIn) -> Reset:
    """不同意重置, or 撤回."""
    return acts.end_reset(reset_id=number(reset_id), reason=body.reason, **asked(request))


@router.post("/households/{household_id}/card", response=CardOut, auth=django_auth)
def ask_card(request: HttpRequest, household_id: Id, body: CardIn) -> Card:
    """发户卡."""
    home, whose = number(household_id), number(body.person_id)
    return acts.ask_card(household_id=home, person_id=whose, **asked(request))


@router.post("/cards/{card_id}/agree", response=CardOut, auth=django_auth)
def agree_card(request: HttpRequest, card_id: Id) -> Card:
    """同意补卡."""
    return acts.agree_card(card_id=number(card_id), **asked(request))


@router.post("/cards/{card_id}/print", response=PrintedOut, auth=django_auth)
def print_card(request: HttpRequest, card_id: Id) -> PrintedOut:
    """印户卡: answers with the new number and the code of the tear-off."""
    heard: list[PrintedOut] = []

    def told(card: Card, said: str, first: str) -> None:
        heard.append(PrintedOut(id=str(card.pk), number=said, first_code=first))

    acts.print_card(card_id=number(card_id), told=told, **_told(request))
    return heard[0]


@router.post("/cards/{card_id}/stop", response=CardOut, auth=django_auth)
def stop_card(request: HttpRequest, card_id: Id, body: BecauseIn) -> Card:
    """停用户卡."""
    return acts.stop_card(card_id=number(card_id), reason=body.reason, **asked(request))


@router.post("/me/sign-out-others", response=DoneOut, auth=django_auth)
def sign_out_others(request: HttpRequest) -> DoneOut:
    """退出别处的登录."""
    here = request.session.session_key or ""
    acts.sign_out_others(but=here, **asked(request))
    return DoneOut()
