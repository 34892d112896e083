"""What can be done to duties: the category tree is loaded once and then kept by the county."""

import csv
from dataclasses import asdict
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.duties import queries, rules, variants
from yuanba.duties.models import Category, LaneName, ListItem
from yuanba.duties.rules import Lane, ListKind, Proposal
from yuanba.people.rules import UnitKind
from yuanba.places.models import Place
from yuanba.places.rules import Kind, Limit, Unit

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
    return _rows("categories.csv")


def _rows(name: str) -> list[dict[str, str]]:
    with files("yuanba.duties").joinpath(name).open(encoding="utf-8") as lines:
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


# ---- lists


@act
def load_lists(*, actor: Actor, now: datetime) -> ListItem:
    """载入清单: reasons for a pause and for a void entry, and who leads in what by the category tree.

    Safe to run again: what is there, edited or not, stays as it is.
    """
    permits.require(actor, "duties.load_lists", reach=frozenset())
    known = set(ListItem.objects.values_list("list", "code"))
    rows = _rows("lists.csv") + [
        row | {"list": ListKind.DUTY} for row in shipped() if row["branch"]
    ]
    new = [
        ListItem(
            **{column: row[column] for column in ("list", "code", "name", "name_en", "unit_kind")},
            days=int(row.get("days") or 0),
            source=SOURCE,
            since=clock.day_of(now),
        )
        for row in rows
        if (row["list"], row["code"]) not in known
    ]
    ListItem.objects.bulk_create(new)
    first = ListItem.objects.order_by("list", "code").first()
    assert first is not None  # the files hold rows
    records.write("duties.load_lists", first, actor=actor, at=now, added=len(new))
    return first


@act
def add_item(
    *,
    actor: Actor,
    kind: ListKind | str,
    code: str,
    name: str,
    name_en: str,
    source: str,
    now: datetime,
    unit_kind: UnitKind | str = "",
    days: int = 0,
) -> ListItem:
    """加一条清单: a line of the county's own list, with the paper it stands in."""
    permits.require(actor, "duties.add_item", reach=queries.counties())
    new = rules.list_item(_item(ListKind(kind), name, name_en, unit_kind, days, source))
    said = rules.list_code(code)
    if ListItem.objects.filter(list=new.kind, code=said).exists():
        raise Refused("code_taken", _("这个编号已经有了，请换一个。"), field="code")
    item = ListItem(list=new.kind, code=said, since=clock.day_of(now))
    _write(item, new)
    item.save(force_insert=True)
    facts = {"list": new.kind, "code": said, "name": new.name, "source": new.source}
    records.write("duties.add_item", item, actor=actor, at=now, **facts)
    return item


@act
def change_item(
    *,
    actor: Actor,
    item_id: int,
    name: str,
    name_en: str,
    source: str,
    reason: str,
    now: datetime,
    unit_kind: UnitKind | str = "",
    days: int = 0,
    active: bool = True,
) -> ListItem:
    """改清单: what a line says from now on, or that it ends today. What cited it before stays."""
    permits.require(actor, "duties.change_item", reach=queries.counties())
    item = ListItem.objects.select_for_update().filter(pk=item_id).first()
    if item is None:
        raise Denied("no such item")
    kind = ListKind(item.list)
    new = rules.list_item(_item(kind, name, name_en, unit_kind, days, source))
    why = rules.because(reason)
    before = _said(item)
    _write(item, new)
    today = clock.day_of(now)
    item.until = None if active else item.until or today
    item.save(update_fields=[*COLUMNS, "until"])
    changed = {c: [before[c], v] for c, v in _said(item).items() if before[c] != v}
    facts = {"list": kind, "code": item.code, "changed": changed, "reason": why}
    records.write("duties.change_item", item, actor=actor, at=now, **facts)
    return item


COLUMNS = ["name", "name_en", "unit_kind", "days", "source"]


def _item(
    kind: ListKind, name: str, name_en: str, unit_kind: UnitKind | str, days: int, source: str
) -> rules.Item:
    return rules.Item(kind, name, name_en, UnitKind(unit_kind) if unit_kind else None, days, source)


def _write(item: ListItem, new: rules.Item) -> None:
    item.name, item.name_en, item.source = new.name, new.name_en, new.source
    item.unit_kind, item.days = new.unit_kind or "", new.days


def _said(item: ListItem) -> dict[str, Any]:
    until: date | None = item.until
    said: dict[str, Any] = {column: getattr(item, column) for column in COLUMNS}
    return said | {"until": until.isoformat() if until else None}


# ---- how a county calls the lanes


@act
def name_lanes(
    *, actor: Actor, county_id: int, names: variants.Set, source: str, now: datetime
) -> Place:
    """定三事的叫法: what this county calls the lanes, which meetings sit about them, how often. What
    was sorted before stays; it is only called otherwise."""
    permits.require(actor, "duties.name_lanes", reach={county_id})
    county = Place.objects.select_for_update().filter(pk=county_id, kind=Kind.COUNTY).first()
    if county is None:
        raise Denied("no such county")
    before = queries.names_in(county_id)
    kept, paper = variants.name_lanes(names, source=source)
    for lane, called in kept.items():
        said = asdict(called) | {"source": paper, "since": clock.day_of(now)}
        LaneName.objects.update_or_create(county=county, lane=lane, defaults=said)
    queries.forget_lane_sets()
    facts = {"before": {k: zh for k, (zh, _en) in before.items()}, "source": paper}
    facts["names"] = {lane.value: called.name for lane, called in kept.items()}
    facts["meetings"] = {lane.value: called.meeting for lane, called in kept.items()}
    records.write("duties.name_lanes", county, actor=actor, at=now, **facts)
    return county
