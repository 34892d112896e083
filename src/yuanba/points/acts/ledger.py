"""入账: the way of points into the ledger, and back out of it where they were wrong."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.books import queries, store
from yuanba.books.models import Account, Entry
from yuanba.books.models import Book as Ledger
from yuanba.books.rules import AccountKind, Line, Unit
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.points.acts.common import lock_homes, person, the_claim, the_village
from yuanba.points.models import Budget, Claim, LapseWarning
from yuanba.points.queries.ledger import budget_of, issued, lapsing, year_of
from yuanba.points.rules import claims, fund
from yuanba.points.rules.claims import State

WARNED = timedelta(days=30)  # so long before


def ledger_of(village: int) -> Ledger:
    """The village's ledger of points, locked: whoever holds it reads balances that count."""
    made = store.book_of(place_id=village, unit=Unit.POINTS)
    return Ledger.objects.select_for_update(no_key=True).get(pk=made.pk)


def home_account(ledger: Ledger, household_id: int) -> Account:
    return store.account(ledger, AccountKind.HOUSEHOLD, household_id=household_id, floor=0)


@act
def set_budget(
    *,
    actor: Actor,
    place_id: int,
    year: int,
    fen: int,
    fen_per_point: int,
    source: str,
    now: datetime,
) -> Budget:
    """定积分预算: how much money stands behind the points of a year, and what one point is worth."""
    place = the_village(actor, place_id, "points.set_budget")
    said = fund.budget(
        year=year, fen=fen, fen_per_point=fen_per_point, source=source, today=clock.day_of(now)
    )
    made = Budget.objects.create(
        place=place, year=year, fen=fen, fen_per_point=fen_per_point, source=said, made_at=now,
        made_by=person(actor, "points.set_budget"),
    )  # fmt: skip
    facts = {"year": year, "fen": fen, "fen_per_point": fen_per_point, "source": said}
    records.write("points.set_budget", made, actor=actor, at=now, **facts)
    return made


@act
def book(*, actor: Actor, claim_id: int, now: datetime) -> Claim:
    """入账: what was listed and nobody objected to goes into the ledger, by a second person. What is
    taken away stops at zero."""
    claim, home, _role = the_claim(actor, claim_id, "points.book")
    claims.book(
        state=State(claim.state),
        object_until=claim.object_until or clock.day_of(now),
        today=clock.day_of(now),
        objected=claim.objections.filter(answered_at=None).exists(),
    )
    if actor.pk in home.family:
        raise Refused("own_home", _("这是您自己家的，要由别人入账。"))
    second = _second(actor, claim)
    ledger = ledger_of(claim.place_id)
    account = home_account(ledger, claim.household_id)
    source = store.account(ledger, AccountKind.ISSUE)
    many = claim.points
    if claim.takes:
        many = -min(-claim.points, account.balance)
    else:
        begin, end = year_of(now)
        paid = budget_of(claim.place_id, begin.year)
        fund.issue(
            points=many,
            budget_points=paid.points if paid else None,
            issued=issued(ledger.pk, begin, end),
        )
    if many:
        store.enter(
            ledger,
            [Line(source.pk, -many), Line(account.pk, many)],
            kind="points.book",
            why=f"{claim.code} {claim.line.name}",
            actor=actor,
            second=second,
            at=now,
            source=claim,
        )
    claim.state, claim.booked, claim.booked_at = State.BOOKED, many, now
    claim.save(update_fields=["state", "booked", "booked_at"])
    records.write("points.book", claim, actor=actor, at=now, points=many)
    return claim


def _second(actor: Actor, claim: Claim) -> Person:
    """Somebody else who stood up for it: who checked it, wrote down the decision, or told it."""
    for one in (claim.checked_by, claim.decided_by, claim.told_by):
        if one is not None and one.pk != actor.pk:
            return one
    raise Refused("two_people", _("核实、评议记录都是您，入账要由另一个人来。"))


