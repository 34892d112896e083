"""网格花名册: the grids of a village with what lies in them and who holds which post, as rows in the columns
in which a roster comes in."""

from collections.abc import Iterator

from yuanba.base.tables_out import Cell
from yuanba.base.text import _
from yuanba.grids.queries.board import households_by_place
from yuanba.grids.queries.teams import living, sitting
from yuanba.grids.rules.organisations import HOW_WORDS, organisations
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind

HEADER = (
    _("村社区"), _("网格"), _("网格代码"), _("包含地方"), _("户数"), _("岗位"), _("姓名"), _("电话"),
    _("怎么定的"), _("从哪天起"),
)  # fmt: skip


def roster(place: Place) -> Iterator[list[Cell]]:
    """The grids at a place or below it, one row a person, one for a grid that has nobody. Six statements."""
    column = SCOPE_OF[Kind(place.kind)]
    inside = Place.objects.filter(**{column: place.pk}, until=None)
    grids = inside.filter(kind=Kind.GRID).select_related("parent").prefetch_related("codes")
    below: dict[int | None, list[str]] = {}
    at: dict[int, int | None] = {}
    for one in inside.exclude(kind=Kind.GRID).order_by("name", "pk"):
        at[one.pk] = one.grid_id
        if one.parent_id == one.grid_id:
            below.setdefault(one.grid_id, []).append(one.name)
    homes: dict[int | None, int] = {}
    for pk, n in households_by_place(**{f"place__{column}": place.pk}).items():
        homes[at.get(pk, pk)] = homes.get(at.get(pk, pk), 0) + n
    teams = {
        t.place_id: t for t in living().filter(**{f"place__{column}": place.pk}, template="grid")
    }
    for grid in sorted(grids, key=lambda g: (g.parent.name if g.parent else "", g.name)):
        codes = [c.code for c in grid.codes.all() if c.until is None and c.system == "grid"]
        said: list[Cell] = [
            grid.parent.name if grid.parent else "", grid.name, *(codes[:1] or [""]),
            "、".join(below.get(grid.pk, [])), homes.get(grid.pk, 0),
        ]  # fmt: skip
        team = teams.get(grid.pk)
        shape = organisations()["grid"]
        seats = sorted(
            sitting(team) if team else [],
            key=lambda s: ([p.key for p in shape.posts].index(s.post), s.pk),
        )
        for seat in seats:
            post = shape.post(seat.post)
            yield [
                *said, post.name if post else seat.post, seat.name, seat.phone,
                str(HOW_WORDS[seat.how]), seat.since,
            ]  # fmt: skip
        if not seats:
            yield [*said, "", "", "", "", ""]
