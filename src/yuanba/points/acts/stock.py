"""货品: offered, priced, brought in, counted by two."""

from collections.abc import Sequence
from datetime import datetime

from yuanba.base import permits, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.matters.acts.common import Picture
from yuanba.points.acts.common import person, the_village
from yuanba.points.models import Item, Shop, Shot, Stocktake
from yuanba.points.rules import shop


@act
def keep_item(
    *,
    actor: Actor,
    place_id: int,
    name: str,
    points: int,
    now: datetime,
    stock: int | None = None,
    unit: str = "",
    note: str = "",
    supplier: str = "",
    offered: bool = True,
    item_id: int | None = None,
    kind: shop.Ware | None = None,
    picture: Picture | None = None,
) -> Item:
    """上货、改价、下架. A new thing comes with its first stock; later it moves by goods that come in
    (`stock_up`), by handing out, and by counting. A price changes only what is reserved after it."""
    place = the_village(actor, place_id, "points.keep_item")
    row = Item(place=place, stock=stock)
    if item_id is not None:
        found = Item.objects.select_for_update(no_key=True).filter(pk=item_id, place=place).first()
        if found is None:
            raise Denied("points.keep_item")
        row, stock, kind = found, found.stock, shop.Ware(found.kind)
    what = kind or (shop.Ware.GOODS if stock is not None else shop.Ware.SERVICE)
    said = shop.item(kind=what, name=name, points=points, stock=stock, note=note, supplier=supplier)
    row.kind = what
    twins = Item.objects.filter(place=place, name=said["name"]).exclude(pk=row.pk)
    if twins.exists():
        raise Refused("item_known", _("已经有这一样了，改原来那一条。"), field="name")
    row.name, row.note, row.supplier = said["name"], said["note"], said["supplier"]
    row.points, row.offered = points, offered
    row.unit = words_in.clean(unit, most=4, least=0, field="unit")
    row.save()
    if picture is not None:
        seen = {"name": picture.name, "digest": picture.digest, "at": now}
        size = {"width": picture.width, "height": picture.height}
        Shot.objects.update_or_create(item=row, defaults=seen | size)
    facts = {"name": row.name, "points": points, "stock": row.stock, "offered": offered}
    records.write("points.keep_item", row, actor=actor, at=now, **facts)
    return row


@act
def set_hours(
    *,
    actor: Actor,
    place_id: int,
    where: str,
    days: Sequence[tuple[str, str]],
    now: datetime,
    note: str = "",
) -> Shop:
    """定开门时间: where the shop is and when it is open, seven days from Monday. What is reserved can be
    fetched until the end of the next day on which it is open."""
    place = the_village(actor, place_id, "points.set_hours")
    made = Shop.objects.create(
        place=place,
        where=words_in.clean(where, most=60, field="where", ask=_("请写超市在哪里。")),
        days=shop.hours(days),
        note=words_in.clean(note, most=60, least=0, field="note"),
        said_at=now,
        said_by=person(actor, "points.set_hours"),
    )
    facts = {"where": made.where, "days": made.days, "note": made.note}
    records.write("points.set_hours", made, actor=actor, at=now, **facts)
    return made


@act
def stock_up(*, actor: Actor, item_id: int, many: int, source: str, now: datetime) -> Item:
    """进货: so many more, with the slip they came with."""
    item = _item(actor, item_id, "points.stock_up")
    if item.stock is None:
        raise Refused("service", _("服务不用进货。"), field="many")
    if not 1 <= many <= shop.MOST_STOCK - item.stock:
        raise Refused("stock_odd", _("进了几件，写 1 到 100000 的整数。"), field="many")
    ask = _("请写进货单号或者供货的人。")
    said = words_in.clean(source, most=200, field="source", ask=ask)
    item.stock += many
    item.save(update_fields=["stock"])
    facts = {"many": many, "stock": item.stock, "source": said}
    records.write("points.stock_up", item, actor=actor, at=now, **facts)
    return item


def _item(actor: Actor, item_id: int, act_name: str) -> Item:
    """An item, locked, of a village where this actor may do this."""
    found = Item.objects.select_for_update(of=("self",), no_key=True).select_related("place")
    item = found.filter(pk=item_id).first()
    if item is None:
        raise Denied(act_name)
    permits.require(actor, act_name, reach=item.place.reach)
    return item


@act
def count_stock(*, actor: Actor, item_id: int, counted: int, why: str, now: datetime) -> Stocktake:
    """盘点，第一个人: what he counted; nothing changes until another counts the same."""
    item = _item(actor, item_id, "points.count_stock")
    shop.count(counted)
    if item.stock is None:
        raise Refused("service", _("服务不用盘点。"), field="counted")
    ask = _("写一句为什么盘，比如：月底盘点。")
    said = words_in.clean(why, most=200, field="why", ask=ask)
    # a first count that nobody joined is over: nobody agreed to it
    item.stocktakes.filter(second_at=None).update(second_at=now)
    made = Stocktake.objects.create(
        item=item, expected=item.stock, counted=counted, why=said, first_at=now,
        first_by=person(actor, "points.count_stock"),
    )  # fmt: skip
    facts = {"item": item.name, "expected": item.stock, "counted": counted, "why": said}
    records.write("points.count_stock", made, actor=actor, at=now, **facts)
    return made


@act
def agree_stock(*, actor: Actor, stocktake_id: int, counted: int, now: datetime) -> Stocktake:
    """盘点，第二个人: counts by himself; the same number becomes the stock."""
    found = Stocktake.objects.filter(pk=stocktake_id, second_at=None).first()
    item = _item(actor, found.item_id if found else 0, "points.agree_stock")
    take = Stocktake.objects.get(pk=stocktake_id)
    me = person(actor, "points.agree_stock")
    shop.agree_stock(
        counted=counted,
        first=take.counted,
        expected=take.expected,
        stock=item.stock,
        same=take.first_by_id == me.pk,
    )
    item.stock = counted
    item.save(update_fields=["stock"])
    take.second_by, take.second_at = me, now
    take.save(update_fields=["second_by", "second_at"])
    facts = {"item": item.name, "counted": counted, "expected": take.expected}
    records.write("points.agree_stock", take, actor=actor, at=now, **facts)
    return take
