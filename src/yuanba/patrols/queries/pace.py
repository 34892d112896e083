"""The county's rows that hold today; where it wrote none, the house's own."""

from yuanba.patrols import rules
from yuanba.patrols.models import Lines, PaceRow


def days_of(county_id: int) -> dict[str, int]:
    """Days by pace. One statement."""
    rows = PaceRow.objects.filter(place_id=county_id, until=None)
    return rules.days_by(dict(rows.values_list("pace", "days")))


def pace_rows(county_id: int) -> dict[str, PaceRow]:
    """The county's own rows, with their papers. One statement."""
    return {row.pace: row for row in PaceRow.objects.filter(place_id=county_id, until=None)}


def lines_of(county_id: int) -> dict[str, Lines]:
    """What to look at, by kind of point. One statement."""
    return {row.kind: row for row in Lines.objects.filter(place_id=county_id, until=None)}
