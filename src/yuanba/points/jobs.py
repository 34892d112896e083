"""What the clock starts: reservations that nobody fetched, points that have had their 24 months."""

from datetime import datetime

from yuanba.base.errors import Refused
from yuanba.books.models import Account
from yuanba.books.rules import AccountKind, Unit
from yuanba.people import door
from yuanba.points import acts
from yuanba.points.models import Redemption
from yuanba.points.queries.ledger import lapsing
from yuanba.points.rules.shop import Deal


def end_reservations(*, now: datetime) -> None:
    """过期退回. Safe to run twice."""
    over = Redemption.objects.filter(state=Deal.RESERVED, until__lte=now)
    for pk in list(over.values_list("pk", flat=True)):
        try:
            acts.end_reservation(actor=door.FOUNDER, redemption_id=pk, now=now)
        except Refused:
            continue  # fetched or given back a moment ago


def lapse_points(*, now: datetime) -> None:
    """到期, household by household. Safe to run twice: what lapsed is spent."""
    homes = Account.objects.filter(
        kind=AccountKind.HOUSEHOLD, book__unit=Unit.POINTS, balance__gt=0, closed_at=None
    )
    for pk in list(homes.values_list("pk", flat=True)):
        if lapsing(pk, now) > 0:
            acts.lapse(actor=door.FOUNDER, account_id=pk, now=now)
