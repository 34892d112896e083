"""A household's own page: what it has, every line with what stood after it, who brought it in, what
lapses."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Sum

from yuanba.base.text import _
from yuanba.books import queries as books
from yuanba.books.models import Account, Entry, Posting
from yuanba.books.rules import AccountKind, Unit
from yuanba.people.models import Household
from yuanba.points.models import Claim, Dispute, Item, Redemption
from yuanba.points.queries.ledger import STANDS, lapsing
from yuanba.points.rules.claims import State
from yuanba.points.rules.shop import Deal

SOON = timedelta(days=90)
# How a line is told by the act that entered it; an award goes by its deed alone.
SAID: dict[str, Any] = {
    "points.reserve": _("换：%(what)s"),
    "points.give_back": _("退回：%(what)s"),
    "points.answer_objection": _("更正：%(what)s"),
    "points.answer_dispute": _("更正：%(what)s"),
    "points.import_opening": _("从旧账带来：%(what)s"),
    "points.enter_slip": _("换：%(what)s"),
    "points.undo_deal": _("更正：%(what)s"),
    "points.lapse": _("到期：%(what)s"),
}
LINES = 40


@dataclass(frozen=True)
class Line:
    """One line of a household's account."""

    what: str
    amount: int
    shown: str  # with its sign, as people read it
    after: int
    at: datetime
    by: str  # who entered it
    second: str
    claim: int | None  # the page on which to disagree
    deal: int | None
    id: int


@dataclass(frozen=True)
class Purse:
    """What a household has. `soon`: lapses within 90 days unless it is spent."""

    balance: int
    soon: int
    month: int  # came in since the first of the month
    lines: list[Line]
    more: int | None  # the posting before which the next page begins


def plus(points: int) -> str:
    return f"+{points}" if points > 0 else f"−{-points}"


def account_of(household: Household) -> Account | None:
    return Account.objects.filter(
        household=household, kind=AccountKind.HOUSEHOLD, book__unit=Unit.POINTS
    ).first()


def purse(
    household: Household, now: datetime, *, month: datetime, before: int | None = None
) -> Purse:
    """Seven statements, however many lines there are; one for a household without an account."""
    account = account_of(household)
    if account is None:
        return Purse(0, 0, 0, [], None)
    told = books.lines(account.pk, before=before, many=LINES + 1)
    shown = told[:LINES]
    came = Posting.objects.filter(
        STANDS, account=account, amount__gt=0, entry__at__gte=month
    ).aggregate(n=Sum("amount"))["n"]
    return Purse(
        balance=account.balance,
        soon=min(lapsing(account.pk, now, ahead=SOON), account.balance),
        month=came or 0,
        lines=_named(shown),
        more=shown[-1].posting.pk if len(told) > LINES else None,
    )


def _named(told: list[books.Told]) -> list[Line]:
    """The lines with the names of what they were for, and of who entered them."""
    people = Entry.objects.filter(pk__in=[one.posting.entry_id for one in told])
    rows = {e.pk: e for e in people.select_related("actor", "second")}
    found = []
    for one in told:
        entry = rows[one.posting.entry_id]
        kind, source = entry.source_kind, entry.source_id
        found.append(
            Line(
                what=SAID[entry.kind] % {"what": entry.why} if entry.kind in SAID else entry.why,
                amount=one.posting.amount,
                shown=plus(one.posting.amount),
                after=one.after,
                at=entry.at,
                by=entry.actor.name if entry.actor else "",
                second=entry.second.name if entry.second else "",
                claim=source if kind == "points.claim" else None,
                deal=source if kind == "points.redemption" else None,
                id=one.posting.pk,
            )
        )
    return found


def members(household: Household, since: datetime) -> list[tuple[str, int]]:
    """Who of the household brought in how much since then; "" for what was entered for all of it."""
    rows = Claim.objects.filter(
        household=household, state=State.BOOKED, booked__gt=0, booked_at__gte=since
    ).values_list("person__name")
    return [(name or "", n) for name, n in rows.annotate(n=Sum("booked")).order_by("-n")]


# ---- the shop as the household sees it


def offered(village: int) -> list[Item]:
    """What can be had, the cheapest first. One statement."""
    return list(
        Item.objects.filter(place=village, offered=True)
        .select_related("shot")
        .order_by("points", "pk")[:100]
    )


def open_deals(household: Household) -> list[Redemption]:
    rows = Redemption.objects.filter(household=household, state=Deal.RESERVED)
    return list(rows.select_related("item").order_by("pk"))


def deal(household: Household, redemption_id: int) -> Redemption | None:
    rows = Redemption.objects.select_related("item", "ended_by", "reserved_by")
    return rows.filter(pk=redemption_id, household=household).first()


def disputes(found: Any) -> list[Dispute]:
    return list(found.disputes.order_by("at", "pk"))
