"""Items drafted from what the house holds: figures with the rows they are made of. Reads only what
everybody may read: counts and rows of the wall, questions and meetings that are about nobody, sums of the
ledgers by account and by clause, never by household. Words follow the language that is on."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils.timezone import get_default_timezone

from yuanba.base import clock
from yuanba.base.masking import mask
from yuanba.books import queries as books
from yuanba.books.models import Book, Posting
from yuanba.books.rules import KIND_WORDS, AccountKind, Unit
from yuanba.catalogue.models import Issue
from yuanba.catalogue.queries import sentences
from yuanba.catalogue.queries.sentences import span
from yuanba.catalogue.rules.figures import Drawn, Figure, whole
from yuanba.catalogue.rules.items import Draws
from yuanba.councils.models import Meeting, Procedure
from yuanba.councils.rules.kinds import MeetingState, ProcedureState
from yuanba.disclosure.models import PUBLIC, DayTally, Row
from yuanba.places.models import Place
from yuanba.points.models import Claim
from yuanba.points.queries.ledger import STANDS, budget_of, issued
from yuanba.points.rules.claims import State

MOST = 100  # rows kept with a figure; more are counted
COUNTS = {"received": "received", "finished": "finished", "solved": "solved",
          "unsolved": "unsolved", "late": "late", "struck": "closed"}  # fmt: skip


def moment(day: date) -> datetime:
    return datetime.combine(day, time(0), get_default_timezone())


def matters(place: Place, since: date, until: date) -> Drawn:
    """Two statements."""
    here = {"village_id": place.pk}
    tallies = DayTally.objects.filter(**here, day__gte=since, day__lt=until)
    sums = tallies.aggregate(**{key: Sum(name, default=0) for key, name in COUNTS.items()})
    rows = Row.objects.filter(PUBLIC, **here, closed__gte=since, closed__lt=until)
    found = list(rows.order_by("-closed", "-id")[: MOST + 1])
    n = {key: int(sums[key]) for key in COUNTS}
    return Drawn(
        figures=[Figure(key, n[key], "件") for key in COUNTS],
        heads=["number", "title", "unit", "day"],
        rows=[[r.number, r.title, r.unit_name, str(r.closed)] for r in found[:MOST]],
        links=["wall" for _row in found[:MOST]],
        subjects=[f"matters.matter:{r.matter_id}" for r in found[:MOST]],
        cut=max(0, rows.count() - MOST) if len(found) > MOST else 0,
        words=sentences.matters(span(since, until), n),
    )


def decisions(place: Place, since: date, until: date) -> Drawn:
    """One statement."""
    rows = Procedure.objects.filter(
        place=place, closed=False, state=ProcedureState.DONE,
        ended_at__gte=moment(since), ended_at__lt=moment(until),
    )  # fmt: skip
    return _decided(list(rows.order_by("ended_at")[:MOST]), since, until)


def decision(procedure: Procedure) -> Drawn:
    """One question that passed, told at once."""
    day = clock.day_of(procedure.ended_at or procedure.begun_at)
    return _decided([procedure], day, day + timedelta(days=1))


def _decided(found: list[Procedure], since: date, until: date) -> Drawn:
    cost = sum(one.cost_fen for one in found)
    return Drawn(
        figures=[Figure("decisions", len(found), "件"), Figure("cost", cost, "元")],
        heads=["title", "flow", "day", "cost"],
        rows=[
            [mask(p.title), p.name, str(clock.day_of(p.ended_at)) if p.ended_at else "",
             f"{p.cost_fen / 100:.2f}"]
            for p in found
        ],
        links=[f"question:{p.pk}" for p in found],
        subjects=[f"councils.procedure:{p.pk}" for p in found],
        words=sentences.decisions(span(since, until), found, cost),
    )  # fmt: skip


def meetings(place: Place, since: date, until: date) -> Drawn:
    """One statement."""
    rows = Meeting.objects.filter(
        Q(procedure=None) | Q(procedure__closed=False),
        place=place, state=MeetingState.HELD,
        starts_at__gte=moment(since), starts_at__lt=moment(until),
    ).annotate(came=Count("roll", filter=Q(roll__came_at__isnull=False)))  # fmt: skip
    found = list(rows.order_by("starts_at")[:MOST])
    came = sum(int(getattr(m, "came", 0)) for m in found)
    return Drawn(
        figures=[Figure("meetings", len(found), "次"), Figure("attended", came, "人次")],
        heads=["title", "day", "place", "came"],
        rows=[
            [mask(m.title), str(clock.day_of(m.starts_at)), m.venue, int(getattr(m, "came", 0))]
            for m in found
        ],
        links=[f"question:{m.procedure_id}" if m.procedure_id else "" for m in found],
        subjects=[f"councils.meeting:{m.pk}" for m in found],
        words=sentences.meetings(span(since, until), len(found), came),
    )


def points(place: Place, since: date, until: date) -> Drawn:
    """Seven statements. By clause; a count of homes below five is not shown."""
    book = books.book(place.pk, Unit.POINTS)
    if book is None:
        return Drawn(missing="no_points", words=sentences.no_points(span(since, until)))
    begin, end = moment(since), moment(until)
    paid = budget_of(place.pk, since.year)
    came = Posting.objects.filter(
        STANDS, account__book=book, account__kind=AccountKind.REDEEMED,
        entry__at__gte=begin, entry__at__lt=end,
    )  # fmt: skip
    sums = books.sums(book.pk)
    claims = Claim.objects.filter(
        place=place, state=State.BOOKED, booked__gt=0, booked_at__gte=begin, booked_at__lt=end
    )
    months = claims.annotate(month=TruncMonth("booked_at")).order_by().values("month")
    by_month = months.annotate(n=Count("household", distinct=True)).values_list("n", flat=True)
    homes = whole(by_month, claims.values("household").distinct().count())
    lines = claims.order_by().values_list("line__code", "line__name")
    told = lines.annotate(times=Count("id"), sum=Sum("booked")).order_by("line__code")
    n = {
        "budget": paid.points if paid else 0,
        "issued": issued(book.pk, begin, end),
        "redeemed": int(came.aggregate(n=Sum("amount"))["n"] or 0),
        "owed": sums.get(AccountKind.HOUSEHOLD, 0) + sums.get(AccountKind.HELD, 0),
    }
    return Drawn(
        figures=[*(Figure(key, n[key], "分") for key in n), Figure("homes", homes, "户")],
        heads=["line", "times", "points"],
        rows=[[f"{code} {name}", times, int(many)] for code, name, times, many in told[:MOST]],
        words=sentences.points(span(since, until), n),
    )


def money(place: Place, since: date, until: date) -> Drawn:
    """What went in and out of the village's own accounts. Three statements; by account and entry, never
    by household. A village that keeps no money book here says so."""
    book = Book.objects.filter(place=place, unit=Unit.FEN).first()
    if book is None:
        return Drawn(missing="no_money")  # written by hand from the paper book, and said to be so
    begin, end = moment(since), moment(until)
    own = Posting.objects.filter(account__book=book, account__floor__isnull=False)
    own = own.exclude(account__kind=AccountKind.HOUSEHOLD)
    within = Q(entry__at__gte=begin, entry__at__lt=end)
    n = own.aggregate(
        opening=Sum("amount", filter=Q(entry__at__lt=begin), default=0),
        income=Sum("amount", filter=within & Q(amount__gt=0), default=0),
        spent=Sum("amount", filter=within & Q(amount__lt=0), default=0),
    )
    found = own.filter(within).select_related("entry", "account").order_by("entry__seq", "pk")
    lines = list(found[: MOST + 1])
    opening, income, spent = int(n["opening"]), int(n["income"]), -int(n["spent"])
    closing = opening + income - spent
    said = {"opening": opening, "income": income, "spending": spent, "closing": closing}
    return Drawn(
        figures=[Figure(key, fen, "元") for key, fen in said.items()],
        heads=["seq", "day", "account", "why", "amount"],
        rows=[
            [p.entry.seq, str(clock.day_of(p.entry.at)),
             p.account.name or str(KIND_WORDS[AccountKind(p.account.kind)]),
             mask(p.entry.why), f"{p.amount / 100:.2f}"]
            for p in lines[:MOST]
        ],
        subjects=[f"books.entry:{p.entry_id}" for p in lines[:MOST]],
        cut=max(0, found.count() - MOST) if len(lines) > MOST else 0,
        words=sentences.money(span(since, until), said),
    )  # fmt: skip


def typed(place: Place, since: date, until: date) -> Drawn:
    return Drawn(missing="typed")


FROM: dict[Draws, Callable[[Place, date, date], Drawn]] = {
    Draws.MATTERS: matters,
    Draws.DECISIONS: decisions,
    Draws.MEETINGS: meetings,
    Draws.POINTS: points,
    Draws.MONEY: money,
    Draws.TYPED: typed,
}


def draw(draws: str, place: Place, since: date, until: date) -> Drawn:
    """The item as the house would draft it now."""
    return FROM[Draws(draws)](place, since, until)


def untold(place: Place, since: date) -> list[Procedure]:
    """Questions that passed since a day and have no issue of their own: to be told at once. One
    statement."""
    rows = Procedure.objects.filter(
        place=place, closed=False, state=ProcedureState.DONE, ended_at__gte=moment(since)
    )
    told = Issue.objects.filter(place=place, procedure__isnull=False).values("procedure")
    return list(rows.exclude(pk__in=told).order_by("ended_at")[:MOST])
