"""Duties over JSON: the category tree and the lists, read by everyone, changed at the county."""

from typing import Literal

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import django_auth

from yuanba.base import clock
from yuanba.base.asked import Id, asked, number
from yuanba.duties import acts, queries
from yuanba.duties.models import Category, ListItem
from yuanba.duties.rules import Lane, ListKind
from yuanba.duties.variants import Cadence, Called
from yuanba.people.rules import UnitKind
from yuanba.places.rules import Unit

router = Router(tags=["duties"])


class LimitOut(Schema):
    amount: int
    unit: str


class CategoryOut(Schema):
    id: str
    code: str
    branch: str
    name: str
    name_en: str
    lane: str
    unit_kind: str
    limit: LimitOut
    refer: str

    @staticmethod
    def resolve_id(category: Category) -> str:
        return str(category.pk)


@router.get("/categories", response=list[CategoryOut])
def categories(request: HttpRequest) -> list[Category]:
    """The leaves of the category tree, in the order of their codes."""
    return queries.leaves()


class ItemOut(Schema):
    """A line of a list, with the paper it stands in. `days` only for reasons of a pause."""

    list: str
    code: str
    name: str
    name_en: str
    unit_kind: str
    days: int
    source: str


@router.get("/lists/{kind}", response=list[ItemOut])
def lists(request: HttpRequest, kind: ListKind) -> list[ListItem]:
    """The lines of a list that stand today: duties, reasons for a pause, reasons for a void entry."""
    return queries.items(kind, clock.day_of(clock.now()))


class LaneCalled(Schema):
    """One lane as a county calls it; `neighbours` only of the personal lane."""

    name: str
    name_en: str
    meeting: str = ""
    leads: str = ""
    cadence: Cadence = Cadence.WHENEVER
    neighbours: bool = False


class LaneSetOut(Schema):
    government: LaneCalled
    communal: LaneCalled
    personal: LaneCalled


@router.get("/lanes/{county_id}", response=LaneSetOut)
def lane_set(request: HttpRequest, county_id: Id) -> dict[Lane, Called]:
    """What a county calls the three lanes, and which meetings sit about them."""
    return dict(queries.lane_set(number(county_id)))


# ---- the acts of the administrator of a county


class ChangeIn(Schema):
    name: str
    name_en: str
    lane: Lane
    unit_kind: UnitKind
    amount: int
    limit_unit: Unit
    active: bool = True
    reason: str = ""


class NewItemIn(Schema):
    code: str
    name: str
    name_en: str
    source: str = ""
    unit_kind: UnitKind | Literal[""] = ""
    days: int = 0


class ChangeItemIn(Schema):
    name: str
    name_en: str
    source: str = ""
    reason: str = ""
    unit_kind: UnitKind | Literal[""] = ""
    days: int = 0
    active: bool = True


@router.post("/categories/{category_id}", response=CategoryOut, auth=django_auth)
def change_category(request: HttpRequest, category_id: Id, body: ChangeIn) -> Category:
    """改类别."""
    return acts.change_category(category_id=number(category_id), **body.dict(), **asked(request))


@router.post("/lists/{kind}", response=ItemOut, auth=django_auth)
def add_item(request: HttpRequest, kind: ListKind, body: NewItemIn) -> ListItem:
    """加一条."""
    return acts.add_item(kind=kind, **body.dict(), **asked(request))


@router.post("/lists/items/{item_id}", response=ItemOut, auth=django_auth)
def change_item(request: HttpRequest, item_id: Id, body: ChangeItemIn) -> ListItem:
    """改一条."""
    return acts.change_item(item_id=number(item_id), **body.dict(), **asked(request))


class LaneSetIn(LaneSetOut):
    source: str = ""


@router.post("/lanes/{county_id}", response=LaneSetOut, auth=django_auth)
def name_lanes(request: HttpRequest, county_id: Id, body: LaneSetIn) -> dict[Lane, Called]:
    """定三事的叫法."""
    pk = number(county_id)
    names = {lane: Called(**getattr(body, lane).dict()) for lane in Lane}
    acts.name_lanes(county_id=pk, names=names, source=body.source, **asked(request))
    return dict(queries.lane_set(pk))
