"""积分超市: reserved, handed out by a code, given back, objected to."""

import secrets
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.timezone import get_default_timezone

from yuanba.base import clock, permits, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.books import store
from yuanba.books.models import Entry
from yuanba.books.rules import AccountKind, Line
from yuanba.people.acts import tries
from yuanba.people.models import Person
from yuanba.points.acts.common import Home, family_of, lock_homes, person, the_home
from yuanba.points.acts.ledger import home_account, ledger_of
from yuanba.points.models import Dispute, Item, Redemption
from yuanba.points.queries.shop import hours
from yuanba.points.rules import shop
from yuanba.points.rules.shop import Deal

LATELY = timedelta(days=7)  # so long a code that lapsed is still called so


@act
def reserve(*, actor: Actor, household_id: int, item_id: int, now: datetime) -> Redemption:
    """换: the points are set aside, the thing is kept, and a code says so."""
    home, _role = the_home(actor, household_id, "points.reserve")
    me = person(actor, "points.reserve")
    ledger = ledger_of(home.village)
    item = (
        Item.objects.select_for_update(no_key=True).filter(pk=item_id, place=home.village).first()
    )
    if item is None:
        raise Refused("no_item", _("没有这一样，请从列表里选。"))
    open_now = Redemption.objects.filter(household=home.row, state=Deal.RESERVED).count()
    shop.reserve(offered=item.offered, stock=item.stock, open_now=open_now)
    taken = Redemption.objects.filter(place=home.village, state=Deal.RESERVED)
    made = Redemption(
        place_id=home.village,
        household=home.row,
        item=item,
        points=item.points,
        code=shop.free_code(set(taken.values_list("code", flat=True)), secrets.randbelow),
        reserved_at=now,
        reserved_by=me,
        until=_end_of(now, hours(home.village)),
    )
    account = home_account(ledger, home.row.pk)
    held = store.account(ledger, AccountKind.HELD, floor=0)
    store.enter(
        ledger,
        [Line(account.pk, -item.points), Line(held.pk, item.points)],
        kind="points.reserve",
        why=item.name,
        actor=actor,
        at=now,
        source=made,
    )
    made.save(force_insert=True)
    if item.stock is not None:
        item.stock -= 1
        item.save(update_fields=["stock"])
    records.write("points.reserve", made, actor=actor, at=now, item=item.name, points=item.points)
    return made


def _end_of(now: datetime, days: Sequence[str] | None) -> datetime:
    day = shop.last_day(clock.day_of(now), days) + timedelta(days=1)
    return datetime.combine(day, time(), tzinfo=get_default_timezone())


def the_deal(actor: Actor, redemption_id: int, act_name: str) -> tuple[Redemption, Home]:
    """A redemption and its household, locked as in `reserve`, if this actor may do this."""
    found = Redemption.objects.filter(pk=redemption_id).values_list("household_id", flat=True)
    home, _role = the_home(actor, found.first() or 0, act_name)
    return _locked(redemption_id, home.village), home


def _locked(redemption_id: int, village: int) -> Redemption:
    ledger_of(village)
    return Redemption.objects.select_for_update(no_key=True).get(pk=redemption_id)


@act
def give_back(*, actor: Actor, redemption_id: int, now: datetime) -> Redemption:
    """先不换: the points come back, the thing goes back."""
    deal, _home = the_deal(actor, redemption_id, "points.give_back")
    shop.give_back(Deal(deal.state))
    _undo(deal, Deal.RETURNED, actor, now)
    records.write("points.give_back", deal, actor=actor, at=now, points=deal.points)
    return deal


def _undo(deal: Redemption, state: Deal, actor: Actor, now: datetime) -> None:
    """By the exact opposite: points that were only set aside do not begin their 24 months anew."""
    ledger = ledger_of(deal.place_id)
    account = home_account(ledger, deal.household_id)
    held = store.account(ledger, AccountKind.HELD, floor=0)
    item = Item.objects.select_for_update(no_key=True).get(pk=deal.item_id)
    said: dict[str, Any] = {"kind": "points.give_back", "why": item.name, "actor": actor}
    said |= {"at": now, "source": deal}
    taken = Entry.objects.filter(source_id=deal.pk, kind="points.reserve").get()
    if taken.postings.filter(account=account).exists():
        store.reverse(taken, **said)
    else:  # the household has merged since
        store.enter(ledger, [Line(held.pk, -deal.points), Line(account.pk, deal.points)], **said)
    if item.stock is not None:
        item.stock += 1
        item.save(update_fields=["stock"])
    deal.state, deal.ended_at = state, now
    deal.ended_by = actor if isinstance(actor, Person) else None
    deal.save(update_fields=["state", "ended_at", "ended_by"])


@act
def end_reservation(*, actor: Actor, redemption_id: int, now: datetime) -> Redemption:
    """过期退回: what nobody fetched in time."""
    permits.require(actor, "points.end_reservation", reach=frozenset())
    found = Redemption.objects.filter(pk=redemption_id).first()
    if found is None:
        raise Denied("points.end_reservation")
    lock_homes([found.household_id])
    deal = _locked(redemption_id, found.place_id)
    shop.give_back(Deal(deal.state))
    if now < deal.until:
        raise Refused("still_good", _("还没到期。"))
    _undo(deal, Deal.LAPSED, actor, now)
    records.write("points.end_reservation", deal, actor=actor, at=now, points=deal.points)
    return deal


