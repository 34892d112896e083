"""导入区划: the rows of a public list, many at once. Leaves the rows that found() and recode() would
leave, and one record for each county."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from yuanba.base import bulk, ids, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.report import Report
from yuanba.base.text import _
from yuanba.places import rules
from yuanba.places.models import Place, PlaceCode, PlacePast
from yuanba.places.rules import Kind

PLACE = (
    "id", "kind", "name", "short", "parent_id", *rules.SCOPES, "since", "until", "phone", "region",
    "lat", "lng",
)  # fmt: skip
CODE = ("id", "place_id", "system", "edition", "code", "since", "until")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: its place, the code of its parent in the same list ("" for a county)."""

    line: int
    code: str
    name: str
    parent: str
    kind: Kind
    region: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """Which list rows come from: its numbering, edition, cut-off day, name and digest."""

    system: str
    edition: str
    since: date
    source: str
    digest: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a plan needs to know of a place: one that is there, or one that it makes."""

    id: int
    kind: Kind
    name: str
    scope: tuple[int | None, ...]  # county, township, village, grid
    until: date | None = None


@dataclass
class Plan:
    """What taking in these rows would do."""

    report: Report = field(default_factory=Report)
    places: list[tuple[object, ...]] = field(default_factory=list)
    codes: list[tuple[object, ...]] = field(default_factory=list)
    done: dict[int, list[int]] = field(default_factory=dict)  # county → places made, codes added
    seen: dict[str, Known] = field(default_factory=dict)  # by code


@act
def take_in(*, actor: Actor, rows: Sequence[Row], of: List, now: datetime) -> Report:
    """导入区划: take in rows of whole counties, parents before children. One record per county.

    Rows that are there already are counted and left alone; rows that do not fit are refused with
    their line; all others are written together or not at all. A place known from another list, by
    its county's code and its own name, gets the code of this list beside the old one.
    Raises Refused if there is nothing to write.
    """
    permits.require(actor, "places.take_in", reach=frozenset())
    plan = plan_rows(rows, of=of)
    if not plan.done:
        raise Refused("nothing", _("没有可以导入的行。"))
    bulk.insert(Place, PLACE, plan.places)
    bulk.insert(PlaceCode, CODE, plan.codes)
    facts = {
        "system": of.system, "edition": of.edition, "source": of.source, "sha256": of.digest,
    }  # fmt: skip
    counties = Place.objects.in_bulk(plan.done)
    for county_id, (made, coded) in plan.done.items():
        county = counties[county_id]
        records.write(
            "places.take_in", county, actor=actor, at=now, made=made, coded=coded, **facts
        )
    return plan.report


def plan_rows(rows: Sequence[Row], *, of: List) -> Plan:
    """Work out what these rows would do; change nothing. At most three statements, and one for
    each row whose name differs."""
    plan = Plan(report=Report(rows=len(rows)), seen=known_codes(rows, of))
    plan_codes = {known.id for known in plan.seen.values()}
    others = _counties_elsewhere([r.code for r in rows if r.kind is Kind.COUNTY], plan.seen)
    below = _names_below(
        rows,
        plan.seen
        | {
            r.code: others[r.code[:6]]
            for r in rows
            if r.kind is Kind.COUNTY and r.code[:6] in others
        },
    )
    day = of.since.isoformat()
    for row in rows:
        found = plan.seen.get(row.code)
        if found is not None:
            _again(plan, row, found)
            continue
        parent = plan.seen.get(row.parent)
        here = below.setdefault(parent.id, {}) if parent else {}
        same = others.get(row.code[:6]) if row.kind is Kind.COUNTY else here.get(row.name)
        if (sentence := _why_not(row, parent, same, plan_codes)) is not None:
            plan.report.refused.append((row.line, str(sentence)))
            continue
        if same is None:
            same = here[row.name] = _make(plan, row, parent, day)
        else:
            plan.report.changed += 1
            _count(plan, same, made=0)
        plan.seen[row.code] = same
        plan_codes.add(same.id)
        plan.codes.append((ids.new(), same.id, of.system, of.edition, row.code, day, None))
    return plan


def known_codes(rows: Sequence[Row], of: List) -> dict[str, Known]:
    """The places of this list that are there, by code: from the first county of the rows to the
    last (one range of the index)."""
    near = {code[:6] for row in rows for code in (row.code, row.parent) if code}
    found = PlaceCode.objects.filter(
        system=of.system,
        edition=of.edition,
        code__gte=min(near, default=""),
        code__lte=max(near, default="").ljust(20, "9"),
    ).values_list("code", *(f"place__{name}" for name in FIELDS))
    return {code: _known(*rest) for code, *rest in found.iterator(chunk_size=5000)}


FIELDS = ("id", "kind", "name", "until", *rules.SCOPES)


def _known(pk: int, kind: str, name: str, until: date | None, *scope: int | None) -> Known:
    return Known(pk, Kind(kind), name, scope, until)


def _counties_elsewhere(codes: Sequence[str], seen: dict[str, Known]) -> dict[str, Known]:
    """Living counties that other lists name by the same six digits."""
    new = {code[:6] for code in codes if code not in seen}
    if not new:
        return {}
    rows = PlaceCode.objects.filter(
        code__in=[*new, *(six + "000000" for six in new)],
        place__kind=Kind.COUNTY,
        place__until=None,
    ).values_list("code", *(f"place__{name}" for name in FIELDS))
    return {code[:6]: _known(*rest) for code, *rest in rows}


def _names_below(rows: Sequence[Row], seen: dict[str, Known]) -> dict[int, dict[str, Known]]:
    """The living places under the parents of rows that are new, by parent and name, from whatever
    list they came."""
    parents = {seen[r.parent].id for r in rows if r.code not in seen and r.parent in seen}
    if not parents:
        return {}
    taken: dict[int, dict[str, Known]] = {}
    found = Place.objects.filter(parent_id__in=parents, until=None)
    for parent_id, *rest in found.values_list("parent_id", *FIELDS).iterator(chunk_size=5000):
        one = _known(*rest)
        taken.setdefault(parent_id, {})[one.name] = one
    return taken


def _make(plan: Plan, row: Row, parent: Known | None, day: str) -> Known:
    own = ids.new()
    scope: list[int | None] = list(parent.scope) if parent else [None] * len(rules.SCOPES)
    scope[rules.SCOPES.index(rules.SCOPE_OF[row.kind])] = own
    made = Known(own, row.kind, row.name, tuple(scope))
    plan.places.append(
        (
            *(own, row.kind.value, row.name, "", parent.id if parent else None, *scope),
            *(day, None, "", row.region, None, None),
        )
    )
    plan.report.made += 1
    _count(plan, made, made=1)
    return made


def _count(plan: Plan, place: Known, *, made: int) -> None:
    counts = plan.done.setdefault(place.scope[0] or place.id, [0, 0])
    counts[0] += made
    counts[1] += 1 - made


def _again(plan: Plan, row: Row, found: Known) -> None:
    """A row whose code is there: unchanged if the place has or had that name."""
    if (
        row.name == found.name
        or PlacePast.objects.filter(place_id=found.id, name=row.name).exists()
    ):
        plan.report.unchanged += 1
        return
    sentence = str(_("代码 %(code)s 已经是“%(name)s”，名称不同，请用更名来改。"))
    plan.report.refused.append((row.line, sentence % {"code": row.code, "name": found.name}))


def _why_not(row: Row, parent: Known | None, same: Known | None, coded: set[int]) -> object | None:
    """The sentence why this row is not taken in, or None."""
    if not row.name or len(row.name) > 80 or not rules.readable(row.name):
        return _("地名是空的，或者太长，或者有看不见的字符。")
    if not (row.code.isascii() and row.code.isdigit() and len(row.code) <= 20):
        return _("代码不是数字。")
    if same is not None and same.id in coded:
        return _("上级下面已经有同名的地方。")
    if row.kind is Kind.COUNTY:
        return None
    if parent is None:
        return _("找不到上级，请先导入上级的区划。")
    if parent.until is not None:
        return _("上级已经撤并，不能再往下加。")
    if parent.kind not in rules.UNDER[row.kind]:
        return _("级别和上级不相配。")
    return None
