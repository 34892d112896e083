"""What the ledger says of a village's points: the budget of a year, what was issued, what lapses."""

from datetime import datetime, timedelta

from django.db.models import Exists, Q, Sum
from django.utils.timezone import get_default_timezone

from yuanba.base import clock
from yuanba.books import queries
from yuanba.books.models import Posting
from yuanba.books.rules import AccountKind
from yuanba.points.models import Budget
from yuanba.points.rules import fund

# Taken back, and what took it back: together nothing, so neither came nor went.
STANDS = Q(entry__reverses__isnull=True) & ~Exists(queries.reversal("entry_id"))


def budget_of(village: int, year: int) -> Budget | None:
    return Budget.objects.filter(place=village, year=year).order_by("-pk").first()


def issued(ledger_id: int, since: datetime, until: datetime) -> int:
    """Points issued within these moments, without what was taken back. One statement."""
    found = Posting.objects.filter(
        STANDS,
        account__book=ledger_id,
        account__kind=AccountKind.ISSUE,
        amount__lt=0,
        entry__at__gte=since,
        entry__at__lt=until,
    )
    return -(found.aggregate(n=Sum("amount"))["n"] or 0)


def year_of(now: datetime) -> tuple[datetime, datetime]:
    """The first moment of the year in Shanghai, and of the next."""
    zone = get_default_timezone()
    year = clock.day_of(now).year
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def lapsing(account_id: int, now: datetime, ahead: timedelta = timedelta(0)) -> int:
    """How many points of this account have had their 24 months by then. One statement."""
    day = fund.months_before(clock.day_of(now + ahead))
    end = datetime(day.year, day.month, day.day, tzinfo=get_default_timezone())
    return queries.fifo(account_id, until=end)
