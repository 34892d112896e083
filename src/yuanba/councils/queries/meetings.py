"""Who is entitled and who is here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum

from yuanba.councils.models import Body, Entry, Meeting, Member
from yuanba.councils.rules import terms
from yuanba.councils.rules.deciding import Attendance
from yuanba.councils.rules.kinds import BodyKind, Measure
from yuanba.councils.rules.sitting import Sitting
from yuanba.councils.rules.terms import Terms
from yuanba.people.models import Membership
from yuanba.people.queries.common import below
from yuanba.places.models import Place
from yuanba.places.rules import Kind

COUNTED = Q(out="")
HERE = Q(came_at__isnull=False, left_at__isnull=True)
STOOD_FOR = Q(
    came_at__isnull=True,
    holder__came_at__isnull=False,
    holder__left_at__isnull=True,
    holder__out="",
)
PRESENT = COUNTED & (HERE | STOOD_FOR)


def attendance(meeting: Meeting) -> Attendance:
    """The sums of the roll at this moment. One statement, whatever its length."""
    sums = meeting.roll.aggregate(  # names of their own: a sum may not be called like its column
        n_entitled=Count("id", filter=COUNTED),
        n_present=Count("id", filter=PRESENT),
        n_adults=Sum("adults", filter=COUNTED),
        n_adults_present=Sum("persons", filter=COUNTED & HERE),
        n_area=Sum("area", filter=COUNTED),
        n_area_present=Sum("area", filter=PRESENT),
        n_shares=Sum("shares", filter=COUNTED),
        n_shares_present=Sum("shares", filter=PRESENT),
        n_affected=Count("id", filter=COUNTED & Q(affected=True)),
        n_affected_present=Count("id", filter=PRESENT & Q(affected=True)),
    )
    return Attendance(
        unit=Measure(meeting.unit),
        **{name.removeprefix("n_"): int(value or 0) for name, value in sums.items()},
    )


def valid_of(meeting: Meeting) -> Terms:
    return terms.read(meeting.rule.valid)


def absent_parties(meeting: Meeting) -> list[str]:
    """Which of the parties that the step wants at the table are not here. One statement, none for other steps."""
    steps = meeting.procedure.steps if meeting.procedure else []
    wanted = steps[meeting.step - 1]["parties"] if steps else []
    if not wanted:
        return []
    here = set(meeting.roll.filter(PRESENT).values_list("name", flat=True))
    return [party for party in wanted if party not in here]


def told_first(meeting: Meeting) -> date | None:
    found: date | None = meeting.told.aggregate(first=Min("on"))["first"]
    return found


@dataclass(frozen=True)
class Group:
    name: str
    entitled: int
    present: int


def groups(meeting: Meeting) -> list[Group]:
    """How many of each grid or subgroup are here, in fixed order. One statement."""
    rows = meeting.roll.filter(COUNTED).values("group")
    summed = rows.annotate(
        entitled=Count("id"), present=Count("id", filter=HERE | STOOD_FOR)
    ).order_by("group")
    return [Group(r["group"], r["entitled"], r["present"]) for r in summed]


# ── whom a roll is drawn from ──


def to_enter(
    place: Place, unit: Measure, parties: Collection[str], body: Body | None
) -> list[dict[str, Any]]:
    """The lines of a roll as far as the registers know them: the parties of the step, the members of the body,
    the households of the place. Voters, owners and adults are written in from a list of their own."""
    if parties:
        return [{"name": party} for party in parties]
    if body is not None:
        return members_to_enter(body)
    return households_to_enter(place) if unit is Measure.HOUSEHOLDS else []


def households_to_enter(place: Place) -> list[dict[str, Any]]:
    """Every living household of a place: its head, its address, how many live there. The registers do
    not know who is of age: the number is a first guess that is corrected on the roll. Two statements,
    whatever the number of households."""
    lies_in = below([place.pk], "household__place__")
    for above in ("parent", "parent__parent"):  # a courtyard of a group, a building of an estate
        lies_in |= Q(**{f"household__place__{above}": place.pk})
    rows = Membership.objects.filter(lies_in, until=None, household__until=None)
    ordered = rows.order_by(
        "household__place__grid_id", "household__place__name", "household__code", "-head", "id"
    )
    lines: dict[int, dict[str, Any]] = {}
    grids: dict[int, int | None] = {}
    columns = ("household_id", "person__name", "household__address", "household__place__grid_id")
    for home, name, address, grid in ordered.values_list(*columns):
        if home not in lines:
            lines[home] = {
                "household_id": home, "name": name[:40], "where": address[:120], "adults": 0,
            }  # fmt: skip
            grids[home] = grid
        lines[home]["adults"] += 1
    known = Place.objects.filter(village_id=place.village_id or place.pk, kind=Kind.GRID)
    names = dict(known.values_list("pk", "name"))
    village = place.name
    for home, line in lines.items():
        line["group"] = names.get(grids[home] or 0, "").removeprefix(village)[:60]
    return list(lines.values())


def known_base(place: Place, body: Body | None, measure: Measure) -> int:
    """How many there are of whom may ask for a meeting, as far as the registers know; 0 where they do
    not. Delegates: those of the body that is called, or of the only delegates' meeting of the place."""
    if measure in {Measure.HOUSEHOLDS, Measure.ADULTS}:
        homes = households_to_enter(place)
        return sum(h["adults"] for h in homes) if measure is Measure.ADULTS else len(homes)
    if measure is Measure.GROUPS:
        groups = Place.objects.filter(kind=Kind.SUBGROUP, village_id=place.village_id, until=None)
        return groups.count()
    if measure is not Measure.MEMBERS:
        return 0
    bodies = [body] if body is not None else list(delegates_of(place))
    return bodies[0].members.filter(until=None).count() if len(bodies) == 1 else 0


def delegates_of(place: Place) -> QuerySet[Body]:
    return Body.objects.filter(place=place, kind=BodyKind.DELEGATES, until=None)


def own_entries(meeting: Meeting, person_id: int) -> list[Entry]:
    """The lines of a roll that are somebody's own, or of the household he lives in. One statement."""
    homes = Membership.objects.filter(person_id=person_id, until=None).values("household_id")
    rows = meeting.roll.filter(Q(person_id=person_id) | Q(household_id__in=homes), out="")
    return list(rows.select_related("holder").order_by("n"))


def members_to_enter(body: Body) -> list[dict[str, Any]]:
    rows = body.members.filter(until=None).order_by("-lead", "id")
    return [{"name": m.name, "person_id": m.person_id} for m in rows]


def sitting(member: Member) -> Sitting:
    return Sitting(member.woman, member.delegate, member.lead, member.relative)
