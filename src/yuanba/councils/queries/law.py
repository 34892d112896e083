"""Rule rows and flows as a county has them on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q

from yuanba.councils.models import Confirmed, CountyFlow, RuleRow
from yuanba.councils.rules import flows
from yuanba.councils.rules.flows import Flow


def _in_force(county_id: int | None, day: date) -> list[RuleRow]:
    """Rows that hold on this day: of each code the county's own before the shipped one, the newest
    first. Each carries `is_confirmed`. One statement."""
    rows = RuleRow.objects.filter(Q(county=None) | Q(county_id=county_id), since__lte=day)
    rows = rows.filter(Q(until=None) | Q(until__gt=day))
    done = Confirmed.objects.filter(row=OuterRef("pk"), county_id=county_id)
    found: dict[str, RuleRow] = {}
    for row in rows.annotate(is_confirmed=Exists(done)).order_by("code", "-since"):
        kept = found.get(row.code)
        if kept is None or (kept.county_id is None and row.county_id is not None):
            found[row.code] = row
    return list(found.values())


def rows_on(county_id: int | None, day: date) -> list[RuleRow]:
    """Every rule in force on this day, by code; each says whether the county confirmed it."""
    return sorted(_in_force(county_id, day), key=lambda row: row.code)


def row_for(code: str, county_id: int | None, day: date) -> RuleRow | None:
    """The row of this code in force on this day. One statement."""
    if not code:
        return None
    return next((row for row in _in_force(county_id, day) if row.code == code), None)


def row(row_id: int, county_id: int) -> RuleRow | None:
    rows = RuleRow.objects.filter(Q(county=None) | Q(county_id=county_id), pk=row_id)
    return rows.first()


def is_confirmed(row: RuleRow, county_id: int | None) -> bool:
    return Confirmed.objects.filter(row=row, county_id=county_id).exists()


def confirmed(county_id: int | None, rows: Iterable[RuleRow]) -> dict[int, Confirmed]:
    """By whom, when and by which text each of these rows was confirmed. One statement."""
    found = Confirmed.objects.filter(county_id=county_id, row__in=[row.pk for row in rows])
    return {one.row_id: one for one in found.select_related("by")}


def flow(code: str, county_id: int | None) -> Flow | None:
    """The newest version of a procedure: the county's own before the shipped one."""
    own = CountyFlow.objects.filter(county_id=county_id, code=code).order_by("-version").first()
    return flows.read(own.text) if own is not None else flows.shipped().get(code)


def flows_of(county_id: int | None) -> list[Flow]:
    """All procedures a county can choose from, the shipped ones in their order. One statement."""
    found = dict(flows.shipped())
    for own in CountyFlow.objects.filter(county_id=county_id).order_by("version"):
        found[own.code] = flows.read(own.text)
    return list(found.values())
