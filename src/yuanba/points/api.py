"""Household points over JSON: the book and the public list for everybody, the same acts for those who
hold them."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base import clock, permits
from yuanba.base.asked import Id, asked, key, number
from yuanba.base.errors import Denied
from yuanba.matters.queries import where
from yuanba.people import door
from yuanba.places.models import Place
from yuanba.points import acts
from yuanba.points.acts.panel import Chair
from yuanba.points.models import (
    Book,
    Budget,
    Claim,
    Dispute,
    Item,
    Kin,
    Objection,
    Panel,
    Redemption,
    Stocktake,
)
from yuanba.points.queries import books
from yuanba.points.queries import claims as queries
from yuanba.points.queries import fund as funds
from yuanba.points.queries import home as homes
from yuanba.points.rules import book as rules

router = Router(tags=["points"])


class RuleLineOut(Schema):
    code: str
    name: str
    points: int
    cap: int | None
    period: rules.Period
    evidence: rules.Evidence
    checker: rules.Checker
    source: str


class RuleBookOut(Schema):
    id: Id
    n: int
    since: date
    source: str
    lines: list[RuleLineOut]

    @staticmethod
    def resolve_id(row: Any) -> str:
        return str(row.pk)

    @staticmethod
    def resolve_lines(row: Any) -> list[Any]:
        return books.lines(row)


class RuleLineIn(Schema):
    code: str
    name: str
    points: int
    cap: int | None = None
    period: rules.Period
    evidence: rules.Evidence
    checker: rules.Checker
    source: str = ""


class RuleBookIn(Schema):
    source: str = ""
    since: date
    procedure_id: Id | None = None
    lines: list[RuleLineIn]


class PointsSeatIn(Schema):
    person_id: Id
    supervision: bool = False
    woman: bool = False
    group: bool = False


class PanelIn(Schema):
    source: str = ""
    members: list[PointsSeatIn]


class KinIn(Schema):
    one_id: Id
    other_id: Id


class ClaimIn(Schema):
    item: str
    on: date
    note: str = ""


class CheckIn(Schema):
    true: bool
    words: str = ""


class PointsWordsIn(Schema):
    words: str = ""


class PointsObjectIn(PointsWordsIn):
    for_home: bool = False


class MemberVoteIn(Schema):
    member_id: Id
    yes: bool


class PointsDecideIn(Schema):
    votes: list[MemberVoteIn]
    words: str = ""


class AnswerObjectionIn(Schema):
    upheld: bool
    answer: str = ""
    votes: list[MemberVoteIn]


class PointsIdOut(Schema):
    id: Id

    @staticmethod
    def resolve_id(row: Any) -> str:
        return str(row.pk)


class ClaimOut(Schema):
    id: Id
    code: str
    points: int
    on: date
    state: str
    note: str
    words: str
    check_by: date | None
    object_until: date | None

    @staticmethod
    def resolve_id(row: Any) -> str:
        return str(row.pk)


class ListedOut(Schema):
    who: str
    name: str
    points: int
    until: date | None


class WaitingOut(Schema):
    told: list[ClaimOut]
    checked: list[ClaimOut]
    noticed: list[ClaimOut]
    ready: list[ClaimOut]
    objections: list[PointsIdOut]
    listed: int


def _village(place_id: str) -> Place:
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
    return books.standing(_village(place_id).pk, clock.day_of(clock.now()))


@router.get("/places/{place_id}/list", response=list[ListedOut])
def public_list(request: HttpRequest, place_id: Id) -> list[queries.Listed]:
    """What is on the public list now: masked names, no addresses."""
    return queries.public_list(_village(place_id).pk, clock.day_of(clock.now()))


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
    village = _village(place_id)
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


# ---- the ledger


class PurseLineOut(Schema):
    what: str
    amount: int
    after: int
    at: datetime


class PurseOut(Schema):
    balance: int
    soon: int
    lines: list[PurseLineOut]


class PointsFiguresOut(Schema):
    allowed: int
    issued: int
    left: int
    owed: int
    redeemed: int
    lapsed: int
    dry: date | None


class BudgetIn(Schema):
    year: int
    fen: int
    fen_per_point: int
    source: str = ""


@router.get("/purse", response=PurseOut, auth=django_auth)
def purse(request: HttpRequest) -> homes.Purse:
    """The balance of one's own household and its newest lines, each with what stood there after it."""
    home = queries.home_of(door.actor(request))
    now = clock.now()
    if home is None:
        return homes.Purse(0, 0, 0, [], None)
    month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return homes.purse(home, now, month=month)


@router.get("/places/{place_id}/figures", response=PointsFiguresOut)
def figures(request: HttpRequest, place_id: Id) -> funds.Figures:
    """Set aside, issued, owed, redeemed, lapsed, in points; and the day on which the budget is spent."""
    return funds.figures(_village(place_id).pk, clock.now())


