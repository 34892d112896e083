"""旧账 over JSON: whether sheets and ledger agree; what each household has, in the columns of the file. The
file itself comes by the page 导入 (exchange)."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base import permits
from yuanba.base.asked import Id, asked, number
from yuanba.base.errors import Denied
from yuanba.people import door
from yuanba.points import acts
from yuanba.points.api.claims import the_village
from yuanba.points.queries import opening as queries

router = Router(tags=["points"], auth=django_auth)


class OpeningOut(Schema):
    """`points`: the sheet's own sum; `booked`: what the ledger holds of it."""

    id: Id
    source: str
    digest: str
    homes: int
    points: int
    booked: int
    made_at: datetime


class BalanceOut(Schema):
    code: str
    address: str
    head: str
    points: int


@router.get("/places/{place_id}/openings", response=list[OpeningOut])
def openings(request: HttpRequest, place_id: Id) -> list[OpeningOut]:
    village = the_village(place_id)
    if permits.may(door.actor(request), "points.see", reach=village.reach) is None:
        raise Denied("points.see")
    return [
        OpeningOut(
            id=str(one.opening.pk), source=one.opening.source, digest=one.opening.digest,
            homes=one.opening.homes, points=one.opening.points, booked=one.booked,
            made_at=one.opening.made_at,
        )
        for one in queries.reconciled(village.pk)
    ]  # fmt: skip


@router.post("/places/{place_id}/balances", response=list[BalanceOut])
def export_balances(request: HttpRequest, place_id: Id) -> list[BalanceOut]:
    """导出各户积分."""
    place = acts.export_balances(place_id=number(place_id), **asked(request))
    return [
        BalanceOut(code=code, address=address, head=head, points=points)
        for code, address, head, points in queries.balances(place.pk)
    ]
