"""Is it solvent: what was set aside, issued, is owed, was redeemed and lapsed; when it runs dry."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Sum

from yuanba.base import clock
from yuanba.books import queries as books
from yuanba.books.rules import AccountKind, Unit
from yuanba.points.models import Budget, Item, Redemption
from yuanba.points.queries.ledger import budget_of, issued, year_of
from yuanba.points.rules import fund
from yuanba.points.rules.shop import Deal


@dataclass(frozen=True)
class Figures:
    """All in points; worth in fen by the budget's own price of a point."""

    budget: Budget | None
    allowed: int
    issued: int  # this year
    left: int
    owed: int  # households and what is reserved: the liability
    redeemed: int  # ever
    lapsed: int  # ever
    dry: date | None
    shelf: int  # what the goods on the shelf cost together
    empty: date | None  # the shelf, at the pace of the last 90 days

    @property
    def owed_yuan(self) -> float:
        return self.owed * (self.budget.fen_per_point if self.budget else 0) / 100

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.issued / self.allowed)) if self.allowed else 0


def figures(village: int, now: datetime) -> Figures:
    """Seven statements."""
    begin, end = year_of(now)
    paid = budget_of(village, begin.year)
    book = books.book(village, Unit.POINTS)
    sums = books.sums(book.pk) if book else {}
    this_year = issued(book.pk, begin, end) if book else 0
    lately = issued(book.pk, now - timedelta(days=fund.RATE_DAYS), now) if book else 0
    allowed = paid.points if paid else 0
    left = max(0, allowed - this_year)
    shelf, fetched = _shelf(village, now - timedelta(days=fund.RATE_DAYS))
    today = clock.day_of(now)
    return Figures(
        budget=paid,
        allowed=allowed,
        issued=this_year,
        left=left,
        owed=sums.get(AccountKind.HOUSEHOLD, 0) + sums.get(AccountKind.HELD, 0),
        redeemed=sums.get(AccountKind.REDEEMED, 0),
        lapsed=sums.get(AccountKind.EXPIRED, 0),
        dry=fund.runs_dry(left=left, lately=lately, today=today) if paid else None,
        shelf=shelf,
        empty=fund.runs_dry(left=shelf, lately=fetched, today=today) if shelf else None,
    )


def _shelf(village: int, since: datetime) -> tuple[int, int]:
    """What the goods on the shelf cost together, and what was fetched of goods since then. Two statements."""
    goods = Item.objects.filter(place=village, stock__isnull=False)
    there = goods.filter(offered=True).aggregate(n=Sum(F("stock") * F("points")))["n"]
    out = Redemption.objects.filter(
        place=village, state=Deal.HANDED, ended_at__gte=since, item__stock__isnull=False
    ).aggregate(n=Sum("points"))["n"]
    return there or 0, out or 0


def budgets(village: int) -> list[Budget]:
    rows = Budget.objects.filter(place=village).select_related("made_by")
    return list(rows.order_by("-year", "-pk")[:20])