def hand_out_by_code(
    *, actor: Person, place_id: int, code: str, now: datetime, key: str = ""
) -> Redemption:
    """The shopkeeper types the code that the household shows. Each try is counted first: nobody finds a
    code by going through them (trust.md T6, T22)."""
    typed = "".join(sign for sign in code if sign.isdecimal())[:4]
    tries.take("points.code", str(actor.pk), now=now)
    found = Redemption.objects.filter(place=place_id, code=typed, state=Deal.RESERVED).first()
    if found is None:
        lapsed = Redemption.objects.filter(place=place_id, code=typed, state=Deal.LAPSED)
        if lapsed.filter(ended_at__gte=now - LATELY).exists():
            say = _("这个取货码过期了，积分已经退回，请这户重新换。")
            raise Refused("code_old", say, field="code")
        say = _("没有这个取货码，或者已经用过、过期了。请对一遍手机上的四位数。")
        raise Refused("no_code", say, field="code")
    done = hand_out(actor=actor, redemption_id=found.pk, code=typed, now=now, key=key)
    tries.forget("points.code", str(actor.pk))
    return done


@act
def hand_out(*, actor: Actor, redemption_id: int, code: str, now: datetime) -> Redemption:
    """发货: once. The household gets a message; the points are spent."""
    deal, home = the_deal(actor, redemption_id, "points.hand_out")
    me = person(actor, "points.hand_out")
    if not secrets.compare_digest(deal.code.encode(), code.encode()):
        raise Refused("no_code", _("取货码不对。请对一遍手机上的四位数。"), field="code")
    shop.hand_out(
        state=Deal(deal.state),
        until=deal.until,
        now=now,
        own=me.pk in family_of(home.row.pk),
        reserved_it=deal.reserved_by_id == me.pk,
    )
    ledger = ledger_of(deal.place_id)
    held = store.account(ledger, AccountKind.HELD, floor=0)
    spent = store.account(ledger, AccountKind.REDEEMED)
    item = Item.objects.get(pk=deal.item_id)
    store.enter(
        ledger,
        [Line(held.pk, -deal.points), Line(spent.pk, deal.points)],
        kind="points.hand_out",
        why=item.name,
        actor=actor,
        second=deal.reserved_by,
        at=now,
        source=deal,
    )
    deal.state, deal.ended_at, deal.ended_by = Deal.HANDED, now, me
    deal.save(update_fields=["state", "ended_at", "ended_by"])
    records.write("points.hand_out", deal, actor=actor, at=now, item=item.name, points=deal.points)
    return deal


# ---- 我有不同意见


@act
def dispute(*, actor: Actor, redemption_id: int, words: str, now: datetime) -> Dispute:
    """不是我家换的: by the household, or entered for it, about what was handed out for its points."""
    deal, _home = the_deal(actor, redemption_id, "points.dispute")
    if Deal(deal.state) is not Deal.HANDED:
        raise Refused("not_handed", _("这一件还没取走，点“先不换”就退回了。"))
    if deal.disputes.filter(answered_at=None).exists():
        raise Refused("objected", _("已经提了不同意见，正在等答复。"))
    said = words_in.clean(words, most=500, field="words", ask=_("请写哪里不对。"))
    made = Dispute.objects.create(
        deal=deal, person=person(actor, "points.dispute"), words=said, at=now
    )
    records.write("points.dispute", made, actor=actor, at=now, deal=str(deal.pk))
    return made


@act
def answer_dispute(
    *, actor: Actor, dispute_id: int, upheld: bool, answer: str, now: datetime
) -> Redemption:
    """答复: by somebody who neither handed it out nor reserved it; if it is right the points come back."""
    found = Dispute.objects.filter(pk=dispute_id).values_list("deal_id", flat=True).first()
    deal, home = the_deal(actor, found or 0, "points.answer_dispute")
    row = Dispute.objects.get(pk=dispute_id)
    me = person(actor, "points.answer_dispute")
    if row.answered_at is not None:
        raise Refused("answered", _("这条意见已经答复了。"))
    if me.pk in {deal.ended_by_id, deal.reserved_by_id, row.person_id} | family_of(home.row.pk):
        raise Refused("own_home", _("这件事和您自己有关，答复请别人来记。"))
    said = words_in.clean(answer, most=500, field="answer", ask=_("请写答复，对方会看到。"))
    row.upheld, row.answer, row.answered_at, row.answered_by = upheld, said, now, me
    row.save(update_fields=["upheld", "answer", "answered_at", "answered_by"])
    if upheld:
        ledger = ledger_of(deal.place_id)
        spent = store.account(ledger, AccountKind.REDEEMED)
        account = home_account(ledger, deal.household_id)
        store.enter(
            ledger,
            [Line(spent.pk, -deal.points), Line(account.pk, deal.points)],
            kind="points.answer_dispute",
            why=said[:200],
            actor=actor,
            second=row.person,
            at=now,
            source=deal,
        )
        deal.state = Deal.REVERSED
        deal.save(update_fields=["state"])
    facts = {"upheld": upheld, "answer": said, "points": deal.points}
    records.write("points.answer_dispute", deal, actor=actor, at=now, **facts)
    return deal
