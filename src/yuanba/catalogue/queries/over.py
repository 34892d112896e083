"""A township or county: the figures of its villages, each counted as the village itself counts it (drawing.py),
added up. Reads only what drawing.py reads."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from yuanba.books.models import Account, Posting
from yuanba.books.rules import AccountKind, Unit
from yuanba.catalogue.queries.drawing import COUNTS
from yuanba.catalogue.queries.sentences import moment
from yuanba.catalogue.rules.figures import Figure, total, whole
from yuanba.catalogue.rules.items import Draws
from yuanba.councils.models import Meeting, Procedure
from yuanba.councils.rules.kinds import MeetingState, ProcedureState
from yuanba.disclosure.models import DayTally
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM, Kind
from yuanba.points.models import Budget, Claim
from yuanba.points.queries.ledger import STANDS
from yuanba.points.rules.claims import State

UNITS: dict[Draws, dict[str, str]] = {
    Draws.MATTERS: dict.fromkeys(COUNTS, "件"),
    Draws.MONEY: dict.fromkeys(("opening", "income", "spending", "closing"), "元"),
    Draws.POINTS: dict.fromkeys(("budget", "issued", "redeemed", "owed"), "分") | {"homes": "户"},
    Draws.DECISIONS: {"decisions": "件", "cost": "元"},
    Draws.MEETINGS: {"meetings": "次", "attended": "人次"},
}
KEPT_BY_SOME = {Draws.MONEY, Draws.POINTS}  # in a book that a village has or has not
Told = dict[str, int | None]  # of one village: key → n


@dataclass(frozen=True)
class Part:
    """One place below, with its own figures; none where nothing is kept there."""

    place: Place
    figures: list[Figure]


@dataclass(frozen=True)
class Summed:
    draws: Draws
    figures: list[Figure]
    parts: list[Part]


KINDS = BOTTOM | {Kind.TOWNSHIP, Kind.COUNTY}


def place(place_id: int) -> Place | None:
    """A village, township or county; of what lies within a village that village. One statement."""
    own = Place.objects.filter(pk=place_id).values("village_id")
    rows = Place.objects.filter(Q(pk=place_id) | Q(pk__in=own), kind__in=KINDS)
    return rows.select_related("parent__parent").first()


def column(over: Place) -> str:
    return "county_id" if over.kind == Kind.COUNTY else "township_id"


def summed(over: Place, since: date, until: date) -> list[Summed]:
    """Each section with what stood directly below in that time, in the order of kind and name: never ranked.
    Thirteen statements, however many villages. What is in no part is in no sum: what became of a place that
    was merged before is counted where it went."""
    within = {f"place__{column(over)}": over.pk, "place__kind__in": BOTTOM}
    below = list(stood(since).filter(parent=over, kind__in=KINDS))
    shown = {one.pk for one in below}
    villages = stood(since).filter(**{column(over): over.pk}, kind__in=BOTTOM)
    under: dict[int, list[int]] = defaultdict(list)
    for pk, town in villages.values_list("pk", "township_id"):
        part = pk if over.kind == Kind.TOWNSHIP or town is None else town
        if part in shown:
            under[part].append(pk)
    counted = {pk for some in under.values() for pk in some}
    found: list[Summed] = []
    for draws, read in READ.items():
        told = {pk: n for pk, n in read(over, within, since, until) if pk in counted}
        if draws not in KEPT_BY_SOME:
            none: Told = dict.fromkeys(UNITS[draws], 0)
            told = {pk: told.get(pk, none) for pk in counted}
        parts = []
        for one in below:
            here = [told[pk] for pk in under[one.pk] if pk in told]
            parts.append(Part(one, _added(draws, here) if here else []))
        found.append(Summed(draws, _added(draws, list(told.values())) if told else [], parts))
    return found


def stood(since: date) -> QuerySet[Place]:
    """Places that were not over before this day, in the order of kind and name: one that began later may
    hold what was told before it, its own past or that of what it came from."""
    return Place.objects.filter(Q(until=None) | Q(until__gt=since)).order_by("kind", "name", "pk")


def _added(draws: Draws, told: list[Told]) -> list[Figure]:
    return [
        Figure(key, total(one.get(key, 0) for one in told), unit)
        for key, unit in UNITS[draws].items()
    ]


Read = Iterator[tuple[int, Told]]


def _matters(over: Place, within: dict[str, object], since: date, until: date) -> Read:
    rows = DayTally.objects.filter(**{column(over): over.pk}, day__gte=since, day__lt=until)
    sums = {f"n_{key}": Sum(name, default=0) for key, name in COUNTS.items()}
    names = ["village_id", *sums]
    for village, *n in rows.order_by().values("village_id").annotate(**sums).values_list(*names):
        yield village, dict(zip(COUNTS, map(int, n), strict=True))


def _decisions(over: Place, within: dict[str, object], since: date, until: date) -> Read:
    rows = Procedure.objects.filter(
        **within, closed=False, state=ProcedureState.DONE,
        ended_at__gte=moment(since), ended_at__lt=moment(until),
    )  # fmt: skip
    found = rows.order_by().values_list("place_id").annotate(n=Count("pk"), fen=Sum("cost_fen"))
    for place, n, fen in found:
        yield place, {"decisions": n, "cost": int(fen)}


def _meetings(over: Place, within: dict[str, object], since: date, until: date) -> Read:
    rows = Meeting.objects.filter(
        Q(procedure=None) | Q(procedure__closed=False),
        **within, state=MeetingState.HELD,
        starts_at__gte=moment(since), starts_at__lt=moment(until),
    )  # fmt: skip
    came = Count("roll", filter=Q(roll__came_at__isnull=False), distinct=True)
    found = rows.order_by().values_list("place_id").annotate(n=Count("pk", distinct=True), c=came)
    for place, n, many in found:
        yield place, {"meetings": n, "attended": many}


def _points(over: Place, within: dict[str, object], since: date, until: date) -> Read:
    """A village without a book of points is not there."""
    books = {f"book__{key}": one for key, one in within.items()} | {"book__unit": Unit.POINTS}
    told: dict[int, Told] = {}
    owed = Q(kind__in=[AccountKind.HOUSEHOLD, AccountKind.HELD])
    accounts = Account.objects.filter(**books).order_by().values_list("book__place_id")
    for place, n in accounts.annotate(n=Sum("balance", filter=owed, default=0)):
        told[place] = {"budget": 0, "issued": 0, "redeemed": 0, "owed": int(n), "homes": 0}
    paid = Budget.objects.filter(place__in=told, year=since.year).order_by("pk")
    for budget in paid:
        told[budget.place_id]["budget"] = budget.points  # the last one holds
    for key, kind, way in (
        ("issued", AccountKind.ISSUE, Q(amount__lt=0)),
        ("redeemed", AccountKind.REDEEMED, Q()),
    ):
        rows = Posting.objects.filter(
            STANDS, way, **{f"account__{k}": v for k, v in books.items()}, account__kind=kind,
            entry__at__gte=moment(since), entry__at__lt=moment(until),
        )  # fmt: skip
        for place, n in (
            rows.order_by().values_list("account__book__place_id").annotate(n=Sum("amount"))
        ):
            told[place][key] = -int(n) if key == "issued" else int(n)
    claims = Claim.objects.filter(
        place__in=told, state=State.BOOKED, booked__gt=0,
        booked_at__gte=moment(since), booked_at__lt=moment(until),
    ).order_by()  # fmt: skip
    homes = Count("household", distinct=True)
    months: dict[int, list[int]] = defaultdict(list)
    by_month = claims.annotate(month=TruncMonth("booked_at")).values_list("place_id", "month")
    for place, _month, n in by_month.annotate(n=homes):
        months[place].append(n)
    for place, n in claims.values_list("place_id").annotate(n=homes):
        told[place]["homes"] = whole(months[place], n)
    yield from told.items()


def _money(over: Place, within: dict[str, object], since: date, until: date) -> Read:
    """A village whose money book is not kept here is not there."""
    books = {f"account__book__{key}": one for key, one in within.items()}
    own = Posting.objects.filter(
        **books, account__book__unit=Unit.FEN, account__floor__isnull=False
    ).exclude(account__kind=AccountKind.HOUSEHOLD)
    begin, end = moment(since), moment(until)
    during = Q(entry__at__gte=begin, entry__at__lt=end)
    sums = own.order_by().values_list("account__book__place_id").annotate(
        opening=Sum("amount", filter=Q(entry__at__lt=begin), default=0),
        income=Sum("amount", filter=during & Q(amount__gt=0), default=0),
        spent=Sum("amount", filter=during & Q(amount__lt=0), default=0),
    )  # fmt: skip
    for place, opening, income, spent in sums:
        told: Told = {"opening": int(opening), "income": int(income), "spending": -int(spent)}
        yield place, told | {"closing": int(opening) + int(income) + int(spent)}


READ = {
    Draws.MATTERS: _matters,
    Draws.MONEY: _money,
    Draws.POINTS: _points,
    Draws.DECISIONS: _decisions,
    Draws.MEETINGS: _meetings,
}
