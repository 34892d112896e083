"""旧账: what older tables brought, and whether the ledger has it to the last point; the way back out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery, Sum

from yuanba.base import words_in
from yuanba.base.text import _
from yuanba.books.models import Account, Posting
from yuanba.books.rules import AccountKind, Unit
from yuanba.people.models import Household
from yuanba.points.models import Opening
from yuanba.points.queries.claims import HEAD_OF_HOME

ENTERED = "points.import_opening"
# The columns in which points leave are those in which they come.
HEADER = (_("户号"), _("住址"), _("户主"), _("积分"))


def booked(opening: Opening) -> int:
    """What the ledger holds of it. One statement."""
    return _booked([opening.pk]).get(opening.pk, 0)


def _booked(ids: Iterable[int]) -> dict[int, int]:
    into = Posting.objects.filter(
        entry__kind=ENTERED,
        entry__source_id__in=list(ids),
        account__kind=AccountKind.HOUSEHOLD,
    )
    rows = into.values(of=F("entry__source_id")).annotate(n=Sum("amount"))
    return {row["of"]: row["n"] for row in rows}


def of(place_id: int, digest: str) -> Opening | None:
    return Opening.objects.filter(place=place_id, digest=digest).first()


@dataclass(frozen=True)
class Reconciled:
    """对账: one table, its own sum and what the ledger holds of it."""

    opening: Opening
    booked: int

    @property
    def same(self) -> bool:
        return self.opening.points == self.booked


def reconciled(village: int) -> list[Reconciled]:
    """Every table that was brought, the newest first. Two statements."""
    rows = Opening.objects.filter(place=village).select_related("made_by", "brought_by")
    found = list(rows.order_by("-pk")[:50])
    sums = _booked(one.pk for one in found)
    return [Reconciled(one, sums.get(one.pk, 0)) for one in found]


def opened(village: int) -> set[int]:
    """The households whose older points are in the ledger. One statement."""
    rows = Posting.objects.filter(
        entry__kind=ENTERED,
        entry__book__place=village,
        account__kind=AccountKind.HOUSEHOLD,
    )
    return {pk for pk in rows.values_list("account__household", flat=True) if pk is not None}


def balances(village: int) -> list[tuple[str, str, str, int]]:
    """Every living household with what it has, names masked as in every file that leaves. One
    statement."""
    balance = Account.objects.filter(
        household=OuterRef("pk"), kind=AccountKind.HOUSEHOLD, book__unit=Unit.POINTS
    ).values("balance")[:1]
    homes = Household.objects.filter(place__village_id=village, until=None)
    rows = homes.annotate(head=HEAD_OF_HOME, has=Subquery(balance)).order_by("code", "address")
    return [
        (home.code, home.address, words_in.mask_name(home.head) if home.head else "", home.has or 0)
        for home in rows
    ]
