"""The ledger and the shop over JSON."""

from datetime import date, datetime

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base import clock, permits
from yuanba.base.asked import Id, asked, key, number
from yuanba.base.errors import Denied
from yuanba.people import door
from yuanba.places.models import Place
from yuanba.points import acts
from yuanba.points.api.claims import the_village
from yuanba.points.api.shapes import ClaimOut, PointsIdOut, PointsWordsIn
from yuanba.points.models import Budget, Claim, Dispute, Item, Redemption, Stocktake
from yuanba.points.queries import claims as queries
from yuanba.points.queries import fund as funds
from yuanba.points.queries import home as homes
from yuanba.points.rules.shop import Ware

router = Router(tags=["points"])

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
    shelf: int
    empty: date | None


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
    """Set aside, issued, owed, redeemed, lapsed, on the shelf, in points; and the days on which
    the budget is spent and the shelf is empty."""
    return funds.figures(the_village(place_id).pk, clock.now())


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
    kind: Ware
    name: str
    points: int
    stock: int | None
    unit: str
    note: str


class ShopItemIn(Schema):
    kind: Ware | None = None
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
    return homes.offered(the_village(place_id).pk)


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
    village = the_village(place_id)
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
