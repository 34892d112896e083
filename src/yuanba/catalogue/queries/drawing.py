"""Items drafted from what the house holds: figures with the rows they are made of. Reads only what
everybody may read: counts and rows of the wall, questions and meetings that are about nobody, sums of the
ledgers by account and by clause, never by household. Words follow the language that is on."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Case, Count, Q, Sum, Value, When
from django.db.models.functions import TruncMonth

from yuanba.base import clock
from yuanba.base.masking import mask
from yuanba.books import queries as books
from yuanba.books.models import Book, Posting
from yuanba.books.rules import KIND_WORDS, AccountKind, Unit
from yuanba.catalogue.models import Issue
from yuanba.catalogue.queries import registers, sentences
from yuanba.catalogue.queries.sentences import moment, span
from yuanba.catalogue.rules.figures import GIVEN, PUT_BACK, TAKEN, Drawn, Figure, whole
from yuanba.catalogue.rules.items import Draws
from yuanba.councils.models import Meeting, Procedure
from yuanba.councils.rules.kinds import MeetingState, ProcedureState
from yuanba.disclosure.models import PUBLIC, DayTally, Row
from yuanba.places.models import Place
from yuanba.points.models import Claim
from yuanba.points.queries.ledger import STANDS, budget_of
from yuanba.points.rules.claims import State

MOST = 100  # rows kept with a figure; more are counted
PUT_RIGHT = "points.answer_dispute"
COUNTS = {"received": "received", "finished": "finished", "solved": "solved",
          "unsolved": "unsolved", "late": "late", "struck": "closed"}  # fmt: skip


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
        links=[f"wall:{r.closed:%Y-%m}" for r in found[:MOST]],
        subjects=[f"matters.matter:{r.matter_id}" for r in found[:MOST]],
        cut=max(0, rows.count() - MOST) if len(found) > MOST else 0,
        words=sentences.matters(span(since, until), n),
    )


def decisions(place: Place, since: date, until: date) -> Drawn:
    """One statement, two where not every row is shown."""
    rows = Procedure.objects.filter(
        place=place, closed=False, state=ProcedureState.DONE,
        ended_at__gte=moment(since), ended_at__lt=moment(until),
    )  # fmt: skip
    found = list(rows.order_by("ended_at")[: MOST + 1])
    if len(found) <= MOST:
        return _decided(found, since, until)
    whole = rows.aggregate(n=Count("pk"), cost=Sum("cost_fen", default=0))
    return _decided(found[:MOST], since, until, n=whole["n"], cost=whole["cost"])


def decision(procedure: Procedure) -> Drawn:
    """One question that passed, told at once."""
    day = clock.day_of(procedure.ended_at or procedure.begun_at)
    return _decided([procedure], day, day + timedelta(days=1))


def _decided(
    found: list[Procedure], since: date, until: date, *, n: int = 0, cost: int = 0
) -> Drawn:
    """`n` and `cost` of all, where `found` are only the first."""
    n = n or len(found)
    cost = cost or sum(one.cost_fen for one in found)
    return Drawn(
        figures=[Figure("decisions", n, "件"), Figure("cost", cost, "元")],
        heads=["title", "flow", "day", "cost"],
        rows=[
            [mask(p.title), p.name, str(clock.day_of(p.ended_at)) if p.ended_at else "",
             f"{p.cost_fen / 100:.2f}"]
            for p in found
        ],
        links=[f"question:{p.pk}" for p in found],
        subjects=[f"councils.procedure:{p.pk}" for p in found],
        cut=n - len(found),
        words=sentences.decisions(span(since, until), found, n, cost),
    )  # fmt: skip


def meetings(place: Place, since: date, until: date) -> Drawn:
    """One statement, two where not every row is shown."""
    rows = Meeting.objects.filter(
        Q(procedure=None) | Q(procedure__closed=False),
        place=place, state=MeetingState.HELD,
        starts_at__gte=moment(since), starts_at__lt=moment(until),
    ).annotate(came=Count("roll", filter=Q(roll__came_at__isnull=False)))  # fmt: skip
    found = list(rows.order_by("starts_at")[: MOST + 1])
    n, came = len(found), sum(int(getattr(m, "came", 0)) for m in found)
    if n > MOST:
        whole = rows.aggregate(n=Count("pk"), all=Sum("came", default=0))
        n, came, found = whole["n"], whole["all"], found[:MOST]
    return Drawn(
        figures=[Figure("meetings", n, "次"), Figure("attended", came, "人次")],
        heads=["title", "day", "place", "came"],
        rows=[
            [
                mask(m.title),
                str(clock.day_of(m.starts_at)),
                mask(m.venue),
                int(getattr(m, "came", 0)),
            ]
            for m in found
        ],
        links=[f"question:{m.procedure_id}" if m.procedure_id else "" for m in found],
        subjects=[f"councils.meeting:{m.pk}" for m in found],
        cut=n - len(found),
        words=sentences.meetings(span(since, until), n, came),
    )


def points(place: Place, since: date, until: date) -> Drawn:
    """Six statements. What was issued by clause, what was redeemed by what it was: the rows add up to the
    two figures. A count of homes below five is not shown."""
    book = books.book(place.pk, Unit.POINTS)
    if book is None:
        return Drawn(missing="no_points", words=sentences.no_points(span(since, until)))
    begin, end = moment(since), moment(until)
    paid = budget_of(place.pk, since.year)
    given = Q(account__kind=AccountKind.ISSUE, amount__lt=0)
    moved = Posting.objects.filter(
        STANDS, given | Q(account__kind=AccountKind.REDEEMED), account__book=book,
        entry__at__gte=begin, entry__at__lt=end,
    ).order_by()  # fmt: skip
    sums = books.sums(book.pk)
    claims = Claim.objects.filter(
        place=place, state=State.BOOKED, booked__gt=0, booked_at__gte=begin, booked_at__lt=end
    )
    months = claims.annotate(month=TruncMonth("booked_at")).order_by().values("month")
    by_month = months.annotate(n=Count("household", distinct=True)).values_list("n", flat=True)
    homes = whole(by_month, claims.values("household").distinct().count())
    # by clause, and by what was taken from the shelf; never the words of whoever put something right
    named = Case(When(entry__kind=PUT_RIGHT, then=Value("")), default="entry__why")
    sums_of = moved.annotate(for_what=named).values_list("account__kind", "for_what")
    lines = [
        (kind == AccountKind.ISSUE, what, times, abs(n) if kind == AccountKind.ISSUE else n)
        for kind, what, times, n in sorted(sums_of.annotate(times=Count("pk"), n=Sum("amount")))
    ]
    n = {
        "budget": paid.points if paid else 0,
        "issued": sum(n for given, _what, _times, n in lines if given),
        "redeemed": sum(n for given, _what, _times, n in lines if not given),
        "owed": sums.get(AccountKind.HOUSEHOLD, 0) + sums.get(AccountKind.HELD, 0),
    }
    return Drawn(
        figures=[*(Figure(key, n[key], "分") for key in n), Figure("homes", homes, "户")],
        heads=["way", "line", "times", "points"],
        rows=[
            [GIVEN if given else TAKEN, what or PUT_BACK, times, n]
            for given, what, times, n in lines[:MOST]
        ],
        cut=max(0, len(lines) - MOST),
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
    Draws.PATROLS: registers.patrols,
    Draws.PROJECTS: registers.projects,
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
