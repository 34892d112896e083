"""The counter of the shop over JSON: hours, one redemption put right, paper slips."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base.asked import Id, asked, number
from yuanba.points import acts
from yuanba.points.acts.counter import Written
from yuanba.points.api.claims import the_village
from yuanba.points.api.shapes import PointsIdOut
from yuanba.points.api.shop import DealOut
from yuanba.points.models import Redemption, Shop, Slip, SlipDay
from yuanba.points.queries import shop as queries

router = Router(tags=["points"])


class ShopHoursOut(PointsIdOut):
    """`days`: seven from Monday, "09:00-17:30", or "" for closed."""

    where: str
    days: list[str]
    note: str


class ShopHoursIn(Schema):
    where: str = ""
    days: list[str]
    note: str = ""


class UndoDealIn(Schema):
    why: str = ""
    goods_back: bool = True


class PrintSlipsIn(Schema):
    many: int


class SlipsPrintedOut(PointsIdOut):
    n: int
    sign: str
    sheet: int


class SlipIn(Schema):
    """`slip`: its number and two letters, as printed."""

    slip: str
    household_id: Id
    item_id: Id


class SlipDayIn(Schema):
    on: date
    person_id: Id  # who handed out
    slips: list[SlipIn]


class SlipLeftOut(Schema):
    slip: str
    home: Id
    item: Id
    why: str


class SlipDayOut(PointsIdOut):
    done: int
    left: list[SlipLeftOut]


@router.get("/places/{place_id}/shop_hours", response={200: ShopHoursOut | None})
def shop_hours(request: HttpRequest, place_id: Id) -> Shop | None:
    """Where the shop of a village is and when it is open; null where nothing was said."""
    return queries.opening(the_village(place_id).pk)


@router.post("/places/{place_id}/shop_hours", response=ShopHoursOut, auth=django_auth)
def set_hours(request: HttpRequest, place_id: Id, body: ShopHoursIn) -> Shop:
    """定开门时间."""
    days = [(day.partition("-")[0], day.partition("-")[2]) for day in body.days]
    return acts.set_hours(
        place_id=number(place_id), where=body.where, days=days, note=body.note, **asked(request)
    )


@router.post("/deals/{deal_id}/undo", response=DealOut, auth=django_auth)
def undo_deal(request: HttpRequest, deal_id: Id, body: UndoDealIn) -> Redemption:
    """冲正一次兑换."""
    return acts.undo_deal(redemption_id=number(deal_id), **body.dict(), **asked(request))


@router.post("/places/{place_id}/slips", response=SlipsPrintedOut, auth=django_auth)
def print_slips(request: HttpRequest, place_id: Id, body: PrintSlipsIn) -> Slip:
    """印纸券: the first of them."""
    return acts.print_slips(place_id=number(place_id), many=body.many, **asked(request))


def _written(one: SlipIn) -> Written:
    return Written(one.slip, number(one.household_id), number(one.item_id))


@router.post("/places/{place_id}/enter_slip", response=DealOut, auth=django_auth)
def enter_slip(
    request: HttpRequest, place_id: Id, on: date, person_id: Id, body: SlipIn
) -> Redemption:
    """录一张纸券; `person_id`: who handed out."""
    return acts.enter_slip(
        place_id=number(place_id), slip=_written(body), on=on, handed_by_id=number(person_id),
        **asked(request),
    )  # fmt: skip


@router.post("/places/{place_id}/enter_slips", response=SlipDayOut, auth=django_auth)
def enter_slips(request: HttpRequest, place_id: Id, body: SlipDayIn) -> SlipDay:
    """录一天的纸券: what does not fit is named, the rest is booked."""
    return acts.enter_slips(
        place_id=number(place_id), on=body.on, handed_by_id=number(body.person_id),
        slips=[_written(one) for one in body.slips], **asked(request),
    )  # fmt: skip
