"""Duties over JSON: the category tree, readable by everyone."""

from django.http import HttpRequest
from ninja import Router, Schema

from yuanba.duties import queries
from yuanba.duties.models import Category

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
