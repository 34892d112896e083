"""Proofs over JSON: checking one by its code, for whoever holds the paper; issuing and showing the way, for a
village's desk."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base.asked import Id, asked, number
from yuanba.base.errors import Denied
from yuanba.proofs import acts, queries
from yuanba.proofs.models import Proof, Turned

router = Router(tags=["proofs"])


class ProofCheckOut(Schema):
    """Whether a paper stands: no name, no words."""

    number: str
    what: str
    place: str
    standing: str
    issued_at: datetime
    withdrawn_at: datetime | None

    @staticmethod
    def resolve_what(row: Proof) -> str:
        return row.line.name

    @staticmethod
    def resolve_place(row: Proof) -> str:
        return row.place.name


class ProofOut(ProofCheckOut):
    id: Id
    code: str

    @staticmethod
    def resolve_id(row: Proof) -> str:
        return str(row.pk)


class SlipOut(Schema):
    """Not issued here: the clause, and the right door."""

    id: Id
    what: str
    clause: str
    office: str

    @staticmethod
    def resolve_id(row: Turned) -> str:
        return str(row.pk)

    @staticmethod
    def resolve_what(row: Turned) -> str:
        return row.line.name

    @staticmethod
    def resolve_clause(row: Turned) -> str:
        return str(row.line.cited)

    @staticmethod
    def resolve_office(row: Turned) -> str:
        return row.line.office


class ProofIn(Schema):
    line_id: Id
    holder: str = ""
    text: str = ""
    to_whom: str = ""


class ProofAwayIn(Schema):
    line_id: Id


class ProofWithdrawIn(Schema):
    reason: str = ""


@router.get("/check/{code}", response=ProofCheckOut)
def check(request: HttpRequest, code: str) -> Proof:
    """验证明, by the 32 signs under its square."""
    found = queries.by_code(code)
    if found is None:
        raise Denied("proofs.see")
    return found


@router.post("/{place_id}", response=ProofOut, auth=django_auth)
def issue(request: HttpRequest, place_id: Id, body: ProofIn) -> Proof:
    """开证明."""
    said = body.dict() | {"line_id": number(body.line_id)}
    return acts.issue(place_id=number(place_id), **said, **asked(request))


@router.post("/{place_id}/away", response=SlipOut, auth=django_auth)
def turn_away(request: HttpRequest, place_id: Id, body: ProofAwayIn) -> Turned:
    """指路: not issued here."""
    line = number(body.line_id)
    return acts.turn_away(place_id=number(place_id), line_id=line, **asked(request))


@router.post("/{proof_id}/withdraw", response=ProofOut, auth=django_auth)
def withdraw(request: HttpRequest, proof_id: Id, body: ProofWithdrawIn) -> Proof:
    """作废证明."""
    return acts.withdraw(proof_id=number(proof_id), reason=body.reason, **asked(request))
