"""Claims as they are shown: what waits at the desk, one claim with its panel, the public list."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from yuanba.base import words_in
from yuanba.people.models import Household, Membership, Person
from yuanba.places.models import Place
from yuanba.places.rules import Kind
from yuanba.points.models import Claim, Member, Objection, Unnamed, Vote
from yuanba.points.rules.claims import State

MOST = 60
LISTS = "points.roster"  # claims of a sign-in list are checked on its page
LIVING = Membership.objects.filter(household=OuterRef("household"), until=None)
# How a household is called: by its head, or whoever was written in first.
HEAD = Subquery(LIVING.order_by("-head", "id").values("person__name")[:1])
_HERE = Membership.objects.filter(household=OuterRef("pk"), until=None)
HEAD_OF_HOME = Subquery(_HERE.order_by("-head", "id").values("person__name")[:1])
UNNAMED = Exists(Unnamed.objects.filter(household=OuterRef("household"), until=None))
OPEN_OBJECTION = Exists(Objection.objects.filter(claim=OuterRef("pk"), answered_at=None))


def _rows(found: QuerySet[Claim]) -> QuerySet[Claim]:
    return found.select_related("line", "household").annotate(head=HEAD)


def within(place: Place, village: int) -> Q:
    """The claims of a village that a post at this place looks over: a grid's are its own."""
    here = Q(place=village)
    return here & Q(household__place__grid_id=place.pk) if place.kind == Kind.GRID else here


@dataclass(frozen=True)
class Waiting:
    """What somebody of the village has to do next, the most urgent first."""

    told: list[Claim]
    checked: list[Claim]
    noticed: list[Claim]
    objections: list[Objection]
    ready: list[Claim]
    listed: int  # still within the days of the list


def waiting(place: Place, village: int, today: date) -> Waiting:
    """Six statements, each list at most sixty rows."""
    mine = _rows(Claim.objects.filter(within(place, village)))
    listed = mine.filter(state=State.POSTED, object_until__gte=today).count()
    ready = mine.filter(state=State.POSTED, object_until__lt=today).exclude(OPEN_OBJECTION)
    objections = (
        Objection.objects.filter(
            answered_at=None, claim__in=Claim.objects.filter(within(place, village))
        )
        .select_related("claim__line", "claim__household", "person")
        .order_by("at", "pk")
    )
    return Waiting(
        told=list(
            mine.filter(state=State.TOLD)
            .exclude(source_kind=LISTS)
            .order_by("check_by", "pk")[:MOST]
        ),
        checked=list(mine.filter(state=State.CHECKED).order_by("checked_at", "pk")[:MOST]),
        noticed=list(mine.filter(state=State.NOTICED).order_by("reply_until", "pk")[:MOST]),
        objections=list(objections[:MOST]),
        ready=list(ready.order_by("object_until", "pk")[:MOST]),
        listed=listed,
    )


def late(place: Place, village: int, today: date) -> int:
    """How many wait to be checked beyond their seven days. One statement."""
    told = Claim.objects.filter(within(place, village), state=State.TOLD, check_by__lt=today)
    return told.count()


def one(claim_id: int) -> Claim | None:
    """One claim with what its page shows. One statement."""
    found = Claim.objects.select_related(
        "line__book", "household__place", "place", "person", "told_by", "checked_by"
    )
    return found.annotate(head=HEAD).filter(pk=claim_id).first()


def sittings(claim: Claim) -> list[Vote]:
    rows = Vote.objects.filter(claim=claim).select_related("member__person")
    return list(rows.order_by("round", "member"))


def objections(claim: Claim) -> list[Objection]:
    return list(claim.objections.select_related("person").order_by("at", "pk"))


def panel(village: int) -> list[Member]:
    """Who sits on the panel now. One statement."""
    rows = Member.objects.filter(panel__place=village, panel__until=None)
    return list(rows.select_related("person", "panel").order_by("pk"))


def homes_named(village: int, words: str) -> list[Household]:
    """Households by their code, their address, or the name of somebody who lives there; three at most,
    so that one is sure and more are not."""
    said = words.strip()[:120]
    named = Membership.objects.filter(household=OuterRef("pk"), until=None, person__name=said)
    known = Household.objects.filter(place__village_id=village, until=None)
    found = known.filter(Q(code__iexact=said) | Q(address=said) | Exists(named))
    return list(found.order_by("pk")[:3])


def people_named(village: int, words: str) -> list[Person]:
    """People of a village by their name, or name and address with a blank between."""
    name, _blank, address = words.strip()[:170].partition(" ")
    stays = Membership.objects.filter(
        until=None, person__name=name, household__place__village_id=village
    )
    if address.strip():
        stays = stays.filter(household__address=address.strip())
    stays = stays.select_related("person").order_by("pk")[:3]
    return [stay.person for stay in stays]


# ---- the household itself


def home_of(person: Person) -> Household | None:
    """Where somebody lives now. One statement."""
    stay = (
        Membership.objects.filter(person=person, until=None)
        .select_related("household__place")
        .first()
    )
    return stay.household if stay else None


def of_home(household: Household, most: int = MOST) -> list[Claim]:
    """Everything told for or about this household that is not in the ledger, newest first."""
    found = Claim.objects.filter(household=household).select_related("line", "checked_by")
    return list(found.order_by("-pk")[:most])


def is_unnamed(household: Household) -> bool:
    return Unnamed.objects.filter(household=household, until=None).exists()


# ---- everybody


@dataclass(frozen=True)
class Listed:
    """One row of the public list: no address, no picture, a masked name."""

    who: str
    name: str
    points: int
    until: date | None


def public_list(village: int, today: date) -> list[Listed]:
    """公示: what the panel passed and anybody of the village may object to. What is taken away stands
    in no list (domain.md 9.4). One statement."""
    found = Claim.objects.filter(
        place=village, state=State.POSTED, points__gt=0, object_until__gte=today
    )
    rows = _rows(found).annotate(unnamed=UNNAMED).order_by("object_until", "pk")[:400]
    return [_listed(c, c.object_until) for c in rows]


def month_list(village: int, first: datetime, after: datetime) -> list[Listed]:
    """入账: what was booked within these moments. One statement."""
    found = Claim.objects.filter(
        place=village, state=State.BOOKED, points__gt=0, booked_at__gte=first, booked_at__lt=after
    )
    rows = _rows(found).annotate(unnamed=UNNAMED).order_by("booked_at", "pk")
    return [_listed(c, None) for c in rows[:2000]]


def _listed(claim: Any, until: date | None) -> Listed:
    # who told of a danger is not for others to guess
    hidden = claim.unnamed or claim.source_kind == "matters.matter"
    who = words_in.mask_name(claim.head) if claim.head and not hidden else ""
    return Listed(who, claim.line.name, claim.points, until)


def taken(village: int, first: datetime, after: datetime) -> tuple[int, int]:
    """How many decisions took how many points: a number, nobody's name. One statement."""
    found = Claim.objects.filter(
        place=village, state=State.BOOKED, points__lt=0, booked_at__gte=first, booked_at__lt=after
    ).aggregate(n=Count("pk"), points=Sum("points"))
    return found["n"], -(found["points"] or 0)
