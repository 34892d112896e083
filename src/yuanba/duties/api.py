"""Duties over JSON: the category tree, readable by everyone."""

from django.http import HttpRequest
from ninja import Router, Schema

from yuanba.base import clock
from yuanba.duties import queries
from yuanba.duties.models import Category, ListItem
from yuanba.duties.rules import ListKind

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
