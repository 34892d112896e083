"""What can be done to duties: the category tree is loaded once and then kept by the county."""

import csv
from datetime import datetime
from importlib.resources import files
from typing import Any

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.duties import queries, rules
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane, Proposal
from yuanba.people.rules import UnitKind
from yuanba.places.rules import Limit, Unit

SOURCE = "domain default [P]"


@act
def load_categories(*, actor: Actor, now: datetime) -> Category:
    """载入类别: the 12 branches and 96 leaves shipped with the house (domain.md 12.2).

    Safe to run again: what is there, edited or not, stays as it is.
    """
    permits.require(actor, "duties.load_categories", reach=frozenset())
    known = set(Category.objects.values_list("code", flat=True))
    new = [_category(row) for row in shipped() if row["code"] not in known]
    Category.objects.bulk_create(new)
    first = Category.objects.order_by("code").first()
    assert first is not None  # the file holds 108 rows
    records.write("duties.load_categories", first, actor=actor, at=now, added=len(new))
    return first


def shipped() -> list[dict[str, str]]:
    """The rows of categories.csv."""
    with files("yuanba.duties").joinpath("categories.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _category(row: dict[str, str]) -> Category:
    plain = ("code", "branch", "word", "name", "name_en", "lane", "unit_kind", "refer", "links")
    return Category(
        **{column: row[column] for column in (*plain, "note")},
        amount=int(row["amount"] or 0),
        limit_unit=row["unit"] or Unit.WORKDAYS,
        restricted=row["restricted"] == "yes",
        source=SOURCE,
    )


@act
def change_category(
    *,
    actor: Actor,
    category_id: int,
    name: str,
    name_en: str,
    lane: Lane | str,
    unit_kind: UnitKind | str,
    amount: int,
    limit_unit: Unit | str,
    active: bool = True,
    reason: str,
    now: datetime,
) -> Category:
    """改类别: what a leaf is called and proposes from now on. Matters already sorted stay as they are."""
    permits.require(actor, "duties.change_category", reach=queries.counties())
    category = Category.objects.select_for_update().filter(pk=category_id).first()
    if category is None:
        raise Denied("no such category")
    limit = Limit(amount, Unit(limit_unit))
    new = Proposal(name, name_en, Lane(lane), UnitKind(unit_kind), limit, active)
    new = rules.change_category(leaf=bool(category.branch), new=new)
    why = rules.because(reason)
    columns: dict[str, Any] = {
        "name": new.name,
        "name_en": new.name_en,
        "lane": new.lane,
        "unit_kind": new.unit_kind,
        "amount": new.limit.amount,
        "limit_unit": new.limit.unit,
        "active": new.active,
    }
    changed = {
        c: [getattr(category, c), v] for c, v in columns.items() if getattr(category, c) != v
    }
    for column, value in columns.items():
        setattr(category, column, value)
    category.save(update_fields=list(columns))
    facts = {"code": category.code, "changed": changed, "reason": why}
    records.write("duties.change_category", category, actor=actor, at=now, **facts)
    return category