@router.post("/places/{place_id}/budget", response=PointsIdOut, auth=django_auth)
def set_budget(request: HttpRequest, place_id: Id, body: BudgetIn) -> Budget:
    return acts.set_budget(place_id=number(place_id), **body.dict(), **asked(request))


@router.post("/claims/{claim_id}/book", response=ClaimOut, auth=django_auth)
def book(request: HttpRequest, claim_id: Id) -> Claim:
    return acts.book(claim_id=number(claim_id), **asked(request))


@router.post("/places/{place_id}/book_due", response=PointsIdOut, auth=django_auth)
def book_due(request: HttpRequest, place_id: Id) -> Place:
    return acts.book_due(place_id=number(place_id), **asked(request))


# ---- the shop


class ShopItemOut(PointsIdOut):
    name: str
    points: int
    stock: int | None
    unit: str
    note: str


class ShopItemIn(Schema):
    name: str = ""
    points: int
    stock: int | None = None
    unit: str = ""
    note: str = ""
    supplier: str = ""
    offered: bool = True
    item_id: Id | None = None


class StockUpIn(Schema):
    many: int
    source: str = ""


class StockCountIn(Schema):
    counted: int
    why: str = ""


class StockAgreeIn(Schema):
    counted: int


class DealOut(PointsIdOut):
    state: str
    points: int


class ReservedOut(DealOut):
    code: str
    until: datetime


class ReserveIn(Schema):
    item_id: Id


class HandOutPointsIn(Schema):
    code: str


class AnswerDisputeIn(Schema):
    upheld: bool
    answer: str = ""


@router.get("/places/{place_id}/shop", response=list[ShopItemOut])
def shop(request: HttpRequest, place_id: Id) -> list[Item]:
    """What the shop of a village has, the cheapest first."""
    return homes.offered(_village(place_id).pk)


@router.post("/places/{place_id}/items", response=ShopItemOut, auth=django_auth)
def keep_item(request: HttpRequest, place_id: Id, body: ShopItemIn) -> Item:
    said = body.dict() | {"item_id": number(body.item_id) if body.item_id else None}
    return acts.keep_item(place_id=number(place_id), **said, **asked(request))


@router.post("/items/{item_id}/stock_up", response=ShopItemOut, auth=django_auth)
def stock_up(request: HttpRequest, item_id: Id, body: StockUpIn) -> Item:
    return acts.stock_up(item_id=number(item_id), **body.dict(), **asked(request))


@router.post("/items/{item_id}/count", response=PointsIdOut, auth=django_auth)
def count_stock(request: HttpRequest, item_id: Id, body: StockCountIn) -> Stocktake:
    return acts.count_stock(item_id=number(item_id), **body.dict(), **asked(request))


@router.post("/counts/{stocktake_id}/agree", response=PointsIdOut, auth=django_auth)
def agree_stock(request: HttpRequest, stocktake_id: Id, body: StockAgreeIn) -> Stocktake:
    return acts.agree_stock(
        stocktake_id=number(stocktake_id), counted=body.counted, **asked(request)
    )


@router.post("/households/{household_id}/reserve", response=ReservedOut, auth=django_auth)
def reserve(request: HttpRequest, household_id: Id, body: ReserveIn) -> Redemption:
    return acts.reserve(
        household_id=number(household_id), item_id=number(body.item_id), **asked(request)
    )


@router.post("/deals/{deal_id}/give_back", response=DealOut, auth=django_auth)
def give_back(request: HttpRequest, deal_id: Id) -> Redemption:
    return acts.give_back(redemption_id=number(deal_id), **asked(request))


@router.post("/places/{place_id}/hand_out", response=DealOut, auth=django_auth)
def hand_out(request: HttpRequest, place_id: Id, body: HandOutPointsIn) -> Redemption:
    person = door.actor(request)
    village = _village(place_id)
    if permits.may(person, "points.hand_out", reach=village.reach) is None:
        raise Denied("points.hand_out")
    return acts.hand_out_by_code(
        actor=person, place_id=village.pk, code=body.code, now=clock.now(), key=key(request)
    )


@router.post("/deals/{deal_id}/dispute", response=PointsIdOut, auth=django_auth)
def dispute(request: HttpRequest, deal_id: Id, body: PointsWordsIn) -> Dispute:
    return acts.dispute(redemption_id=number(deal_id), words=body.words, **asked(request))


@router.post("/disputes/{dispute_id}/answer", response=DealOut, auth=django_auth)
def answer_dispute(request: HttpRequest, dispute_id: Id, body: AnswerDisputeIn) -> Redemption:
    return acts.answer_dispute(dispute_id=number(dispute_id), **body.dict(), **asked(request))