@act
def book_due(*, actor: Actor, place_id: int, now: datetime) -> Place:
    """到期入账: everything whose days are over; what cannot be booked stays on the list, and the rest
    is booked all the same."""
    place = Place.objects.filter(pk=place_id, until=None).first()
    if place is None:
        raise Denied("points.book_due")
    permits.require(actor, "points.book_due", reach=place.reach)
    due = Claim.objects.filter(
        place=place, state=State.POSTED, object_until__lt=clock.day_of(now)
    ).order_by("object_until", "pk")
    homes = lock_homes(due.values_list("household_id", flat=True))
    done: list[str] = []
    left: dict[str, str] = {}
    for pk in list(due.filter(household__in=homes).values_list("pk", flat=True)):
        try:
            book(actor=actor, claim_id=pk, now=now)
        except Refused as no:
            left[str(pk)] = no.code
        else:
            done.append(str(pk))
    if not done:
        raise Refused("nothing_booked", _why(left))
    records.write("points.book_due", place, actor=actor, at=now, booked=done, left=left)
    return place


def _why(left: dict[str, str]) -> object:
    if "no_budget" in left.values():
        return _("今年还没有定积分预算，先定预算再入账。")
    if "budget_spent" in left.values():
        return _("今年的积分预算不够发了，等增加预算再入账。")
    if "two_people" in left.values():
        return _("核实、评议记录都是您，入账要由另一个人来。")
    return _("现在没有能入账的。")


def entry_of(claim: Claim) -> Entry | None:
    """What a claim entered, unless it has been taken back."""
    found = Entry.objects.filter(source_id=claim.pk, source_kind="points.claim", kind="points.book")
    return found.exclude(Exists(queries.reversal("pk"))).first()


def take_back(
    claim: Claim, *, actor: Actor, second: Person | None, why: str, now: datetime
) -> None:
    """冲正: by the exact opposite; where the points are spent already, as many as are left."""
    entry = entry_of(claim)
    if entry is None:
        return
    ledger = ledger_of(claim.place_id)
    account = home_account(ledger, claim.household_id)
    kind = "points.answer_objection"
    with_: dict[str, Any] = {"kind": kind, "actor": actor, "second": second, "at": now}
    mine = entry.postings.filter(account=account).exists()  # else the household has merged since
    booked = claim.booked or 0
    many = min(account.balance, booked)  # below zero: what was taken away comes back whole
    if mine and account.balance >= booked:
        store.reverse(entry, why=why, source=claim, **with_)
    elif many:
        source = store.account(ledger, AccountKind.ISSUE)
        lines = [Line(account.pk, -many), Line(source.pk, many)]
        store.enter(ledger, lines, why=why, source=claim, **with_)


@act
def lapse(*, actor: Actor, account_id: int, now: datetime) -> Entry:
    """到期: what a household was given 24 months ago and has not spent, first in, first out."""
    permits.require(actor, "points.lapse", reach=frozenset())
    account = Account.objects.select_related("book").get(pk=account_id)
    ledger = ledger_of(account.book.place_id)
    many = min(lapsing(account_id, now), Account.objects.get(pk=account_id).balance)
    if many <= 0:
        raise Refused("nothing_lapses", _("没有到期的积分。"))
    gone = store.account(ledger, AccountKind.EXPIRED)
    entry = store.enter(
        ledger,
        [Line(account_id, -many), Line(gone.pk, many)],
        kind="points.lapse",
        why=str(_("满24个月没有用")),
        actor=actor,
        at=now,
    )
    records.write("points.lapse", entry, actor=actor, at=now, points=many)
    return entry


@act
def warn_lapse(*, actor: Actor, account_id: int, now: datetime) -> LapseWarning:
    """提醒快到期: what lapses within thirty days unless it is spent; once a month and household."""
    permits.require(actor, "points.warn_lapse", reach=frozenset())
    whose = Account.objects.values_list("household_id", flat=True).get(pk=account_id)
    lock_homes([whose or 0])
    account = Account.objects.get(pk=account_id)
    many = min(lapsing(account_id, now, ahead=WARNED), account.balance)
    until = clock.day_of(now + WARNED)
    asked = {"household_id": account.household_id, "month": until.replace(day=1)}
    if many <= 0 or LapseWarning.objects.filter(**asked).exists():
        raise Refused("nothing_lapses", _("没有到期的积分。"))
    made = LapseWarning.objects.create(until=until, points=many, at=now, **asked)
    facts = {"points": many, "until": until.isoformat()}
    records.write("points.warn_lapse", made, actor=actor, at=now, **facts)
    return made
