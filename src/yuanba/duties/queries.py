"""Everything shown about duties."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from time import monotonic

from django.db.models import Q, QuerySet

from yuanba.base import lanes
from yuanba.base.permits import Actor, Reach, may
from yuanba.duties.models import Category, LaneName, ListItem
from yuanba.duties.rules import Lane, ListKind
from yuanba.duties.variants import USUAL, Cadence, Called, Set
from yuanba.places.models import Place
from yuanba.places.rules import Kind


def counties() -> Reach:
    """The ids of all counties here: who administers one keeps the list of categories."""
    return frozenset(
        Place.objects.filter(kind=Kind.COUNTY, until=None).values_list("pk", flat=True)
    )


def may_see(actor: Actor) -> bool:
    return may(actor, "duties.see_categories", reach=counties()) is not None


def may_change(actor: Actor) -> bool:
    return may(actor, "duties.change_category", reach=counties()) is not None


@dataclass(frozen=True)
class Branch:
    """A branch of the tree with its leaves, in the order of their codes."""

    category: Category
    leaves: list[Category]


def tree(*, active_only: bool = True) -> list[Branch]:
    """The whole tree in one statement (108 rows), for pickers and for the administrator."""
    rows = list(Category.objects.order_by("code"))
    below: dict[str, list[Category]] = {row.code: [] for row in rows if not row.branch}
    for row in rows:
        if row.branch in below and (row.active or not active_only):
            below[row.branch].append(row)
    return [Branch(row, below[row.code]) for row in rows if below.get(row.code)]


def leaves() -> list[Category]:
    """The leaves a matter can be sorted under, in one statement."""
    return list(Category.objects.filter(active=True).exclude(branch="").order_by("code"))


def everything() -> list[Category]:
    """Branches and leaves, also those out of use, in one statement."""
    return list(Category.objects.order_by("code"))


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The leaves grouped by branch, as a form's select takes them (ids as text). One statement."""
    return [
        (
            branch.category.label,
            [(str(leaf.pk), f"{leaf.code} {leaf.label}") for leaf in branch.leaves],
        )
        for branch in tree()
    ]


def one(code: str) -> Category | None:
    return Category.objects.filter(code=code).first()


def items(kind: ListKind, today: date) -> list[ListItem]:
    """The lines of a list that stand today, in the order of their codes. One statement."""
    return list(standing_on(today).filter(list=kind).order_by("code"))


def item(kind: ListKind, code: str, today: date) -> ListItem | None:
    """The line of this code if it stands today."""
    return standing_on(today).filter(list=kind, code=code).first()


def standing_on(today: date) -> QuerySet[ListItem]:
    return ListItem.objects.filter(since__lte=today).filter(Q(until=None) | Q(until__gt=today))


def all_items() -> list[ListItem]:
    """Every line there ever was, ended ones too. One statement."""
    return list(ListItem.objects.order_by("list", "code"))


def one_item(item_id: int) -> ListItem | None:
    return ListItem.objects.filter(pk=item_id).first()


# ---- how a county calls the lanes

KEPT_FOR = 30.0  # seconds after which another process knows of a new name
_kept: tuple[float, Mapping[int, Set]] | None = None


def lane_set(county_id: int | None) -> Set:
    """What this county calls the lanes, with its meetings. At most one statement in half a minute."""
    global _kept
    kept = _kept
    if kept is None or monotonic() - kept[0] > KEPT_FOR:
        kept = _kept = (monotonic(), _lane_sets())
    return kept[1].get(county_id or 0, USUAL)


def _lane_sets() -> Mapping[int, Set]:
    found: dict[int, dict[Lane, Called]] = {}
    for row in LaneName.objects.all():
        called = Called(
            row.name, row.name_en, row.meeting, row.leads, Cadence(row.cadence), row.neighbours
        )
        found.setdefault(row.county_id, {})[Lane(row.lane)] = called
    return found


def forget_lane_sets() -> None:
    """A name was changed: ask again."""
    global _kept
    _kept = None


def speak_as(county_id: int | None) -> None:
    """From here on this request calls the lanes as that county does."""
    lanes.CALLED.set(names_in(county_id))


def names_in(county_id: int | None) -> lanes.Names:
    """The names alone, lane → (Chinese, English); empty where the county says what everybody says."""
    found = lane_set(county_id)
    return {} if found is USUAL else {k: (c.name, c.name_en) for k, c in found.items()}


def lane_source(county_id: int) -> LaneName | None:
    """By which paper, and since when."""
    return LaneName.objects.filter(county=county_id).first()
