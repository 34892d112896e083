"""What is forgotten and when, over JSON: periods, batches of two people, wishes; the same acts."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import django_auth

from yuanba.base.asked import Id, asked, number
from yuanba.rights import acts
from yuanba.rights.models import Batch, Wish
from yuanba.rights.rules import Erasable

router = Router(tags=["rights"], auth=django_auth)


class SetPeriodIn(Schema):
    days: int
    source: str = Field("", max_length=200)


class SetPeriodOut(Schema):
    kind: str
    days: int


class WhyNotIn(Schema):
    reason: str = Field("", max_length=300)


class BatchOut(Schema):
    id: Id
    kind: str
    state: str
    found: int

    @staticmethod
    def resolve_id(batch: Batch) -> str:
        return str(batch.pk)


class AnsweredOut(Schema):
    id: Id
    state: str
    due: date

    @staticmethod
    def resolve_id(wish: Wish) -> str:
        return str(wish.pk)


@router.post("/periods/{kind}", response=SetPeriodOut)
def set_period(request: HttpRequest, kind: Erasable, body: SetPeriodIn) -> Any:
    """改留存期限: never below the floor."""
    return acts.set_period(kind=kind, **body.dict(), **asked(request))


@router.post("/batches/{batch_id}/agree", response=BatchOut)
def agree(request: HttpRequest, batch_id: Id) -> Batch:
    """同意清除: the first of two."""
    return acts.agree(batch_id=number(batch_id), **asked(request))


@router.post("/batches/{batch_id}/carry_out", response=BatchOut)
def carry_out(request: HttpRequest, batch_id: Id) -> Batch:
    """执行清除: the second, another person."""
    return acts.carry_out(batch_id=number(batch_id), **asked(request))


@router.post("/batches/{batch_id}/drop", response=BatchOut)
def drop(request: HttpRequest, batch_id: Id, body: WhyNotIn) -> Batch:
    """这次不清."""
    return acts.drop(batch_id=number(batch_id), reason=body.reason, **asked(request))


@router.post("/wishes/{wish_id}/withdraw", response=AnsweredOut)
def withdraw(request: HttpRequest, wish_id: Id) -> Wish:
    """收回请求: by the person himself."""
    return acts.withdraw(wish_id=number(wish_id), **asked(request))


@router.post("/wishes/{wish_id}/grant", response=AnsweredOut)
def grant_erasure(request: HttpRequest, wish_id: Id) -> Wish:
    """同意删除."""
    return acts.grant_erasure(wish_id=number(wish_id), **asked(request))


@router.post("/wishes/{wish_id}/refuse", response=AnsweredOut)
def refuse_erasure(request: HttpRequest, wish_id: Id, body: WhyNotIn) -> Wish:
    """不能删, and by which law."""
    return acts.refuse_erasure(wish_id=number(wish_id), reason=body.reason, **asked(request))
