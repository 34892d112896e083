"""The shop: reserve, hand out by a code, give back; two people count the stock."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.points.rules.book import no_forbidden_link


class Deal(StrEnum):
    RESERVED = "reserved"  # 留着
    HANDED = "handed"  # 已取
    RETURNED = "returned"  # 不换了，退回
    LAPSED = "lapsed"  # 过期没取，退回
    REVERSED = "reversed"  # 有异议，积分退回


DEAL_WORDS: dict[Deal, Any] = {
    Deal.RESERVED: _("给您留着"),
    Deal.HANDED: _("已取"),
    Deal.RETURNED: _("不换了"),
    Deal.LAPSED: _("过期没取，积分退回"),
    Deal.REVERSED: _("意见有理，积分退回"),
}
MOST_STOCK = 100_000
MOST_OPEN = 5  # reservations of one household at a time


def item(*, name: str, points: int, stock: int | None, note: str, supplier: str) -> dict[str, str]:
    """What is offered, as it may stand. What the law gives everybody is never for points."""
    kept = words_in.clean(name, most=40, field="name", ask=_("请写换什么。"))
    said = words_in.clean(note, most=60, least=0, field="note")
    who = words_in.clean(supplier, most=60, least=0, field="supplier")
    for text, field in ((kept, "name"), (said, "note")):
        no_forbidden_link(text, field=field)
    if not 1 <= points <= 100_000:
        raise Refused("price_odd", _("要几分，写 1 到 100000 的整数。"), field="points")
    if stock is not None and not 0 <= stock <= MOST_STOCK:
        raise Refused("stock_odd", _("有几件，写 0 到 100000 的整数。"), field="stock")
    return {"name": kept, "note": said, "supplier": who}


def reserve(*, offered: bool, stock: int | None, open_now: int) -> None:
    if not offered:
        raise Refused("not_offered", _("这一样现在不换了，请看看别的。"))
    if stock == 0:
        raise Refused("sold_out", _("这一样刚换完了，请看看别的。"))
    if open_now >= MOST_OPEN:
        raise Refused("many_open", _("您家已经留了几样，先去取了再换。"))


def hand_out(*, state: Deal, until: datetime, now: datetime, own: bool, reserved_it: bool) -> None:
    """发货: once, in time, by somebody of another household who did not reserve it himself."""
    if state is not Deal.RESERVED:
        raise Refused("code_used", _("这个取货码用过了，或者退掉了。"), field="code")
    if now >= until:
        raise Refused("code_old", _("这个取货码过期了，积分会退回，请重新换。"), field="code")
    if own:
        raise Refused("own_home", _("这是您自己家的，要由别人发货。"), field="code")
    if reserved_it:
        raise Refused("two_hands", _("这一件是您代换的，要由别人发货。"), field="code")


def give_back(state: Deal) -> None:
    if state is not Deal.RESERVED:
        raise Refused("deal_over", _("这一件已经取了，或者已经退了。"))


def agree_stock(*, counted: int, first: int, expected: int, stock: int | None, same: bool) -> None:
    """The second count: by somebody else, the same number, and nothing moved in between."""
    if same:
        raise Refused("two_people", _("第一次是您数的，要由另一个人再数。"), field="counted")
    if stock != expected:
        raise Refused("stock_moved", _("两次之间有人换走或者进了货，请重新盘点。"), field="counted")
    if counted != first:
        raise Refused("counts_differ", _("两个人数的不一样，请一起再数一遍。"), field="counted")


def count(counted: int) -> None:
    if not 0 <= counted <= MOST_STOCK:
        raise Refused("stock_odd", _("数到几件，写 0 到 100000 的整数。"), field="counted")


def free_code(taken: Collection[str], draw: Any) -> str:
    """Four digits that no open reservation of the village has. `draw` gives numbers below 10,000."""
    if len(taken) > 5_000:
        raise Refused("many_open", _("等着取货的太多了，请过一会儿再换。"))
    while True:
        code = f"{draw(10_000):04}"
        if code not in taken:
            return code
