"""Is it solvent: what was set aside, issued, is owed, was redeemed and lapsed; when it runs dry. And the
shop's own lists."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Sum
from django.utils.timezone import get_default_timezone

from yuanba.base import clock
from yuanba.books import queries as books
from yuanba.books.rules import AccountKind, Unit
from yuanba.points.models import Budget, Dispute, Item, Redemption, Stocktake
from yuanba.points.queries.claims import HEAD
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

    @property
    def owed_yuan(self) -> float:
        return self.owed * (self.budget.fen_per_point if self.budget else 0) / 100

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.issued / self.allowed)) if self.allowed else 0


def figures(village: int, now: datetime) -> Figures:
    """Five statements."""
    begin, end = year_of(now)
    paid = budget_of(village, begin.year)
    book = books.book(village, Unit.POINTS)
    sums = books.sums(book.pk) if book else {}
    this_year = issued(book.pk, begin, end) if book else 0
    lately = issued(book.pk, now - timedelta(days=fund.RATE_DAYS), now) if book else 0
    allowed = paid.points if paid else 0
    left = max(0, allowed - this_year)
    return Figures(
        budget=paid,
        allowed=allowed,
        issued=this_year,
        left=left,
        owed=sums.get(AccountKind.HOUSEHOLD, 0) + sums.get(AccountKind.HELD, 0),
        redeemed=sums.get(AccountKind.REDEEMED, 0),
        lapsed=sums.get(AccountKind.EXPIRED, 0),
        dry=fund.runs_dry(left=left, issued_lately=lately, today=clock.day_of(now))
        if paid
        else None,
    )


def budgets(village: int) -> list[Budget]:
    rows = Budget.objects.filter(place=village).select_related("made_by")
    return list(rows.order_by("-year", "-pk")[:20])


# ---- the shop at the desk


def items(village: int) -> list[Item]:
    return list(Item.objects.filter(place=village).order_by("-offered", "name")[:200])


def item(item_id: int) -> Item | None:
    return Item.objects.select_related("place").filter(pk=item_id).first()


def counting(found: Item) -> Stocktake | None:
    """A first count that waits for the second."""
    return found.stocktakes.filter(second_at=None).select_related("first_by").first()


def reserved(village: int) -> list[Redemption]:
    """What lies ready to be fetched. Codes are the household's to show: this list has none."""
    rows = Redemption.objects.filter(place=village, state=Deal.RESERVED)
    rows = rows.select_related("item", "household").annotate(head=HEAD)
    return list(rows.order_by("until", "pk")[:100])


def disputes(village: int) -> list[Dispute]:
    rows = Dispute.objects.filter(answered_at=None, deal__place=village)
    return list(rows.select_related("deal__item", "deal__household").order_by("at")[:60])


def dispute(dispute_id: int) -> Dispute | None:
    rows = Dispute.objects.select_related("deal__item", "deal__household__place", "deal__ended_by")
    return rows.filter(pk=dispute_id).first()


@dataclass(frozen=True)
class Day:
    """日结单: what was handed out on a day, what was counted, and the sum of points."""

    deals: list[Redemption]
    counts: list[Stocktake]
    points: int


def day(village: int, on: date) -> Day:
    """Three statements."""
    begin = datetime(on.year, on.month, on.day, tzinfo=get_default_timezone())
    end = begin + timedelta(days=1)
    handed = Redemption.objects.filter(
        place=village, state=Deal.HANDED, ended_at__gte=begin, ended_at__lt=end
    )
    counts = Stocktake.objects.filter(
        item__place=village, second_by__isnull=False, second_at__gte=begin, second_at__lt=end
    )
    rows = handed.select_related("item", "household", "ended_by").annotate(head=HEAD)
    return Day(
        deals=list(rows.order_by("ended_at", "pk")),
        counts=list(counts.select_related("item", "first_by", "second_by").order_by("second_at")),
        points=handed.aggregate(n=Sum("points"))["n"] or 0,
    )
