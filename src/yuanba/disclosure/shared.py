"""大家的事 (P3): what neighbours told and what came of it, from the rows that hang on the wall: nameless,
read by a second person, about nobody. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass

from yuanba.disclosure.models import PUBLIC, Row
from yuanba.disclosure.queries import PAGE, cursor, rows_after
from yuanba.duties.rules import Lane

KINDS = 60  # categories one can choose from


@dataclass(frozen=True, slots=True)
class Shared:
    """One page of a village's rows, and what one can choose from."""

    rows: list[Row]
    next_after: str
    categories: list[tuple[str, str]]
    asked: dict[str, str]


def shared(village_id: int, said: Mapping[str, str], after: str = "") -> Shared:
    """The newest first, narrowed by lane and category. Two statements."""
    kinds = Row.objects.filter(PUBLIC, village_id=village_id).order_by("category_code")
    categories = list(kinds.values_list("category_code", "category_name").distinct()[:KINDS])
    asked = {}
    if said.get("lane") in set(Lane):
        asked["lane"] = said["lane"]
    if said.get("category") in dict(categories):
        asked["category_code"] = said["category"]
    rows = rows_after(Row.objects.filter(PUBLIC, village_id=village_id, **asked), after, PAGE)
    more = len(rows) > PAGE
    return Shared(rows[:PAGE], cursor(rows[PAGE - 1]) if more else "", categories, asked)
