"""柜台: put right what was handed over, and what was handed over on paper while there was no signal."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Max
from django.utils.timezone import get_default_timezone

from yuanba.base import clock, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.books import store
from yuanba.books.rules import AccountKind, Line
from yuanba.people.models import Person
from yuanba.points.acts.common import family_of, lock_homes, person, the_home, the_village
from yuanba.points.acts.ledger import home_account, ledger_of
from yuanba.points.acts.shop import the_deal
from yuanba.points.models import Item, Redemption, Slip, SlipDay
from yuanba.points.rules import shop
from yuanba.points.rules.shop import Deal


@act
def undo_deal(
    *, actor: Actor, redemption_id: int, why: str, now: datetime, goods_back: bool = True
) -> Redemption:
    """冲正一次兑换: the wrong thing, the wrong household. By a third person; the points come back, and the
    thing where it came back."""
    deal, home = the_deal(actor, redemption_id, "points.undo_deal")
    me = person(actor, "points.undo_deal")
    shop.undo(
        state=Deal(deal.state),
        own=me.pk in family_of(home.row.pk),
        handed_it=deal.ended_by_id == me.pk,
        reserved_it=deal.reserved_by_id == me.pk,
    )
    said = words_in.clean(why, most=200, field="why", ask=_("请写为什么改回来。"))
    ledger = ledger_of(deal.place_id)
    spent = store.account(ledger, AccountKind.REDEEMED)
    account = home_account(ledger, deal.household_id)
    item = Item.objects.select_for_update(no_key=True).get(pk=deal.item_id)
    store.enter(
        ledger,
        [Line(spent.pk, -deal.points), Line(account.pk, deal.points)],
        kind="points.undo_deal",
        why=item.name,
        actor=actor,
        second=deal.ended_by,
        at=now,
        source=deal,
    )
    if goods_back and item.stock is not None:
        item.stock += 1
        item.save(update_fields=["stock"])
    deal.state = Deal.REVERSED
    deal.undone_at, deal.undone_by, deal.undone_why = now, me, said
    deal.save(update_fields=["state", "undone_at", "undone_by", "undone_why"])
    facts = {"item": item.name, "points": deal.points, "why": said, "goods_back": goods_back}
    records.write("points.undo_deal", deal, actor=actor, at=now, **facts)
    return deal


# ---- paper slips


@act
def print_slips(*, actor: Actor, place_id: int, many: int, now: datetime) -> Slip:
    """印纸券: so many, numbered on from the last; each number is entered once. Returns the first."""
    place = the_village(actor, place_id, "points.print_slips")
    me = person(actor, "points.print_slips")
    if many not in shop.SLIPS:
        raise Refused("many_odd", _("一次印 1 到 240 张。"), field="many")
    first = (Slip.objects.filter(place=place).aggregate(n=Max("n"))["n"] or 0) + 1
    made = Slip.objects.bulk_create(
        Slip(
            place=place, n=n, sign="".join(secrets.choice(shop.SIGNS) for _again in "ab"),
            sheet=first, printed_at=now, printed_by=me,
        )
        for n in range(first, first + many)
    )  # fmt: skip
    facts = {"first": first, "many": many}
    records.write("points.print_slips", made[0], actor=actor, at=now, **facts)
    return made[0]


@dataclass(frozen=True)
class Written:
    """One slip as the shopkeeper filled it in."""

    number: str  # its digits and two letters, as they were typed
    household_id: int
    item_id: int


@act
def enter_slip(
    *, actor: Actor, place_id: int, slip: Written, on: date, handed_by_id: int, now: datetime
) -> Redemption:
    """录一张纸券: what was handed over on paper, at today's price. Balance and stock hold as at the counter."""
    home, _role = the_home(actor, slip.household_id, "points.enter_slip")
    me = person(actor, "points.enter_slip")
    if home.village != place_id:
        raise Refused("no_home", _("这一户不是本村的。"))
    shop.slip_day(on, clock.day_of(now))
    n, sign = shop.slip(slip.number)
    ledger = ledger_of(place_id)
    row = Slip.objects.select_for_update(no_key=True).filter(place=place_id, n=n).first()
    if row is None or not secrets.compare_digest(row.sign.encode(), sign.encode()):
        raise Refused("no_slip", _("没有印过这个券号，请对一遍数字和两个字母。"))
    shop.hand_over_on_paper(
        own=bool({me.pk, handed_by_id} & home.family),
        handed_it=handed_by_id == me.pk,
        entered=row.deal_id is not None,
    )
    item = (
        Item.objects.select_for_update(no_key=True).filter(pk=slip.item_id, place=place_id).first()
    )
    if item is None:
        raise Refused("no_item", _("没有这一样，请从列表里选。"))
    if item.stock == 0:
        raise Refused("sold_out", _("账上这一样已经没有了，请先盘点。"))
    account = home_account(ledger, home.row.pk)
    spent = store.account(ledger, AccountKind.REDEEMED)
    noon = datetime.combine(on, time(12), tzinfo=get_default_timezone())
    made = Redemption(
        place_id=place_id, household=home.row, item=item, points=item.points, state=Deal.HANDED,
        code="", reserved_at=now, reserved_by=me, until=now, ended_at=min(noon, now),
        ended_by_id=handed_by_id,
    )  # fmt: skip
    store.enter(
        ledger,
        [Line(account.pk, -item.points), Line(spent.pk, item.points)],
        kind="points.enter_slip",
        why=item.name,
        actor=actor,
        second=Person.objects.get(pk=handed_by_id),
        at=now,
        source=made,
    )
    made.save(force_insert=True)
    row.deal = made
    row.save(update_fields=["deal"])
    if item.stock is not None:
        item.stock -= 1
        item.save(update_fields=["stock"])
    facts = {"slip": row.number, "item": item.name, "points": item.points, "on": on.isoformat()}
    records.write("points.enter_slip", made, actor=actor, at=now, **facts)
    return made


@act
def enter_slips(
    *,
    actor: Actor,
    place_id: int,
    on: date,
    handed_by_id: int,
    slips: Sequence[Written],
    now: datetime,
) -> SlipDay:
    """录一天的纸券: each by itself; what does not fit is named, the rest is booked."""
    place = the_village(actor, place_id, "points.enter_slips")
    me = person(actor, "points.enter_slips")
    if handed_by_id == me.pk:
        say = _("发货的人不录自己发的纸券，请别人来录。")
        raise Refused("two_hands", say, field="handed_by")
    shop.slip_day(on, clock.day_of(now))
    if not slips:
        raise Refused("no_slips", _("一张都没有填。"), field="slips")
    lock_homes(slip.household_id for slip in slips)
    made = SlipDay.objects.create(
        place=place, on=on, handed_by_id=handed_by_id, made_at=now, made_by=me
    )
    for slip in slips:
        try:
            enter_slip(
                actor=actor, place_id=place_id, slip=slip, on=on, handed_by_id=handed_by_id,
                now=now,
            )  # fmt: skip
        except (Refused, Denied) as no:
            why = str(no.message) if isinstance(no, Refused) else str(_("这一户不归您管。"))
            said = {"slip": slip.number[:12], "home": str(slip.household_id)}
            made.left = [*made.left, said | {"item": str(slip.item_id), "why": why}]
        else:
            made.done += 1
    made.save(update_fields=["done", "left"])
    facts = {"on": on.isoformat(), "done": made.done, "left": len(made.left)}
    records.write("points.enter_slips", made, actor=actor, at=now, **facts)
    return made
