"""演练: the roll of a meeting that has not been called yet, or the one that waits. Nothing is written."""

from collections.abc import Collection
from dataclasses import replace

from yuanba.councils.models import Body, Meeting, Procedure, RuleRow
from yuanba.councils.queries.affected import mark
from yuanba.councils.queries.meetings import attendance, households_to_enter, to_enter
from yuanba.councils.rules import calling, terms
from yuanba.councils.rules.deciding import Attendance
from yuanba.councils.rules.kinds import Measure


def roll(
    procedure: Procedure, row: RuleRow, body: Body | None, waits: Meeting | None,
    places: Collection[int],
) -> Attendance:  # fmt: skip
    """Who is entitled: the roll of the meeting that is called by this rule already; else as it would be drawn
    today, with those marked whom the question affects."""
    if waits is not None and waits.rule_id == row.pk:
        return attendance(waits)
    valid = terms.read(row.valid)
    unit = calling.unit(Measure(row.unit), valid, by_body=body is not None)
    step = procedure.steps[min(procedure.at, len(procedure.steps)) - 1]
    lines = to_enter(procedure.place, unit, step["parties"], body)
    if not lines and Measure.AFFECTED in calling.named(valid):
        lines = households_to_enter(
            procedure.place
        )  # nobody is invited yet: as if each household were
    affected = mark(lines, places)
    adults = sum(line.get("adults", 0) for line in lines)
    return Attendance(unit, len(lines), 0, adults=adults, affected=affected)


def assumed(
    there: Attendance, *, come: int, adults: int | None, affected: int | None
) -> Attendance:
    """So many come. Area and shares as if all had the same; where nobody said how many adults, one of a line."""
    come = min(come, there.entitled)
    touched = there.affected if affected is None else affected
    return replace(
        there,
        present=come,
        adults_present=come if adults is None else min(adults, there.adults),
        area_present=part(there.area, come, there.entitled),
        shares_present=part(there.shares, come, there.entitled),
        affected_present=min(come, touched),
    )


def part(whole: int, some: int, of: int) -> int:
    """What these have together if all have the same, cut off."""
    return whole * some // of if of else 0
